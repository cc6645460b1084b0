"""Standings made anew of whole programmes: where none are kept yet, and to verify the others."""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from course.database import reading, writing
from course.models import CountedSpan, Programme, Standing
from course.reports.standings import Outdated
from course.standings import keep_next_standings

PEOPLE_AT_ONCE = 200
"""People judged in one write: others wait for their turn no longer than that takes."""

WHOSE: Mapping[type, str] = {Standing: "enrolment", CountedSpan: "person"}

logger = logging.getLogger(__name__)


def keep_missing_standings(*, clock: Callable[[], datetime]) -> None:
    """Make the standings of the programmes of which none are kept, as after a migration."""
    for programme_id in (
        reading()
        .scalars(
            select(Programme.id).where(Programme.standings_kept_at.is_(None)).order_by(Programme.id)
        )
        .all()
    ):
        recount(programme_id, clock=clock)
        logger.info("the standings of programme %s are kept from now on", programme_id)


def recount(programme_id: int, *, clock: Callable[[], datetime]) -> Sequence[str]:
    """Judge everybody of a programme anew; what was kept otherwise, in words, and is mended."""
    last: int | None = 0
    told: list[str] = []
    while last is not None:
        with writing() as session:
            last, wrong = keep_next_standings(
                session, programme_id, after=last, most=PEOPLE_AT_ONCE, at=clock()
            )
            told += _said(wrong)
    return told


def _said(wrong: Sequence[Outdated]) -> list[str]:
    """Ids, no names: `standings: enrolment 12`."""
    return [
        f"{one.model.__tablename__}: {WHOSE[one.model]} {subject}"
        for one in wrong
        for subject in one.subjects
    ]
