"""The field journal, as its people may see it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from assessments.definitions import Assignment, Journal, JournalForm
from assessments.definitions.journal import CODE, NEXT_STEP, NEXT_STEP_ON, NOTHING
from assessments.fields import TableField
from assessments.journal import row_of
from assessments.reading import journal_form_from_json
from course.errors import NotFound
from course.models import Enrolment, EntryVersion, FieldEntry, Person
from course.terms import FieldEntryKind, FieldEntryState

TALKS = (FieldEntryKind.CONVERSATION, FieldEntryKind.ONE_TO_ONE)
PAGE = 30
MOST_FOLLOW_UPS = 30


@dataclass(frozen=True, slots=True)
class PracticeSoFar:
    """Minutes of practice by their fate."""

    confirmed: int
    claimed: int
    refused: int


@dataclass(frozen=True, slots=True)
class JournalPage:
    """Some entries, newest first, and how many there are."""

    entries: Sequence[FieldEntry]
    first: int
    total: int


def form_of(entry: FieldEntry, journal: Journal) -> JournalForm:
    """The form in which an entry was written; for one from before there were forms, today's."""
    if entry.version is None:
        return journal[entry.kind]
    return journal_form_from_json(entry.version.definition)


def journal_page(session: Session, enrolment_id: int, number: int) -> JournalPage:
    """One page of what a trainee entered, without what was withdrawn; pages count from 1."""
    of_place = _kept(enrolment_id)
    total = session.scalar(select(func.count()).select_from(FieldEntry).where(*of_place)) or 0
    entries = session.scalars(
        whole_entries()
        .where(*of_place)
        .order_by(FieldEntry.done_on.desc(), FieldEntry.id.desc())
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    return JournalPage(entries, (number - 1) * PAGE + 1, total)


def practice_so_far(session: Session, enrolment_id: int) -> PracticeSoFar:
    """A trainee's minutes by their fate."""
    summed = session.execute(
        select(FieldEntry.state, func.sum(FieldEntry.minutes))
        .where(*_kept(enrolment_id))
        .group_by(FieldEntry.state)
    )
    minutes = {state: int(total) for state, total in summed}
    return PracticeSoFar(
        confirmed=minutes.get(FieldEntryState.CONFIRMED, 0),
        claimed=minutes.get(FieldEntryState.CLAIMED, 0),
        refused=minutes.get(FieldEntryState.REFUSED, 0),
    )


def minutes_by_day(
    session: Session, enrolment_id: int
) -> Sequence[tuple[date, FieldEntryKind, int]]:
    """Minutes of each kind on each day, refused ones left out."""
    rows = session.execute(
        select(FieldEntry.done_on, FieldEntry.kind, func.sum(FieldEntry.minutes))
        .where(*_kept(enrolment_id), FieldEntry.state != FieldEntryState.REFUSED)
        .group_by(FieldEntry.done_on, FieldEntry.kind)
        .order_by(FieldEntry.done_on)
    )
    return [(day, kind, int(minutes)) for day, kind, minutes in rows]


def next_steps(session: Session, enrolment_id: int) -> Sequence[FieldEntry]:
    """What a trainee promised somebody and has not done yet, the most urgent first."""
    step = FieldEntry.values[NEXT_STEP].as_string()
    by_when = func.nullif(FieldEntry.values[NEXT_STEP_ON].as_string(), "")
    return session.scalars(
        select(FieldEntry)
        .where(
            *_kept(enrolment_id),
            FieldEntry.state != FieldEntryState.REFUSED,
            FieldEntry.followed_up_on.is_(None),
            step.not_in(("", NOTHING)),
        )
        .options(joinedload(FieldEntry.version))
        .order_by(by_when.is_(None), by_when, FieldEntry.done_on, FieldEntry.id)
        .limit(MOST_FOLLOW_UPS)
    ).all()


def last_of_kinds(
    session: Session, enrolment_id: int, kinds: Collection[FieldEntryKind]
) -> FieldEntry | None:
    """What was entered last, whose choices the next entry takes over."""
    return session.scalars(
        select(FieldEntry)
        .where(*_kept(enrolment_id), FieldEntry.kind.in_(kinds))
        .order_by(FieldEntry.id.desc())
        .limit(1)
    ).first()


def codes_used(session: Session, enrolment_id: int) -> Sequence[str]:
    """The codes of all people whom a trainee talked with."""
    code = FieldEntry.values[CODE].as_string()
    return session.scalars(
        select(code).where(*_kept(enrolment_id), code.is_not(None)).distinct()
    ).all()


def rows_from_journal(
    session: Session, assignment: Assignment, enrolment_id: int
) -> dict[str, object]:
    """Tables of an assignment that nobody types: conversations that stand, oldest first."""
    tables = tables_from_journal(assignment)
    if not tables:
        return {}
    entries = session.scalars(
        select(FieldEntry)
        .where(
            *_kept(enrolment_id),
            FieldEntry.state != FieldEntryState.REFUSED,
            FieldEntry.kind.in_(TALKS),
            FieldEntry.version_digest.is_not(None),
        )
        .order_by(FieldEntry.done_on, FieldEntry.id)
    ).all()
    return {table.name: [row_of(table, entry) for entry in entries] for table in tables}


def tables_from_journal(assignment: Assignment) -> Sequence[TableField]:
    """The tables of an assignment that its author fills by keeping a journal."""
    return [
        field for field in assignment.fields if isinstance(field, TableField) and field.from_journal
    ]


def entry_by_key(session: Session, enrolment_id: int, request_key: str) -> FieldEntry | None:
    """The entry that was written under this key, held until the write ends."""
    of_key = select(FieldEntry).where(
        FieldEntry.enrolment_id == enrolment_id, FieldEntry.request_key == request_key
    )
    return session.scalar(held(of_key))


def held(entries: Select[FieldEntry]) -> Select[FieldEntry]:
    """Entries held until the write ends, as they are by then: what was read before may be old."""
    return entries.with_for_update(of=FieldEntry).execution_options(populate_existing=True)


def own_entry(session: Session, trainee: Person, entry_id: int) -> FieldEntry:
    """One of the trainee's own entries. Raises NotFound."""
    return one_entry(session, _own(trainee), entry_id)


def own_entry_held(session: Session, trainee: Person, entry_id: int) -> FieldEntry:
    """The same, held until the write ends. Raises NotFound."""
    return one_entry(session, held(_own(trainee)), entry_id)


def kept_entry_versions(session: Session, entry: FieldEntry) -> Sequence[EntryVersion]:
    """What was written into an entry and lost against something newer, newest first."""
    return session.scalars(
        select(EntryVersion)
        .where(EntryVersion.entry_id == entry.id)
        .order_by(EntryVersion.id.desc())
    ).all()


def whole_entries() -> Select[FieldEntry]:
    """Entries with the form in which they were written, and who wrote or decided."""
    return (
        select(FieldEntry)
        .join(FieldEntry.enrolment)
        .options(
            contains_eager(FieldEntry.enrolment),
            joinedload(FieldEntry.version),
            joinedload(FieldEntry.decided_by),
            joinedload(FieldEntry.entered_by),
        )
    )


def one_entry(session: Session, among: Select[FieldEntry], entry_id: int) -> FieldEntry:
    """The one with this id. Raises NotFound."""
    entry = session.scalar(among.where(FieldEntry.id == entry_id))
    if entry is None:
        raise NotFound
    return entry


def _kept(enrolment_id: int) -> tuple[ColumnElement[bool], ...]:
    return FieldEntry.enrolment_id == enrolment_id, FieldEntry.withdrawn_at.is_(None)


def _own(trainee: Person) -> Select[FieldEntry]:
    return whole_entries().where(
        FieldEntry.withdrawn_at.is_(None), Enrolment.person_id == trainee.id
    )
