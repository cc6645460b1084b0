"""Deeds of writing beside a lesson: one's own notes, and answers to its exercises.

They are nobody else's business: no entry in the audit trail tells of them.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.errors import NoteTooLong, NotFound, StaleRevision, Unreadable
from course.models import LessonNote, Person
from course.queries.notes import note_to_save

NOTE = "note"
LONGEST_NOTE = 5000

_KEY = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class Beside:
    """What was typed beside a lesson, where, and on top of which revision."""

    lesson_slug: str
    place: str
    text: str
    revision: int
    request_key: str


def places_in(exercises: int) -> tuple[str, ...]:
    """Where one may write beside a lesson with so many exercises."""
    return (*(f"exercise-{number}" for number in range(1, exercises + 1)), NOTE)


def save_note(
    session: Session, typed: Beside, *, exercises: int, by: Person, at: datetime
) -> LessonNote:
    """Keep what somebody wrote beside a lesson that has so many exercises.

    The same again changes nothing, whether it is the same request or the same words. Raises
    NotFound for a place that the lesson does not have, NoteTooLong, Unreadable for a key that is
    none, and StaleRevision where something newer was saved.
    """
    if typed.place not in places_in(exercises):
        raise NotFound
    if not _KEY.fullmatch(typed.request_key):
        raise Unreadable
    words = as_kept(typed.text)
    if len(words) > LONGEST_NOTE:
        raise NoteTooLong(found=len(words), at_most=LONGEST_NOTE)
    note = _note(session, typed, by)
    if note is None:
        return _begin(session, typed, words, by=by, at=at)
    if _is_there(note, typed, words):
        return note
    _check_newest(note, typed)
    note.text, note.request_key, note.saved_at = words, typed.request_key, at
    note.revision += 1
    session.flush()
    return note


def as_kept(text: str) -> str:
    """The words without a blank end; a plain form ends its lines otherwise than a script does.

    What no database keeps in a text is left out.
    """
    return text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").rstrip()


def _begin(session: Session, typed: Beside, words: str, *, by: Person, at: datetime) -> LessonNote:
    note = LessonNote(
        person_id=by.id,
        lesson_slug=typed.lesson_slug,
        place=typed.place,
        text=words,
        revision=1,
        request_key=typed.request_key,
        saved_at=at,
    )
    try:
        with session.begin_nested():
            session.add(note)
    except IntegrityError:
        return _beside_the_quicker(session, typed, words, by)
    return note


def _beside_the_quicker(session: Session, typed: Beside, words: str, by: Person) -> LessonNote:
    """Another tab began in the same moment: with the same words, or there are two versions now."""
    quicker = _note(session, typed, by)
    assert quicker is not None  # noqa: S101 -- it was in the way
    if not _is_there(quicker, typed, words):
        _check_newest(quicker, typed)
    return quicker


def _note(session: Session, typed: Beside, by: Person) -> LessonNote | None:
    return note_to_save(session, by.id, typed.lesson_slug, typed.place)


def _is_there(note: LessonNote, typed: Beside, words: str) -> bool:
    return note.request_key == typed.request_key or note.text == words


def _check_newest(note: LessonNote, typed: Beside) -> None:
    if typed.revision != note.revision:
        raise StaleRevision(revision=note.revision)
