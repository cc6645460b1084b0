"""Taught days with attendance, and practice outside with its fate."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.cohorts import Cohort, Enrolment
from course.models.people import Person
from course.models.programmes import AuthoredVersion
from course.models.types import refers, words
from course.terms import (
    AttendanceState,
    FieldEntryKind,
    FieldEntryState,
    MeetingKind,
    ObservationKind,
    ScanState,
    WorkMedium,
)


class Meeting(Row):
    """A taught day of a cohort."""

    __tablename__ = "meetings"
    __table_args__ = (
        UniqueConstraint("cohort_id", "code"),
        CheckConstraint("minutes > 0", name="lasts"),
        CheckConstraint("(cancelled_at IS NULL) = (cancelled_why IS NULL)", name="cancelled_why"),
    )

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    kind: Mapped[MeetingKind] = mapped_column(words(MeetingKind, "kind"))
    code: Mapped[str] = mapped_column(String(20))
    title: Mapped[str] = mapped_column(String(200))
    place: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    minutes: Mapped[int]
    led_by_id: Mapped[int] = refers("people.id")
    makes_up_for_id: Mapped[int | None] = refers("meetings.id")
    cancelled_at: Mapped[datetime | None]
    cancelled_why: Mapped[str | None] = mapped_column(String(400))

    cohort: Mapped[Cohort] = relationship(lazy="raise_on_sql")
    led_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    makes_up_for: Mapped[Meeting | None] = relationship(
        remote_side="Meeting.id", lazy="raise_on_sql"
    )
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
    state: Mapped[AttendanceState] = mapped_column(
        words(AttendanceState, "state"),
        default=AttendanceState.PRESENT,
        server_default="present",
    )
    excuse: Mapped[str | None] = mapped_column(String(400))
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
        CheckConstraint("(given_as = 'screen') = (entered_by_id IS NULL)", name="entered_by_whom"),
        UniqueConstraint("enrolment_id", "request_key"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)
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
    # none for entries from before the journal had forms of its own
    version_digest: Mapped[str | None] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    # made where the entry was written, so that what is sent twice arrives once
    request_key: Mapped[str] = mapped_column(String(64))
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    # what the rule counts, taken out of the values: ids of choices
    channel: Mapped[str | None] = mapped_column(String(40))
    seldom_heard: Mapped[str | None] = mapped_column(String(40))
    followed_up_on: Mapped[date | None]
    entered_by_id: Mapped[int | None] = refers("people.id")
    given_as: Mapped[WorkMedium] = mapped_column(
        words(WorkMedium, "given_as"), default=WorkMedium.SCREEN, server_default="screen"
    )

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    version: Mapped[AuthoredVersion | None] = relationship(lazy="raise_on_sql")
    decided_by: Mapped[Person | None] = relationship(
        foreign_keys=[decided_by_id], lazy="raise_on_sql"
    )
    entered_by: Mapped[Person | None] = relationship(
        foreign_keys=[entered_by_id], lazy="raise_on_sql"
    )

    @property
    def is_followed_up(self) -> bool:
        """Whether the next step is done."""
        return self.followed_up_on is not None


class EntryVersion(Row):
    """A state of an entry that lost against a newer one: kept, so that nothing typed is lost."""

    __tablename__ = "entry_versions"

    entry_id: Mapped[int] = refers("field_entries.id")
    revision: Mapped[int]
    values: Mapped[Json] = mapped_column(JSON)
    kept_at: Mapped[datetime]


class Observation(Row):
    """What a trainer saw of a trainee's work outside, or what a witness said of it."""

    __tablename__ = "observations"
    __table_args__ = (CheckConstraint("(sha256 IS NULL) = (stored_as IS NULL)", name="whole_file"),)

    enrolment_id: Mapped[int] = refers("enrolments.id")
    kind: Mapped[ObservationKind] = mapped_column(words(ObservationKind, "kind"))
    dated_on: Mapped[date]
    assignment_slug: Mapped[str | None] = mapped_column(String(100))
    answers: Mapped[Json] = mapped_column(JSON)
    entered_by_id: Mapped[int] = refers("people.id")
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    file_name: Mapped[str | None] = mapped_column(String(200))
    media_type: Mapped[str | None] = mapped_column(String(100))
    bytes: Mapped[int | None]
    sha256: Mapped[str | None] = mapped_column(String(64))
    stored_as: Mapped[str | None] = mapped_column(String(200))
    scan: Mapped[ScanState] = mapped_column(
        words(ScanState, "scan"), default=ScanState.NOT_ASKED, server_default="not_asked"
    )
    scanned_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    entered_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class WitnessContact(Row):
    """How to reach a witness: kept apart, and deleted after the time for an appeal."""

    __tablename__ = "witness_contacts"

    observation_id: Mapped[int] = mapped_column(
        ForeignKey("observations.id", ondelete="RESTRICT"), unique=True
    )
    name: Mapped[str] = mapped_column(String(200))
    contact: Mapped[str] = mapped_column(String(200))
