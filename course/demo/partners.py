"""Six institutions: four count, two of these use the model, two are on their way."""

from dataclasses import dataclass
from datetime import datetime

from course.actions.adoption_proofs import enter_proof, verify_proof
from course.actions.agreements import (
    VERIFIED_THINGS,
    Signed,
    enter_agreement,
    send_agreement,
    sign_agreement,
)
from course.actions.institutions import Entry, enter_institution
from course.actions.verifying import bring_into_force, verify_agreement
from course.clock import local_day
from course.demo.cast import KATARZYNA, TOMASZ
from course.demo.opening import the_programme
from course.demo.scan import scan_agreement, scan_proof
from course.demo.stage import Stage
from course.fingerprint import fingerprint
from course.models import AdoptionProof, Agreement
from course.terms import AdoptionKind, AgreementCheck, AgreementSide, InstitutionKind

OUR_SIGNATORY, OUR_CAPACITY = "Zofia Bielska", "dyrektorka programu, pełnomocnictwo 4/2026"
SUPPORT = "szkolenie i doradztwo przy wdrożeniu modelu Organizatora Społecznego"


@dataclass(frozen=True, slots=True)
class Use:
    """A paper that shows that the model is used; days as everywhere in the story."""

    kind: AdoptionKind
    title: str
    entered: int
    verified: int | None


@dataclass(frozen=True, slots=True)
class Partner:
    """An institution of the story. Numbers are invented; only their check digits are right.

    `signed`: the day of their signature; `verified`: when a second person verified it.
    """

    entry: Entry
    signatory: str
    capacity: str
    entered: int
    signed: int | None
    verified: int | None
    we_first: bool = False
    use: Use | None = None


KROSNO, PRZEMYSL = "1861011", "1862011"
PARTNERS = (
    Partner(
        Entry(
            name="Urząd Miasta Krosna",
            kind=InstitutionKind.UM,
            nip="6840000117",
            teryt=KROSNO,
            city="Krosno",
            street="ul. Przykładowa 28",
            postal_code="38-400",
            email="wspolpraca@um-krosno.example",
            phone="+48 134 000 101",
        ),
        "Marek Sowa",
        "sekretarz miasta, upoważnienie 17/2026",
        entered=-160,
        signed=-141,
        verified=-137,
        use=Use(
            AdoptionKind.RESOLUTION,
            "Zarządzenie Prezydenta Miasta nr 112 w sprawie wdrożenia modelu",
            entered=-80,
            verified=-77,
        ),
    ),
    Partner(
        Entry(
            name="Spółdzielnia Socjalna „Wspólny Stół”",
            kind=InstitutionKind.SOCIAL_ECONOMY,
            nip="6840000235",
            teryt=KROSNO,
            city="Krosno",
            street="ul. Targowa 5",
            postal_code="38-400",
            email="biuro@wspolny-stol.example",
        ),
        "Halina Mróz",
        "prezeska zarządu, KRS",
        entered=-104,
        signed=-93,
        verified=-89,
        we_first=True,
        use=Use(
            AdoptionKind.REPORT,
            "Sprawozdanie z wdrożenia za pierwszy kwartał, nr 3",
            entered=-30,
            verified=-26,
        ),
    ),
    Partner(
        Entry(
            name="Miejski Ośrodek Pomocy Społecznej w Przemyślu",
            kind=InstitutionKind.MOPS,
            nip="7950000136",
            teryt=PRZEMYSL,
            city="Przemyśl",
            street="ul. Przykładowa 9",
            postal_code="37-700",
            phone="+48 166 000 202",
        ),
        "Adam Rybak",
        "dyrektor ośrodka, powołanie 8/2024",
        entered=-66,
        signed=-52,
        verified=-48,
        use=Use(
            AdoptionKind.APPOINTMENT,
            "Powołanie organizatorki społecznej, pismo nr 41",
            entered=-6,
            verified=None,
        ),
    ),
    Partner(
        Entry(
            name="Stowarzyszenie „Za Progiem”",
            kind=InstitutionKind.NGO,
            nip="7950000343",
            teryt=PRZEMYSL,
            city="Przemyśl",
        ),
        "Ewa Lis i Jan Kos",
        "dwoje członków zarządu, łącznie, KRS",
        entered=-37,
        signed=-24,
        verified=-20,
    ),
    Partner(
        Entry(
            name="Spółdzielnia Socjalna „Razem”",
            kind=InstitutionKind.SOCIAL_ECONOMY,
            nip="6840000459",
            teryt=KROSNO,
            city="Krosno",
        ),
        "Piotr Dudek",
        "prezes zarządu, KRS",
        entered=-19,
        signed=None,
        verified=None,
    ),
    Partner(
        Entry(
            name="Przemyskie Centrum Usług Społecznych",
            kind=InstitutionKind.OTHER_LOCAL_GOVERNMENT,
            nip="7950000573",
            teryt=PRZEMYSL,
            city="Przemyśl",
            street="ul. Sąsiedzka 2",
            postal_code="37-700",
            email="sekretariat@cus-przemysl.example",
        ),
        "Renata Wrona",
        "zastępczyni dyrektora, pełnomocnictwo 12/2026",
        entered=-16,
        signed=-7,
        verified=None,
        we_first=True,
    ),
)


