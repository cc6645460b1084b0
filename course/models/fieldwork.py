"""Taught days with attendance, and practice outside with its fate."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Cohort, Enrolment
from course.models.people import Person
from course.models.types import refers, words
from course.terms import FieldEntryKind, FieldEntryState, MeetingKind


class Meeting(Row):
    """A taught day of a cohort."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("cohort_id", "code"),
        CheckConstraint("minutes > 0", name="lasts"),
    )

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind, "kind"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    led_by_id: Mapped[int] = refers("people.id")

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    led_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    attendance: Mapped[list[Attendance]] = relationship(
        back_populates="meeting", lazy="raise_on_sql"
    )


class Attendance(Row):
    """How long a trainee was present at a meeting."""

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("meeting_id", "enrolment_id"),
        CheckConstraint("minutes_present >= 0", name="not_negative"),
    )

    meeting_id: Mapped[int] = refers("meetings.id", index=False)
    enrolment_id: Mapped[int] = refers("enrolments.id")
    minutes_present: Mapped[int]
    recorded_by_id: Mapped[int] = refers("people.id")
    recorded_at: Mapped[datetime]

    meeting: Mapped[Meeting] = relationship(back_populates="attendance", lazy="raise_on_sql")


class FieldEntry(Row):
    """Practice that a trainee claims and a trainer confirms or refuses."""

    __tablename__ = "field_entries"
    __table_args__ = (
        CheckConstraint("minutes >= 1 AND minutes <= 1440", name="within_a_day"),
        CheckConstraint("(state = 'claimed') = (decided_by_id IS NULL)", name="decided_by_whom"),
        CheckConstraint("state <> 'refused' OR reason IS NOT NULL", name="refused_why"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    kind: Mapped[FieldEntryKind] = mapped_column(words(FieldEntryKind, "kind"))
    done_on: Mapped[date]
    minutes: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    values: Mapped[Json] = mapped_column(JSON, default=dict)
    state: Mapped[FieldEntryState] = mapped_column(words(FieldEntryState, "state"))
    claimed_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = refers("people.id")
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(400))
    withdrawn_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(lazy="raise_on_sql")
