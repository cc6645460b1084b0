"""Cohorts in figures, from the standings that are kept: how many people of each came how far."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Cohort, Person, Programme, Standing
from course.permissions import Permission
from course.queries.helping import is_on_the_way
from course.terms import CertificationState
from course.visibility import programmes_with

CERTIFIED = (CertificationState.COUNTED, CertificationState.CERTIFIED)


@dataclass(frozen=True, slots=True)
class CohortFigures:
    """A cohort, and how many people who took part in it stand where."""

    cohort_id: int
    title: str
    city: str
    starts_on: date
    ends_on: date
    trainees: int
    on_the_way: int
    certified: int
    counted: int


def cohort_figures(
    session: Session, programme: Programme, *, day: date, first: int, most: int
) -> Sequence[CohortFigures]:
    """Some cohorts of a programme: those that go on and end soonest, then later ones, then past."""
    order = _order(day)
    chosen = (
        select(Cohort.id)
        .where(Cohort.programme_id == programme.id)
        .order_by(*order)
        .offset(first)
        .limit(most)
    )
    return _figures(session, Cohort.id.in_(chosen), day)


def figures_of_cohort(session: Session, cohort: Cohort, *, day: date) -> CohortFigures:
    """The same of one cohort."""
    (found,) = _figures(session, Cohort.id == cohort.id, day)
    return found


def cohort_reported_to(session: Session, person: Person, cohort_id: int) -> Cohort:
    """A cohort of a programme whose figures somebody may see, with its rule. Raises NotFound."""
    found = session.scalar(
        select(Cohort)
        .join(Cohort.programme)
        .where(Cohort.id == cohort_id, programmes_with(person, Permission.SEE_PROGRAMME))
        .options(joinedload(Cohort.programme).joinedload(Programme.rule_version))
    )
    if found is None:
        raise NotFound
    return found


def _figures(
    session: Session, condition: ColumnElement[bool], day: date
) -> Sequence[CohortFigures]:
    def sum_of(state: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((state, 1), else_=0)), 0)

    rows = session.execute(
        select(
            Cohort.id,
            Cohort.title,
            Cohort.city,
            Cohort.starts_on,
            Cohort.ends_on,
            func.count(Standing.id),
            sum_of(is_on_the_way(day)),
            sum_of(Standing.state.in_(CERTIFIED)),
            sum_of(Standing.state == CertificationState.COUNTED),
        )
        .outerjoin(Standing, Standing.cohort_id == Cohort.id)
        .where(condition)
        .group_by(Cohort.id)
        .order_by(*_order(day))
    )
    return [CohortFigures(*row) for row in rows]


def _order(day: date) -> tuple[Any, ...]:
    over, later = Cohort.ends_on < day, Cohort.starts_on > day
    return (
        case((over, 2), (later, 1), else_=0),
        case((over, null()), else_=Cohort.ends_on),
        Cohort.ends_on.desc(),
        Cohort.id,
    )
