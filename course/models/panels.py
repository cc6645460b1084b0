"""Who judges at the end, what each of them saw, and what they said together."""

from __future__ import annotations

from datetime import date, datetime

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
from course.models.institutions import Institution
from course.models.people import Person
from course.models.types import refers, words
from course.terms import DecisionOutcome, PanelSeat


class Panel(Row):
    """One sitting about one person: the first, or the one supplement that the first asked for."""

    __tablename__ = "panels"
    __table_args__ = (
        CheckConstraint("sitting BETWEEN 1 AND 2", name="sitting"),
        CheckConstraint(
            "(recorded_at IS NULL) = (outcome IS NULL)"
            " AND (recorded_at IS NULL) = (protocol_number IS NULL)"
            " AND (recorded_at IS NULL) = (recorded_by_id IS NULL)",
            name="recorded_whole",
        ),
        CheckConstraint("cancelled_at IS NULL OR recorded_at IS NULL", name="held_or_cancelled"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why IS NULL)", name="cancelled_why"),
        Index(
            "uq_panels_sitting",
            "enrolment_id",
            "sitting",
            unique=True,
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    sitting: Mapped[int]
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    called_by_id: Mapped[int] = refers("people.id")
    called_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str | None] = mapped_column(String(400))
    joint_levels: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))  # criterion → level
    joint_statement: Mapped[str | None] = mapped_column(Text)
    to_supplement: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[DecisionOutcome | None] = mapped_column(words(DecisionOutcome, "outcome"))
    protocol_number: Mapped[str | None] = mapped_column(String(60), unique=True)
    recorded_by_id: Mapped[int | None] = refers("people.id")
    recorded_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    members: Mapped[list[PanelMember]] = relationship(
        back_populates="panel", order_by="PanelMember.id", lazy="raise_on_sql"
    )


class PanelMember(Row):
    """One of the three. Their marks are nobody else's to see until they hand them in."""

    __tablename__ = "panel_members"
    __table_args__ = (
        UniqueConstraint("panel_id", "person_id"),
        UniqueConstraint("panel_id", "seat"),
        CheckConstraint("entered_at IS NULL OR declared_at IS NOT NULL", name="declared_first"),
        Index(
            "uq_panel_members_chair",
            "panel_id",
            unique=True,
            sqlite_where=text("chairs"),
            postgresql_where=text("chairs"),
        ),
    )

    panel_id: Mapped[int] = refers("panels.id", index=False)  # the unique rules begin with it
    person_id: Mapped[int] = refers("people.id")
    seat: Mapped[PanelSeat] = mapped_column(words(PanelSeat, "seat"))
    capacity: Mapped[str] = mapped_column(String(200))  # in what capacity, as the protocol says it
    institution_id: Mapped[int | None] = refers("institutions.id")
    chairs: Mapped[bool]
    declared_at: Mapped[datetime | None]  # that no conflict of interest is known
    comment: Mapped[str] = mapped_column(Text, default="", server_default="")
    entered_at: Mapped[datetime | None]

    panel: Mapped[Panel] = relationship(back_populates="members", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    institution: Mapped[Institution | None] = relationship(lazy="raise_on_sql")
    marks: Mapped[list[PanelMark]] = relationship(
        back_populates="member", order_by="PanelMark.criterion", lazy="raise_on_sql"
    )


class PanelMark(Row):
    """The level that one member saw in one criterion of the panel's rubric."""

    __tablename__ = "panel_marks"
    __table_args__ = (
        UniqueConstraint("member_id", "criterion"),
        CheckConstraint("level BETWEEN 0 AND 3", name="level"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("panel_members.id", ondelete="RESTRICT"))
    criterion: Mapped[str] = mapped_column(String(40))
    level: Mapped[int]

    member: Mapped[PanelMember] = relationship(back_populates="marks", lazy="raise_on_sql")
