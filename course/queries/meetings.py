"""Taught days and who came."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Attendance, Cohort, Enrolment, Meeting, Person
from course.permissions import Permission
from course.terms import EnrolmentState
from course.visibility import cohorts_taught_with, meetings_kept_by


def cohorts_taught(session: Session, trainer: Person) -> Sequence[Cohort]:
    """Cohorts whose meetings this trainer keeps, newest first."""
    return session.scalars(
        select(Cohort)
        .where(cohorts_taught_with(trainer, Permission.KEEP_FIELDWORK))
        .order_by(Cohort.starts_on.desc(), Cohort.id)
    ).all()


def meetings_of(session: Session, trainer: Person) -> Sequence[tuple[Meeting, int]]:
    """Meetings that this trainer keeps, each with how many people were present; latest first."""
    present: ColumnElement[int] = (
        select(func.count(Attendance.id))
        .where(Attendance.meeting_id == Meeting.id, Attendance.minutes_present > 0)
        .correlate(Meeting)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Meeting, present)
        .where(meetings_kept_by(trainer))
        .options(joinedload(Meeting.cohort), joinedload(Meeting.led_by))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, count) for meeting, count in rows]


def meeting_for(session: Session, trainer: Person, meeting_id: int) -> Meeting:
    """One meeting that this trainer keeps. Raises NotFound."""
    meeting = session.scalar(
        select(Meeting)
        .where(meetings_kept_by(trainer), Meeting.id == meeting_id)
        .options(joinedload(Meeting.cohort))
    )
    if meeting is None:
        raise NotFound
    return meeting


def trainees_of(session: Session, cohort_id: int) -> Sequence[Enrolment]:
    """Everybody with a place in a cohort, by name; who withdrew is left out."""
    return session.scalars(
        select(Enrolment)
        .join(Enrolment.person)
        .where(
            Enrolment.cohort_id == cohort_id,
            Enrolment.state.in_((EnrolmentState.ADMITTED, EnrolmentState.ENDED)),
        )
        .options(joinedload(Enrolment.person))
        .order_by(Person.sort_name, Enrolment.id)
    ).all()


def minutes_present_at(session: Session, meeting: Meeting) -> Mapping[int, int]:
    """Minutes present by enrolment."""
    rows = session.execute(
        select(Attendance.enrolment_id, Attendance.minutes_present).where(
            Attendance.meeting_id == meeting.id
        )
    )
    return {enrolment_id: minutes for enrolment_id, minutes in rows}  # noqa: C416 -- a row is no pair to mypy


def coming_meetings(
    session: Session, cohort_id: int, *, after: datetime, most: int = 3
) -> Sequence[Meeting]:
    """The next meetings of a cohort."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.cohort_id == cohort_id, Meeting.starts_at >= after)
        .order_by(Meeting.starts_at)
        .limit(most)
    ).all()
