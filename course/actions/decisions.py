"""Stage IV: one person proposes on the record as it stands; another approves.

What is awarded is approved by `certificates.approve_decision`, which issues in the same moment.
"""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.appeals import last_day_to_appeal
from assessments.qualification import Qualification, judge
from course.actions.audit import note, take_turn
from course.actions.decision_record import asks_panel, record_now
from course.actions.letters import post
from course.actions.numbers import next_number
from course.clock import local_day
from course.errors import (
    AlreadyCertified,
    AlreadyProposed,
    DecisionClosed,
    NothingToRefuse,
    NotQualified,
    NotSeparate,
    RefusedBefore,
    SamePerson,
    StandardNotFrozen,
)
from course.models import Decision, Enrolment, Json, Person
from course.queries.certificates import (
    decision_now,
    refusal_of,
    standing_certificate,
    waiting_decision,
)
from course.queries.panels import standing_panel
from course.queries.records import record_of
from course.queries.rules import rule_by_digest
from course.queries.separation import may_not_decide
from course.queries.stages import stages_beside
from course.terms import Act, DecisionOutcome, LetterKind

REFUSED = frozenset({"panel_not_passed", "assessment_not_passed"})
"""The lines of the rule on which a refusal rests."""


def propose_decision(
    session: Session, enrolment: Enrolment, *, by: Person, at: datetime
) -> Decision:
    """Propose to certify a person; the cohort and its programme must be loaded.

    Raises StandardNotFrozen, SamePerson, NotSeparate, AlreadyCertified, AlreadyProposed, or
    NotQualified with the codes that are `missing`.
    """
    qualification = _judged(session, enrolment, by)
    refuse_if_missing(qualification)
    return _propose(session, enrolment, qualification, DecisionOutcome.AWARDED, by, at)


def propose_refusal(
    session: Session, enrolment: Enrolment, *, by: Person, at: datetime
) -> Decision:
    """Propose to award nothing, because a panel or a validator said so.

    Raises what `propose_decision` raises; NothingToRefuse in place of NotQualified; RefusedBefore
    where the same judgement was decided upon already.
    """
    qualification = _judged(session, enrolment, by)
    refuse_if_nobody_refused(qualification)
    return _propose(session, enrolment, qualification, DecisionOutcome.NOT_AWARDED, by, at)


def withdraw_decision(session: Session, decision: Decision, *, by: Person, at: datetime) -> None:
    """Close a proposal without deciding. Raises DecisionClosed, SamePerson, NotSeparate."""
    take_turn(session)
    waiting = decision_now(session, decision.id)
    refuse_if_closed(waiting)
    refuse_if_not_separate(session, waiting.enrolment, by)
    waiting.withdrawn_at = at
    _note(session, Act.DECISION_WITHDRAWN, waiting, by, at)


def approve_refusal(session: Session, decision: Decision, *, by: Person, at: datetime) -> None:
    """Approve as the second person that nothing is awarded; the person is told how to appeal.

    Everything is judged again. Raises DecisionClosed, SamePerson, NotSeparate, NothingToRefuse and
    AlreadyCertified.
    """
    waiting = decision_to_approve(session, decision, DecisionOutcome.NOT_AWARDED, by=by)
    rule = rule_by_digest(session, waiting.rule_digest)
    refuse_if_nobody_refused(judge(rule, record_of(session, waiting.enrolment_id)))
    waiting.approved_by_id, waiting.decided_at = by.id, at
    _note(session, Act.DECISION_APPROVED, waiting, by, at)
    post(
        session,
        LetterKind.DECISION_MADE,
        to=waiting.enrolment.person,
        key=f"decision-{waiting.id}",
        at=at,
        facts={
            "number": waiting.protocol_number,
            "last_day": last_day_to_appeal(local_day(at)).isoformat(),
            "path": f"/decisions/{waiting.id}/appeal",
        },
    )


def decision_to_approve(
    session: Session, decision: Decision, outcome: DecisionOutcome, *, by: Person
) -> Decision:
    """A proposal of an outcome, read anew in this write's turn, for who may be the second person.

    Raises DecisionClosed, also for another outcome, SamePerson, NotSeparate and AlreadyCertified.
    """
    take_turn(session)
    waiting = decision_now(session, decision.id)
    refuse_if_closed(waiting)
    if waiting.outcome is not outcome:
        raise DecisionClosed
    if by.id == waiting.proposed_by_id:
        raise SamePerson
    refuse_if_not_separate(session, waiting.enrolment, by)
    refuse_if_certified(session, waiting.enrolment.person_id, waiting.standard_code)
    return waiting


def refuse_if_not_separate(session: Session, enrolment: Enrolment, by: Person) -> None:
    """Raise SamePerson to whom it is about, and NotSeparate to who may not decide about them."""
    reasons = may_not_decide(session, by, enrolment.id)
    if "is_person" in reasons:
        raise SamePerson
    if reasons:
        raise NotSeparate(reasons=reasons)


def refuse_if_nobody_refused(qualification: Qualification) -> None:
    """Raise NothingToRefuse unless the panel or the validator said that the person fails."""
    if not any(judged.code in REFUSED for judged in qualification.missing):
        raise NothingToRefuse


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


def _judged(session: Session, enrolment: Enrolment, by: Person) -> Qualification:
    """The person judged by the programme's rule, for who may propose a decision about them."""
    take_turn(session)
    programme = enrolment.cohort.programme
    refuse_if_not_separate(session, enrolment, by)
    if programme.rule_digest is None:
        raise StandardNotFrozen
    refuse_if_certified(session, enrolment.person_id, programme.standard_code)
    if waiting_decision(session, enrolment.id) is not None:
        raise AlreadyProposed
    rule = rule_by_digest(session, programme.rule_digest)
    return judge(rule, record_of(session, enrolment.id))


def _propose(
    session: Session,
    enrolment: Enrolment,
    qualification: Qualification,
    outcome: DecisionOutcome,
    by: Person,
    at: datetime,
) -> Decision:
    programme = enrolment.cohort.programme
    panel = standing_panel(session, enrolment.id) if asks_panel(qualification) else None
    rule = rule_by_digest(session, programme.rule_digest or "")
    record = record_now(session, enrolment, panel, qualification, at) | stages_beside(
        session, enrolment.id, programme.id, rule
    )
    earlier = refusal_of(session, enrolment.id)
    if outcome is DecisionOutcome.NOT_AWARDED and _is_on_same_ground(earlier, record):
        raise RefusedBefore(number=earlier.protocol_number if earlier else "")
    decision = Decision(
        enrolment_id=enrolment.id,
        standard_code=programme.standard_code,
        rule_digest=programme.rule_digest,
        record=record,
        outcome=outcome,
        protocol_number=next_number(
            session, Decision.protocol_number, series="D", year=local_day(at).year
        ),
        panel_id=panel.id if panel else None,
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


def _is_on_same_ground(earlier: Decision | None, record: Json) -> bool:
    return earlier is not None and earlier.record["assessment"] == record["assessment"]


def _note(session: Session, act: Act, decision: Decision, by: Person, at: datetime) -> None:
    facts = {"enrolment": decision.enrolment_id, "protocol": decision.protocol_number}
    note(session, act, by=by, subject=decision, at=at, facts=facts)
