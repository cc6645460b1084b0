"""The funder's data about participants, as far as they can be told without opening a seal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from assessments.participants import FilledBy
from course.errors import NotFound
from course.models import Cohort, Enrolment, ParticipantRecord, Person, Programme
from course.queries.participant_forms import participant_form_by_digest
from course.queries.study import NEWEST_ADMITTED, own_place
from course.visibility import (
    Condition,
    enrolments_read_by,
    enrolments_recorded_by,
    enrolments_told_by,
)
from course.visibility.participants import TOOK_PART

_HOLDING = and_(
    ParticipantRecord.enrolment_id == Enrolment.id, ParticipantRecord.superseded_at.is_(None)
)
_TOLD = (
    ParticipantRecord.revision,
    ParticipantRecord.form_digest,
    ParticipantRecord.missing,
    ParticipantRecord.complete,
    ParticipantRecord.followed_up,
)
_MISSING = or_(
    ParticipantRecord.id.is_(None),
    ParticipantRecord.complete.is_(False),
    and_(Enrolment.ended_on.is_not(None), ParticipantRecord.followed_up.is_(False)),
)


@dataclass(frozen=True, slots=True)
class Gap:
    """What is known of one place, and what is missing: names of items as asked at the start.

    Nothing was typed in yet where there is no revision.
    """

    enrolment_id: int
    name: str
    cohort: str
    revision: int | None
    form_digest: str | None
    missing: tuple[str, ...]
    complete: bool
    ended_on: date | None
    followed_up: bool

    @property
    def is_open(self) -> bool:
        """Whether anything is to be told still."""
        return not self.complete or self.to_follow_up

    @property
    def to_follow_up(self) -> bool:
        """Whether participation is over and what became of the person is not told."""
        return self.ended_on is not None and not self.followed_up


def place_to_tell(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """One's own place, to fill in what the funder asks. Raises NotFound."""
    return _place(session, enrolments_told_by(person), enrolment_id)


def place_to_read(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody whose data this person may read. Raises NotFound."""
    return _place(session, enrolments_read_by(person), enrolment_id)


def place_to_record(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody whose data this person types in and corrects. Raises NotFound."""
    return _place(session, enrolments_recorded_by(person), enrolment_id)


def own_records(session: Session, person: Person) -> Sequence[Gap]:
    """How far a person has told what is for them to tell; the place studied in first."""
    asked = Programme.participant_form_digest.is_not(None)
    rows = session.execute(
        _gaps().where(enrolments_told_by(person), asked).order_by(*NEWEST_ADMITTED)
    )
    return [_theirs(session, _gap(*row)) for row in rows]


def own_enrolment_told(
    session: Session, person: Person, *more: ColumnElement[Any]
) -> tuple[Enrolment, Gap | None, Sequence[Any]]:
    """The place that a person studies in, and how far they have told what is for them to tell.

    No gap where the programme asks nothing yet. Last comes what `more` asks about the place. Raises
    NotFound.
    """
    statement = own_place(person).outerjoin(ParticipantRecord, _HOLDING)
    row = session.execute(statement.add_columns(*_TOLD, *more)).first()
    if row is None:
        raise NotFound
    enrolment, revision, digest, missing, complete, followed_up, *found = row
    if enrolment.cohort.programme.participant_form_digest is None:
        return enrolment, None, found
    gap = _gap(
        enrolment.id,
        person.name,
        enrolment.cohort.title,
        enrolment.ended_on,
        revision,
        digest,
        missing,
        complete,
        followed_up,
    )
    return enrolment, _theirs(session, gap), found


def gaps_of(session: Session, programme: Programme, *, most: int | None = None) -> Sequence[Gap]:
    """Whose data are missing in a programme, in the order of names; no seal is opened."""
    rows = session.execute(
        _gaps()
        .where(_took_part(programme), _MISSING)
        .order_by(Person.sort_name, Enrolment.id)
        .limit(most)
    )
    return [_gap(*row) for row in rows]


def count_gaps(session: Session, programme: Programme) -> int:
    """In how many places of a programme data are missing."""
    places = select(Enrolment.id).join(Enrolment.cohort).outerjoin(ParticipantRecord, _HOLDING)
    return _count(session, places.where(_took_part(programme), _MISSING))


def count_places(session: Session, programme: Programme) -> int:
    """How many places of a programme have to have data."""
    return _count(session, select(Enrolment.id).join(Enrolment.cohort).where(_took_part(programme)))


def holding_record(session: Session, enrolment_id: int) -> ParticipantRecord | None:
    """The revision that holds, with who made it."""
    return session.scalar(
        select(ParticipantRecord)
        .where(
            ParticipantRecord.enrolment_id == enrolment_id,
            ParticipantRecord.superseded_at.is_(None),
        )
        .options(joinedload(ParticipantRecord.recorded_by))
    )


def revisions_of(session: Session, enrolment_id: int) -> Sequence[ParticipantRecord]:
    """Every revision of the data of one place, the newest first, each with who made it."""
    return session.scalars(
        select(ParticipantRecord)
        .where(ParticipantRecord.enrolment_id == enrolment_id)
        .options(joinedload(ParticipantRecord.recorded_by))
        .order_by(ParticipantRecord.revision.desc())
    ).all()


def person_known_to(session: Session, person: Person, other_id: int) -> Enrolment | None:
    """A place of somebody, with who it is, where this person may type data in; else None."""
    return session.scalar(
        select(Enrolment)
        .where(Enrolment.person_id == other_id, enrolments_recorded_by(person))
        .options(joinedload(Enrolment.person), joinedload(Enrolment.cohort))
        .order_by(Enrolment.id)
        .limit(1)
    )


def _took_part(programme: Programme) -> Condition:
    return and_(Cohort.programme_id == programme.id, Enrolment.state.in_(TOOK_PART))


def _count(session: Session, places: Select[int]) -> int:
    return session.scalars(select(func.count()).select_from(places.subquery())).one()


def _gaps() -> Select[*tuple[Any, ...]]:
    """Places in the order of the fields of a gap."""
    return (
        select(
            Enrolment.id,
            Person.name,
            Cohort.title,
            Enrolment.ended_on,
            *_TOLD,
        )
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .join(Cohort.programme)
        .outerjoin(ParticipantRecord, _HOLDING)
    )


def _gap(*row: Any) -> Gap:  # noqa: ANN401 -- a row of many columns
    enrolment_id, name, cohort, ended_on, revision, digest, missing, complete, followed_up = row
    return Gap(
        enrolment_id=enrolment_id,
        name=name,
        cohort=cohort,
        revision=revision,
        form_digest=digest,
        missing=tuple(missing or ()),
        complete=bool(complete),
        ended_on=ended_on,
        followed_up=bool(followed_up),
    )


def _theirs(session: Session, gap: Gap) -> Gap:
    """Without what others fill in: nobody is asked again for what they cannot tell."""
    if gap.complete or gap.form_digest is None:
        return gap
    form = participant_form_by_digest(session, gap.form_digest)
    asked = {item.name for item in form.items() if item.filled_by is FilledBy.PARTICIPANT}
    theirs = tuple(name for name in gap.missing if name in asked)
    return replace(gap, missing=theirs, complete=not theirs)


def _place(session: Session, condition: Condition, enrolment_id: int) -> Enrolment:
    """A place with its person, cohort and programme."""
    place = session.scalar(
        select(Enrolment)
        .where(condition, Enrolment.id == enrolment_id)
        .options(
            joinedload(Enrolment.person),
            joinedload(Enrolment.cohort).joinedload(Cohort.programme),
        )
    )
    if place is None:
        raise NotFound
    return place
