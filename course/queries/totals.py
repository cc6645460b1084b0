"""What may be told about a programme without telling of anybody: totals, and who sees them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, defer, joinedload

from course.errors import NotFound
from course.models import Cohort, Enrolment, IndicatorSnapshot, Person, Programme, RoleGrant
from course.queries.counting import TOOK_PART
from course.terms import Indicator, Role
from course.visibility import partner_grants_kept_by


@dataclass(frozen=True, slots=True)
class FrozenFigure:
    """One frozen figure, without the lines behind it."""

    figure: int
    target: int | None
    unit: str | None
    split: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class FrozenTotals:
    """Frozen figures by indicator; `snapshot.figures` is not loaded."""

    snapshot: IndicatorSnapshot
    figures: Mapping[Indicator, FrozenFigure]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a programme is, in numbers of which none tells of few."""

    cohorts: int
    people: int


def frozen_totals(session: Session, programme: Programme) -> Sequence[FrozenTotals]:
    """What was frozen in a programme, in the order of numbers."""
    parts = [part for name in Indicator for part in _parts(name)]
    rows = session.execute(
        select(IndicatorSnapshot, *parts)
        .where(IndicatorSnapshot.programme_id == programme.id)
        .options(
            defer(IndicatorSnapshot.figures, raiseload=True),
            joinedload(IndicatorSnapshot.taken_by),
            joinedload(IndicatorSnapshot.corrects).defer(IndicatorSnapshot.figures),
        )
        .order_by(IndicatorSnapshot.number)
    )
    return [FrozenTotals(snapshot, _figures(told)) for snapshot, *told in rows]


def public_programme(session: Session, code: str) -> Programme:
    """A programme whose figures everybody may see. Raises NotFound."""
    found = session.scalar(
        select(Programme).where(Programme.code == code, Programme.figures_public.is_(True))
    )
    if found is None:
        raise NotFound
    return found


def size_of(session: Session, programme: Programme) -> Size:
    """How many cohorts there are, and how many people took part."""
    cohorts = select(func.count(Cohort.id)).where(Cohort.programme_id == programme.id)
    people = (
        select(func.count(Enrolment.person_id.distinct()))
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(Cohort.programme_id == programme.id, Enrolment.state.in_(TOOK_PART))
    )
    return Size(session.scalar(cohorts) or 0, session.scalar(people) or 0)


def partners_of(session: Session, programme: Programme) -> Sequence[RoleGrant]:
    """Who sees the totals of a programme as its lead partner, in the order of names."""
    return session.scalars(
        select(RoleGrant)
        .join(RoleGrant.person)
        .where(
            RoleGrant.programme_id == programme.id,
            RoleGrant.role == Role.LEAD_PARTNER,
            RoleGrant.ended_at.is_(None),
        )
        .options(joinedload(RoleGrant.person))
        .order_by(Person.sort_name, Person.id)
    ).all()


def partner_to_end(session: Session, person: Person, grant_id: int) -> RoleGrant:
    """The role of a lead partner that the person may take back. Raises NotFound."""
    found = session.scalar(
        select(RoleGrant)
        .where(partner_grants_kept_by(person), RoleGrant.id == grant_id)
        .options(joinedload(RoleGrant.person), joinedload(RoleGrant.programme))
    )
    if found is None:
        raise NotFound
    return found


def _parts(name: Indicator) -> list[ColumnElement[Any]]:
    """What is read of one frozen indicator, so that its lines stay in the database."""
    told = IndicatorSnapshot.figures["indicators"][name.value]
    return [told["figure"].as_integer(), told["promise"].as_json(), told["split"].as_json()]


def _figures(told: Sequence[Any]) -> Mapping[Indicator, FrozenFigure]:
    """From three columns for each indicator."""
    return {
        name: FrozenFigure(
            figure, (promise or {}).get("target"), (promise or {}).get("unit"), split or {}
        )
        for name, figure, promise, split in zip(
            Indicator, told[::3], told[1::3], told[2::3], strict=True
        )
    }
