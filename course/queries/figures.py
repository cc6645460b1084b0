"""The figure of people as of any day, from the spans in which each of them counts.

Nothing is judged here: `assessments.counting` said from when until when somebody counts, and
`counted_spans` keeps it. Spans of one person never overlap, so open spans are people.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from course.models import Cohort, CountedSpan, Programme

SplitBy = Literal["sex", "city", "cohort"]
Group = tuple[str | int | None, str | None]  # the key and the title of a share


@dataclass(frozen=True, slots=True)
class Share:
    """The part of a figure that one group makes."""

    key: str | int | None  # the word of a sex, a city, the id of a cohort; None: not known
    title: str | None  # of a cohort, or the city
    counted: int


def figure_on(session: Session, programme: Programme, day: date) -> int:
    """How many people counted at the end of a day."""
    return session.scalar(select(func.count()).where(open_on(programme.id, day))) or 0


def people_counted_on(session: Session, programme: Programme, day: date) -> Sequence[int]:
    """Their ids, in order."""
    asked = select(CountedSpan.person_id).where(open_on(programme.id, day))
    return session.scalars(asked.order_by(CountedSpan.person_id)).all()


def splits_on(
    session: Session, programme: Programme, day: date
) -> Mapping[SplitBy, Sequence[Share]]:
    """The figure of a day in parts that add up to it, each way from the same statement.

    By sex, and by city and cohort in the order of titles.
    """
    grouped = (
        select(CountedSpan.sex, CountedSpan.cohort_id, func.count().label("counted"))
        .where(open_on(programme.id, day))
        .group_by(CountedSpan.sex, CountedSpan.cohort_id)
        .subquery()
    )
    rows = session.execute(
        select(grouped.c.sex, Cohort.id, Cohort.title, Cohort.city, grouped.c.counted)
        .join(Cohort, Cohort.id == grouped.c.cohort_id)
        .order_by(Cohort.title, Cohort.id)
    )
    shares: dict[SplitBy, dict[Group, int]] = {"sex": {}, "city": {}, "cohort": {}}
    for sex, cohort_id, title, city, counted in rows:
        groups: dict[SplitBy, Group] = {
            "sex": (sex, None),
            "city": (city, city),
            "cohort": (cohort_id, title),
        }
        for by, group in groups.items():
            shares[by][group] = shares[by].get(group, 0) + counted
    return {
        by: [Share(key, title, counted) for (key, title), counted in parts.items()]
        for by, parts in shares.items()
    }


def growth(session: Session, programme: Programme, days: Iterable[date]) -> Mapping[date, int]:
    """The figure of each of these days, in one statement whatever their number."""
    turns = session.execute(
        select(CountedSpan.counted_from, CountedSpan.counted_until, func.count())
        .where(CountedSpan.programme_id == programme.id)
        .group_by(CountedSpan.counted_from, CountedSpan.counted_until)
    ).all()
    return {
        day: sum(
            people
            for since, until, people in turns
            if since <= day and (until is None or day < until)
        )
        for day in days
    }


def open_on(programme_id: int, day: date) -> ColumnElement[bool]:
    """The spans of a programme in which a day lies."""
    conditions: tuple[ColumnElement[Any], ...] = (
        CountedSpan.programme_id == programme_id,
        CountedSpan.counted_from <= day,
        or_(CountedSpan.counted_until.is_(None), CountedSpan.counted_until > day),
    )
    return and_(*conditions)
