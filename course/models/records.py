"""What was done, chained so that nothing can be taken out; and letters waiting to be delivered."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import JSON, BigInteger, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from content.languages import Language
from course.models.base import Json, Row
from course.models.types import refers, words
from course.terms import Act, LetterKind


class AuditEntry(Row):
    """One deed. Insert only; each entry carries the hash of the one before it."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject_kind", "subject_id"),)

    at: Mapped[datetime]
    actor_id: Mapped[int | None] = refers("people.id")
    act: Mapped[Act] = mapped_column(words(Act, "act"))
    subject_kind: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[int]
    facts: Mapped[Json] = mapped_column(JSON)
    previous_hash: Mapped[str] = mapped_column(String(64), unique=True)
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHead(Row):
    """The end of the chain, in one row: entries cut off at the end are missed by it."""

    __tablename__ = "audit_heads"
    ONLY: ClassVar = 1  # its id

    entries: Mapped[int]
    # an entry's; no key to it: what is taken out has to be missed
    last_id: Mapped[int | None] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(String(64))


class Letter(Row):
    """Mail in the outbox: written in the transaction of its deed, delivered by the worker."""

    __tablename__ = "letters"
    __table_args__ = (Index("ix_letters_waiting", "sent_at", "not_before"),)

    kind: Mapped[LetterKind] = mapped_column(words(LetterKind, "kind"))
    to: Mapped[str] = mapped_column(String(254))
    language: Mapped[Language] = mapped_column(words(Language, "language"))
    facts: Mapped[Json] = mapped_column(JSON)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    written_at: Mapped[datetime]
    not_before: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str | None] = mapped_column(String(400))
