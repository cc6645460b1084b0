"""Who takes part and has got stuck: nothing heard of them, or work that does not get on.

Said of people who are admitted now, by what the service itself saw. Nobody is judged by it: it says
whom to call.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, and_, case, exists, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from course.clock import local_day
from course.models import (
    Attendance,
    Enrolment,
    FieldEntry,
    LessonProgress,
    LessonQuestion,
    Marking,
    Person,
    QuizAttempt,
    QuizResult,
    Submission,
)
from course.queries.results import nothing_supersedes
from course.terms import EnrolmentState, SubmissionState

QUIET_DAYS = 14
"""So many days without a sign of life make somebody quiet."""

RETURNED_DAYS = 7
"""So many days returned work may lie with its author."""

NOTHING_DAYS = 28
"""So many days after the beginning something should have been handed in."""

REASONS = ("quiet", "failed", "returned", "nothing_yet")


@dataclass(frozen=True, slots=True)
class StuckCount:
    """How many people of a cohort are stuck, each counted once, and how many for each reason."""

    people: int
    reasons: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class StuckPerson:
    """One of them; `last_sign` is the newest thing that the service saw them do."""

    enrolment_id: int
    name: str
    last_sign: datetime | None
    reasons: tuple[str, ...]


def count_stuck(
    session: Session, cohort_ids: Collection[int], tries: Mapping[str, int], *, at: datetime
) -> Mapping[int, StuckCount]:
    """How many are stuck in each of these cohorts; `tries` by quiz: so many failed are too many."""
    stuck = _stuck(cohort_ids, tries, at)
    sums = (func.sum(case((stuck.c[reason], 1), else_=0)) for reason in REASONS)
    rows = session.execute(
        select(stuck.c.cohort_id, func.count(), *sums)
        .where(or_(*(stuck.c[reason] for reason in REASONS)))
        .group_by(stuck.c.cohort_id)
    )
    return {
        cohort_id: StuckCount(people, dict(zip(REASONS, reasons, strict=True)))
        for cohort_id, people, *reasons in rows
    }


def stuck_people(
    session: Session, cohort_id: int, tries: Mapping[str, int], *, at: datetime, most: int
) -> Sequence[StuckPerson]:
    """The first of them, in the order of names."""
    stuck = _stuck([cohort_id], tries, at)
    last = [_last(column, owner) for column, owner in _SIGNS]
    rows = session.execute(
        select(Enrolment.id, Person.name, *(stuck.c[reason] for reason in REASONS), *last)
        .join(stuck, stuck.c.enrolment_id == Enrolment.id)
        .join(Person, Person.id == Enrolment.person_id)
        .where(or_(*(stuck.c[reason] for reason in REASONS)))
        .order_by(Person.sort_name, Enrolment.id)
        .limit(most)
    )
    return [_person(*row) for row in rows]


def _person(enrolment_id: int, name: str, *told: Any) -> StuckPerson:  # noqa: ANN401 -- flags, then instants
    flags, signs = told[: len(REASONS)], told[len(REASONS) :]
    return StuckPerson(
        enrolment_id,
        name,
        max((sign for sign in signs if sign is not None), default=None),
        tuple(reason for reason, holds in zip(REASONS, flags, strict=True) if holds),
    )


_SIGNS = (
    (LessonProgress.opened_at, LessonProgress.enrolment_id),
    (LessonProgress.completed_at, LessonProgress.enrolment_id),
    (QuizAttempt.started_at, QuizAttempt.enrolment_id),
    (QuizAttempt.submitted_at, QuizAttempt.enrolment_id),
    (Submission.saved_at, Submission.enrolment_id),
    (FieldEntry.claimed_at, FieldEntry.enrolment_id),
    (LessonQuestion.asked_at, LessonQuestion.enrolment_id),
    (Attendance.recorded_at, Attendance.enrolment_id),
)


def _stuck(cohort_ids: Collection[int], tries: Mapping[str, int], at: datetime) -> Subquery:
    """Everybody who is admitted to these cohorts, with a flag for each reason."""
    flags = {
        "quiet": _is_quiet(at),
        "failed": _has_failed(tries),
        "returned": _has_returned_work(at),
        "nothing_yet": _handed_in_nothing(at),
    }
    return (
        select(
            Enrolment.id.label("enrolment_id"),
            Enrolment.cohort_id,
            *(flag.label(reason) for reason, flag in flags.items()),
        )
        .where(Enrolment.cohort_id.in_(cohort_ids), Enrolment.state == EnrolmentState.ADMITTED)
        .subquery()
    )


def _is_quiet(at: datetime) -> ColumnElement[bool]:
    """Began long ago enough, and did nothing since."""
    since = at - timedelta(days=QUIET_DAYS)
    return and_(Enrolment.started_on <= local_day(since), ~gave_sign_since(since))


def gave_sign_since(
    since: datetime | InstrumentedAttribute[datetime | None],
) -> ColumnElement[bool]:
    """Whether a trainee did anything after a moment; an absence is no sign of life."""
    signs = (
        exists(
            select(owner).where(
                owner == Enrolment.id,
                column > since,
                *([Attendance.minutes_present > 0] if owner is Attendance.enrolment_id else []),
            )
        )
        for column, owner in _SIGNS
    )
    return or_(*signs)


def last_sign_of(session: Session, enrolment_id: int) -> datetime | None:
    """The newest thing that the service saw a trainee do."""
    signs = (_last(column, owner) for column, owner in _SIGNS)
    row = session.execute(select(*signs).where(Enrolment.id == enrolment_id)).one_or_none()
    return max((sign for sign in row or () if sign is not None), default=None)


def _has_failed(tries: Mapping[str, int]) -> ColumnElement[bool]:
    """Failed a quiz as often as it allows before a pause, or at all, and never passed it."""
    if not tries:
        return false()
    enough = case(tries, value=QuizAttempt.quiz_slug)
    attempts = (
        select(QuizAttempt.quiz_slug)
        .join(QuizResult, and_(QuizResult.attempt_id == QuizAttempt.id, nothing_supersedes()))
        .where(QuizAttempt.enrolment_id == Enrolment.id)
        .group_by(QuizAttempt.quiz_slug)
        .having(
            func.max(case((or_(QuizResult.passed, QuizResult.waits), 1), else_=0)) == 0,
            func.count() >= enough,
        )
    )
    return exists(attempts.correlate(Enrolment))


def _has_returned_work(at: datetime) -> ColumnElement[bool]:
    later = aliased(Submission)
    again = select(later.id).where(
        later.enrolment_id == Submission.enrolment_id,
        later.assignment_slug == Submission.assignment_slug,
        later.number > Submission.number,
        later.handed_in_at.is_not(None),
    )
    told = select(Marking.id).where(
        Marking.submission_id == Submission.id,
        Marking.released_at <= at - timedelta(days=RETURNED_DAYS),
    )
    return exists(
        select(Submission.id).where(
            Submission.enrolment_id == Enrolment.id,
            Submission.state == SubmissionState.RETURNED,
            exists(told),
            ~exists(again),
        )
    )


def _handed_in_nothing(at: datetime) -> ColumnElement[bool]:
    handed_in = select(Submission.id).where(
        Submission.enrolment_id == Enrolment.id, Submission.handed_in_at.is_not(None)
    )
    began = local_day(at - timedelta(days=NOTHING_DAYS))
    return and_(Enrolment.started_on <= began, ~exists(handed_in))


def _last(column: Any, owner: Any) -> Any:  # noqa: ANN401 -- columns of several tables
    newest: Select[Any] = select(func.max(column)).where(owner == Enrolment.id)
    if owner is Attendance.enrolment_id:
        newest = newest.where(Attendance.minutes_present > 0)
    return newest.scalar_subquery()
