"""The certification list as it is kept: read by key, one statement whatever the number of rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from course.language import folded
from course.models import Cohort, CountedSpan, IndicatorTarget, Programme, Standing
from course.queries.figures import open_on
from course.queries.folding import folded_in_sql
from course.queries.pages import by_key
from course.queries.standing_lines import (
    STATES,
    StandingLine,
    StandingRow,
    columns,
    line_of,
    shown_lines,
)
from course.terms import CertificationState, Indicator

MOST_COUNTED = 5000
"""How far a page counts the lines of a list: longer ones have no number above them."""

AT_ONCE = 2_000
"""Rows of one statement where all of them are wanted: memory stays that of so many."""

_LINE = Standing.__table__.c
"""Columns of the table: of those of the model the session would make much in each row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """Which people are asked for: the same on screen and in every file."""

    words: str = ""
    cohort_id: int | None = None
    city: str | None = None
    state: CertificationState | None = None
    issued_from: date | None = None
    issued_to: date | None = None


@dataclass(frozen=True, slots=True)
class StandingsPage:
    """Some lines in the order of names, and whether there are others before and after them."""

    lines: Sequence[StandingLine]
    has_earlier: bool
    has_later: bool


@dataclass(frozen=True, slots=True)
class Headline:
    """What stands above a list; a number is none where counting it would take too long."""

    lines: int | None
    counted: int | None
    target: int | None


def standings_page(
    session: Session,
    programme: Programme,
    asked: PeopleFilter,
    *,
    after: int | None = None,
    before: int | None = None,
    most: int,
) -> StandingsPage:
    """Lines after or before that of an enrolment; from the first where neither is given."""
    rows = _shown(_asked(programme.id, asked), after=after, before=before, most=most + 1)
    found = [line_of(row) for row in session.execute(rows)]
    more, lines = len(found) > most, found[:most]
    if before is not None:
        return StandingsPage(lines[::-1], has_earlier=more, has_later=True)
    return StandingsPage(lines, has_earlier=after is not None, has_later=more)


def headline_of(session: Session, programme: Programme, asked: PeopleFilter, day: date) -> Headline:
    """What stands above a list, in one statement that counts no further than MOST_COUNTED."""
    lines_asked = select(Standing.id).where(_asked(programme.id, asked))
    people_counted = select(CountedSpan.id).where(open_on(programme.id, day))
    promised = select(IndicatorTarget.target).where(
        IndicatorTarget.programme_id == programme.id,
        IndicatorTarget.indicator == Indicator.QUALIFIED_ORGANISERS,
    )
    lines, counted, target = session.execute(
        select(_up_to_most(lines_asked), _up_to_most(people_counted), promised.scalar_subquery())
    ).one()
    return Headline(
        lines if lines <= MOST_COUNTED else None,
        counted if counted <= MOST_COUNTED else None,
        target,
    )


def standing_rows(
    session: Session, programme: Programme, asked: PeopleFilter, *, skip: int = 0
) -> Iterator[StandingRow]:
    """Every line that is asked for but the first `skip`, by key, so in constant memory."""
    named = select(Cohort.id, Cohort.title).where(Cohort.programme_id == programme.id)
    titles = {row.id: row.title for row in session.execute(named)}
    statement = select(*columns(_LINE.cohort_id)).where(_asked(programme.id, asked))
    keys = _LINE.sort_name, _LINE.enrolment_id
    rows = by_key(session, statement, *keys, size=AT_ONCE, skip=skip)
    for place, name, cohort_id, city, state, *rest, _sort_name, _place in rows:
        yield StandingRow(place, name, titles[cohort_id], city, STATES[state], *rest)


def count_standings(session: Session, programme: Programme, asked: PeopleFilter) -> int:
    """How many lines they are."""
    counted = select(func.count()).select_from(Standing).where(_asked(programme.id, asked))
    return session.scalar(counted) or 0


def _asked(programme_id: int, asked: PeopleFilter) -> ColumnElement[bool]:
    name = folded_in_sql(_LINE.name)
    conditions: list[ColumnElement[bool]] = [_LINE.programme_id == programme_id]
    conditions += [name.contains(word, autoescape=True) for word in folded(asked.words).split()]
    for column, wanted in (
        (_LINE.cohort_id, asked.cohort_id),
        (_LINE.city, asked.city),
        (_LINE.state, asked.state),
    ):
        if wanted is not None:
            conditions.append(column == wanted)
    if asked.issued_from is not None:
        conditions.append(_LINE.issued_on >= asked.issued_from)
    if asked.issued_to is not None:
        conditions.append(_LINE.issued_on <= asked.issued_to)
    return and_(*conditions)


def _shown(
    condition: ColumnElement[bool], *, after: int | None, before: int | None, most: int
) -> Select[Any]:
    """The lines of one page; those before an enrolment come backwards."""
    keys = select(Standing.enrolment_id).where(condition)
    forwards = (Standing.sort_name, Standing.enrolment_id)
    order = forwards if before is None else tuple(column.desc() for column in forwards)
    if before is not None:
        keys = keys.where(_order() < _key_of(before))
    elif after is not None:
        keys = keys.where(_order() > _key_of(after))
    return (
        shown_lines()
        .where(Standing.enrolment_id.in_(keys.order_by(*order).limit(most)))
        .order_by(*order)
    )


def _order() -> Any:  # noqa: ANN401 -- a row value
    return tuple_(Standing.sort_name, Standing.enrolment_id)


def _key_of(enrolment_id: int) -> Any:  # noqa: ANN401 -- a row value
    theirs = aliased(Standing)
    sort_name = select(theirs.sort_name).where(theirs.enrolment_id == enrolment_id)
    return tuple_(sort_name.scalar_subquery(), enrolment_id)


def _up_to_most(rows: Select[Any]) -> Any:  # noqa: ANN401 -- a scalar subquery
    some = rows.limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some).scalar_subquery()
