"""Appeals: lodged in time by the person or for them, and decided by somebody new."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.appeals import last_day_to_appeal
from course.actions.audit import note, take_turn
from course.actions.letters import post
from course.clock import local_day
from course.errors import (
    AppealClosed,
    AppealLodged,
    AppealTooLate,
    NotAppealable,
    NotSeparate,
    ReasonMissing,
    SamePerson,
)
from course.models import Appeal, Decision, Person
from course.queries.appeals import appeal_against, appeal_now
from course.queries.certificates import decision_now
from course.queries.separation import may_not_decide_appeal
from course.terms import Act, AppealOutcome, DecisionOutcome, LetterKind


def lodge_appeal(
    session: Session, decision: Decision, *, reasons: str, by: Person, at: datetime
) -> Appeal:
    """Ask somebody new to look again: the day of the decision and 14 more are in time.

    `by` is the person, or who types in what somebody without a device brought. Raises
    NotAppealable, AppealTooLate, ReasonMissing, AppealLodged.
    """
    take_turn(session)
    against = decision_now(session, decision.id)
    if against.decided_at is None or against.outcome is not DecisionOutcome.NOT_AWARDED:
        raise NotAppealable
    last_day = last_day_to_appeal(local_day(against.decided_at))
    if local_day(at) > last_day:
        raise AppealTooLate(last_day=last_day)
    if not reasons.strip():
        raise ReasonMissing
    if appeal_against(session, against.id) is not None:
        raise AppealLodged
    appeal = Appeal(
        decision_id=against.id, lodged_by_id=by.id, lodged_at=at, reasons=reasons.strip()
    )
    try:
        with session.begin_nested():
            session.add(appeal)
    except IntegrityError as lost:
        raise AppealLodged from lost
    _note(session, Act.APPEAL_LODGED, appeal, by, at)
    return appeal


def decide_appeal(
    session: Session,
    appeal: Appeal,
    *,
    outcome: AppealOutcome,
    statement: str,
    by: Person,
    at: datetime,
) -> None:
    """Say what becomes of an appeal. Upheld, it stands in the place of what was judged before.

    An award then still takes two people; nothing makes the person worse off. Raises AppealClosed,
    SamePerson, NotSeparate unless `by` is new to all of it, and ReasonMissing.
    """
    take_turn(session)
    waiting = appeal_now(session, appeal.id)
    if waiting.decided_at is not None:
        raise AppealClosed
    grounds = may_not_decide_appeal(session, by, waiting)
    if "is_person" in grounds:
        raise SamePerson
    if grounds:
        raise NotSeparate(reasons=grounds)
    if not statement.strip():
        raise ReasonMissing
    waiting.decided_by_id, waiting.decided_at = by.id, at
    waiting.outcome, waiting.statement = outcome, statement.strip()
    _note(session, Act.APPEAL_DECIDED, waiting, by, at)
    post(
        session,
        LetterKind.APPEAL_DECIDED,
        to=waiting.decision.enrolment.person,
        key=f"appeal-{waiting.id}",
        at=at,
        facts={
            "number": waiting.decision.protocol_number,
            "upheld": outcome is AppealOutcome.UPHELD,
            "path": f"/decisions/{waiting.decision_id}/appeal",
        },
    )


def _note(session: Session, act: Act, appeal: Appeal, by: Person, at: datetime) -> None:
    outcome = appeal.outcome.value if appeal.outcome else None
    facts = {"decision": appeal.decision_id, "outcome": outcome}
    note(session, act, by=by, subject=appeal, at=at, facts=facts)
