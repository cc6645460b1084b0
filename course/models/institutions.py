"""Partner bodies and the cooperation agreements signed with them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from course.clock import local_day
from course.models.base import Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import SortKey, refers, words
from course.terms import AdoptionKind, AgreementState, InstitutionKind


class Institution(Row):
    """A partner body."""

    __tablename__ = "institutions"

    name: Mapped[str] = mapped_column(String(300))
    sort_name: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[InstitutionKind] = mapped_column(words(InstitutionKind, "kind"))
    nip: Mapped[str] = mapped_column(String(10), unique=True)
    teryt: Mapped[str] = mapped_column(String(7))
    city: Mapped[str] = mapped_column(String(100))
    street: Mapped[str | None] = mapped_column(String(200))  # with the number of the house
    postal_code: Mapped[str | None] = mapped_column(String(6))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(40))
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
    institution_capacity: Mapped[str | None] = mapped_column(String(200))  # by which they may sign
    beneficiary_signed_on: Mapped[date | None]
    beneficiary_signatory: Mapped[str | None] = mapped_column(String(200))
    beneficiary_capacity: Mapped[str | None] = mapped_column(String(200))
    support: Mapped[str | None] = mapped_column(String(300))  # what the institution is given
    file_stored_as: Mapped[str | None] = mapped_column(String(200))
    file_sha256: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[str | None] = mapped_column(String(200))
    verified_by_id: Mapped[int | None] = refers("people.id")
    verified_at: Mapped[datetime | None]
    in_force_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    ended_because: Mapped[str | None] = mapped_column(String(400))

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    institution: Mapped[Institution] = relationship(
        back_populates="agreements", lazy="raise_on_sql"
    )
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id], lazy="raise_on_sql")
    verified_by: Mapped[Person | None] = relationship(
        foreign_keys=[verified_by_id], lazy="raise_on_sql"
    )

    adoption_proofs: Mapped[list[AdoptionProof]] = relationship(
        back_populates="agreement", lazy="raise_on_sql", order_by="AdoptionProof.id"
    )

    @property
    def verified_on(self) -> date | None:
        """The day, in Poland, on which a second person verified it."""
        return None if self.verified_at is None else local_day(self.verified_at)

    def state_on(self, day: date) -> AgreementState:
        """Where the agreement stood on a day; in force until the day before it ended."""
        if _has_come(self.verified_on, day):
            if not _has_come(self.in_force_on, day):
                return AgreementState.VERIFIED
            over = _has_come(self.ended_on, day)
            return AgreementState.ENDED if over else AgreementState.IN_FORCE
        if _has_come(self.institution_signed_on, day) and _has_come(
            self.beneficiary_signed_on, day
        ):
            return AgreementState.SIGNED
        return AgreementState.SENT if _has_come(self.sent_on, day) else AgreementState.DRAFT


class AdoptionProof(Row):
    """What shows that an institution uses the model: signed is not yet used."""

    __tablename__ = "adoption_proofs"
    __table_args__ = (
        CheckConstraint("verified_by_id <> entered_by_id", name="four_eyes"),
        CheckConstraint("(verified_by_id IS NULL) = (verified_at IS NULL)", name="verified_when"),
    )

    agreement_id: Mapped[int] = refers("agreements.id")
    kind: Mapped[AdoptionKind] = mapped_column(words(AdoptionKind, "kind"))
    title: Mapped[str] = mapped_column(String(300))  # of the document, with its number
    dated_on: Mapped[date]
    file_name: Mapped[str] = mapped_column(String(200))
    file_sha256: Mapped[str] = mapped_column(String(64))
    file_stored_as: Mapped[str] = mapped_column(String(200))
    entered_by_id: Mapped[int] = refers("people.id")
    entered_at: Mapped[datetime]
    verified_by_id: Mapped[int | None] = refers("people.id")
    verified_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    agreement: Mapped[Agreement] = relationship(
        back_populates="adoption_proofs", lazy="raise_on_sql"
    )
    entered_by: Mapped[Person] = relationship(foreign_keys=[entered_by_id], lazy="raise_on_sql")
    verified_by: Mapped[Person | None] = relationship(
        foreign_keys=[verified_by_id], lazy="raise_on_sql"
    )


def _has_come(event: date | None, day: date) -> bool:
    return event is not None and event <= day
