"""Plan taught days and record who came, in minutes."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.errors import DayInFuture, MeetingCodeTaken, NotFound, Unreadable
from course.models import Attendance, Cohort, Enrolment, Json, Meeting, Person
from course.terms import Act, MeetingKind


def plan_meeting(  # noqa: PLR0913 -- the facts of a meeting
    session: Session,
    cohort: Cohort,
    *,
    kind: MeetingKind,
    code: str,
    title: str,
    place: str,
    starts_at: datetime,
    minutes: int,
    by: Person,
    at: datetime,
) -> Meeting:
    """Plan a meeting of some minutes, led by who plans it. Raises MeetingCodeTaken."""
    meeting = Meeting(
        cohort_id=cohort.id,
        kind=kind,
        code=code,
        title=title,
        place=place,
        starts_at=starts_at,
        minutes=minutes,
        led_by_id=by.id,
    )
    session.add(meeting)
    try:
        session.flush()
    except IntegrityError as lost:
        raise MeetingCodeTaken from lost
    note(session, Act.MEETING_PLANNED, by=by, subject=meeting, at=at, facts={"minutes": minutes})
    return meeting


def record_attendance(
    session: Session,
    meeting: Meeting,
    minutes: Mapping[int, int],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Record the minutes present of each enrolment of the cohort; 0 for who did not come.

    Raises Unreadable for more minutes than the meeting has, DayInFuture before it has begun,
    NotFound for another cohort's trainee.
    """
    if at < meeting.starts_at:
        raise DayInFuture
    if any(not 0 <= present <= meeting.minutes for present in minutes.values()):
        raise Unreadable
    known = set(
        session.scalars(select(Enrolment.id).where(Enrolment.cohort_id == meeting.cohort_id))
    )
    if not minutes.keys() <= known:
        raise NotFound
    rows = {
        row.enrolment_id: row
        for row in session.scalars(select(Attendance).where(Attendance.meeting_id == meeting.id))
    }
    for enrolment_id, present in minutes.items():
        row = rows.get(enrolment_id) or Attendance(meeting_id=meeting.id, enrolment_id=enrolment_id)
        row.minutes_present = present
        row.recorded_by_id = by.id
        row.recorded_at = at
        session.add(row)
    facts: Json = {"minutes": {str(one): present for one, present in minutes.items()}}
    note(session, Act.ATTENDANCE_RECORDED, by=by, subject=meeting, at=at, facts=facts)
