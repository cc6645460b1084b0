"""What is kept about figures: where each place stands now, and what was frozen for the funder."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast

from sqlalchemy import (
    DDL,
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Table,
    UniqueConstraint,
    event,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Json, Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import SortKey, refers, words
from course.terms import CertificationState, Sex, SnapshotPurpose


class Standing(Row):
    """Where one place stands: a line of the certification list, kept so that a million are read.

    Nothing is decided here: `reports.standings` makes each line from the evidence, in the
    transaction that changed it, and can make all of them anew.
    """

    __tablename__ = "standings"
    __table_args__ = (
        Index("ix_standings_by_name", "programme_id", "sort_name", "enrolment_id"),
        Index("ix_standings_by_state", "programme_id", "state", "sort_name", "enrolment_id"),
        Index("ix_standings_by_cohort", "cohort_id", "sort_name", "enrolment_id"),
    )

    enrolment_id: Mapped[int] = mapped_column(
        ForeignKey("enrolments.id", ondelete="RESTRICT"), unique=True
    )
    programme_id: Mapped[int] = refers("programmes.id", index=False)
    cohort_id: Mapped[int] = refers("cohorts.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    name: Mapped[str] = mapped_column(String(200))
    sort_name: Mapped[str] = mapped_column(SortKey)
    city: Mapped[str] = mapped_column(String(100))
    sex: Mapped[Sex | None] = mapped_column(words(Sex, "sex"))
    state: Mapped[CertificationState] = mapped_column(words(CertificationState, "state"))
    met: Mapped[int]
    asked: Mapped[int]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    record_complete: Mapped[bool]
    certificate_id: Mapped[int | None] = refers("certificates.id")
    number: Mapped[str | None] = mapped_column(String(60))
    issued_on: Mapped[date | None]
    why_not: Mapped[list[Json]] = mapped_column(JSON)  # of who is certified: [{code, facts}]


class CountedSpan(Row):
    """From when until when one person counts: the figure of a day is the number of open spans."""

    __tablename__ = "counted_spans"
    __table_args__ = (
        UniqueConstraint("programme_id", "person_id", "counted_from"),
        CheckConstraint("counted_until > counted_from", name="not_empty"),
        Index(  # covers the figure of a day, its parts, and how it grew
            "ix_counted_spans_figure",
            "programme_id",
            "counted_from",
            "counted_until",
            "sex",
            "cohort_id",
        ),
    )

    programme_id: Mapped[int] = refers("programmes.id", index=False)
    person_id: Mapped[int] = refers("people.id")
    enrolment_id: Mapped[int] = refers("enrolments.id")
    cohort_id: Mapped[int] = refers("cohorts.id")
    sex: Mapped[Sex | None] = mapped_column(words(Sex, "sex"))
    counted_from: Mapped[date]
    counted_until: Mapped[date | None]  # the first day on which they count no longer


class IndicatorSnapshot(Row):
    """Figures as they were told to the funder. Insert only; a correction is a new one."""

    __tablename__ = "indicator_snapshots"
    __table_args__ = (
        UniqueConstraint("programme_id", "number"),
        CheckConstraint("(purpose = 'correction') = (corrects_id IS NOT NULL)", name="corrects"),
        CheckConstraint("corrects_id IS NULL OR reason <> ''", name="correction_says_why"),
    )

    programme_id: Mapped[int] = refers("programmes.id", index=False)
    number: Mapped[int]  # 1, 2, … within the programme
    purpose: Mapped[SnapshotPurpose] = mapped_column(words(SnapshotPurpose, "purpose"))
    claim_number: Mapped[str] = mapped_column(String(100), default="")  # of the payment claim
    reason: Mapped[str] = mapped_column(String(1000), default="")
    corrects_id: Mapped[int | None] = refers("indicator_snapshots.id")
    as_of: Mapped[date]
    taken_by_id: Mapped[int] = refers("people.id")
    taken_at: Mapped[datetime]
    figures: Mapped[Json] = mapped_column(JSON)  # ids, days and numbers, no names
    digest: Mapped[str] = mapped_column(String(64))  # SHA-256 of `figures`, written canonically

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    taken_by: Mapped[Person] = relationship(lazy="raise_on_sql")
    corrects: Mapped[IndicatorSnapshot | None] = relationship(
        remote_side="IndicatorSnapshot.id", lazy="raise_on_sql"
    )


# As in the migration: the database refuses to change or delete what was frozen, whoever asks.
_SQLITE = """
CREATE TRIGGER snapshots_never_{deed} BEFORE {deed} ON indicator_snapshots
BEGIN SELECT RAISE(ABORT, 'a snapshot never changes'); END
"""
_REFUSING = """
CREATE OR REPLACE FUNCTION refuse_change_of_snapshot() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'a snapshot never changes'; END $$
"""
_REFUSED = """
CREATE TRIGGER snapshots_never_change BEFORE UPDATE OR DELETE ON indicator_snapshots
FOR EACH ROW EXECUTE FUNCTION refuse_change_of_snapshot()
"""
for _dialect, _statement in (
    ("sqlite", _SQLITE.format(deed="update")),
    ("sqlite", _SQLITE.format(deed="delete")),
    ("postgresql", _REFUSING),
    ("postgresql", _REFUSED),
):
    event.listen(
        cast("Table", IndicatorSnapshot.__table__),
        "after_create",
        DDL(_statement).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]  # its type is missing in SQLAlchemy
    )
