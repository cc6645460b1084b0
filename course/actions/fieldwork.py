"""Practice outside: claimed by the trainee, confirmed or refused by a trainer."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.clock import local_day
from course.errors import AlreadyDecided, ParticipationOver, ReasonMissing, Unreadable
from course.models import Enrolment, FieldEntry, Person
from course.terms import Act, EnrolmentState, FieldEntryKind, FieldEntryState


def claim_entry(
    session: Session,
    enrolment: Enrolment,
    *,
    kind: FieldEntryKind,
    done_on: date,
    minutes: int,
    what: str,
    at: datetime,
) -> FieldEntry:
    """Enter practice of 1 to 1440 minutes that waits for a trainer's word.

    Raises ParticipationOver after the end, Unreadable for a day to come or before the start.
    """
    if enrolment.state != EnrolmentState.ADMITTED:
        raise ParticipationOver
    if done_on > local_day(at) or (enrolment.started_on and done_on < enrolment.started_on):
        raise Unreadable
    entry = FieldEntry(
        enrolment_id=enrolment.id,
        kind=kind,
        done_on=done_on,
        minutes=minutes,
        what=what,
        values={},
        state=FieldEntryState.CLAIMED,
        claimed_at=at,
    )
    session.add(entry)
    note(
        session,
        Act.FIELD_ENTRY_CLAIMED,
        by=enrolment.person,
        subject=entry,
        at=at,
        facts={"minutes": minutes},
    )
    return entry


def withdraw_entry(session: Session, entry: FieldEntry, *, by: Person, at: datetime) -> None:
    """Take back a claim that nobody decided about. Raises AlreadyDecided."""
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    entry.withdrawn_at = at
    note(session, Act.FIELD_ENTRY_WITHDRAWN, by=by, subject=entry, at=at)


def confirm_entry(session: Session, entry: FieldEntry, *, by: Person, at: datetime) -> None:
    """Let the hours count. Raises AlreadyDecided when somebody was quicker."""
    _decide(entry, FieldEntryState.CONFIRMED, by=by, at=at)
    note(
        session,
        Act.FIELD_ENTRY_CONFIRMED,
        by=by,
        subject=entry,
        at=at,
        facts={"minutes": entry.minutes},
    )


def refuse_entry(
    session: Session, entry: FieldEntry, *, reason: str, by: Person, at: datetime
) -> None:
    """Say why the hours do not count. Raises ReasonMissing, AlreadyDecided."""
    if not reason.strip():
        raise ReasonMissing
    _decide(entry, FieldEntryState.REFUSED, by=by, at=at)
    entry.reason = reason.strip()
    note(session, Act.FIELD_ENTRY_REFUSED, by=by, subject=entry, at=at)


def _decide(entry: FieldEntry, state: FieldEntryState, *, by: Person, at: datetime) -> None:
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    entry.state = state
    entry.decided_by_id = by.id
    entry.decided_at = at
