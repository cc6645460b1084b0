"""What counting asks about people and their certificates: two statements, however many people."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Subquery,
    and_,
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
from course.terms import EnrolmentState
from course.visibility import enrolments_reported_to

AnyRow = Row[*tuple[Any, ...]]

TOOK_PART = (EnrolmentState.ADMITTED, EnrolmentState.ENDED, EnrolmentState.WITHDRAWN)
"""Who was admitted once is on every list; who only applied is not."""


@dataclass(frozen=True, slots=True)
class Assessed:
    """One assessment of a place, as it was recorded: by a validator, or by a panel."""

    held_on: date
    recorded_at: datetime
    by_own_trainer: bool
    panel_id: int | None = None


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
    record_complete: bool
    record_completed_on: date | None
    first_training_on: date | None
    waiting_decision_id: int | None
    waiting_decision_by_id: int | None
    assessments: tuple[Assessed, ...]


@dataclass(frozen=True, slots=True)
class Issue:
    """One certificate of a chain."""

    certificate_id: int
    number: str
    issued_on: date
    revoked_on: date | None


@dataclass(frozen=True, slots=True)
class Chain:
    """A certificate with all that superseded it: one competence, acquired once."""

    enrolment_id: int
    person_id: int
    decided_at: datetime | None
    panel_id: int | None  # on whose record it was decided, where a panel judged
    issues: tuple[Issue, ...]

    @property
    def issued_on(self) -> date:
        """The day on which the competence was first certified."""
        return self.issues[0].issued_on

    def standing_on(self, day: date) -> Issue:
        """The certificate that stood for the chain on a day; before the first issue, the first."""
        issued = [issue for issue in self.issues if issue.issued_on <= day]
        return issued[-1] if issued else self.issues[0]


def places_of(session: Session, programme: Programme) -> Sequence[Place]:
    """Everybody who took part in a programme, in the order of names."""
    return _places(
        session, and_(Cohort.programme_id == programme.id, Enrolment.state.in_(TOOK_PART))
    )


def places_of_person(session: Session, programme: Programme, person_id: int) -> Sequence[Place]:
    """The places that one person took in the cohorts of a programme."""
    return _places(
        session,
        and_(
            Cohort.programme_id == programme.id,
            Enrolment.person_id == person_id,
            Enrolment.state.in_(TOOK_PART),
        ),
    )


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


def chains_of(session: Session, programme: Programme) -> Sequence[Chain]:
    """The certificates of a programme as chains, in the order of their first issue."""
    return _chains(session, Certificate.programme_id == programme.id)


def chains_of_person(session: Session, programme: Programme, person_id: int) -> Sequence[Chain]:
    """The same for one person."""
    return _chains(
        session,
        and_(Certificate.programme_id == programme.id, Certificate.person_id == person_id),
    )


def _places(session: Session, condition: ColumnElement[bool]) -> Sequence[Place]:
    rows = session.execute(_statement(first_training(), judgements()).where(condition))
    return [_place(list(same)) for _, same in groupby(rows, key=lambda row: row.enrolment_id)]


def _statement(first: Subquery, judged: Subquery) -> Select[*tuple[Any, ...]]:
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
            ParticipantRecord.complete,
            ParticipantRecord.completed_at,
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
        .outerjoin(ParticipantRecord, ParticipantRecord.enrolment_id == Enrolment.id)
        .outerjoin(first, first.c.cohort_id == Cohort.id)
        .outerjoin(Decision, waiting)
        .outerjoin(judged, judged.c.enrolment_id == Enrolment.id)
        .order_by(Person.sort_name, Enrolment.id, judged.c.recorded_at, judged.c.id)
    )


def _place(rows: Sequence[AnyRow]) -> Place:
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
        record_complete=bool(row.complete),
        record_completed_on=_day(row.completed_at),
        first_training_on=_day(row.first_training_at),
        waiting_decision_id=row.waiting_decision_id,
        waiting_decision_by_id=row.waiting_decision_by_id,
        assessments=tuple(
            Assessed(one.held_on, one.recorded_at, bool(one.by_own_trainer), one.panel_id)
            for one in rows
            if one.held_on is not None
        ),
    )


def _chains(session: Session, condition: ColumnElement[bool]) -> Sequence[Chain]:
    rows = session.execute(
        select(
            Certificate.id,
            Certificate.number,
            Certificate.person_id,
            Certificate.issued_at,
            Certificate.revoked_at,
            Certificate.supersedes_id,
            Decision.enrolment_id,
            Decision.decided_at,
            Decision.panel_id,
        )
        .join(Certificate.decision)
        .where(condition)
        .order_by(Certificate.issued_at, Certificate.id)
    ).all()
    known = {row.id for row in rows}
    after = {row.supersedes_id: row for row in rows if row.supersedes_id in known}
    return [
        Chain(
            row.enrolment_id,
            row.person_id,
            row.decided_at,
            row.panel_id,
            tuple(_issues(row, after)),
        )
        for row in rows
        if row.supersedes_id not in known
    ]


def _issues(first: AnyRow, after: Mapping[int, AnyRow]) -> Iterable[Issue]:
    row: AnyRow | None = first
    while row is not None:
        yield Issue(row.id, row.number, local_day(row.issued_at), _day(row.revoked_at))
        row = after.get(row.id)


def _day(instant: datetime | None) -> date | None:
    return None if instant is None else local_day(instant)
