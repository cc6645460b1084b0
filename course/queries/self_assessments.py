"""How trainees saw their own competences, and when they may look again."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.self_assessment import CourseTime
from course.clock import local_day
from course.models import Attendance, Enrolment, Meeting, SelfAssessment
from course.terms import EnrolmentState, MeetingKind, SelfAssessmentMoment


@dataclass(frozen=True, slots=True)
class Kept:
    """One moment: when it was told, and the level of each competence by its code."""

    recorded_at: datetime
    levels: Mapping[str, int]


def self_assessments_of(session: Session, enrolment_id: int) -> Mapping[SelfAssessmentMoment, Kept]:
    """What one trainee told, by moment."""
    levels: dict[SelfAssessmentMoment, dict[str, int]] = defaultdict(dict)
    when: dict[SelfAssessmentMoment, datetime] = {}
    for one in session.scalars(
        select(SelfAssessment).where(SelfAssessment.enrolment_id == enrolment_id)
    ):
        levels[one.moment][one.competence] = one.level
        when[one.moment] = one.recorded_at
    return {moment: Kept(when[moment], levels[moment]) for moment in levels}


def course_time_of(session: Session, enrolment: Enrolment) -> CourseTime:
    """The time of one participation. Its cohort must be loaded."""
    talk = session.scalar(
        select(func.min(Meeting.starts_at))
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Attendance.enrolment_id == enrolment.id,
            Attendance.minutes_present > 0,
            Meeting.kind == MeetingKind.REVIEW,
            Meeting.cancelled_at.is_(None),
        )
    )
    return CourseTime(
        starts_on=enrolment.cohort.starts_on,
        ends_on=enrolment.cohort.ends_on,
        review_on=local_day(talk) if talk else None,
        over=enrolment.state is not EnrolmentState.ADMITTED,
    )
