"""Stage IV: one person proposes to certify on the record as it stands; another will approve."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.qualification import Judged, Qualification, judge
from course.actions.audit import note, take_turn
from course.actions.numbers import next_number
from course.clock import local_day
from course.errors import (
    AlreadyCertified,
    AlreadyProposed,
    DecisionClosed,
    NotQualified,
    SamePerson,
    StandardNotFrozen,
)
from course.models import Assessment, Decision, Enrolment, Person, Programme
from course.models.base import Json
from course.queries.certificates import (
    decision_now,
    standing_certificate,
    waiting_decision,
)
from course.queries.records import record_of
from course.queries.rules import rule_by_digest
from course.queries.validation import standing_assessment
from course.terms import Act, DecisionOutcome


def propose_decision(
    session: Session, enrolment: Enrolment, *, by: Person, at: datetime
) -> Decision:
    """Propose to certify a person; the cohort and its programme must be loaded.

    Raises StandardNotFrozen, SamePerson, AlreadyCertified, AlreadyProposed, or NotQualified with
    the codes that are `missing`.
    """
    take_turn(session)
    programme = enrolment.cohort.programme
    if enrolment.person_id == by.id:
        raise SamePerson
    if programme.rule_digest is None:
        raise StandardNotFrozen
    refuse_if_certified(session, enrolment.person_id, programme.standard_code)
    if waiting_decision(session, enrolment.id) is not None:
        raise AlreadyProposed
    rule = rule_by_digest(session, programme.rule_digest)
    qualification = judge(rule, record_of(session, enrolment.id))
    refuse_if_missing(qualification)
    decision = Decision(
        enrolment_id=enrolment.id,
        standard_code=programme.standard_code,
        rule_digest=programme.rule_digest,
        record=_record(session, enrolment, programme, qualification, at),
        outcome=DecisionOutcome.AWARDED,
        protocol_number=next_number(
            session, Decision.protocol_number, series="D", year=local_day(at).year
        ),
        proposed_by_id=by.id,
        proposed_at=at,
    )
    try:
        with session.begin_nested():
            session.add(decision)
    except IntegrityError as lost:
        raise AlreadyProposed from lost
    _note(session, Act.DECISION_PROPOSED, decision, by, at)
    return decision


def withdraw_decision(session: Session, decision: Decision, *, by: Person, at: datetime) -> None:
    """Close a proposal without certifying. Raises DecisionClosed, or SamePerson to its subject."""
    take_turn(session)
    waiting = decision_now(session, decision.id)
    refuse_if_closed(waiting)
    if waiting.enrolment.person_id == by.id:
        raise SamePerson
    waiting.withdrawn_at = at
    _note(session, Act.DECISION_WITHDRAWN, waiting, by, at)


def refuse_if_closed(decision: Decision) -> None:
    """Raise DecisionClosed unless the decision still waits."""
    if decision.decided_at is not None or decision.withdrawn_at is not None:
        raise DecisionClosed


def refuse_if_certified(session: Session, person_id: int, standard_code: str) -> None:
    """Raise AlreadyCertified when the person holds a certificate of this standard."""
    certificate = standing_certificate(session, person_id, standard_code)
    if certificate is not None:
        raise AlreadyCertified(number=certificate.number)


def refuse_if_missing(qualification: Qualification) -> None:
    """Raise NotQualified with the codes of what is missing."""
    if not qualification.met:
        raise NotQualified(missing=[judged.code for judged in qualification.missing])


def _record(
    session: Session,
    enrolment: Enrolment,
    programme: Programme,
    qualification: Qualification,
    at: datetime,
) -> Json:
    """The four stages as they stand now: ids, numbers and dates, no names."""
    assessment = standing_assessment(session, enrolment.id)
    return {
        "scope": {
            "programme": programme.code,
            "project_number": programme.project_number,
            "starts_on": _iso(programme.starts_on),
            "ends_on": _iso(programme.ends_on),
        },
        "standard": {
            "code": programme.standard_code,
            "rule": programme.rule_digest,
            "frozen_on": _iso(programme.standard_frozen_on),
        },
        "assessment": _assessment(assessment) if assessment else None,
        "comparison": {
            "compared_at": at.isoformat(),
            "cohort": enrolment.cohort.code,
            "started_on": _iso(enrolment.started_on),
            "ended_on": _iso(enrolment.ended_on),
            "lines": list(_lines(qualification.judged)),
        },
    }


def _assessment(assessment: Assessment) -> Json:
    return {
        "id": assessment.id,
        "protocol_number": assessment.protocol_number,
        "held_on": _iso(assessment.held_on),
        "outcome": assessment.outcome.value,
        "assessed_by": assessment.assessed_by_id,
    }


def _lines(judged: Iterable[Judged]) -> Iterable[Json]:
    for line in judged:
        facts = {
            name: str(value) if isinstance(value, Decimal) else value
            for name, value in line.facts.items()
        }
        yield {"code": line.code, "met": line.met, "facts": facts}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _note(session: Session, act: Act, decision: Decision, by: Person, at: datetime) -> None:
    facts = {"enrolment": decision.enrolment_id, "protocol": decision.protocol_number}
    note(session, act, by=by, subject=decision, at=at, facts=facts)
