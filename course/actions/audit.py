"""The chained record of deeds: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person
from course.models.base import Json, Row
from course.terms import Act

FIRST_HASH = "0" * 64
_LOCK = 7_391_204  # any number of our own: one writer of the chain at a time on PostgreSQL


def note(
    session: Session,
    act: Act,
    *,
    by: Person | None,
    subject: Row,
    at: datetime,
    facts: Json | None = None,
) -> AuditEntry:
    """Add an entry about a deed. Facts hold ids and numbers, never names or texts."""
    [entry] = note_each(session, act, by=by, subjects=[subject], at=at, facts=facts)
    return entry


def note_each(
    session: Session,
    act: Act,
    *,
    by: Person | None,
    subjects: Sequence[Row],
    at: datetime,
    facts: Json | None = None,
) -> Sequence[AuditEntry]:
    """Add an entry about the same deed on each of many rows, in their order, in one statement."""
    session.flush()  # the subjects need their ids
    take_turn(session)
    head = session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1))
    previous = head or FIRST_HASH
    entries = []
    for subject in subjects:
        entry = AuditEntry(
            at=at,
            actor_id=by.id if by else None,
            act=act,
            subject_kind=subject.__tablename__,
            subject_id=subject.id,
            facts=facts or {},
            previous_hash=previous,
        )
        previous = entry.hash = entry_hash(entry)
        entries.append(entry)
    session.add_all(entries)
    session.flush()  # the next entry of this transaction chains to the last
    return entries


def take_turn(session: Session) -> None:
    """Wait until no other write is in its audited part; on SQLite each write is alone anyway.

    A deed whose rule reaches across rows takes its turn first, and reads what it judges after that.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def entry_hash(entry: AuditEntry) -> str:
    """SHA-256, hexadecimal, of everything that an entry says, with the hash before it."""
    said = [
        entry.previous_hash,
        entry.at.isoformat(),
        entry.actor_id,
        entry.act.value,
        entry.subject_kind,
        entry.subject_id,
        entry.facts,
    ]
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def broken_entries(session: Session) -> list[int]:
    """Ids of entries whose hash or link to the entry before does not hold. Empty is good."""
    broken, previous = [], FIRST_HASH
    for entry in _entries(session):
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            broken.append(entry.id)
        previous = entry.hash
    return broken


def _entries(session: Session) -> Iterator[AuditEntry]:
    """All entries in order, a thousand at a time."""
    last = 0
    while True:
        after = select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id)
        entries = session.scalars(after.limit(1000)).all()
        if not entries:
            return
        yield from entries
        last = entries[-1].id
