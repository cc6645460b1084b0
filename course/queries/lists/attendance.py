"""Who came to the meetings of a cohort, and for how long."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased, joinedload

from course.clock import LOCAL_ZONE
from course.errors import NotFound
from course.models import Attendance, Cohort, Meeting, Person
from course.permissions import Permission
from course.visibility import Condition, granted_to

Presence = tuple[int, int]
"""A place and a meeting."""


def meetings_listed(
    session: Session,
    reader: Person,
    programme_id: int,
    *,
    cohort_id: int | None,
    since: date | None,
    until: date | None,
) -> Sequence[Meeting]:
    """The meetings of a programme or of one cohort within these days, in order.

    Make-ups are left out: they stand with what was missed.
    """
    statement = (
        select(Meeting)
        .join(Meeting.cohort)
        .where(
            _reported_to(reader),
            Cohort.programme_id == programme_id,
            Meeting.cancelled_at.is_(None),
            Meeting.makes_up_for_id.is_(None),
        )
    )
    if cohort_id is not None:
        statement = statement.where(Meeting.cohort_id == cohort_id)
    if since is not None:
        statement = statement.where(Meeting.starts_at >= _midnight(since))
    if until is not None:
        statement = statement.where(Meeting.starts_at < _midnight(until + timedelta(days=1)))
    return session.scalars(statement.order_by(Meeting.starts_at, Meeting.id)).all()


def minutes_present(
    session: Session, lasts: Mapping[int, int], enrolment_ids: Collection[int]
) -> Mapping[Presence, int]:
    """Minutes of each place at each meeting that was recorded, never more than it lasted.

    `lasts` are the minutes of each meeting, by its id. A make-up counts for the meeting that it
    makes up for, as in the record of the rule.
    """
    held, whole = aliased(Meeting), func.coalesce(Meeting.makes_up_for_id, Meeting.id)
    rows = session.execute(
        select(Attendance.enrolment_id, whole, func.sum(Attendance.minutes_present))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(held, held.id == whole)
        .where(
            Meeting.cancelled_at.is_(None),
            held.id.in_(lasts),
            Attendance.enrolment_id.in_(enrolment_ids),
        )
        .group_by(Attendance.enrolment_id, whole)
    )
    return {
        (enrolment_id, meeting_id): min(int(minutes), lasts[meeting_id])
        for enrolment_id, meeting_id, minutes in rows
    }


def meeting_reported_to(session: Session, reader: Person, meeting_id: int) -> Meeting:
    """A meeting of a programme whose figures the reader may see, with who leads it.

    Its cohort and programme are loaded. Raises NotFound.
    """
    meeting = session.scalar(
        select(Meeting)
        .join(Meeting.cohort)
        .where(
            Meeting.id == meeting_id,
            _reported_to(reader),
        )
        .options(
            joinedload(Meeting.cohort).joinedload(Cohort.programme), joinedload(Meeting.led_by)
        )
    )
    if meeting is None:
        raise NotFound
    return meeting


def _reported_to(reader: Person) -> Condition:
    return granted_to(reader.id, Permission.SEE_PROGRAMME, Cohort.programme_id.expression)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LOCAL_ZONE)
