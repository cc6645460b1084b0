"""Practical work: submissions and their files, when they are due, and what was agreed of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Cohort, Enrolment
from course.models.people import Person
from course.models.programmes import AuthoredVersion
from course.models.types import refers, words
from course.terms import (
    MarkingRole,
    PeopleInPicture,
    ScanState,
    SubmissionState,
    WorkMedium,
)

if TYPE_CHECKING:
    from course.models.marking import Marking


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
        CheckConstraint(
            "(state IN ('handed_in', 'in_marking')) = (next_marking IS NOT NULL)",
            name="marked_next_by_whom",
        ),
        CheckConstraint("(given_as = 'screen') = (entered_by_id IS NULL)", name="entered_by_whom"),
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
    given_as: Mapped[WorkMedium] = mapped_column(
        words(WorkMedium, "given_as"), default=WorkMedium.SCREEN, server_default="screen"
    )
    next_marking: Mapped[MarkingRole | None] = mapped_column(words(MarkingRole, "next_marking"))
    second_wanted: Mapped[bool] = mapped_column(default=False, server_default=false())

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
    original_sha256: Mapped[str | None] = mapped_column(String(64))
    people_in_picture: Mapped[PeopleInPicture | None] = mapped_column(
        words(PeopleInPicture, "people_in_picture")
    )
    scan: Mapped[ScanState] = mapped_column(
        words(ScanState, "scan"), default=ScanState.NOT_ASKED, server_default="not_asked"
    )
    scanned_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship(back_populates="files", lazy="raise_on_sql")


class AssignmentPlan(Row):
    """What holds for an assignment in one cohort: its day, its sample, when markings are told."""

    __tablename__ = "assignment_plans"
    __table_args__ = (
        UniqueConstraint("cohort_id", "assignment_slug"),
        CheckConstraint("second_percent >= 0 AND second_percent <= 100", name="percent"),
    )

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    assignment_slug: Mapped[str] = mapped_column(String(100))
    due_on: Mapped[date | None]
    second_percent: Mapped[int] = mapped_column(default=0)
    holds_markings: Mapped[bool] = mapped_column(default=False)
    set_by_id: Mapped[int] = refers("people.id")
    set_at: Mapped[datetime]

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")


class Extension(Row):
    """More time for one trainee: asked for, then given or refused; or given unasked."""

    __tablename__ = "extensions"
    __table_args__ = (
        CheckConstraint("(decided_by_id IS NULL) = (decided_at IS NULL)", name="decided_when"),
        CheckConstraint("given_until IS NULL OR decided_at IS NOT NULL", name="given_by_whom"),
        Index(
            "uq_extensions_open",
            "enrolment_id",
            "assignment_slug",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    assignment_slug: Mapped[str] = mapped_column(String(100))
    wanted_until: Mapped[date]
    why: Mapped[str] = mapped_column(String(400))
    asked_at: Mapped[datetime]
    given_until: Mapped[date | None]
    decided_by_id: Mapped[int | None] = refers("people.id")
    decided_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(String(400), default="")

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")


class WorkTalk(Row):
    """The talk with the trainer after the last submission; it may allow one more."""

    __tablename__ = "work_talks"

    enrolment_id: Mapped[int] = refers("enrolments.id")
    assignment_slug: Mapped[str] = mapped_column(String(100))
    held_on: Mapped[date]
    held_by_id: Mapped[int] = refers("people.id")
    agreed: Mapped[str] = mapped_column(Text)
    another_time: Mapped[bool]
    recorded_at: Mapped[datetime]

    held_by: Mapped[Person] = relationship(lazy="raise_on_sql")
