"""What a trainee opened and finished reading, and what is written beside it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from course.models.base import Row
from course.models.types import refers


class LessonProgress(Row):
    """One trainee's way through one lesson; written at the first opening only."""

    __tablename__ = "lesson_progress"
    __table_args__ = (UniqueConstraint("enrolment_id", "lesson_slug"),)

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
    lesson_slug: Mapped[str] = mapped_column(String(100))
    opened_at: Mapped[datetime]
    completed_at: Mapped[datetime | None]


class LessonNote(Row):
    """What a person writes beside a lesson for nobody else: a note, or the answer to an exercise.

    `place`: "note", or "exercise-2" for the second exercise of the lesson. A save on top of an
    older revision is refused; its text stays with whoever typed it.
    """

    __tablename__ = "lesson_notes"
    __table_args__ = (
        UniqueConstraint("person_id", "lesson_slug", "place"),
        CheckConstraint("revision > 0", name="revised"),
    )

    person_id: Mapped[int] = refers("people.id", index=False)
    lesson_slug: Mapped[str] = mapped_column(String(100))
    place: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    request_key: Mapped[str] = mapped_column(String(64))  # of the save that stands
    saved_at: Mapped[datetime]