def plan_partners(stage: Stage) -> None:
    """Enter, send, sign, verify by a second person, bring into force, show the use."""
    for number, partner in enumerate(PARTNERS, 1):
        _plan_agreement(stage, partner, number)


def _plan_agreement(stage: Stage, partner: Partner, number: int) -> None:
    agreements: list[Agreement] = []

    def enter(at: datetime) -> None:
        agreements.append(_enter(stage, partner, number, at))

    def send(at: datetime) -> None:
        agreement, tomasz = agreements[0], stage.people[TOMASZ.key]
        if partner.we_first:
            _sign_for_us(stage, agreement, at)
        send_agreement(stage.session, agreement, sent_on=local_day(at), by=tomasz, at=at)

    stage.plan_office(partner.entered, "11:40", enter)
    stage.plan_office(partner.entered + 3, "09:10", send)
    if partner.signed is not None:
        back = partner.signed + 2
        stage.plan_office(back, "10:05", lambda at: _sign(stage, partner, agreements[0], at))
    if partner.verified is not None:
        stage.plan_office(partner.verified, "12:30", lambda at: _verify(stage, agreements[0], at))
    if partner.use is not None:
        _plan_use(stage, agreements, partner.use)


def _plan_use(stage: Stage, agreements: list[Agreement], use: Use) -> None:
    proofs: list[AdoptionProof] = []
    stage.plan_office(
        use.entered, "13:15", lambda at: proofs.append(_show(stage, agreements[0], use, at))
    )
    if use.verified is not None:
        katarzyna = KATARZYNA.key
        stage.plan_office(
            use.verified,
            "09:45",
            lambda at: verify_proof(stage.session, proofs[0], by=stage.people[katarzyna], at=at),
        )


def _enter(stage: Stage, partner: Partner, number: int, at: datetime) -> Agreement:
    tomasz = stage.people[TOMASZ.key]
    institution = enter_institution(stage.session, partner.entry, by=tomasz, at=at)
    return enter_agreement(
        stage.session,
        the_programme(stage),
        institution,
        number=f"P/{number}/{local_day(at).year}",
        support=SUPPORT,
        by=tomasz,
        at=at,
    )


def _sign(stage: Stage, partner: Partner, agreement: Agreement, at: datetime) -> None:
    """Their signature, entered when the paper came back with its scan; ours, if not there yet."""
    assert partner.signed is not None  # noqa: S101 -- planned for who signed
    tomasz, folder = stage.people[TOMASZ.key], stage.means.files_folder
    signed_on = stage.days.day(stage.days.workday(partner.signed))
    sign_agreement(
        stage.session,
        agreement,
        AgreementSide.INSTITUTION,
        signature=Signed(signed_on, partner.signatory, partner.capacity),
        file=scan_agreement(agreement.number, partner.entry.name, folder=folder),
        by=tomasz,
        at=at,
    )
    if not partner.we_first:
        _sign_for_us(stage, agreement, at)


def _sign_for_us(stage: Stage, agreement: Agreement, at: datetime) -> None:
    sign_agreement(
        stage.session,
        agreement,
        AgreementSide.BENEFICIARY,
        signature=Signed(local_day(at), OUR_SIGNATORY, OUR_CAPACITY),
        file=None,
        by=stage.people[TOMASZ.key],
        at=at,
    )


def _verify(stage: Stage, agreement: Agreement, at: datetime) -> None:
    katarzyna = stage.people[KATARZYNA.key]
    seen = fingerprint(agreement, VERIFIED_THINGS)
    checked = set(AgreementCheck)
    verify_agreement(stage.session, agreement, checked=checked, seen=seen, by=katarzyna, at=at)
    bring_into_force(stage.session, agreement, in_force_on=local_day(at), by=katarzyna, at=at)


def _show(stage: Stage, agreement: Agreement, use: Use, at: datetime) -> AdoptionProof:
    return enter_proof(
        stage.session,
        agreement,
        kind=use.kind,
        title=use.title,
        dated_on=local_day(at),
        file=scan_proof(use.title, folder=stage.means.files_folder),
        by=stage.people[TOMASZ.key],
        at=at,
    )
