"""What trainers do with quizzes: grants, voids, marks of essays, paper, days of review."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Cohort
from course.models.people import Person
from course.models.types import refers


class AttemptGrant(Row):
    """A further attempt for one trainee, on top of the limit and in spite of a pause."""

    __tablename__ = "attempt_grants"

    enrolment_id: Mapped[int] = refers("enrolments.id")
    quiz_slug: Mapped[str] = mapped_column(String(100))
    granted_by_id: Mapped[int] = refers("people.id")
    granted_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(400))

    granted_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class QuestionVoid(Row):
    """A question that counts for nobody in a cohort, as if it had not been asked."""

    __tablename__ = "question_voids"
    __table_args__ = (UniqueConstraint("cohort_id", "quiz_slug", "question_id"),)

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    quiz_slug: Mapped[str] = mapped_column(String(100))
    question_id: Mapped[str] = mapped_column(String(100))
    voided_by_id: Mapped[int] = refers("people.id")
    voided_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(400))


class EssayMark(Row):
    """A trainer's levels for one essay of an attempt; a second thought supersedes the first."""

    __tablename__ = "essay_marks"
    __table_args__ = (
        Index(
            "uq_essay_marks_first",
            "attempt_id",
            "question_id",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
    )

    attempt_id: Mapped[int] = refers("quiz_attempts.id")
    question_id: Mapped[str] = mapped_column(String(100))
    marked_by_id: Mapped[int] = refers("people.id")
    marked_at: Mapped[datetime]
    levels: Mapped[Json] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text)
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("essay_marks.id", ondelete="RESTRICT"), unique=True
    )

    marked_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class PaperTest(Row):
    """A test as it was printed: its number stands on the paper, and on the answer sheet."""

    __tablename__ = "paper_tests"
    __table_args__ = (UniqueConstraint("cohort_id", "request_key"),)

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    quiz_slug: Mapped[str] = mapped_column(String(100))
    version_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    drawn: Mapped[Json] = mapped_column(JSON)
    request_key: Mapped[str] = mapped_column(String(64))
    made_by_id: Mapped[int] = refers("people.id")
    made_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    made_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class ReviewDate(Row):
    """From which day a cohort sees the right answers of a quiz that shows them after a date."""

    __tablename__ = "review_dates"
    __table_args__ = (UniqueConstraint("cohort_id", "quiz_slug"),)

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    quiz_slug: Mapped[str] = mapped_column(String(100))
    shown_on: Mapped[date]
    set_by_id: Mapped[int] = refers("people.id")
    set_at: Mapped[datetime]
