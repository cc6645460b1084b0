"""What a person wrote beside lessons. Each read is by its own writer: nobody else ever asks."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from course.models import LessonNote


class KeptNote(NamedTuple):
    """What stands in one place of a lesson."""

    lesson_slug: str
    place: str
    text: str
    revision: int
    saved_at: datetime


_COLUMNS = (
    LessonNote.lesson_slug,
    LessonNote.place,
    LessonNote.text,
    LessonNote.revision,
    LessonNote.saved_at,
)
_BESIDE = (
    select(*_COLUMNS)
    .where(
        LessonNote.person_id == bindparam("person_id"),
        LessonNote.lesson_slug == bindparam("lesson_slug"),
    )
    .order_by(LessonNote.place)
)
_OF = (
    select(*_COLUMNS)
    .where(LessonNote.person_id == bindparam("person_id"), LessonNote.text != "")
    .order_by(LessonNote.lesson_slug, LessonNote.place)
)


def notes_beside(session: Session, person_id: int, lesson_slug: str) -> Mapping[str, KeptNote]:
    """What a person wrote beside a lesson, by its place; what was emptied again too."""
    # On the connection: this is asked with every lesson, and only rows come back.
    session.flush()
    named = {"person_id": person_id, "lesson_slug": lesson_slug}
    rows = session.connection().execute(_BESIDE, named)
    return {row.place: KeptNote(*row) for row in rows}


def notes_of(session: Session, person_id: int) -> Sequence[KeptNote]:
    """Everything that a person wrote beside lessons and did not empty again."""
    session.flush()
    return [KeptNote(*row) for row in session.connection().execute(_OF, {"person_id": person_id})]


def note_to_save(
    session: Session, person_id: int, lesson_slug: str, place: str
) -> LessonNote | None:
    """The row to write on, held until the end of the write so that saves wait for each other."""
    return session.scalar(
        select(LessonNote)
        .where(
            LessonNote.person_id == person_id,
            LessonNote.lesson_slug == lesson_slug,
            LessonNote.place == place,
        )
        .with_for_update()
    )
