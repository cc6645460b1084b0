"""Rows for tests: plain functions, every default valid, no surprises. They flush, never commit."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from assessments.reading import Definition
from content.languages import Language
from course.actions.versions import keep_definition
from course.language import alphabet_key, sort_key
from course.models import (
    Agreement,
    AuthoredVersion,
    Base,
    Cohort,
    CohortTrainer,
    Enrolment,
    IndicatorTarget,
    Institution,
    Person,
    Programme,
    RoleGrant,
)
from course.terms import (
    AddressForm,
    EnrolmentState,
    Indicator,
    InstitutionKind,
    Role,
)

Row = TypeVar("Row", bound=Base)

MONDAY = datetime(2026, 11, 23, 11, 3, tzinfo=UTC)  # 12:03 in Poland
NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)
_numbers = count(1)


def add(session: Session, row: Row) -> Row:
    """Add a row and give it its id."""
    session.add(row)
    session.flush()
    return row


def make_person(session: Session, name: str = "Łucja Ćwikła", **columns: Any) -> Person:
    """Somebody with an e-mail address and nothing else."""
    columns.setdefault("email", f"osoba{next(_numbers)}@example.org")
    columns.setdefault("address_form", AddressForm.NEUTRAL)
    columns.setdefault("language", Language.PL)
    columns.setdefault("joined_at", MONDAY)
    return add(session, Person(name=name, sort_name=sort_key(name), **columns))


def make_programme(session: Session, code: str | None = None, **columns: Any) -> Programme:
    """A programme whose standard is not frozen yet."""
    code = code or f"P{next(_numbers)}"
    defaults: dict[str, Any] = {
        "title_pl": "Krosno i Przemyśl",
        "title_en": "Krosno and Przemyśl",
        "project_number": "POWR.04.03.00-00-0001/18",
        "funder": "Europejski Fundusz Społeczny",
        "starts_on": date(2026, 1, 1),
        "ends_on": date(2027, 6, 30),
        "standard_code": f"organizator-spoleczny-{code}",
    }
    return add(session, Programme(code=code, **(defaults | columns)))


def make_target(
    session: Session, programme: Programme, indicator: Indicator, target: int = 12
) -> IndicatorTarget:
    """A promise to the funder."""
    return add(
        session,
        IndicatorTarget(
            programme_id=programme.id,
            indicator=indicator,
            unit="osoba",
            target=target,
            source_of_measurement="protokół walidacji i certyfikaty",
        ),
    )


def make_cohort(session: Session, programme: Programme | None = None, **columns: Any) -> Cohort:
    """A cohort that began in October and ends in March."""
    programme = programme or make_programme(session)
    defaults: dict[str, Any] = {
        "code": f"K{next(_numbers)}",
        "title": "Krosno, edycja 1",
        "city": "Krosno",
        "language": Language.PL,
        "starts_on": date(2026, 10, 5),
        "ends_on": date(2027, 3, 21),
    }
    return add(session, Cohort(programme_id=programme.id, **(defaults | columns)))


def make_enrolment(
    session: Session, cohort: Cohort | None = None, person: Person | None = None, **columns: Any
) -> Enrolment:
    """An admitted trainee's place."""
    cohort = cohort or make_cohort(session)
    person = person or make_person(session)
    defaults: dict[str, Any] = {
        "state": EnrolmentState.ADMITTED,
        "started_on": date(2026, 10, 5),
    }
    return add(
        session,
        Enrolment(cohort_id=cohort.id, person_id=person.id, **(defaults | columns)),
    )


def make_grant(
    session: Session, person: Person, role: Role, programme: Programme | None = None, **columns: Any
) -> RoleGrant:
    """A role in a programme, given from the command line."""
    return add(
        session,
        RoleGrant(
            person_id=person.id,
            role=role,
            programme_id=programme.id if programme else None,
            granted_at=MONDAY,
            **columns,
        ),
    )


def make_trainer(session: Session, cohort: Cohort, name: str = "Ben Wrona") -> Person:
    """A trainer who teaches a cohort."""
    trainer = make_person(session, name)
    make_grant(session, trainer, Role.TRAINER, session.get_one(Programme, cohort.programme_id))
    add(
        session,
        CohortTrainer(cohort_id=cohort.id, person_id=trainer.id, started_on=date(2026, 10, 1)),
    )
    return trainer


def make_version(session: Session, definition: Definition) -> AuthoredVersion:
    """The stored version of an authored definition."""
    return keep_definition(session, definition, at=MONDAY)


def make_institution(
    session: Session, name: str = "Urząd Miasta Krosna", **columns: Any
) -> Institution:
    """A partner body with a NIP of its own."""
    defaults: dict[str, Any] = {
        "kind": InstitutionKind.UM,
        "nip": make_nip(),
        "teryt": "1861011",
        "city": "Krosno",
    }
    return add(
        session, Institution(name=name, sort_name=alphabet_key(name), **(defaults | columns))
    )


def make_nip() -> str:
    """A tax number that passes the check and that nobody else has."""
    while True:
        nine = f"{next(_numbers) + 100_000_000:09d}"
        check = sum(int(digit) * weight for digit, weight in zip(nine, NIP_WEIGHTS, strict=True))
        if check % 11 < 10:  # ten is never given out
            return f"{nine}{check % 11}"


def make_agreement(
    session: Session, programme: Programme, institution: Institution, by: Person, **columns: Any
) -> Agreement:
    """A draft agreement."""
    defaults: dict[str, Any] = {"number": f"P/{next(_numbers)}", "entered_at": MONDAY}
    return add(
        session,
        Agreement(
            programme_id=programme.id,
            institution_id=institution.id,
            entered_by_id=by.id,
            **(defaults | columns),
        ),
    )
