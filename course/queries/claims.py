"""Practice that waits for a trainer's word, and the people whose it is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Cohort, Enrolment, FieldEntry, Person
from course.permissions import Permission
from course.queries.fieldwork import held, one_entry, whole_entries
from course.terms import EnrolmentState, FieldEntryState
from course.visibility import enrolments_taught_by, field_entries_decidable_by


@dataclass(frozen=True, slots=True)
class Claimant:
    """Somebody whose entries wait, how many, and since when."""

    enrolment_id: int
    person: str
    cohort_id: int
    cohort: str
    waiting: int
    since: datetime


def claimants(session: Session, trainer: Person) -> Sequence[Claimant]:
    """Everybody whose practice waits for this trainer's word, the longest wait first."""
    since = func.min(FieldEntry.claimed_at)
    rows = session.execute(
        select(Enrolment.id, Person.name, Cohort.id, Cohort.title, func.count(FieldEntry.id), since)
        .join(FieldEntry.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(field_entries_decidable_by(trainer), FieldEntry.state == FieldEntryState.CLAIMED)
        .group_by(Enrolment.id, Person.name, Cohort.id, Cohort.title)
        .order_by(since, Enrolment.id)
    )
    return [Claimant(*row) for row in rows]


def count_claims(session: Session, trainer: Person, *, before: datetime) -> int:
    """How many entries that wait for this trainer's word were claimed before a moment."""
    return (
        session.scalar(
            select(func.count(FieldEntry.id)).where(
                field_entries_decidable_by(trainer),
                FieldEntry.state == FieldEntryState.CLAIMED,
                FieldEntry.claimed_at < before,
            )
        )
        or 0
    )


def claims_of(
    session: Session, trainer: Person, enrolment_ids: Collection[int]
) -> Mapping[int, Sequence[FieldEntry]]:
    """Practice of these people that waits for this trainer's word, the oldest first."""
    found: dict[int, list[FieldEntry]] = {one: [] for one in enrolment_ids}
    claims = session.scalars(
        select(FieldEntry)
        .where(
            field_entries_decidable_by(trainer),
            FieldEntry.state == FieldEntryState.CLAIMED,
            FieldEntry.enrolment_id.in_(enrolment_ids),
        )
        .options(joinedload(FieldEntry.version), joinedload(FieldEntry.entered_by))
        .order_by(FieldEntry.claimed_at, FieldEntry.id)
    )
    for entry in claims:
        found[entry.enrolment_id].append(entry)
    return found


def recently_decided(session: Session, trainer: Person, *, since: date) -> Sequence[FieldEntry]:
    """What was confirmed or refused in this trainer's cohorts since a day, newest first."""
    return session.scalars(
        select(FieldEntry)
        .where(
            field_entries_decidable_by(trainer),
            FieldEntry.state != FieldEntryState.CLAIMED,
            FieldEntry.done_on >= since,
        )
        .options(joinedload(FieldEntry.enrolment).joinedload(Enrolment.person))
        .order_by(FieldEntry.decided_at.desc(), FieldEntry.id.desc())
        .limit(20)
    ).all()


def entry_to_decide(session: Session, trainer: Person, entry_id: int) -> FieldEntry:
    """One entry that this trainer may confirm or refuse, held. Raises NotFound."""
    return one_entry(session, _held(trainer), entry_id)


def entries_to_decide(
    session: Session, trainer: Person, enrolment_id: int, entry_ids: Collection[int]
) -> Sequence[FieldEntry]:
    """Those of these entries of one person on which this trainer has a word, held.

    Raises NotFound for a person whom the trainer does not teach.
    """
    taught = enrolments_taught_by(trainer, Permission.KEEP_FIELDWORK)
    if session.scalar(select(Enrolment.id).where(taught, Enrolment.id == enrolment_id)) is None:
        raise NotFound
    return session.scalars(
        _held(trainer)
        .where(FieldEntry.enrolment_id == enrolment_id, FieldEntry.id.in_(entry_ids))
        .order_by(FieldEntry.id)
    ).all()


def enrolment_written_for(session: Session, trainer: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody for whom this trainer may type in practice. Raises NotFound."""
    place = session.scalar(
        select(Enrolment)
        .where(
            Enrolment.id == enrolment_id,
            Enrolment.state == EnrolmentState.ADMITTED,
            enrolments_taught_by(trainer, Permission.KEEP_FIELDWORK),
        )
        .options(joinedload(Enrolment.person), joinedload(Enrolment.cohort))
    )
    if place is None:
        raise NotFound
    return place


def _held(trainer: Person) -> Select[FieldEntry]:
    return held(whole_entries().where(field_entries_decidable_by(trainer)))
