"""Whom a letter may remind, and of what is near."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager

from assessments.reminding import (
    BETWEEN_LETTERS,
    MOST_UNANSWERED,
    QUIET_FOR,
    SOON_DAYS,
    Reminders,
)
from course.clock import day_begins, local_day
from course.models import AssignmentPlan, Cohort, Enrolment, Extension, Meeting, Person
from course.queries.stuck import gave_sign_since, last_sign_of
from course.terms import EnrolmentState

DAY = timedelta(days=1)


def places_to_remind(session: Session, *, at: datetime) -> Sequence[int]:
    """Ids of the places whose people may want a letter now; each is looked at closely then."""
    near = or_(_has_meeting_tomorrow(at), _has_work_due(at), _is_quiet(at))
    return session.scalars(
        select(Enrolment.id)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(_is_reminded(at), near)
        .order_by(Enrolment.id)
    ).all()


def place_to_remind(session: Session, enrolment_id: int, *, at: datetime) -> Enrolment | None:
    """One of them with its person and cohort, held until the write ends; None by now."""
    return session.scalar(
        select(Enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(Enrolment.id == enrolment_id, _is_reminded(at))
        .options(contains_eager(Enrolment.person), contains_eager(Enrolment.cohort))
        .with_for_update(of=Enrolment)
        .execution_options(populate_existing=True)
    )


def reminders_of(session: Session, enrolment: Enrolment) -> tuple[Reminders, datetime | None]:
    """The last letter from any place, this place's count, and when the person was seen last."""
    last_at = session.scalar(
        select(func.max(Enrolment.reminded_at)).where(Enrolment.person_id == enrolment.person_id)
    )
    return Reminders(last_at, enrolment.reminders), last_sign_of(session, enrolment.id)


def meetings_tomorrow(session: Session, cohort_id: int, *, at: datetime) -> Sequence[Meeting]:
    """The meetings of a cohort on the next day, in order."""
    return session.scalars(
        select(Meeting)
        .where(Meeting.cohort_id == cohort_id, _is_tomorrow(at))
        .order_by(Meeting.starts_at, Meeting.id)
    ).all()


def _is_reminded(at: datetime) -> ColumnElement[bool]:
    """Admitted, in the time of the course, with an address, and wants it; the newest place."""
    today, newer = local_day(at), aliased(Enrolment)
    has_newer = exists(
        select(newer.id).where(
            newer.person_id == Enrolment.person_id,
            newer.state == EnrolmentState.ADMITTED,
            newer.id > Enrolment.id,
        )
    )
    return and_(
        Enrolment.state == EnrolmentState.ADMITTED,
        Cohort.starts_on <= today,
        Cohort.ends_on >= today,
        Person.email.is_not(None),
        Person.left_at.is_(None),
        Person.reminders_off_at.is_(None),
        or_(Enrolment.reminded_at.is_(None), Enrolment.reminded_at <= at - BETWEEN_LETTERS),
        or_(Enrolment.reminders < MOST_UNANSWERED, gave_sign_since(Enrolment.reminded_at)),
        ~has_newer,
    )


def _is_tomorrow(at: datetime) -> ColumnElement[bool]:
    tomorrow = local_day(at) + DAY
    return and_(
        Meeting.starts_at >= day_begins(tomorrow),
        Meeting.starts_at < day_begins(tomorrow + DAY),
        Meeting.cancelled_at.is_(None),
    )


def _has_meeting_tomorrow(at: datetime) -> ColumnElement[bool]:
    return exists(
        select(Meeting.id).where(Meeting.cohort_id == Enrolment.cohort_id, _is_tomorrow(at))
    )


def _has_work_due(at: datetime) -> ColumnElement[bool]:
    """Some last day is near: planned for the cohort, or given to this person."""
    today = local_day(at)
    until = today + SOON_DAYS * DAY
    planned = select(AssignmentPlan.id).where(
        AssignmentPlan.cohort_id == Enrolment.cohort_id, AssignmentPlan.due_on.between(today, until)
    )
    given = select(Extension.id).where(
        Extension.enrolment_id == Enrolment.id, Extension.given_until.between(today, until)
    )
    return or_(exists(planned), exists(given))


def _is_quiet(at: datetime) -> ColumnElement[bool]:
    since = at - QUIET_FOR
    return and_(
        ~gave_sign_since(since),
        or_(Enrolment.reminded_at.is_(None), Enrolment.reminded_at <= since),
    )
