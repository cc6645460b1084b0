"""Attempts at quizzes, their answers and results. Answers are appended, never changed."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from assessments.definitions import Counts
from course.models.base import Json, Row
from course.models.cohorts import Enrolment
from course.models.people import Person
from course.models.programmes import AuthoredVersion
from course.models.types import Exact, refers, words
from course.terms import ResultCause


class QuizAttempt(Row):
    """One go at a quiz, with the questions and orders drawn for it.

    What decides about it later is fixed at its start: which attempts count, and when it must end.
    """

    __tablename__ = "quiz_attempts"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "quiz_slug", "number"),
        Index(
            "uq_quiz_attempts_open",
            "enrolment_id",
            "quiz_slug",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        CheckConstraint("number >= 1", name="numbered"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
    quiz_slug: Mapped[str] = mapped_column(String(100))
    version_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    drawn: Mapped[Json] = mapped_column(JSON)
    counts: Mapped[Counts] = mapped_column(words(Counts, "counts"), default=Counts.BEST)
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = refers("people.id")  # answers that came on paper
    paper_test_id: Mapped[int | None] = refers("paper_tests.id")

    entered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    version: Mapped[AuthoredVersion] = relationship(lazy="raise_on_sql")
    answers: Mapped[list[QuizAnswer]] = relationship(order_by="QuizAnswer.id", lazy="raise_on_sql")
    results: Mapped[list[QuizResult]] = relationship(order_by="QuizResult.id", lazy="raise_on_sql")


class QuizAnswer(Row):
    """One saved answer. The highest revision counts.

    One without a revision is kept and does not count: it was written on top of an older one, or
    came late. `final` closes the question: its trainee has seen what is right.
    """

    __tablename__ = "quiz_answers"
    __table_args__ = (
        UniqueConstraint("attempt_id", "question_id", "revision"),
        UniqueConstraint("attempt_id", "question_id", "request_key"),
    )

    attempt_id: Mapped[int] = refers("quiz_attempts.id", index=False)
    question_id: Mapped[str] = mapped_column(String(100))
    revision: Mapped[int | None]
    answer: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    received_at: Mapped[datetime]
    request_key: Mapped[str] = mapped_column(String(64))
    late: Mapped[bool] = mapped_column(default=False)
    final: Mapped[bool] = mapped_column(default=False)


class QuizResult(Row):
    """The points of an attempt under one key. A change adds a result that supersedes.

    `waits`: an essay is still to be marked. The reason is what a person gave for a change.
    """

    __tablename__ = "quiz_results"
    __table_args__ = (
        CheckConstraint("points >= 0 AND points <= max_points", name="within_maximum"),
        Index(
            "uq_quiz_results_first",
            "attempt_id",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
    )

    attempt_id: Mapped[int] = refers("quiz_attempts.id")
    points: Mapped[Decimal] = mapped_column(Exact)
    max_points: Mapped[Decimal] = mapped_column(Exact)
    percent: Mapped[Decimal] = mapped_column(Exact)
    passed: Mapped[bool]
    key_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    cause: Mapped[ResultCause] = mapped_column(words(ResultCause, "cause"))
    reason: Mapped[str] = mapped_column(String(400), default="")
    waits: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = refers("people.id")
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("quiz_results.id", ondelete="RESTRICT"), unique=True
    )

    made_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
