"""Partner bodies and the cooperation agreements signed with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.models.base import Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import SortKey, refers, words
from course.terms import AgreementState, InstitutionKind


class Institution(Row):
    """A partner body."""

    __tablename__ = "institutions"

    name: Mapped[str] = mapped_column(String(300))
    sort_name: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[InstitutionKind] = mapped_column(words(InstitutionKind, "kind"))
    nip: Mapped[str] = mapped_column(String(10), unique=True)
    teryt: Mapped[str] = mapped_column(String(7))
    city: Mapped[str] = mapped_column(String(100))
    archived_at: Mapped[datetime | None]

    agreements: Mapped[list[Agreement]] = relationship(
        back_populates="institution", lazy="raise_on_sql"
    )


class Agreement(Row):
    """A cooperation agreement. Its state follows from its dates."""

    __tablename__ = "agreements"
    __table_args__ = (
        CheckConstraint("verified_by_id <> entered_by_id", name="four_eyes"),
        CheckConstraint(
            "in_force_on IS NULL OR (institution_signed_on IS NOT NULL"
            " AND beneficiary_signed_on IS NOT NULL AND verified_by_id IS NOT NULL)",
            name="in_force_when_signed",
        ),
        CheckConstraint("ended_on IS NULL OR ended_on >= in_force_on", name="ends_after_start"),
    )

    programme_id: Mapped[int] = refers("programmes.id")
    institution_id: Mapped[int] = refers("institutions.id")
    number: Mapped[str] = mapped_column(String(60), unique=True)
    entered_by_id: Mapped[int] = refers("people.id")
    entered_at: Mapped[datetime]
    sent_on: Mapped[date | None]
    institution_signed_on: Mapped[date | None]
    institution_signatory: Mapped[str | None] = mapped_column(String(200))
    beneficiary_signed_on: Mapped[date | None]
    beneficiary_signatory: Mapped[str | None] = mapped_column(String(200))
    file_stored_as: Mapped[str | None] = mapped_column(String(200))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(200))
    verified_by_id: Mapped[int | None] = refers("people.id")
    verified_at: Mapped[datetime | None]
    in_force_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    institution: Mapped[Institution] = relationship(
        back_populates="agreements", lazy="raise_on_sql"
    )
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id], lazy="raise_on_sql")
    verified_by: Mapped[Person | None] = relationship(
        foreign_keys=[verified_by_id], lazy="raise_on_sql"
    )

    def state_on(self, day: date) -> AgreementState:
        """Where the agreement stood on a day; in force until the day before it ended."""
        if self.in_force_on is not None and self.in_force_on <= day:
            over = self.ended_on is not None and self.ended_on <= day
            return AgreementState.ENDED if over else AgreementState.IN_FORCE
        if self.verified_by_id is not None:
            return AgreementState.VERIFIED
        if self.institution_signed_on is not None and self.beneficiary_signed_on is not None:
            return AgreementState.SIGNED
        return AgreementState.DRAFT if self.sent_on is None else AgreementState.SENT
