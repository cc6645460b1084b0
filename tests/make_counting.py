"""People on their way to being counted, and agreements on theirs."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from assessments.requirements import Assessed, Enrolled, Rule
from content.languages import Text
from course.clock import LOCAL_ZONE
from course.models import (
    AdoptionProof,
    Agreement,
    Assessment,
    Certificate,
    Cohort,
    Decision,
    Enrolment,
    ParticipantRecord,
    Person,
    Programme,
)
from course.terms import (
    AdoptionKind,
    AssessmentOutcome,
    DecisionOutcome,
    EnrolmentState,
    RecordSource,
)
from tests.make import MONDAY, add, make_version
from tests.make_fieldwork import make_meeting

ENDED = date(2026, 11, 7)
ASSESSED = date(2026, 11, 10)
DECIDED = date(2026, 11, 12)
ADMITTED_ONLY = Rule(
    slug="admitted-only",
    title=Text("Samo przyjęcie", "Admission alone"),
    requirements=(Enrolled(consents=()),),
)
"""The shortest rule there is: whoever is admitted qualifies."""

ASSESSED_TOO = replace(
    ADMITTED_ONLY, slug="assessed-too", requirements=(Enrolled(consents=()), Assessed())
)
"""The same, and a validator confirmed the competences."""

_numbers = count(1)


def noon(day: date) -> datetime:
    """The middle of a day in Poland."""
    return datetime.combine(day, time(12), LOCAL_ZONE)


def freeze(session: Session, programme: Programme, rule: Rule = ADMITTED_ONLY) -> Programme:
    """A programme whose rule was frozen before any training."""
    version = make_version(session, rule)
    programme.rule_digest = version.digest
    programme.rule_version = version
    programme.standard_frozen_on = date(2026, 9, 1)
    session.flush()
    return programme


def begin_training(session: Session, cohort: Cohort, leader: Person) -> None:
    """The first workshop of a cohort, after the rule was frozen."""
    make_meeting(session, cohort, leader, starts_at=noon(date(2026, 10, 10)))


def end(session: Session, enrolment: Enrolment, day: date = ENDED) -> Enrolment:
    """A participation that ended."""
    enrolment.state = EnrolmentState.ENDED
    enrolment.ended_on = day
    session.flush()
    return enrolment


def make_record(
    session: Session, enrolment: Enrolment, by: Person, **columns: Any
) -> ParticipantRecord:
    """The funder's data, kept elsewhere, complete on the last day of participation.

    They are known since they are complete.
    """
    defaults: dict[str, Any] = {
        "revision": 1,
        "form": "sl2014",
        "missing": [],
        "complete": True,
        "completed_at": noon(ENDED),
        "followed_up": True,
        "source": RecordSource.KEPT_OUTSIDE,
        "recorded_at": columns.get("completed_at") or noon(ENDED),
    }
    return add(
        session,
        ParticipantRecord(enrolment_id=enrolment.id, recorded_by_id=by.id, **(defaults | columns)),
    )


def make_assessment(
    session: Session, enrolment: Enrolment, by: Person, **columns: Any
) -> Assessment:
    """That a validator confirmed the competences."""
    defaults: dict[str, Any] = {
        "held_on": ASSESSED,
        "outcome": AssessmentOutcome.PASSED,
        "statement": "Wszystkie efekty potwierdzone w rozmowie i na podstawie teczki.",
        "protocol_number": f"W/2026/{next(_numbers):04d}",
        "recorded_at": noon(ASSESSED),
    }
    return add(
        session,
        Assessment(enrolment_id=enrolment.id, assessed_by_id=by.id, **(defaults | columns)),
    )


def make_decision(
    session: Session,
    enrolment: Enrolment,
    programme: Programme,
    by: Sequence[Person],
    **columns: Any,
) -> Decision:
    """A proposal by the first person; approved where there is a second one."""
    approved: dict[str, Any] = (
        {"approved_by_id": by[1].id, "decided_at": noon(DECIDED)} if len(by) > 1 else {}
    )
    defaults: dict[str, Any] = {
        "standard_code": programme.standard_code,
        "rule_digest": programme.rule_digest,
        "record": {},
        "outcome": DecisionOutcome.AWARDED,
        "protocol_number": f"D/2026/{next(_numbers):04d}",
        "proposed_by_id": by[0].id,
        "proposed_at": noon(ASSESSED),
    }
    return add(session, Decision(enrolment_id=enrolment.id, **(defaults | approved | columns)))


def make_certificate(
    session: Session, programme: Programme, enrolment: Enrolment, decision: Decision, **columns: Any
) -> Certificate:
    """A certificate issued on the day of its decision."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "standard_code": programme.standard_code,
        "number": f"SZ/2026/{number:04d}",
        "code": f"{number:026d}",
        "holder_name": "Łucja Ćwikła",
        "facts": {},
        "show_name": False,
        "issued_at": noon(DECIDED),
    }
    return add(
        session,
        Certificate(
            programme_id=programme.id,
            person_id=enrolment.person_id,
            decision_id=decision.id,
            **(defaults | columns),
        ),
    )


def certify(
    session: Session,
    programme: Programme,
    enrolment: Enrolment,
    *,
    validator: Person,
    by: Sequence[Person],
    with_record: bool = True,
) -> Certificate:
    """Everything in order: ended, assessed, decided by two, issued, and counted."""
    end(session, enrolment)
    if with_record:
        make_record(session, enrolment, by[0])
    make_assessment(session, enrolment, validator)
    decision = make_decision(session, enrolment, programme, by)
    return make_certificate(session, programme, enrolment, decision)


def bring_forward(session: Session, agreement: Agreement, verifier: Person, day: date) -> Agreement:
    """An agreement with everything in order, which counts from a day."""
    agreement.sent_on = day - timedelta(days=20)
    agreement.institution_signed_on = day - timedelta(days=10)
    agreement.institution_signatory = "Jan Kowalski"
    agreement.institution_capacity = "dyrektor, powołanie 12/2024"
    agreement.beneficiary_signed_on = day - timedelta(days=5)
    agreement.beneficiary_signatory = "Zofia Wójcik"
    agreement.beneficiary_capacity = "prezeska zarządu, KRS"
    agreement.file_name = "porozumienie.pdf"
    agreement.file_sha256 = f"{agreement.id:064x}"
    agreement.file_stored_as = f"aa/{agreement.id:062x}"
    agreement.verified_by_id = verifier.id
    agreement.verified_at = noon(day - timedelta(days=2))
    agreement.in_force_on = day
    session.flush()
    return agreement


def make_use(session: Session, agreement: Agreement, by: Person, **columns: Any) -> AdoptionProof:
    """A proof of use that waits for somebody else to verify it."""
    number = next(_numbers)
    defaults: dict[str, Any] = {
        "kind": AdoptionKind.RESOLUTION,
        "title": f"Zarządzenie nr {number}/2026",
        "dated_on": date(2026, 11, 2),
        "file_name": "zarzadzenie.pdf",
        "file_sha256": f"{number:064x}",
        "file_stored_as": f"bb/{number:062x}",
        "entered_at": MONDAY,
    }
    return add(
        session,
        AdoptionProof(agreement_id=agreement.id, entered_by_id=by.id, **(defaults | columns)),
    )
