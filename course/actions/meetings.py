"""Plan taught days, change and cancel them, and record who came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note, take_turn
from course.errors import (
    AttendanceChanged,
    DayInFuture,
    MeetingCancelled,
    MeetingCodeTaken,
    MeetingRecorded,
    NotAllowed,
    NotFound,
    ReasonMissing,
    Unreadable,
)
from course.models import Attendance, Cohort, Enrolment, Json, Meeting, Person
from course.queries.meetings import (
    Presence,
    attendance_at,
    has_attendance,
    has_make_ups,
    presence_in,
    seen_of,
)
from course.terms import Act, MeetingKind


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFacts:
    """What is planned; `makes_up_for` is the meeting of the same cohort that was missed."""

    kind: MeetingKind
    code: str
    title: str
    place: str
    starts_at: datetime
    minutes: int
    makes_up_for: Meeting | None = None


def plan_meeting(
    session: Session, cohort: Cohort, facts: MeetingFacts, *, by: Person, at: datetime
) -> Meeting:
    """Plan a meeting, led by who plans it. Raises MeetingCodeTaken, Unreadable."""
    meeting = Meeting(cohort_id=cohort.id, led_by_id=by.id)
    _write(meeting, facts)
    session.add(meeting)
    _flush(session)
    noted: Json = {"minutes": facts.minutes, "makes_up_for": meeting.makes_up_for_id}
    note(session, Act.MEETING_PLANNED, by=by, subject=meeting, at=at, facts=noted)
    return meeting


def change_meeting(
    session: Session, meeting: Meeting, facts: MeetingFacts, *, by: Person, at: datetime
) -> None:
    """Change a plan; once attendance is recorded, only its title and place.

    Raises MeetingCancelled, MeetingRecorded, MeetingCodeTaken, Unreadable.
    """
    _refuse_cancelled(session, meeting)
    if facts.makes_up_for is not None and has_make_ups(session, meeting):
        raise Unreadable
    before = _counted(meeting)
    noted: Json = {"was": before, "moved": meeting.place != facts.place}
    _write(meeting, facts)
    noted["is"] = _counted(meeting)
    if noted["is"] != before and has_attendance(session, meeting):
        session.expire(meeting)
        raise MeetingRecorded
    _flush(session)
    note(session, Act.MEETING_CHANGED, by=by, subject=meeting, at=at, facts=noted)


def cancel_meeting(
    session: Session, meeting: Meeting, *, reason: str, by: Person, at: datetime
) -> None:
    """Say that a meeting does not take place, and why; its row stays and counts for nobody.

    Raises MeetingCancelled when it was cancelled before, MeetingRecorded when somebody's attendance
    says that it took place, ReasonMissing.
    """
    _refuse_cancelled(session, meeting)
    if has_attendance(session, meeting):
        raise MeetingRecorded
    if not reason.strip():
        raise ReasonMissing
    meeting.cancelled_at = at
    meeting.cancelled_why = reason.strip()
    note(session, Act.MEETING_CANCELLED, by=by, subject=meeting, at=at)


def record_attendance(
    session: Session,
    meeting: Meeting,
    presences: Mapping[int, Presence],
    *,
    seen: str,
    by: Person,
    at: datetime,
) -> None:
    """Record how each of these enrolments took part; what is the same as before is left alone.

    `seen` tells what was recorded when the sheet was filled in (`queries.meetings.seen_of`). Raises
    AttendanceChanged when somebody recorded something else meanwhile, MeetingCancelled, DayInFuture
    before it has begun, Unreadable for minutes that do not fit, NotFound for another cohort's
    trainee, and NotAllowed for one's own attendance.
    """
    _refuse_cancelled(session, meeting)
    if at < meeting.starts_at:
        raise DayInFuture
    if not all(presence.fits(meeting.minutes) for presence in presences.values()):
        raise Unreadable
    _check_people(session, meeting, presences, by)
    rows = attendance_at(session, meeting)
    if seen_of(rows.values()) != seen:
        raise AttendanceChanged
    changed: Json = {}
    for enrolment_id, presence in presences.items():
        row = rows.get(enrolment_id)
        before = None if row is None else presence_in(row, meeting)
        if presence != before:
            row = row or Attendance(meeting_id=meeting.id, enrolment_id=enrolment_id)
            _keep(session, row, presence, by, at)
            changed[str(enrolment_id)] = [before and before.told, presence.told]
    if changed:
        noted: Json = {"changed": changed}
        note(session, Act.ATTENDANCE_RECORDED, by=by, subject=meeting, at=at, facts=noted)


def _check_people(
    session: Session, meeting: Meeting, presences: Mapping[int, Presence], by: Person
) -> None:
    known = select(Enrolment.id, Enrolment.person_id).where(
        Enrolment.cohort_id == meeting.cohort_id
    )
    people = dict(session.execute(known).all())
    if not presences.keys() <= people.keys():
        raise NotFound
    if any(people[enrolment_id] == by.id for enrolment_id in presences):
        raise NotAllowed


def _refuse_cancelled(session: Session, meeting: Meeting) -> None:
    """Wait for one's turn, then look at what it is now."""
    take_turn(session)
    session.refresh(meeting, ["cancelled_at", "starts_at", "minutes"])
    if meeting.cancelled_at is not None:
        raise MeetingCancelled


def _keep(session: Session, row: Attendance, presence: Presence, by: Person, at: datetime) -> None:
    row.state = presence.state
    row.minutes_present = presence.minutes
    row.excuse = presence.excuse
    row.recorded_by_id = by.id
    row.recorded_at = at
    session.add(row)


def _write(meeting: Meeting, facts: MeetingFacts) -> None:
    """Raises Unreadable for a make-up of a make-up, or of another cohort's meeting."""
    original = facts.makes_up_for
    if original is not None:
        strange = original.cohort_id != meeting.cohort_id or original.id == meeting.id
        if strange or original.makes_up_for_id is not None:
            raise Unreadable
    meeting.kind = facts.kind
    meeting.code = facts.code
    meeting.title = facts.title
    meeting.place = facts.place
    meeting.starts_at = facts.starts_at
    meeting.minutes = facts.minutes
    meeting.makes_up_for_id = None if original is None else original.id


def _counted(meeting: Meeting) -> Json:
    """What attendance rests on."""
    return {
        "kind": meeting.kind.value,
        "code": meeting.code,
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes,
        "makes_up_for": meeting.makes_up_for_id,
    }


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as lost:
        raise MeetingCodeTaken from lost
