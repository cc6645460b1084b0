"""The people behind a figure, some at a time in the order of names: who counted on a day, who not.

Who counts was judged before and is kept; why somebody does not is judged by `reports` for those
who are shown.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from course.clock import day_begins
from course.models import Certificate, Cohort, CountedSpan, Person, Programme, Standing
from course.queries.figures import SplitBy, open_on


@dataclass(frozen=True, slots=True)
class Part:
    """One share of a split of the figure, by its key; without a split all of the figure."""

    by: SplitBy | None = None
    key: str | int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Some people, by their ids in the order of names, and how many there are in all."""

    person_ids: Sequence[int]
    total: int


def people_counted(
    session: Session, programme: Programme, day: date, part: Part, *, first: int, most: int
) -> Sequence[int]:
    """Who counted on a day in one part of the figure; how many they are the figure itself tells.

    Read along the list that is kept in the order of names, so that one page costs one page.
    """
    return session.scalars(
        select(CountedSpan.person_id)
        .join(Standing, Standing.enrolment_id == CountedSpan.enrolment_id)
        .where(Standing.programme_id == programme.id, open_on(programme.id, day), *_in_part(part))
        .order_by(Standing.sort_name, Standing.enrolment_id)
        .offset(first)
        .limit(most)
    ).all()


def people_left_out(
    session: Session, programme: Programme, day: date, *, first: int, most: int
) -> Found:
    """Who was certified by a day and did not count on it."""
    certified = select(Certificate.person_id).where(
        Certificate.programme_id == programme.id,
        Certificate.issued_at < day_begins(day + timedelta(days=1)),
    )
    counted = select(CountedSpan.person_id).where(open_on(programme.id, day))
    rows = session.execute(
        select(Person.id, func.count().over())
        .where(Person.id.in_(certified.except_(counted)))
        .order_by(Person.sort_name, Person.id)
        .offset(first)
        .limit(most)
    ).all()
    return Found([row[0] for row in rows], rows[0][1] if rows else 0)


def _in_part(part: Part) -> Iterator[ColumnElement[bool]]:
    match part.by:
        case "sex":
            yield CountedSpan.sex.is_not_distinct_from(part.key)
        case "city":
            yield CountedSpan.cohort_id.in_(select(Cohort.id).where(Cohort.city == part.key))
        case "cohort":
            yield CountedSpan.cohort_id == part.key
        case None:
            pass
