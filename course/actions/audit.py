"""The chained record of deeds: each entry carries the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session

from course.models import AuditEntry, AuditHead, Person
from course.models.base import Json, Row
from course.terms import Act

FIRST_HASH = "0" * 64
HEAD = "audit head"  # in `session.info`, which holds it: a session forgets what nobody holds
NOTED = "noted"  # in `session.info`: what this transaction did, for who keeps the standings
_LOCK = 7_391_204  # any number of our own: one writer of the chain at a time on PostgreSQL


@dataclass(frozen=True, slots=True)
class Chain:
    """What a recomputed chain is worth."""

    broken: tuple[int, ...]  # ids of entries that do not hold
    entries: int
    hash: str  # of the last entry
    ends_as_told: bool  # nothing was cut off at the end, and nothing put there

    @property
    def holds(self) -> bool:
        """Whether nothing was changed, taken out, put in or put in another order."""
        return not self.broken and self.ends_as_told


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
    head = _head(session)
    previous = head.hash
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
    head.entries += len(entries)
    head.hash = previous
    head.last_id = entries[-1].id if entries else head.last_id
    session.flush()
    for entry in entries:
        noted_in(session).add((act, entry.subject_kind, entry.subject_id))
    return entries


def remember(session: Session, row: Row) -> None:
    """Let a deed that is its own record, without an entry, be remembered like the noted ones."""
    session.flush()  # it needs its id
    noted_in(session).add((None, row.__tablename__, row.id))


def noted_in(session: Session) -> set[tuple[Act | None, str, int]]:
    """What was done in this transaction: the act, the table that it was about, the id of the row.

    `database.writing` empties it, and has the standings kept of all whom it concerned.
    """
    noted: set[tuple[Act | None, str, int]] = session.info.setdefault(NOTED, set())
    return noted


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
    return list(check_chain(session).broken)


def check_chain(session: Session) -> Chain:
    """Recompute the whole chain, a thousand entries at a time, and compare it with its head."""
    broken, previous, entries, last_id = [], FIRST_HASH, 0, None
    for entry in _entries(session):
        if entry.previous_hash != previous or entry.hash != entry_hash(entry):
            broken.append(entry.id)
        previous, last_id, entries = entry.hash, entry.id, entries + 1
    head = select(AuditHead.entries, AuditHead.last_id, AuditHead.hash)
    told = session.execute(head).one_or_none() or (0, None, FIRST_HASH)
    return Chain(tuple(broken), entries, previous, tuple(told) == (entries, last_id, previous))


def knows_hash(session: Session, told: str) -> bool:
    """Whether an entry with this hash is still there: a head that somebody noted elsewhere."""
    found = select(AuditEntry.id).where(AuditEntry.hash == told)
    return told == FIRST_HASH or session.scalar(found) is not None


def _head(session: Session) -> AuditHead:
    """The end of the chain, in this write's turn: taken and read once for all that it notes.

    Where it was taken away although there are entries, it begins anew with none, so that the
    count never agrees again.
    """
    known: AuditHead | None = session.info.get(HEAD)
    if known is not None and known in session and not inspect(known).expired:
        return known  # loaded in this transaction, so its turn lasts
    take_turn(session)
    head = session.get(AuditHead, AuditHead.ONLY)
    if head is None:
        last = session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1))
        head = AuditHead(id=AuditHead.ONLY, entries=0, last_id=None, hash=last or FIRST_HASH)
        session.add(head)
    session.info[HEAD] = head
    return head


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
