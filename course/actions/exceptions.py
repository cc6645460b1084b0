"""Exceptions: one person enters prior learning, an adjustment or a paper record, another approves.

Nothing changes in a record on which a certificate rests.
"""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.actions.decisions import refuse_if_certified
from course.clock import local_day
from course.errors import (
    AlreadyExcepted,
    DayInFuture,
    ExceptionClosed,
    PriorLearningFull,
    ReasonMissing,
    SamePerson,
    Unreadable,
)
from course.models import Enrolment, Person, RecordException
from course.queries.exceptions import (
    COUNTS,
    askable_for,
    count_prior_learning,
    exception_now,
)
from course.terms import Act, ExceptionKind, ExceptionState


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody enters: about which part of the rule, how much, of which day, and on what."""

    kind: ExceptionKind
    requirement: str
    why: str
    amount: int | None = None
    done_on: date | None = None


def enter_exception(
    session: Session, enrolment: Enrolment, entry: Entry, *, by: Person, at: datetime
) -> RecordException:
    """Enter an exception that waits for a second person; the same again is the same.

    The cohort and its programme must be loaded. Raises SamePerson about oneself, Unreadable for
    what the rule does not know, ReasonMissing, DayInFuture, AlreadyExcepted, PriorLearningFull,
    and AlreadyCertified.
    """
    take_turn(session)
    if enrolment.person_id == by.id:
        raise SamePerson
    _check(session, enrolment, entry, at)
    refuse_if_certified(session, enrolment.person_id, enrolment.cohort.programme.standard_code)
    known = session.scalar(select(RecordException).where(*_the_same(enrolment, entry, by)))
    if known is not None:
        return known
    if entry.kind is ExceptionKind.PRIOR_LEARNING:
        _refuse_beyond_limit(session, enrolment, entry.requirement)
    exception = RecordException(
        enrolment_id=enrolment.id,
        kind=entry.kind,
        requirement=entry.requirement,
        amount=entry.amount,
        done_on=entry.done_on,
        why=entry.why.strip(),
        state=ExceptionState.WAITING,
        entered_by_id=by.id,
        entered_at=at,
    )
    try:
        with session.begin_nested():
            session.add(exception)
    except IntegrityError as lost:
        raise AlreadyExcepted from lost
    _note(session, Act.EXCEPTION_ENTERED, exception, by, at)
    return exception


def approve_exception(
    session: Session, exception: RecordException, *, by: Person, at: datetime
) -> None:
    """Let an exception count, as the second person.

    Raises SamePerson, ExceptionClosed, PriorLearningFull and AlreadyCertified.
    """
    waiting = _to_decide(session, exception, by)
    place = waiting.enrolment
    refuse_if_certified(session, place.person_id, place.cohort.programme.standard_code)
    if waiting.kind is ExceptionKind.PRIOR_LEARNING:
        limit = askable_for(session, place).limit(waiting.requirement)
        if count_prior_learning(session, place.id, {ExceptionState.APPROVED}) >= limit:
            raise PriorLearningFull(limit=limit)
    _decide(waiting, ExceptionState.APPROVED, by, at)
    _note(session, Act.EXCEPTION_APPROVED, waiting, by, at)


def refuse_exception(
    session: Session, exception: RecordException, *, by: Person, at: datetime
) -> None:
    """Keep an exception from counting. Raises SamePerson and ExceptionClosed."""
    waiting = _to_decide(session, exception, by)
    _decide(waiting, ExceptionState.REFUSED, by, at)
    _note(session, Act.EXCEPTION_REFUSED, waiting, by, at)


def withdraw_exception(
    session: Session, exception: RecordException, *, by: Person, at: datetime
) -> None:
    """Take back what one entered and nobody decided about. Raises SamePerson, ExceptionClosed."""
    take_turn(session)
    waiting = exception_now(session, exception.id)
    if waiting.entered_by_id != by.id or waiting.enrolment.person_id == by.id:
        raise SamePerson
    _refuse_if_closed(waiting)
    waiting.state = ExceptionState.WITHDRAWN
    _note(session, Act.EXCEPTION_WITHDRAWN, waiting, by, at)


def _check(session: Session, enrolment: Enrolment, entry: Entry, at: datetime) -> None:
    """Raise what is wrong with an entry by itself."""
    askable = askable_for(session, enrolment)
    if entry.requirement not in askable.of(entry.kind):
        raise Unreadable
    on_paper = entry.kind is ExceptionKind.PAPER_RECORD
    if on_paper is (entry.amount is None) or (on_paper and entry.done_on is None):
        raise Unreadable
    length = askable.length(entry.requirement)
    if entry.amount is not None and (entry.amount < 1 or (length and entry.amount > length)):
        raise Unreadable
    if not entry.why.strip():
        raise ReasonMissing
    if entry.done_on is not None and entry.done_on > local_day(at):
        raise DayInFuture


def _the_same(enrolment: Enrolment, entry: Entry, by: Person) -> tuple[ColumnElement[bool], ...]:
    """A button that was pressed twice."""
    return (
        RecordException.enrolment_id == enrolment.id,
        RecordException.kind == entry.kind,
        RecordException.requirement == entry.requirement,
        RecordException.amount.is_not_distinct_from(entry.amount),
        RecordException.done_on.is_not_distinct_from(entry.done_on),
        RecordException.why == entry.why.strip(),
        RecordException.state == ExceptionState.WAITING,
        RecordException.entered_by_id == by.id,
    )


def _refuse_beyond_limit(session: Session, enrolment: Enrolment, requirement: str) -> None:
    entered = select(RecordException.id).where(
        RecordException.enrolment_id == enrolment.id,
        RecordException.kind == ExceptionKind.PRIOR_LEARNING,
        RecordException.requirement == requirement,
        RecordException.state.in_(COUNTS),
    )
    if session.scalar(entered) is not None:
        raise AlreadyExcepted
    limit = askable_for(session, enrolment).limit(requirement)
    if count_prior_learning(session, enrolment.id, COUNTS) >= limit:
        raise PriorLearningFull(limit=limit)


def _to_decide(session: Session, exception: RecordException, by: Person) -> RecordException:
    """The exception read anew in this write's turn, if it waits for this person."""
    take_turn(session)
    waiting = exception_now(session, exception.id)
    if by.id in {waiting.entered_by_id, waiting.enrolment.person_id}:
        raise SamePerson
    _refuse_if_closed(waiting)
    return waiting


def _refuse_if_closed(exception: RecordException) -> None:
    if exception.state is not ExceptionState.WAITING:
        raise ExceptionClosed


def _decide(exception: RecordException, state: ExceptionState, by: Person, at: datetime) -> None:
    exception.state = state
    exception.decided_by_id, exception.decided_at = by.id, at


def _note(session: Session, act: Act, exception: RecordException, by: Person, at: datetime) -> None:
    facts = {
        "enrolment": exception.enrolment_id,
        "kind": exception.kind.value,
        "requirement": exception.requirement,
        "amount": exception.amount,
    }
    note(session, act, by=by, subject=exception, at=at, facts=facts)
