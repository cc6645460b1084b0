"""Certificates and their papers. Name and facts never change; a new one supersedes the old."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from content.languages import Language
from course.models.base import Json, Row
from course.models.people import Person
from course.models.programmes import Programme
from course.models.types import refers, words
from course.models.validation import Decision
from course.terms import CertificateState, CorrectionKind


class Certificate(Row):
    """That a person acquired the competence. One standing certificate per person and standard."""

    __tablename__ = "certificates"
    __table_args__ = (
        Index(
            "uq_certificates_standing",
            "person_id",
            "standard_code",
            unique=True,
            sqlite_where=text("revoked_at IS NULL AND superseded_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL AND superseded_at IS NULL"),
        ),
        CheckConstraint("(revoked_at IS NULL) = (revoked_because IS NULL)", name="revoked_why"),
    )

    programme_id: Mapped[int] = refers("programmes.id")
    person_id: Mapped[int] = refers("people.id")
    standard_code: Mapped[str] = mapped_column(String(60))
    number: Mapped[str] = mapped_column(String(40), unique=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    decision_id: Mapped[int] = refers("decisions.id")
    holder_name: Mapped[str] = mapped_column(String(200))
    facts: Mapped[Json] = mapped_column(JSON)
    # The signed document and its place in the status list; older certificates have none.
    credential: Mapped[Json | None] = mapped_column(JSON(none_as_null=True))
    status_index: Mapped[int | None] = mapped_column(unique=True)
    show_name: Mapped[bool]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    expires_on: Mapped[date | None]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates.id", ondelete="RESTRICT"), unique=True
    )
    supersedes_because: Mapped[CorrectionKind | None] = mapped_column(
        words(CorrectionKind, "supersedes_because")
    )
    superseded_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    revoked_because: Mapped[str | None] = mapped_column(String(400))

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    person: Mapped[Person] = relationship(lazy="raise_on_sql")
    decision: Mapped[Decision] = relationship(lazy="raise_on_sql")

    def state_on(self, day: date) -> CertificateState:
        """What a stranger is told; revoked and superseded come before expired."""
        if self.revoked_at is not None:
            return CertificateState.REVOKED
        if self.superseded_at is not None:
            return CertificateState.SUPERSEDED
        if self.expires_on is not None and self.expires_on < day:
            return CertificateState.EXPIRED
        return CertificateState.VALID


class CertificatePaper(Row):
    """The paper of a certificate in one language: wanted at issue, made by the worker, once."""

    __tablename__ = "certificate_papers"
    __table_args__ = (
        UniqueConstraint("certificate_id", "language"),
        CheckConstraint(
            "(made_at IS NULL) = (sha256 IS NULL) AND (made_at IS NULL) = (stored_as IS NULL)",
            name="made_whole",
        ),
    )

    certificate_id: Mapped[int] = refers("certificates.id", index=False)
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    sha256: Mapped[str | None] = mapped_column(String(64))
    stored_as: Mapped[str | None] = mapped_column(String(200))
    made_at: Mapped[datetime | None]
    not_before: Mapped[datetime | None]  # when the worker tries again
    tries: Mapped[int] = mapped_column(default=0, server_default="0")


class Correction(Row):
    """That a certificate shall be followed by a newer one: proposed by one, approved by another."""

    __tablename__ = "corrections"
    __table_args__ = (
        CheckConstraint("approved_by_id <> proposed_by_id", name="two_people"),
        CheckConstraint("(approved_by_id IS NULL) = (approved_at IS NULL)", name="approved_when"),
        CheckConstraint("approved_at IS NULL OR withdrawn_at IS NULL", name="closed_once"),
        Index(
            "uq_corrections_waiting",
            "certificate_id",
            unique=True,
            sqlite_where=text("approved_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=text("approved_at IS NULL AND withdrawn_at IS NULL"),
        ),
    )

    certificate_id: Mapped[int] = refers("certificates.id")
    kind: Mapped[CorrectionKind] = mapped_column(words(CorrectionKind, "kind"))
    holder_name: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(400))
    proposed_by_id: Mapped[int] = refers("people.id")
    proposed_at: Mapped[datetime]
    approved_by_id: Mapped[int | None] = refers("people.id")
    approved_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    certificate: Mapped[Certificate] = relationship(lazy="raise_on_sql")
    proposed_by: Mapped[Person] = relationship(foreign_keys=[proposed_by_id], lazy="raise_on_sql")
    approved_by: Mapped[Person | None] = relationship(
        foreign_keys=[approved_by_id], lazy="raise_on_sql"
    )
