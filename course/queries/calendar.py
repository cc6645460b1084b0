"""The dates of a person's calendar: meetings, last days of assignments, and turns of the course.

A date has a key that never changes, when it was changed last and how often: a phone that subscribed
to it moves the entry that it has, and makes no second one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from assessments.self_assessment import EXIT, MIDDLE
from course.clock import day_begins, local_day
from course.models import (
    AssignmentPlan,
    AuditEntry,
    Cohort,
    Enrolment,
    Extension,
    Meeting,
    Panel,
    Person,
)
from course.permissions import Permission
from course.queries.standing import Standing, standing_of
from course.queries.study import own_place
from course.terms import Act
from course.visibility import cohorts_taught_with, meetings_kept_by

Count = ColumnElement[int]
Last = ColumnElement[datetime | None]

KEPT = timedelta(days=366)
"""What a trainer taught longer ago is left out: a phone asks for the whole calendar each time."""


class DateKind(StrEnum):
    """What a date is about."""

    MEETING = "meeting"
    DUE = "due"
    SELF_ASSESSMENT = "self_assessment"
    PANEL = "panel"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """One date. `slug` names the assignment or the moment of a self-assessment."""

    kind: DateKind
    key: str
    day: date
    changed_at: datetime
    changes: int = 0
    slug: str = ""
    place: str = ""
    cohort: str = ""  # told where it is not the person's own
    meeting: Meeting | None = None
    done: bool = False

    @property
    def starts_at(self) -> datetime:
        """Where it stands among the others; what takes a whole day comes first."""
        return self.meeting.starts_at if self.meeting else day_begins(self.day)


def calendar_of(session: Session, person: Person, *, at: datetime) -> Sequence[Dated]:
    """The dates of a person, as a trainee and as a trainer, in order; none for anybody else."""
    enrolment = session.scalar(own_place(person))
    standing = standing_of(session, person) if enrolment else None
    found = [
        *_meetings(session, person, enrolment, since=at - KEPT),
        *_dues(session, person, enrolment, standing),
    ]
    if enrolment and standing:
        found += [*_turns(enrolment, standing), *_panels(session, enrolment)]
    return sorted(found, key=lambda one: (one.starts_at, one.kind != DateKind.DUE, one.key))


def _changes(*acts: Act, of: type[Any]) -> tuple[Count, Last]:
    """How often a row was changed, and when last, as the audit remembers it."""
    about = (
        AuditEntry.subject_kind == of.__tablename__,
        AuditEntry.subject_id == of.id,
        AuditEntry.act.in_(acts),
    )
    count = select(func.count(AuditEntry.id)).where(*about).correlate(of)
    last = select(func.max(AuditEntry.at)).where(*about).correlate(of)
    return count.scalar_subquery(), cast("Last", last.scalar_subquery())


def _cohort_is(
    column: InstrumentedAttribute[int], enrolment: Enrolment | None
) -> tuple[ColumnElement[bool], ...]:
    return () if enrolment is None else (column == enrolment.cohort_id,)


def _meetings(
    session: Session, person: Person, enrolment: Enrolment | None, *, since: datetime
) -> Iterator[Dated]:
    """Taught days, what was cancelled among them: a phone must learn that it is off."""
    changed, last = _changes(Act.MEETING_CHANGED, Act.MEETING_CANCELLED, of=Meeting)
    rows = session.execute(
        select(Meeting, changed, last)
        .where(
            or_(*_cohort_is(Meeting.cohort_id, enrolment), meetings_kept_by(person)),
            Meeting.starts_at >= since,
        )
        .options(joinedload(Meeting.cohort))
    )
    for meeting, changes, changed_at in rows:
        own = enrolment is not None and enrolment.cohort_id == meeting.cohort_id
        day = local_day(meeting.starts_at)
        if own and enrolment and enrolment.ended_on and day > enrolment.ended_on:
            continue
        yield Dated(
            kind=DateKind.MEETING,
            key=f"meeting-{meeting.id}",
            day=day,
            changed_at=changed_at or day_begins(meeting.cohort.starts_on),
            changes=changes,
            place=meeting.place,
            cohort="" if own else meeting.cohort.title,
            meeting=meeting,
        )


def _dues(
    session: Session, person: Person, enrolment: Enrolment | None, standing: Standing | None
) -> Iterator[Dated]:
    """Last days: to a trainee as moved for them alone, to a trainer as planned for the cohort."""
    rows = session.execute(_plans(person, enrolment))
    for plan, title, changes, moves, moved_at in rows:
        own = enrolment is not None and enrolment.cohort_id == plan.cohort_id
        if own and standing and standing.over:
            continue
        days = standing.due_days if own and standing else {}
        day = days.get(plan.assignment_slug, plan.due_on)
        yield Dated(
            kind=DateKind.DUE,
            key=f"due-{plan.id}",
            day=day,
            changed_at=max(plan.set_at, moved_at or plan.set_at),
            changes=max(0, changes - 1) + moves,
            slug=plan.assignment_slug,
            cohort="" if own else title,
            done=own and standing is not None and plan.assignment_slug in standing.handed_in,
        )


def _plans(person: Person, enrolment: Enrolment | None) -> Select[Any]:
    """What is planned, how often that changed, and how often and when it moved for the trainee."""
    changed, _ = _changes(Act.ASSIGNMENT_PLANNED, of=AssignmentPlan)
    moved = (
        Extension.enrolment_id == (enrolment.id if enrolment else 0),
        Extension.assignment_slug == AssignmentPlan.assignment_slug,
        Extension.given_until.is_not(None),
    )
    return (
        select(
            AssignmentPlan,
            Cohort.title,
            changed,
            select(func.count(Extension.id)).where(*moved).scalar_subquery(),
            select(func.max(Extension.decided_at)).where(*moved).scalar_subquery(),
        )
        .join(AssignmentPlan.cohort)
        .where(
            or_(
                *_cohort_is(AssignmentPlan.cohort_id, enrolment),
                cohorts_taught_with(person, Permission.PLAN_ASSIGNMENTS),
            ),
            AssignmentPlan.due_on.is_not(None),
        )
    )


def _turns(enrolment: Enrolment, standing: Standing) -> Iterator[Dated]:
    """The days on which a self-assessment opens, and the last day of the course."""
    cohort, time = enrolment.cohort, standing.course_time
    begun = day_begins(cohort.starts_on)
    for moment in (MIDDLE, EXIT):
        opens_on = time.opens_on(moment) if time and not time.over else None
        if opens_on is not None:
            yield Dated(
                kind=DateKind.SELF_ASSESSMENT,
                key=f"self-assessment-{enrolment.id}-{moment}",
                day=opens_on,
                changed_at=begun,
                slug=moment,
                done=moment in standing.looked,
            )
    ended_on = enrolment.ended_on
    yield Dated(
        kind=DateKind.LAST_DAY,
        key=f"last-day-{enrolment.id}",
        day=ended_on or cohort.ends_on,
        changed_at=day_begins(ended_on) if ended_on else begun,
        changes=int(ended_on is not None),
    )


def _panels(session: Session, enrolment: Enrolment) -> Iterator[Dated]:
    """The talk at the end; its hour is agreed with the person."""
    called, last = _changes(Act.PANEL_CALLED, of=Panel)
    rows = session.execute(
        select(Panel, called, last).where(
            Panel.enrolment_id == enrolment.id, Panel.cancelled_at.is_(None)
        )
    )
    for panel, times, changed_at in rows:
        yield Dated(
            kind=DateKind.PANEL,
            key=f"panel-{panel.id}",
            day=panel.held_on,
            changed_at=changed_at or panel.called_at,
            changes=max(0, times - 1),
            place=panel.place,
        )
