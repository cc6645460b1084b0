"""Markings that are added, never edited; who is to make them, and who must not."""

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
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.assignments import Submission
from course.models.base import Json, Row
from course.models.people import Person
from course.models.types import refers, words
from course.terms import MarkingOutcome, MarkingRole


class MarkingDraft(Row):
    """A trainer's unfinished marking; a text that lost a race stays here."""

    __tablename__ = "marking_drafts"
    __table_args__ = (UniqueConstraint("submission_id", "person_id"),)

    submission_id: Mapped[int] = refers("submissions.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    levels: Mapped[Json] = mapped_column(JSON)
    comments: Mapped[Json] = mapped_column(JSON, default=dict, server_default="{}")
    feedback: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    saved_at: Mapped[datetime]


class Marking(Row):
    """A trainer's judgement of one submission; the trainee sees it once it is released."""

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
    correction_reason: Mapped[str | None] = mapped_column(String(400))

    submission: Mapped[Submission] = relationship(back_populates="markings", lazy="raise_on_sql")
    marked_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    criterion_marks: Mapped[list[CriterionMark]] = relationship(
        order_by="CriterionMark.id", lazy="raise_on_sql"
    )


class CriterionMark(Row):
    """The level given for one criterion of the rubric, and what was said of it."""

    __tablename__ = "criterion_marks"
    __table_args__ = (
        UniqueConstraint("marking_id", "criterion"),
        CheckConstraint("level >= 0 AND level <= 3", name="within_scale"),
    )

    marking_id: Mapped[int] = refers("markings.id", index=False)
    criterion: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")


class MarkerAllocation(Row):
    """Who is to make one of the markings of a submission; handed over, it ends and another begins.

    Nobody is both: the database lets one open allocation of a submission to a person in.
    """

    __tablename__ = "marker_allocations"
    __table_args__ = (
        Index(
            "uq_marker_allocations_open",
            "submission_id",
            "role",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "uq_marker_allocations_person",
            "submission_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    submission_id: Mapped[int] = refers("submissions.id", index=False)
    role: Mapped[MarkingRole] = mapped_column(words(MarkingRole, "role"))
    person_id: Mapped[int] = refers("people.id")
    allocated_at: Mapped[datetime]
    allocated_by_id: Mapped[int | None] = refers("people.id")
    ended_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")


class MarkerShare(Row):
    """What part of a cohort's markings of one role goes to a trainer; 0 takes part in none."""

    __tablename__ = "marker_shares"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id", "role"),
        CheckConstraint("share >= 0 AND share <= 100", name="percent"),
    )

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    role: Mapped[MarkingRole] = mapped_column(words(MarkingRole, "role"))
    share: Mapped[int]
    set_by_id: Mapped[int] = refers("people.id")
    set_at: Mapped[datetime]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")


class Conflict(Row):
    """A conflict of interest between who judges and whom: that person's work goes to others."""

    __tablename__ = "conflicts"
    __table_args__ = (
        CheckConstraint("person_id <> about_id", name="two_people"),
        Index(
            "uq_conflicts_open",
            "person_id",
            "about_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    person_id: Mapped[int] = refers("people.id", index=False)
    about_id: Mapped[int] = refers("people.id")
    why: Mapped[str] = mapped_column(String(400))
    declared_by_id: Mapped[int] = refers("people.id")
    declared_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="raise_on_sql")
    about: Mapped[Person] = relationship(foreign_keys=[about_id], lazy="raise_on_sql")


class BankComment(Row):
    """A comment that a trainer keeps to say again; shared ones serve the whole programme."""

    __tablename__ = "bank_comments"

    person_id: Mapped[int] = refers("people.id")
    programme_id: Mapped[int] = refers("programmes.id")
    assignment_slug: Mapped[str] = mapped_column(String(100))
    criterion: Mapped[str] = mapped_column(String(40), default="")  # empty: for the whole work
    text: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False, server_default=false())
    added_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(lazy="raise_on_sql")
