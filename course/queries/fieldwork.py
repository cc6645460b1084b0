"""Practice outside, as its people may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Enrolment, FieldEntry, Person
from course.terms import FieldEntryState
from course.visibility import field_entries_decidable_by


@dataclass(frozen=True, slots=True)
class PracticeSoFar:
    """Minutes of practice by their fate."""

    confirmed: int
    claimed: int
    refused: int


def entries_of(session: Session, enrolment: Enrolment) -> Sequence[FieldEntry]:
    """Everything that a trainee entered, newest first, without what was withdrawn."""
    return session.scalars(
        select(FieldEntry)
        .where(FieldEntry.enrolment_id == enrolment.id, FieldEntry.withdrawn_at.is_(None))
        .options(joinedload(FieldEntry.decided_by))
        .order_by(FieldEntry.done_on.desc(), FieldEntry.id.desc())
    ).all()


def practice_so_far(entries: Sequence[FieldEntry]) -> PracticeSoFar:
    """The minutes of these entries by their fate."""
    minutes = {
        state: sum(entry.minutes for entry in entries if entry.state == state)
        for state in FieldEntryState
    }
    return PracticeSoFar(
        confirmed=minutes[FieldEntryState.CONFIRMED],
        claimed=minutes[FieldEntryState.CLAIMED],
        refused=minutes[FieldEntryState.REFUSED],
    )


def claims_for(session: Session, trainer: Person) -> Sequence[FieldEntry]:
    """Practice that waits for this trainer's word, oldest claim first."""
    return session.scalars(
        select(FieldEntry)
        .where(field_entries_decidable_by(trainer), FieldEntry.state == FieldEntryState.CLAIMED)
        .options(
            joinedload(FieldEntry.enrolment).joinedload(Enrolment.person),
            joinedload(FieldEntry.enrolment).joinedload(Enrolment.cohort),
        )
        .order_by(FieldEntry.claimed_at, FieldEntry.id)
    ).all()


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
    """One entry that this trainer may confirm or refuse. Raises NotFound."""
    entry = session.scalar(
        select(FieldEntry).where(field_entries_decidable_by(trainer), FieldEntry.id == entry_id)
    )
    if entry is None:
        raise NotFound
    return entry


def own_entry(session: Session, trainee: Person, entry_id: int) -> FieldEntry:
    """One of the trainee's own entries. Raises NotFound."""
    entry = session.scalar(
        select(FieldEntry)
        .join(FieldEntry.enrolment)
        .where(
            FieldEntry.id == entry_id,
            FieldEntry.withdrawn_at.is_(None),
            Enrolment.person_id == trainee.id,
        )
    )
    if entry is None:
        raise NotFound
    return entry
