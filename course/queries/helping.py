"""Who lacks nothing but formalities: from the lines that are kept."""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from assessments.counting import DAYS_TO_DECIDE
from course.models import Programme, Standing
from course.terms import CertificationState

IN_FORMALITIES = (CertificationState.TO_APPROVE, CertificationState.QUALIFIED)


def count_on_the_way(session: Session, programme: Programme, day: date) -> int:
    """How many people lack nothing but formalities, and may still be in time."""
    asked = select(func.count(Standing.person_id.distinct())).where(
        Standing.programme_id == programme.id, is_on_the_way(day)
    )
    return session.scalar(asked) or 0


def is_on_the_way(day: date) -> ColumnElement[bool]:
    """Whose line lacks nothing but formalities, with time left for them."""
    in_time = or_(
        Standing.ended_on.is_(None), Standing.ended_on >= day - timedelta(days=DAYS_TO_DECIDE)
    )
    return or_(and_(Standing.state.in_(IN_FORMALITIES), in_time), _lacks_only_the_record())


def _lacks_only_the_record() -> ColumnElement[bool]:
    return and_(
        Standing.state == CertificationState.CERTIFIED,
        func.json_array_length(Standing.why_not) == 1,
        Standing.why_not[0]["code"].as_string() == "participant_record",
    )
