"""What the certificates to come of a programme look like and how long they hold."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.errors import NotFound, TooManyMarks
from course.models import Person, Programme, ProgrammeMark
from course.models.base import Json
from course.queries.papers import marks_of
from course.stored_file import StoredFile
from course.terms import Act

MOST_MARKS = 4
"""As many stand side by side at the foot."""


def add_mark(
    session: Session,
    programme: Programme,
    stored: StoredFile,
    *,
    name: str,
    by: Person,
    at: datetime,
) -> ProgrammeMark:
    """Put a mark behind those that are there. Raises TooManyMarks."""
    take_turn(session)
    marks = marks_of(session, programme.id)
    if len(marks) >= MOST_MARKS:
        raise TooManyMarks(limit=MOST_MARKS)
    mark = ProgrammeMark(
        programme_id=programme.id,
        name=name,
        media_type=stored.media_type,
        sha256=stored.sha256,
        stored_as=stored.stored_as,
        position=marks[-1].position + 1 if marks else 1,
        added_at=at,
    )
    session.add(mark)
    _note(session, Act.PROGRAMME_MARK_ADDED, mark, by, at)
    return mark


def remove_mark(session: Session, mark: ProgrammeMark, *, by: Person, at: datetime) -> None:
    """Leave a mark off from now on; what was issued keeps it. Raises NotFound the second time."""
    take_turn(session)
    session.refresh(mark, ["removed_at"])
    if mark.removed_at is not None:
        raise NotFound
    mark.removed_at = at
    _note(session, Act.PROGRAMME_MARK_REMOVED, mark, by, at)


def set_validity(
    session: Session, programme: Programme, *, months: int | None, by: Person, at: datetime
) -> None:
    """How long certificates hold that are issued from now on; None for good.

    What was issued keeps its day: the same again is no deed.
    """
    if programme.certificate_months == months:
        return
    programme.certificate_months = months
    facts: Json = {"months": months}
    note(session, Act.VALIDITY_SET, by=by, subject=programme, at=at, facts=facts)


def _note(session: Session, act: Act, mark: ProgrammeMark, by: Person, at: datetime) -> None:
    note(session, act, by=by, subject=mark, at=at, facts={"sha256": mark.sha256})
