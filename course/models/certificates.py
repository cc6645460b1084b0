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
from course.terms import CertificateState


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
    show_name: Mapped[bool]
    issued_at: Mapped[datetime] = mapped_column(index=True)
    expires_on: Mapped[date | None]
    supersedes_id: Mapped[int | None] = mapped_column(
        ForeignKey("certificates.id", ondelete="RESTRICT"), unique=True
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
    """The rendered paper of a certificate in one language; written once."""

    __tablename__ = "certificate_papers"
    __table_args__ = (UniqueConstraint("certificate_id", "language"),)

    certificate_id: Mapped[int] = refers("certificates.id", index=False)
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    sha256: Mapped[str] = mapped_column(String(64))
    stored_as: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
