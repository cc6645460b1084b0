"""The last two stages: what a validator saw, what two people decided, and what was appealed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Enrolment
from course.models.panels import Panel
from course.models.people import Person
from course.models.types import refers, words
from course.terms import AppealOutcome, AssessmentOutcome, DecisionOutcome


class Assessment(Row):
    """Stage III: what a validator who did not teach this person concluded. Newer ones supersede."""

    __tablename__ = "assessments"

    enrolment_id: Mapped[int] = refers("enrolments.id")
    held_on: Mapped[date]
    outcome: Mapped[AssessmentOutcome] = mapped_column(words(AssessmentOutcome, "outcome"))
    statement: Mapped[str] = mapped_column(Text)
    protocol_number: Mapped[str] = mapped_column(String(60), unique=True)
    assessed_by_id: Mapped[int] = refers("people.id")
    recorded_at: Mapped[datetime]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("assessments.id", ondelete="RESTRICT"), unique=True
    )

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    assessed_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class Decision(Row):
    """Stage IV: proposed by one person, approved by another, on the record as it then stood."""

    __tablename__ = "decisions"
    __table_args__ = (
        CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("(approved_by_id IS NULL) = (decided_at IS NULL)", name="decided_when"),
        Index(
            "uq_decisions_waiting",
            "enrolment_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("decided_at IS NULL AND withdrawn_at IS NULL"),
        ),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    standard_code: Mapped[str] = mapped_column(String(60))
    rule_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    record: Mapped[Json] = mapped_column(JSON)
    outcome: Mapped[DecisionOutcome] = mapped_column(words(DecisionOutcome, "outcome"))
    protocol_number: Mapped[str] = mapped_column(String(60), unique=True)
    panel_id: Mapped[int | None] = refers("panels.id")
    proposed_by_id: Mapped[int] = refers("people.id")
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = refers("people.id")
    decided_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    panel: Mapped[Panel | None] = relationship(lazy="raise_on_sql")
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id], lazy="raise_on_sql")
    approved_by: Mapped[Person | None] = relationship(
        foreign_keys=[approved_by_id], lazy="raise_on_sql"
    )


class Appeal(Row):
    """Against a decision, within the days that the rule gives; decided by somebody new."""

    __tablename__ = "appeals"
    __table_args__ = (
        CheckConstraint("decided_by_id <> lodged_by_id", name="two_people"),
        CheckConstraint(
            "(decided_at IS NULL) = (decided_by_id IS NULL)"
            " AND (decided_at IS NULL) = (outcome IS NULL)",
            name="decided_whole",
        ),
    )

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decisions.id", ondelete="RESTRICT"), unique=True
    )
    lodged_by_id: Mapped[int] = refers("people.id")
    lodged_at: Mapped[datetime]
    reasons: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int | None] = refers("people.id")
    decided_at: Mapped[datetime | None]
    outcome: Mapped[AppealOutcome | None] = mapped_column(words(AppealOutcome, "outcome"))
    statement: Mapped[str | None] = mapped_column(Text)

    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(
        foreign_keys=[decided_by_id], lazy="raise_on_sql"
    )
