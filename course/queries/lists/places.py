"""The people of a programme's lists: places in the order of names."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from course.models import Cohort, Enrolment, Person
from course.queries.counting import TOOK_PART
from course.queries.pages import by_key
from course.terms import EnrolmentState
from course.visibility import enrolments_reported_to

PIECE = 200
"""How many places are looked up together."""

Condition = ColumnElement[bool]
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """One person's place in a cohort, as lists name it."""

    enrolment_id: int
    person_id: int
    name: str
    cohort_id: int
    cohort: str
    city: str
    state: EnrolmentState
    started_on: date | None
    ended_on: date | None


def listed_places(
    session: Session,
    reader: Person,
    programme_id: int,
    *conditions: Condition,
    skip: int = 0,
) -> Iterator[Sequence[ListedPlace]]:
    """Who took part in a programme whose figures the reader may see, by name, in pieces."""
    statement = _places(reader, programme_id, *conditions)
    rows = by_key(session, statement, Person.sort_name, Enrolment.id, skip=skip)
    return pieces(ListedPlace(*row[:-2]) for row in rows)


def count_places(
    session: Session, reader: Person, programme_id: int, *conditions: Condition
) -> int:
    """How many places these are."""
    return count_rows(session, _places(reader, programme_id, *conditions))


def cohorts_listed(session: Session, reader: Person, programme_id: int) -> Sequence[Cohort]:
    """The cohorts of a programme in which the reader sees somebody who took part, by title."""
    took_part = select(Enrolment.cohort_id).where(
        enrolments_reported_to(reader), Enrolment.state.in_(TOOK_PART)
    )
    return session.scalars(
        select(Cohort)
        .where(Cohort.programme_id == programme_id, Cohort.id.in_(took_part))
        .order_by(Cohort.title, Cohort.id)
    ).all()


def count_rows(session: Session, statement: Select[*tuple[Any, ...]]) -> int:
    """How many rows a statement has."""
    counted = select(func.count()).select_from(statement.order_by(None).subquery())
    return session.scalar(counted) or 0


def pieces(things: Iterable[Thing]) -> Iterator[Sequence[Thing]]:
    """The same things, some at a time."""
    left = iter(things)
    while piece := list(islice(left, PIECE)):
        yield piece


def _places(reader: Person, programme_id: int, *conditions: Condition) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Enrolment.id,
            Enrolment.person_id,
            Person.name,
            Enrolment.cohort_id,
            Cohort.title,
            Cohort.city,
            Enrolment.state,
            Enrolment.started_on,
            Enrolment.ended_on,
        )
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(
            enrolments_reported_to(reader),
            Cohort.programme_id == programme_id,
            Enrolment.state.in_(TOOK_PART),
            *conditions,
        )
    )
