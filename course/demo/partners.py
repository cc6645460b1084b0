"""Five institutions: four agreements are in force, the fifth waits for its signature."""

from dataclasses import dataclass
from datetime import datetime

from course.actions.institutions import (
    bring_into_force,
    enter_agreement,
    enter_institution,
    send_agreement,
    sign_for_beneficiary,
    sign_for_institution,
    verify_agreement,
)
from course.clock import local_day
from course.demo.cast import KATARZYNA, TOMASZ
from course.demo.opening import the_programme
from course.demo.scan import scan_agreement
from course.demo.stage import Stage
from course.models import Agreement
from course.terms import InstitutionKind

OUR_SIGNATORY = "dyrektorka programu"


@dataclass(frozen=True, slots=True)
class Partner:
    """An institution of the story. Tax numbers are invented; only their check digit is right."""

    name: str
    kind: InstitutionKind
    nip: str
    teryt: str
    city: str
    signatory: str
    entered: int
    signed: int | None


KROSNO, PRZEMYSL = "1861011", "1862011"
PARTNERS = (
    Partner(
        "Urząd Miasta Krosna",
        InstitutionKind.UM,
        "6840000117",
        KROSNO,
        "Krosno",
        "sekretarz miasta",
        entered=-160,
        signed=-141,
    ),
    Partner(
        "Spółdzielnia Socjalna „Wspólny Stół”",
        InstitutionKind.SOCIAL_ECONOMY,
        "6840000235",
        KROSNO,
        "Krosno",
        "prezeska zarządu",
        entered=-104,
        signed=-93,
    ),
    Partner(
        "Miejski Ośrodek Pomocy Społecznej w Przemyślu",
        InstitutionKind.MOPS,
        "7950000136",
        PRZEMYSL,
        "Przemyśl",
        "dyrektor ośrodka",
        entered=-66,
        signed=-52,
    ),
    Partner(
        "Stowarzyszenie „Za Progiem”",
        InstitutionKind.NGO,
        "7950000343",
        PRZEMYSL,
        "Przemyśl",
        "dwie osoby z zarządu, łącznie",
        entered=-37,
        signed=-24,
    ),
    Partner(
        "Spółdzielnia Socjalna „Razem”",
        InstitutionKind.SOCIAL_ECONOMY,
        "6840000459",
        KROSNO,
        "Krosno",
        "prezes zarządu",
        entered=-19,
        signed=None,
    ),
)


def plan_partners(stage: Stage) -> None:
    """Enter, send, sign, verify by a second person, bring into force."""
    for number, partner in enumerate(PARTNERS, 1):
        _plan_agreement(stage, partner, number)


def _plan_agreement(stage: Stage, partner: Partner, number: int) -> None:
    agreements: list[Agreement] = []

    def enter(at: datetime) -> None:
        agreements.append(_enter(stage, partner, number, at))

    def send(at: datetime) -> None:
        tomasz = stage.people[TOMASZ.key]
        sent_on = local_day(at)
        send_agreement(stage.session, agreements[0], sent_on=sent_on, by=tomasz, at=at)

    stage.plan_office(partner.entered, "11:40", enter)
    stage.plan_office(partner.entered + 3, "09:10", send)
    if partner.signed is not None:
        stage.plan_office(
            partner.signed + 2, "10:05", lambda at: _sign(stage, partner, agreements[0], at)
        )
        stage.plan_office(partner.signed + 4, "12:30", lambda at: _verify(stage, agreements[0], at))


def _enter(stage: Stage, partner: Partner, number: int, at: datetime) -> Agreement:
    tomasz = stage.people[TOMASZ.key]
    institution = enter_institution(
        stage.session,
        name=partner.name,
        kind=partner.kind,
        nip=partner.nip,
        teryt=partner.teryt,
        city=partner.city,
        by=tomasz,
        at=at,
    )
    name = f"P/{number}/{local_day(at).year}"
    return enter_agreement(
        stage.session, the_programme(stage), institution, number=name, by=tomasz, at=at
    )


def _sign(stage: Stage, partner: Partner, agreement: Agreement, at: datetime) -> None:
    """Both signatures, two days apart, entered when the scan came back."""
    assert partner.signed is not None  # noqa: S101 -- planned for who signed
    tomasz = stage.people[TOMASZ.key]
    sign_for_institution(
        stage.session,
        agreement,
        signed_on=stage.days.day(stage.days.workday(partner.signed)),
        signatory=partner.signatory,
        file=None,
        by=tomasz,
        at=at,
    )
    scan = scan_agreement(agreement.number, partner.name, folder=stage.means.files_folder)
    sign_for_beneficiary(
        stage.session,
        agreement,
        signed_on=local_day(at),
        signatory=OUR_SIGNATORY,
        file=scan,
        by=tomasz,
        at=at,
    )


def _verify(stage: Stage, agreement: Agreement, at: datetime) -> None:
    katarzyna = stage.people[KATARZYNA.key]
    verify_agreement(stage.session, agreement, by=katarzyna, at=at)
    bring_into_force(stage.session, agreement, in_force_on=local_day(at), by=katarzyna, at=at)
