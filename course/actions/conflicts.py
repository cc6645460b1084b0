"""Declare a conflict of interest, and end it: who judges must not be close to whom they judge."""

from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.allocation import allocate_anew, allocate_left
from course.actions.audit import note
from course.errors import NotAllowed, NotFound, ReasonMissing
from course.models import Conflict, Person
from course.queries.conflicts import (
    hold_work,
    open_conflict,
    open_conflicts,
    programmes_of,
    work_to_mark,
)
from course.queries.waiting_pieces import left_unallocated
from course.terms import Act

LONGEST_WHY = 400


def declare_conflict(
    session: Session, person: Person, about: Person, *, why: str, by: Person, at: datetime
) -> Conflict:
    """Keep the person from marking the other one's work; what they hold of it goes to others.

    The same again changes nothing. Raises NotAllowed for oneself, and ReasonMissing.
    """
    if person.id == about.id:
        raise NotAllowed
    if not why.strip():
        raise ReasonMissing
    hold_work(session, about.id)
    known = open_conflict(session, person.id, about.id)
    if known is not None:
        return known
    conflict = Conflict(
        person_id=person.id,
        about_id=about.id,
        why=why.strip()[:LONGEST_WHY],
        declared_by_id=by.id,
        declared_at=at,
    )
    try:
        with session.begin_nested():
            session.add(conflict)
    except IntegrityError:  # declared in the same moment
        return session.scalars(open_conflicts(person.id, about.id)).one()
    note(session, Act.CONFLICT_DECLARED, by=by, subject=conflict, at=at)
    for submission in work_to_mark(session, person.id, about.id):
        allocate_anew(session, submission, at=at)
    return conflict


def end_conflict(session: Session, conflict: Conflict, *, by: Person, at: datetime) -> None:
    """Let the person mark the other one's work again. Raises NotFound when it has ended already."""
    if conflict.ended_at is not None:
        raise NotFound
    left = left_unallocated(session, programmes_of(session, conflict.about_id))
    conflict.ended_at = at
    note(session, Act.CONFLICT_ENDED, by=by, subject=conflict, at=at)
    allocate_left(session, left, at=at)
