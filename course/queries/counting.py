"""What counting asks about people and their places: two statements, however many people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    and_,
    bindparam,
    exists,
    select,
)
from sqlalchemy.orm import Session, aliased

from course.clock import local_day
from course.errors import NotFound
from course.models import (
    Certificate,
    Cohort,
    Decision,
    Enrolment,
    ParticipantRecord,
    Person,
    Programme,
)
from course.queries.judgements import first_training, judgements
from course.terms import EnrolmentState, Sex
from course.visibility import enrolments_reported_to

AnyRow = Row[*tuple[Any, ...]]
AnySelect = Select[*tuple[Any, ...]]

TOOK_PART = (EnrolmentState.ADMITTED, EnrolmentState.ENDED, EnrolmentState.WITHDRAWN)
"""Who was admitted once is on every list; who only applied is not."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of a place, as it was recorded: by a validator, or by a panel."""

    held_on: date
    recorded_at: datetime
    by_own_trainer: bool
    panel_id: int | None = None


@dataclass(frozen=True, slots=True)
class RecordKnown:
    """What the participant's data were at the end of some days: from the first until the other."""

    since: date
    until: date | None
    complete: bool
    missing: tuple[str, ...]
    sex: Sex | None

    def holds_on(self, day: date) -> bool:
        """Whether these were the data at the end of a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One person's place in a cohort, with everything that counting asks about it."""

    enrolment_id: int
    state: EnrolmentState
    started_on: date | None
    ended_on: date | None
    person_id: int
    name: str
    sort_name: str
    cohort_id: int
    cohort: str
    city: str
    records: tuple[RecordKnown, ...]  # the participant's data, every revision in its order
    first_training_on: date | None
    waiting_decision_id: int | None
    waiting_decision_by_id: int | None
    assessments: tuple[Assessed, ...]

    @property
    def record_complete(self) -> bool:
        """Whether the participant's data are complete now."""
        return bool(self.records) and self.records[-1].complete

    @property
    def record_completed_on(self) -> date | None:
        """The day since when they are known to be complete without a break."""
        since = None
        for known in reversed(self.records):
            if not known.complete:
                break
            since = known.since
        return since

    @property
    def sex(self) -> Sex | None:
        """As the participant's data say it now."""
        return self.records[-1].sex if self.records else None

    def record_on(self, day: date) -> RecordKnown | None:
        """The participant's data as they were known at the end of a day."""
        return next((known for known in self.records if known.holds_on(day)), None)


def places_of_people(
    session: Session, programme: Programme, person_ids: Collection[int]
) -> Sequence[Place]:
    """The places that some people took in the cohorts of a programme.

    Every deed asks this, so its statements are built once.
    """
    asked = {"programme_id": programme.id, "person_ids": list(person_ids)}
    places, records = _statements_of_people()
    return _put_together(session.execute(places, asked), session.execute(records, asked))


def certified_places_of(session: Session, programme: Programme) -> Sequence[Place]:
    """The places from which a certificate of the programme came, in the order of names."""
    awarded = aliased(Decision)
    certified = exists(
        select(Certificate.id)
        .join(awarded, awarded.id == Certificate.decision_id)
        .where(awarded.enrolment_id == Enrolment.id, Certificate.programme_id == programme.id)
    )
    return _places(session, certified)


def place_for(session: Session, person: Person, enrolment_id: int) -> Place:
    """One place of a programme whose figures the person may see. Raises NotFound."""
    found = _places(
        session,
        and_(
            Enrolment.id == enrolment_id,
            Enrolment.state.in_(TOOK_PART),
            enrolments_reported_to(person),
        ),
    )
    if not found:
        raise NotFound
    return found[0]


def _places(session: Session, condition: ColumnElement[bool]) -> Sequence[Place]:
    return _put_together(
        session.execute(_statement().where(condition)),
        session.execute(_statement_of_records().where(condition)),
    )


@cache
def _statements_of_people() -> tuple[AnySelect, AnySelect]:
    theirs = and_(
        Cohort.programme_id == bindparam("programme_id"),
        Enrolment.person_id.in_(bindparam("person_ids", expanding=True)),
        Enrolment.state.in_(TOOK_PART),
    )
    return _statement().where(theirs), _statement_of_records().where(theirs)


def _put_together(places: Iterable[AnyRow], records: Iterable[AnyRow]) -> Sequence[Place]:
    known = defaultdict[int, list[RecordKnown]](list)
    for row in records:
        known[row.enrolment_id].append(
            RecordKnown(
                local_day(row.recorded_at),
                _day(row.superseded_at),
                row.complete,
                tuple(row.missing),
                row.sex,
            )
        )
    return [
        _place(list(same), tuple(known[enrolment_id]))
        for enrolment_id, same in groupby(places, key=lambda row: row.enrolment_id)
    ]


@cache
def _statement_of_records() -> AnySelect:
    """What was known of the participants' data and when, every revision in its order."""
    return (
        select(
            ParticipantRecord.enrolment_id,
            ParticipantRecord.recorded_at,
            ParticipantRecord.superseded_at,
            ParticipantRecord.complete,
            ParticipantRecord.missing,
            ParticipantRecord.sex,
        )
        .join(Enrolment, Enrolment.id == ParticipantRecord.enrolment_id)
        .join(Enrolment.cohort)
        .order_by(ParticipantRecord.enrolment_id, ParticipantRecord.revision)
    )


@cache
def _statement() -> AnySelect:
    first, judged = first_training(), judgements()
    waiting = and_(
        Decision.enrolment_id == Enrolment.id,
        Decision.decided_at.is_(None),
        Decision.withdrawn_at.is_(None),
    )
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.state,
            Enrolment.started_on,
            Enrolment.ended_on,
            Person.id.label("person_id"),
            Person.name,
            Person.sort_name,
            Cohort.id.label("cohort_id"),
            Cohort.title.label("cohort"),
            Cohort.city,
            first.c.at.label("first_training_at"),
            Decision.id.label("waiting_decision_id"),
            Decision.proposed_by_id.label("waiting_decision_by_id"),
            judged.c.panel_id,
            judged.c.held_on,
            judged.c.recorded_at,
            judged.c.by_own_trainer,
        )
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .outerjoin(first, first.c.cohort_id == Cohort.id)
        .outerjoin(Decision, waiting)
        .outerjoin(judged, judged.c.enrolment_id == Enrolment.id)
        .order_by(Person.sort_name, Enrolment.id, judged.c.recorded_at, judged.c.id)
    )


def _place(rows: Sequence[AnyRow], records: tuple[RecordKnown, ...]) -> Place:
    """A place from its rows: one for each judgement, and one where there is none."""
    row = rows[0]
    return Place(
        enrolment_id=row.enrolment_id,
        state=row.state,
        started_on=row.started_on,
        ended_on=row.ended_on,
        person_id=row.person_id,
        name=row.name,
        sort_name=row.sort_name,
        cohort_id=row.cohort_id,
        cohort=row.cohort,
        city=row.city,
        records=records,
        first_training_on=_day(row.first_training_at),
        waiting_decision_id=row.waiting_decision_id,
        waiting_decision_by_id=row.waiting_decision_by_id,
        assessments=tuple(
            Assessed(one.held_on, one.recorded_at, bool(one.by_own_trainer), one.panel_id)
            for one in rows
            if one.held_on is not None
        ),
    )


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else local_day(instant)
