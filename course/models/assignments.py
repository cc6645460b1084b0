"""Practical work: submissions, their files, and markings that are added, never edited."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Enrolment
from course.models.people import Person
from course.models.programmes import AuthoredVersion
from course.models.types import refers, words
from course.terms import MarkingOutcome, MarkingRole, SubmissionState


class Submission(Row):
    """What a trainee writes for an assignment, and hands in."""

    __tablename__ = "submissions"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "assignment_slug", "number"),
        Index(
            "uq_submissions_draft",
            "enrolment_id",
            "assignment_slug",
            unique=True,
            sqlite_where=text("state = 'draft'"),
            postgresql_where=text("state = 'draft'"),
        ),
        CheckConstraint("(state = 'draft') = (handed_in_at IS NULL)", name="handed_in_when"),
        Index("ix_submissions_queue", "state", "handed_in_at", "id"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
    assignment_slug: Mapped[str] = mapped_column(String(100))
    version_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    number: Mapped[int]
    values: Mapped[Json] = mapped_column(JSON)
    state: Mapped[SubmissionState] = mapped_column(words(SubmissionState, "state"))
    revision: Mapped[int] = mapped_column(default=1)
    started_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    handed_in_at: Mapped[datetime | None]
    entered_by_id: Mapped[int | None] = refers("people.id")

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    version: Mapped[AuthoredVersion] = relationship(lazy="raise_on_sql")
    entered_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
    files: Mapped[list[SubmissionFile]] = relationship(
        back_populates="submission", order_by="SubmissionFile.id", lazy="raise_on_sql"
    )
    markings: Mapped[list[Marking]] = relationship(
        back_populates="submission", order_by="Marking.id", lazy="raise_on_sql"
    )


class DraftVersion(Row):
    """A state of a draft that lost against a newer one: kept, so that nothing typed is lost."""

    __tablename__ = "draft_versions"

    submission_id: Mapped[int] = refers("submissions.id")
    revision: Mapped[int]
    values: Mapped[Json] = mapped_column(JSON)
    kept_at: Mapped[datetime]


class SubmissionFile(Row):
    """A file handed in with a submission, addressed by its content."""

    __tablename__ = "submission_files"
    __table_args__ = (
        UniqueConstraint("submission_id", "sha256"),
        CheckConstraint("bytes > 0", name="not_empty"),
    )

    submission_id: Mapped[int] = refers("submissions.id", index=False)
    field: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    media_type: Mapped[str] = mapped_column(String(100))
    bytes: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(200))
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship(back_populates="files", lazy="raise_on_sql")


class MarkingDraft(Row):
    """A trainer's unfinished marking; a text that lost a race stays here."""

    __tablename__ = "marking_drafts"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)

    submission_id: Mapped[int] = refers("submissions.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    levels: Mapped[Json] = mapped_column(JSON)
    feedback: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    saved_at: Mapped[datetime]


class Marking(Row):
    """A trainer's judgement of one submission."""

    __tablename__ = "markings"
    __table_args__ = (
        Index(
            "uq_markings_standing",
            "submission_id",
            "role",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
        CheckConstraint("points >= 0 AND points <= max_points", name="within_maximum"),
    )

    submission_id: Mapped[int] = refers("submissions.id")
    marked_by_id: Mapped[int] = refers("people.id")
    role: Mapped[MarkingRole] = mapped_column(words(MarkingRole, "role"))
    marked_at: Mapped[datetime]
    rubric_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    points: Mapped[int]
    max_points: Mapped[int]
    outcome: Mapped[MarkingOutcome] = mapped_column(words(MarkingOutcome, "outcome"))
    feedback: Mapped[str] = mapped_column(Text)
    released_at: Mapped[datetime | None]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("markings.id", ondelete="RESTRICT"), unique=True
    )

    submission: Mapped[Submission] = relationship(back_populates="markings", lazy="raise_on_sql")
    marked_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    criterion_marks: Mapped[list[CriterionMark]] = relationship(
        order_by="CriterionMark.id", lazy="raise_on_sql"
    )


class CriterionMark(Row):
    """The level given for one criterion of the rubric."""

    __tablename__ = "criterion_marks"
    __table_args__ = (
        UniqueConstraint("marking_id", "criterion"),
        CheckConstraint("level >= 0 AND level <= 3", name="within_scale"),
    )

    marking_id: Mapped[int] = refers("markings.id", index=False)
    criterion: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
