"""Questions that trainees ask their trainers about a lesson, and what was replied."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Row
from course.models.cohorts import Enrolment
from course.models.people import Person
from course.models.types import refers


class LessonQuestion(Row):
    """What a trainee asks about a lesson. The trainers of the cohort see it, and nobody else.

    A trainer may show it to the cohort: in words of the trainer's choice, and without a name.
    `waits_since`: the last word is the trainee's; empty once a trainer has replied. `unread`: a
    trainer replied, and the trainee has not opened the page since.
    """

    __tablename__ = "lesson_questions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "request_key"),
        CheckConstraint(
            "(shown_at IS NULL) = (shown_text IS NULL)"
            " AND (shown_at IS NULL) = (shown_by_id IS NULL)",
            name="shown_whole",
        ),
        CheckConstraint("withdrawn_at IS NULL OR waits_since IS NULL", name="withdrawn_waits_not"),
        Index("ix_lesson_questions_waiting", "waits_since", "id"),
        Index("ix_lesson_questions_lesson", "lesson_slug", "shown_at"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
    lesson_slug: Mapped[str] = mapped_column(String(100))
    text: Mapped[str] = mapped_column(Text)
    wants_letter: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[datetime]
    request_key: Mapped[str] = mapped_column(String(64))
    waits_since: Mapped[datetime | None]
    unread: Mapped[bool] = mapped_column(default=False)
    withdrawn_at: Mapped[datetime | None]
    shown_at: Mapped[datetime | None]
    shown_by_id: Mapped[int | None] = refers("people.id")
    shown_text: Mapped[str | None] = mapped_column(Text)

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    replies: Mapped[list[LessonReply]] = relationship(
        back_populates="question", order_by="LessonReply.id", lazy="raise_on_sql"
    )


class LessonReply(Row):
    """One more word on a question: of a trainer, or of the trainee who asked. Never rewritten.

    The last one of a trainer is what the cohort sees of a question that is shown.
    """

    __tablename__ = "lesson_replies"
    __table_args__ = (UniqueConstraint("question_id", "request_key"),)

    question_id: Mapped[int] = refers("lesson_questions.id", index=False)
    written_by_id: Mapped[int] = refers("people.id")
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
    request_key: Mapped[str] = mapped_column(String(64))

    question: Mapped[LessonQuestion] = relationship(back_populates="replies", lazy="raise_on_sql")
    written_by: Mapped[Person] = relationship(lazy="raise_on_sql")
