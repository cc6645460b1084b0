"""Taught days, who came, and what of it counts."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, joinedload

from assessments.requirements import Workshops
from course.errors import NotFound
from course.models import Attendance, Cohort, Enrolment, Meeting, Person, Programme
from course.permissions import Permission
from course.queries.rules import frozen_rule
from course.terms import AttendanceState, EnrolmentState
from course.visibility import cohorts_taught_with, meetings_kept_by

LONGEST_EXCUSE = 400


@dataclass(frozen=True, slots=True)
class Presence:
    """How somebody took part: the minutes present, and the excuse of who was excused."""

    state: AttendanceState
    minutes: int
    excuse: str | None = None

    @classmethod
    def of_minutes(cls, minutes: int, *, whole: int) -> "Presence":
        """What the minutes alone tell of somebody at a meeting of `whole` minutes."""
        if minutes == 0:
            return cls(AttendanceState.ABSENT, 0)
        return cls(AttendanceState.PRESENT if minutes >= whole else AttendanceState.LATE, minutes)

    @property
    def told(self) -> list[str | int]:
        """State and minutes, for the audit, which holds no texts."""
        return [self.state.value, self.minutes]

    def fits(self, whole: int) -> bool:
        """Whether state, minutes and excuse belong together at a meeting of `whole` minutes."""
        excused = self.state is AttendanceState.EXCUSED
        length = len((self.excuse or "").strip())
        if bool(length) is not excused or length > LONGEST_EXCUSE:
            return False
        match self.state:
            case AttendanceState.PRESENT:
                return self.minutes == whole
            case AttendanceState.LATE:
                return 0 < self.minutes < whole
            case AttendanceState.EXCUSED | AttendanceState.ABSENT:
                return self.minutes == 0


def presence_in(row: Attendance, meeting: Meeting) -> Presence:
    """What a row tells; rows from before there were states have only minutes to go by."""
    if row.state is AttendanceState.PRESENT:
        return Presence.of_minutes(row.minutes_present, whole=meeting.minutes)
    return Presence(row.state, row.minutes_present, row.excuse)


def _presence(row: Attendance | None, meeting: Meeting) -> Presence | None:
    return None if row is None else presence_in(row, meeting)


def cohorts_taught(session: Session, trainer: Person) -> Sequence[Cohort]:
    """Cohorts whose meetings this trainer keeps, newest first, with their programmes' rules."""
    return session.scalars(
        select(Cohort)
        .where(cohorts_taught_with(trainer, Permission.KEEP_FIELDWORK))
        .options(joinedload(Cohort.programme).joinedload(Programme.rule_version))
        .order_by(Cohort.starts_on.desc(), Cohort.id)
    ).all()


def compulsory_in(programme: Programme) -> Sequence[str]:
    """Codes of the workshops that nobody may miss; none while no rule is frozen. It is loaded."""
    if programme.rule_version is None:
        return ()
    requirements = frozen_rule(programme.rule_version).requirements
    return [
        code
        for requirement in requirements
        if isinstance(requirement, Workshops)
        for code in requirement.compulsory
    ]


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
        .options(
            joinedload(Meeting.cohort)
            .joinedload(Cohort.programme)
            .joinedload(Programme.rule_version),
            joinedload(Meeting.makes_up_for),
        )
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    )
    return [(meeting, count) for meeting, count in rows]


def meeting_for(session: Session, trainer: Person, meeting_id: int) -> Meeting:
    """One meeting that this trainer keeps, with its programme and leader. Raises NotFound."""
    meeting = session.scalar(
        select(Meeting)
        .where(meetings_kept_by(trainer), Meeting.id == meeting_id)
        .options(
            joinedload(Meeting.cohort)
            .joinedload(Cohort.programme)
            .joinedload(Programme.rule_version),
            joinedload(Meeting.led_by),
            joinedload(Meeting.makes_up_for),
        )
    )
    if meeting is None:
        raise NotFound
    return meeting


def meetings_to_make_up(session: Session, cohort_ids: Iterable[int]) -> Sequence[Meeting]:
    """Meetings for which another may make up: all that are no make-ups themselves, latest first."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.cohort_id.in_(cohort_ids), Meeting.makes_up_for_id.is_(None))
        .options(joinedload(Meeting.cohort))
        .order_by(Meeting.starts_at.desc(), Meeting.id.desc())
    ).all()


def make_ups_of(session: Session, meeting: Meeting) -> Sequence[Meeting]:
    """What was planned for those who missed a meeting, in order."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.makes_up_for_id == meeting.id)
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def has_make_ups(session: Session, meeting: Meeting) -> bool:
    """Whether another meeting makes up for this one."""
    found = select(exists().where(Meeting.makes_up_for_id == meeting.id))
    return bool(session.scalar(found))


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


def attendance_at(session: Session, meeting: Meeting) -> Mapping[int, Attendance]:
    """What is recorded of a meeting, by enrolment, as it stands now."""
    rows = session.scalars(
        select(Attendance)
        .where(Attendance.meeting_id == meeting.id)
        .execution_options(populate_existing=True)
    )
    return {row.enrolment_id: row for row in rows}


def has_attendance(session: Session, meeting: Meeting) -> bool:
    """Whether anything is recorded of a meeting."""
    with session.no_autoflush:
        return bool(session.scalar(select(exists().where(Attendance.meeting_id == meeting.id))))


def seen_of(rows: Iterable[Attendance]) -> str:
    """A mark of what is recorded: whoever brings another one has not seen the newest."""
    told = sorted(
        (row.enrolment_id, row.state.value, row.minutes_present, row.excuse or "") for row in rows
    )
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def last_recorded(session: Session, meeting: Meeting) -> tuple[str, datetime] | None:
    """Who recorded attendance last, and when."""
    row = session.execute(
        select(Person.name, Attendance.recorded_at)
        .join(Person, Person.id == Attendance.recorded_by_id)
        .where(Attendance.meeting_id == meeting.id)
        .order_by(Attendance.recorded_at.desc(), Attendance.id.desc())
        .limit(1)
    ).one_or_none()
    return None if row is None else (row.name, row.recorded_at)


def own_meetings(
    session: Session, enrolment: Enrolment
) -> Sequence[tuple[Meeting, Presence | None]]:
    """All meetings of a trainee's cohort in order, each with how they took part themselves."""
    rows = session.execute(
        select(Meeting, Attendance)
        .outerjoin(
            Attendance,
            (Attendance.meeting_id == Meeting.id) & (Attendance.enrolment_id == enrolment.id),
        )
        .where(Meeting.cohort_id == enrolment.cohort_id)
        .options(joinedload(Meeting.makes_up_for))
        .order_by(Meeting.starts_at, Meeting.id)
    )
    return [(meeting, _presence(row, meeting)) for meeting, row in rows]


def ends_at(meeting: Meeting) -> datetime:
    """When a meeting is over."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes)


def minutes_counted(attendance: Iterable[Attendance]) -> int:
    """Minutes present in all; meetings and their originals are loaded.

    A make-up counts in the place of what was missed, never on top of it: together they have no more
    minutes than the meeting that it makes up for. What was cancelled counts nothing.
    """
    whole: dict[int, int] = {}
    present: dict[int, int] = {}
    for row in attendance:
        if row.meeting.cancelled_at is None:
            original = row.meeting.makes_up_for or row.meeting
            whole[original.id] = original.minutes
            present[original.id] = present.get(original.id, 0) + row.minutes_present
    return sum(min(minutes, whole[original_id]) for original_id, minutes in present.items())
