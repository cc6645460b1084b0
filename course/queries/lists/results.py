"""What people reached at quizzes and assignments: numbers and outcomes, no word of a trainer."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from course.models import Marking, Person, QuizAttempt, QuizResult, Submission
from course.queries.results import attempt_may_count, nothing_supersedes
from course.terms import WAITING_STATES, SubmissionState
from course.visibility import submissions_blind_to, submissions_visible_to


@dataclass(frozen=True, slots=True)
class QuizReached:
    """The best percentage of those that count; `waits`: an answer is still to be marked."""

    percent: Decimal
    waits: bool


@dataclass(frozen=True, slots=True)
class WorkReached:
    """The newest piece of work that was handed in, with the points that its author was told."""

    submission_id: int
    state: SubmissionState
    points: int | None
    max_points: int | None

    @property
    def waits(self) -> bool:
        """Whether it waits for a marking, or for its being told."""
        return self.state in WAITING_STATES


def quizzes_reached(
    session: Session, enrolment_ids: Collection[int]
) -> Mapping[int, Mapping[str, QuizReached]]:
    """The result of each quiz that each of these places sat, by place and slug."""
    rows = session.execute(
        select(
            QuizAttempt.enrolment_id,
            QuizAttempt.quiz_slug,
            QuizResult.percent,
            QuizResult.waits,
        )
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(
            QuizAttempt.enrolment_id.in_(enrolment_ids), nothing_supersedes(), attempt_may_count()
        )
    )
    found: dict[int, dict[str, QuizReached]] = {one: {} for one in enrolment_ids}
    for enrolment_id, slug, percent, waits in rows:
        before = found[enrolment_id].get(slug, QuizReached(percent, waits))
        found[enrolment_id][slug] = QuizReached(max(before.percent, percent), before.waits or waits)
    return found


def works_reached(
    session: Session, enrolment_ids: Collection[int]
) -> Mapping[int, Mapping[str, WorkReached]]:
    """The newest work of each assignment of these places; drafts are their authors' alone."""
    rows = session.execute(
        select(
            Submission.enrolment_id,
            Submission.assignment_slug,
            Submission.id,
            Submission.state,
            Marking.points,
            Marking.max_points,
        )
        .outerjoin(
            Marking,
            and_(Marking.submission_id == Submission.id, Marking.released_at.is_not(None)),
        )
        .where(
            Submission.enrolment_id.in_(enrolment_ids),
            Submission.state != SubmissionState.DRAFT,
        )
        .order_by(Submission.number, Marking.id)
    )
    found: dict[int, dict[str, WorkReached]] = {one: {} for one in enrolment_ids}
    for enrolment_id, slug, submission_id, state, points, most in rows:
        found[enrolment_id][slug] = WorkReached(submission_id, state, points, most)
    return found


def newest_works(
    session: Session, reader: Person, enrolment_ids: Collection[int]
) -> Mapping[int, Mapping[str, int]]:
    """The ids of the newest works of these places that the reader may open, by assignment.

    What they mark without knowing its author is left out.
    """
    found: dict[int, dict[str, int]] = {one: {} for one in enrolment_ids}
    for enrolment_id, slug, submission_id in session.execute(
        select(Submission.enrolment_id, Submission.assignment_slug, Submission.id)
        .where(
            submissions_visible_to(reader),
            ~submissions_blind_to(reader),
            Submission.enrolment_id.in_(enrolment_ids),
            Submission.state != SubmissionState.DRAFT,
        )
        .order_by(Submission.number)
    ):
        found[enrolment_id][slug] = submission_id
    return found
