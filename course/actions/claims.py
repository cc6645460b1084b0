"""A trainer's word on practice that was claimed: it counts, or it does not and why."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note, note_each
from course.errors import AlreadyDecided, ReasonMissing, StaleRevision
from course.models import FieldEntry, Person
from course.terms import Act, FieldEntryState


def check_seen(entry: FieldEntry, revision: int) -> None:
    """Raise StaleRevision when the entry was changed since the trainer's page showed it."""
    if entry.revision != revision:
        raise StaleRevision(revision=entry.revision)


def confirm_entry(session: Session, entry: FieldEntry, *, by: Person, at: datetime) -> None:
    """Let the hours count. Raises AlreadyDecided when somebody was quicker."""
    _decide(entry, FieldEntryState.CONFIRMED, by=by, at=at)
    facts = {"minutes": entry.minutes}
    note(session, Act.FIELD_ENTRY_CONFIRMED, by=by, subject=entry, at=at, facts=facts)


def confirm_entries(
    session: Session,
    entries: Sequence[FieldEntry],
    seen: Mapping[int, int],
    *,
    by: Person,
    at: datetime,
) -> Sequence[FieldEntry]:
    """Let several count at once: those still waiting, and as they were seen (revisions by id)."""
    waiting = [
        entry
        for entry in entries
        if entry.state == FieldEntryState.CLAIMED and entry.revision == seen.get(entry.id)
    ]
    for entry in waiting:
        _decide(entry, FieldEntryState.CONFIRMED, by=by, at=at)
    note_each(session, Act.FIELD_ENTRY_CONFIRMED, by=by, subjects=waiting, at=at)
    return waiting


def refuse_entry(
    session: Session, entry: FieldEntry, *, reason: str, by: Person, at: datetime
) -> None:
    """Say why the hours do not count. Raises ReasonMissing, AlreadyDecided."""
    if not reason.strip():
        raise ReasonMissing
    _decide(entry, FieldEntryState.REFUSED, by=by, at=at)
    entry.reason = reason.strip()
    note(session, Act.FIELD_ENTRY_REFUSED, by=by, subject=entry, at=at)


def _decide(entry: FieldEntry, state: FieldEntryState, *, by: Person, at: datetime) -> None:
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    entry.state = state
    entry.decided_by_id = by.id
    entry.decided_at = at
