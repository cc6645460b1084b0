"""Programmes and what they promised."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from course.models import Cohort, IndicatorTarget, Programme
from course.terms import Indicator


def programme_with_code(session: Session, code: str) -> Programme | None:
    """A programme by its code, with its frozen rule."""
    return session.scalar(
        select(Programme).where(Programme.code == code).options(joinedload(Programme.rule_version))
    )


def targets_of(session: Session, programme: Programme) -> Mapping[Indicator, IndicatorTarget]:
    """What a programme promised, by indicator."""
    targets = session.scalars(
        select(IndicatorTarget).where(IndicatorTarget.programme_id == programme.id)
    )
    return {target.indicator: target for target in targets}


def programme_of_cohort(session: Session, cohort_id: int) -> Programme:
    """The programme that a cohort belongs to, with its frozen rule."""
    return session.scalars(
        select(Programme)
        .join(Cohort, Cohort.programme_id == Programme.id)
        .where(Cohort.id == cohort_id)
        .options(joinedload(Programme.rule_version))
    ).one()
