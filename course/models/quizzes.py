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

from course.models.base import Json, Row
from course.models.cohorts import Enrolment
from course.models.programmes import AuthoredVersion
from course.models.types import Exact, refers


class QuizAttempt(Row):
    """One go at a quiz, with the questions and orders drawn for it."""

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
    started_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    submitted_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = refers("people.id")

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    version: Mapped[AuthoredVersion] = relationship(lazy="raise_on_sql")
    answers: Mapped[list[QuizAnswer]] = relationship(order_by="QuizAnswer.id", lazy="raise_on_sql")
    results: Mapped[list[QuizResult]] = relationship(order_by="QuizResult.id", lazy="raise_on_sql")


class QuizAnswer(Row):
    """One saved answer. The highest revision counts; a stale one is kept without a revision."""

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


class QuizResult(Row):
    """The points of an attempt under one key. A corrected key adds a result that supersedes."""

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
    reason: Mapped[str] = mapped_column(String(400))
    made_at: Mapped[datetime]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("quiz_results.id", ondelete="RESTRICT"), unique=True
    )
