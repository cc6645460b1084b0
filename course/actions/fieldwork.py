"""The field journal: entered and changed by the trainee, or typed in by a trainer for them.

An entry is known by a key made where it was written, so what is sent twice arrives once.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Journal, JournalForm
from assessments.journal import Told, asks_next_step, entry_faults, told_by
from course.actions.audit import note
from course.actions.versions import keep_definition
from course.clock import local_day
from course.errors import AlreadyDecided, NotReady, Unreadable
from course.models import Enrolment, EntryVersion, FieldEntry, Person
from course.queries.fieldwork import entry_by_key
from course.queries.study import check_going_on
from course.terms import Act, FieldEntryKind, FieldEntryState, WorkMedium

Values = Mapping[str, object]

_KEY = re.compile(r"[A-Za-z0-9._-]{8,64}")


@dataclass(frozen=True, slots=True)
class SavedEntry:
    """The entry as it stands. `lost`: what came on top of an older revision, kept beside it."""

    entry: FieldEntry
    lost: EntryVersion | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What was typed into a form of the journal, whose entry it is, and how it came."""

    journal: Journal
    form: JournalForm
    values: Values
    request_key: str
    given_as: WorkMedium = WorkMedium.SCREEN


def save_entry(
    session: Session,
    enrolment: Enrolment,
    written: Written,
    *,
    revision: int,
    by: Person,
    at: datetime,
) -> SavedEntry:
    """Claim practice, or change what nobody decided about; revision 0 is a new entry.

    The same again changes nothing. Raises NotReady with what is wrong in each field,
    ParticipationOver, AlreadyDecided, and Unreadable for a key that is none.
    """
    if not _KEY.fullmatch(written.request_key):
        raise Unreadable
    known = entry_by_key(session, enrolment.id, written.request_key)
    if known is None:
        claimed = _claim(session, enrolment, written, by=by, at=at)
        if claimed is not None:
            return SavedEntry(claimed)
        known = entry_by_key(session, enrolment.id, written.request_key)
        assert known is not None  # noqa: S101 -- it was in the way
    if known.values == written.values:
        return SavedEntry(known)
    if known.withdrawn_at is not None:
        raise AlreadyDecided
    if revision != known.revision:
        return SavedEntry(known, _keep_beside(session, known, written.values, at))
    return SavedEntry(_change(session, enrolment, known, written, by=by, at=at))


def withdraw_entry(session: Session, entry: FieldEntry, *, by: Person, at: datetime) -> None:
    """Take back a claim that nobody decided about. Raises AlreadyDecided."""
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    entry.withdrawn_at = at
    note(session, Act.FIELD_ENTRY_WITHDRAWN, by=by, subject=entry, at=at)


def follow_up(session: Session, entry: FieldEntry, *, done: bool, by: Person, at: datetime) -> None:
    """Say that the next step is done, or that it is not after all; also of what was decided.

    Raises Unreadable for an entry without a next step.
    """
    if not asks_next_step(entry.values):
        raise Unreadable
    if entry.is_followed_up == done:
        return
    entry.followed_up_on = local_day(at) if done else None
    facts = {"followed_up": done}
    note(session, Act.FIELD_ENTRY_CHANGED, by=by, subject=entry, at=at, facts=facts)


def _claim(
    session: Session, enrolment: Enrolment, written: Written, *, by: Person, at: datetime
) -> FieldEntry | None:
    """The new entry; none where the same record arrived in the same moment and was first."""
    told = _told(enrolment, written, at)
    entry = FieldEntry(
        enrolment_id=enrolment.id,
        request_key=written.request_key,
        values=dict(written.values),
        version=keep_definition(session, written.form, at=at),
        state=FieldEntryState.CLAIMED,
        claimed_at=at,
        given_as=written.given_as,
        entered_by_id=None if written.given_as == WorkMedium.SCREEN else by.id,
        **_columns(told),
    )
    try:
        with session.begin_nested():
            session.add(entry)
    except IntegrityError:
        return None
    facts = {"minutes": told.minutes, "given_as": written.given_as.value}
    note(session, Act.FIELD_ENTRY_CLAIMED, by=by, subject=entry, at=at, facts=facts)
    return entry


def _change(
    session: Session,
    enrolment: Enrolment,
    entry: FieldEntry,
    written: Written,
    *,
    by: Person,
    at: datetime,
) -> FieldEntry:
    if entry.state != FieldEntryState.CLAIMED:
        raise AlreadyDecided
    told = _told(enrolment, written, at)
    for name, value in _columns(told).items():
        setattr(entry, name, value)
    entry.values = dict(written.values)
    entry.version = keep_definition(session, written.form, at=at)
    entry.revision += 1
    if not asks_next_step(entry.values):
        entry.followed_up_on = None
    facts = {"minutes": told.minutes, "revision": entry.revision}
    note(session, Act.FIELD_ENTRY_CHANGED, by=by, subject=entry, at=at, facts=facts)
    return entry


def _told(enrolment: Enrolment, written: Written, at: datetime) -> Told:
    check_going_on(enrolment)
    faults = entry_faults(
        written.form, written.values, today=local_day(at), since=enrolment.started_on
    )
    if faults:
        raise NotReady(faults=faults)
    return told_by(written.journal, written.form, written.values)


def _columns(told: Told) -> dict[str, Any]:
    return {
        "kind": FieldEntryKind(told.kind),
        "done_on": told.done_on,
        "minutes": told.minutes,
        "what": told.what,
        "channel": told.channel,
        "seldom_heard": told.seldom_heard,
    }


def _keep_beside(session: Session, entry: FieldEntry, values: Values, at: datetime) -> EntryVersion:
    """What lost, once for each content."""
    beside = session.scalars(select(EntryVersion).where(EntryVersion.entry_id == entry.id))
    known = next((version for version in beside if version.values == values), None)
    if known is not None:
        return known
    version = EntryVersion(
        entry_id=entry.id, revision=entry.revision, values=dict(values), kept_at=at
    )
    session.add(version)
    session.flush()
    return version
