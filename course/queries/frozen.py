"""What was frozen of a programme's figures, as far as its promises ask."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import IndicatorSnapshot, Programme


def frozen_last(session: Session, programme: Programme) -> tuple[int, date | None]:
    """How many times figures were frozen, and as of which day the last time."""
    number, as_of = session.execute(
        select(func.count(IndicatorSnapshot.id), func.max(IndicatorSnapshot.as_of)).where(
            IndicatorSnapshot.programme_id == programme.id
        )
    ).one()
    return number, as_of
