"""The funder's data about participants: sealed, never overwritten, one PESEL for one person."""

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

from course.models.base import Row
from course.models.cohorts import Enrolment
from course.models.people import Person
from course.models.types import refers, words
from course.terms import RecordSource, Sex


class ParticipantRecord(Row):
    """One revision of the funder's data about a participant; the one not superseded holds.

    What it says lies in `sealed` alone, encrypted by a key outside the database. Beside it stands
    what counting asks: whether all that is obligatory is there, and the sex.
    """

    __tablename__ = "participant_records"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "revision"),
        CheckConstraint("(source = 'kept_outside') = (sealed IS NULL)", name="sealed_here"),
        CheckConstraint("(sealed IS NULL) = (form_digest IS NULL)", name="sealed_by_form"),
        CheckConstraint("complete = (completed_at IS NOT NULL)", name="complete_since"),
        Index(
            "uq_participant_records_holding",
            "enrolment_id",
            unique=True,
            sqlite_where=text("superseded_at IS NULL"),
            postgresql_where=text("superseded_at IS NULL"),
        ),
    )

    enrolment_id: Mapped[int] = refers("enrolments.id", index=False)  # the unique rule begins so
    revision: Mapped[int]
    form: Mapped[str] = mapped_column(String(60))  # its slug, or where the data are kept outside
    form_digest: Mapped[str | None] = mapped_column(
        ForeignKey("authored_versions.digest", ondelete="RESTRICT"), index=True
    )
    sealed: Mapped[str | None] = mapped_column(Text)
    sex: Mapped[Sex | None] = mapped_column(words(Sex, "sex"))
    missing: Mapped[list[str]] = mapped_column(JSON)  # names of obligatory fields
    complete: Mapped[bool]  # as the form asks at the beginning
    completed_at: Mapped[datetime | None]  # complete since then, through all revisions
    followed_up: Mapped[bool]  # what the form asks after leaving is there too
    source: Mapped[RecordSource] = mapped_column(words(RecordSource, "source"))
    recorded_by_id: Mapped[int] = refers("people.id")
    recorded_at: Mapped[datetime]
    superseded_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    recorded_by: Mapped[Person] = relationship(lazy="raise_on_sql")


class ParticipantIdentity(Row):
    """The PESEL of a person as a keyed hash: two accounts of one person are found, nothing else."""

    __tablename__ = "participant_identities"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="RESTRICT"), unique=True
    )
    pesel_hash: Mapped[str] = mapped_column(String(64), unique=True)
    set_at: Mapped[datetime]
