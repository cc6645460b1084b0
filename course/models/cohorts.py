"""Cohorts, who teaches them, who belongs to them, and what was accepted."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.languages import Language
from course.models.base import Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import refers, words
from course.terms import ConsentKind, EnrolmentState


class Cohort(Row):
    """A group that studies together."""

    __tablename__ = "cohorts"
    __table_args__ = (CheckConstraint("starts_on <= ends_on", name="dates_in_order"),)

    programme_id: Mapped[int] = refers("programmes.id")
    code: Mapped[str] = mapped_column(String(40), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(100))
    teryt: Mapped[str | None] = mapped_column(String(7))
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    enrolments: Mapped[list[Enrolment]] = relationship(back_populates="cohort", lazy="raise_on_sql")
    trainers: Mapped[list[CohortTrainer]] = relationship(
        back_populates="cohort", lazy="raise_on_sql"
    )


class CohortTrainer(Row):
    """A trainer's time with a cohort; open while `ended_on` is empty."""

    __tablename__ = "cohort_trainers"
    __table_args__ = (
        Index(
            "uq_cohort_trainers_open",
            "cohort_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_on IS NULL"),
            postgresql_where=text("ended_on IS NULL"),
        ),
    )

    cohort_id: Mapped[int] = refers("cohorts.id")
    person_id: Mapped[int] = refers("people.id")
    started_on: Mapped[date]
    ended_on: Mapped[date | None]

    cohort: Mapped[Cohort] = relationship(back_populates="trainers", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")


class Enrolment(Row):
    """One person's place in a cohort: this is what makes a person a trainee."""

    __tablename__ = "enrolments"
    __table_args__ = (
        UniqueConstraint("cohort_id", "person_id"),
        CheckConstraint("ended_on IS NULL OR ended_on >= started_on", name="ends_after_start"),
        CheckConstraint("extra_time_percent >= 0", name="extra_time"),
    )

    cohort_id: Mapped[int] = refers("cohorts.id", index=False)  # the unique rule begins with it
    person_id: Mapped[int] = refers("people.id")
    state: Mapped[EnrolmentState] = mapped_column(words(EnrolmentState, "state"))
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    exit_reason: Mapped[str | None] = mapped_column(String(400))
    extra_time_percent: Mapped[int] = mapped_column(default=0)
    # letters that remind: the last one, and how many since the last sign of life
    reminded_at: Mapped[datetime | None]
    reminders: Mapped[int] = mapped_column(default=0, server_default="0")

    cohort: Mapped[Cohort] = relationship(back_populates="enrolments", lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    consents: Mapped[list[Consent]] = relationship(lazy="raise_on_sql")


class Consent(Row):
    """What a trainee accepted, word for word, and when it was withdrawn."""

    __tablename__ = "consents"
    __table_args__ = (
        Index(
            "uq_consents_open",
            "enrolment_id",
            "kind",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        CheckConstraint("(signed_on IS NULL) = (entered_by_id IS NULL)", name="paper_typed_in"),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id")
    kind: Mapped[ConsentKind] = mapped_column(words(ConsentKind, "kind"))
    text_digest: Mapped[str] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    signed_on: Mapped[date | None]  # on paper; None: here, by themselves
    entered_by_id: Mapped[int | None] = refers("people.id")  # who typed the paper in
