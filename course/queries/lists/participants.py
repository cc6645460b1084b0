"""The funder's data about participants as a list: what can be told without opening a seal."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from course.models import Cohort, Enrolment, ParticipantRecord, Person
from course.queries.counting import TOOK_PART
from course.queries.lists.places import Condition, count_rows, pieces
from course.queries.pages import by_key
from course.terms import EnrolmentState, RecordSource
from course.visibility import enrolments_read_by

COMPLETE = ParticipantRecord.complete.is_(True)
INCOMPLETE = or_(ParticipantRecord.id.is_(None), ParticipantRecord.complete.is_(False))


@dataclass(frozen=True, slots=True)
class ListedParticipant:
    """One place with what is known about its data; nothing was typed in where no source is."""

    enrolment_id: int
    name: str
    cohort: str
    state: EnrolmentState
    started_on: date | None
    ended_on: date | None
    source: RecordSource | None
    complete: bool | None
    missing: Sequence[str] | None  # names of items
    followed_up: bool | None


def listed_participants(
    session: Session,
    reader: Person,
    programme_id: int,
    *conditions: Condition,
    skip: int = 0,
) -> Iterator[Sequence[ListedParticipant]]:
    """Places of others whose data the reader may read, by name, in pieces."""
    statement = _participants(reader, programme_id, *conditions)
    rows = by_key(session, statement, Person.sort_name, Enrolment.id, skip=skip)
    return pieces(ListedParticipant(*row[:-2]) for row in rows)


def count_participants(
    session: Session, reader: Person, programme_id: int, *conditions: Condition
) -> int:
    """How many places these are."""
    return count_rows(session, _participants(reader, programme_id, *conditions))


def records_to_open(
    session: Session, reader: Person, enrolment_ids: Sequence[int]
) -> Sequence[ParticipantRecord]:
    """The revisions that hold, of those of these places whose data the reader may read."""
    return session.scalars(
        select(ParticipantRecord)
        .join(Enrolment, Enrolment.id == ParticipantRecord.enrolment_id)
        .where(
            enrolments_read_by(reader),
            Enrolment.id.in_(enrolment_ids),
            ParticipantRecord.superseded_at.is_(None),
            ParticipantRecord.sealed.is_not(None),
        )
        .order_by(ParticipantRecord.enrolment_id)
    ).all()


def _participants(
    reader: Person, programme_id: int, *conditions: Condition
) -> Select[*tuple[Any, ...]]:
    holding = and_(
        ParticipantRecord.enrolment_id == Enrolment.id, ParticipantRecord.superseded_at.is_(None)
    )
    return (
        select(
            Enrolment.id,
            Person.name,
            Cohort.title,
            Enrolment.state,
            Enrolment.started_on,
            Enrolment.ended_on,
            ParticipantRecord.source,
            ParticipantRecord.complete,
            ParticipantRecord.missing,
            ParticipantRecord.followed_up,
        )
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .outerjoin(ParticipantRecord, holding)
        .where(
            enrolments_read_by(reader),
            Cohort.programme_id == programme_id,
            Enrolment.state.in_(TOOK_PART),
            *conditions,
        )
    )
