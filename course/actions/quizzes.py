"""Deeds of a trainee at a quiz: start an attempt and end it; what the time ends by itself.

Answers are their own record, so only the end of an attempt writes an audit entry.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.attempts import Exhausted, draw, without
from assessments.deadlines import TimeState, due_at, not_before, time_state
from assessments.definitions import Quiz
from content.curriculum import Curriculum
from course.actions.audit import note
from course.actions.results import Why, add_result
from course.actions.versions import keep_definition
from course.errors import AttemptPaused, AttemptsExhausted
from course.models import Enrolment, Person, QuizAttempt, QuizResult
from course.queries.quiz_keeping import voided_in
from course.queries.quizzes import (
    attempts_at,
    last_seen,
    obstacle_before,
    quiz_to_score,
    results_of,
    score_of,
    standing_result,
)
from course.queries.standing import Standing, standing_of
from course.terms import Act, ResultCause


def start_attempt(
    session: Session,
    curriculum: Curriculum,
    quiz: Quiz,
    *,
    seed: int,
    by: Person,
    at: datetime,
) -> QuizAttempt:
    """Begin an attempt, or come back to the one that is open; one whose time is over is ended.

    The quiz is kept as it is now. Raises ConsentsMissing, ParticipationOver, Locked, AttemptPaused
    and AttemptsExhausted.
    """
    standing = standing_of(session, by)
    standing.check_quiz(curriculum, quiz)
    standing.check_going_on()
    attempts = attempts_now(session, standing.enrolment_id, quiz.slug, at=at)
    begun = open_one(attempts)
    if begun is not None:
        return begun
    granted = standing.granted.get(quiz.slug, ())
    check_may_start(session, quiz, attempts, granted=granted, at=at)
    return _begin(session, standing, quiz, seed=seed, number=len(attempts) + 1, at=at)


def submit_attempt(
    session: Session, attempt: QuizAttempt, *, by: Person | None, at: datetime
) -> QuizResult:
    """End an attempt and score it by the version it began with; a second time changes nothing.

    One whose time is over ended when it was due, whenever that is noticed, and whoever notices it:
    nobody, where the service does so by itself.
    """
    known = standing_result(results_of(session, attempt.id))
    if known is not None:
        return known
    late = _is_over(session, attempt, at)
    attempt.submitted_at = attempt.due_at if late else at
    cause = ResultCause.TIME_OVER if late else ResultCause.SUBMITTED
    return close_attempt(session, attempt, Why(cause, by), at=at)


def close_attempt(session: Session, attempt: QuizAttempt, why: Why, *, at: datetime) -> QuizResult:
    """Score an attempt that has ended, by the version it began with."""
    key = quiz_to_score(session, attempt)
    result = add_result(
        session,
        attempt,
        key,
        score_of(session, attempt, key),
        key_digest=attempt.version_digest,
        why=why,
        at=at,
    )
    facts = {
        "percent": str(result.percent),
        "passed": result.passed,
        "number": attempt.number,
        "cause": result.cause.value,
        **({"paper_test": attempt.paper_test_id} if attempt.paper_test_id else {}),
    }
    note(session, Act.QUIZ_SUBMITTED, by=why.by, subject=attempt, at=at, facts=facts)
    return result


def end_if_over(session: Session, attempt: QuizAttempt, *, at: datetime) -> bool:
    """End an open attempt whose time, with its grace, is over; whether it was."""
    if attempt.submitted_at is not None or not _is_over(session, attempt, at):
        return False
    submit_attempt(session, attempt, by=None, at=at)
    return True


def attempts_now(
    session: Session, enrolment_id: int, quiz_slug: str, *, at: datetime
) -> Sequence[QuizAttempt]:
    """A trainee's attempts at a quiz, first to last; one whose time is over is ended first.

    The trainee's place is held until the end of the write, so that starts wait for each other and
    none counts too few attempts.
    """
    session.get_one(Enrolment, enrolment_id, with_for_update={"key_share": True})
    attempts = attempts_at(session, enrolment_id, quiz_slug)
    begun = open_one(attempts)
    if begun is None or not end_if_over(session, begun, at=at):
        return attempts
    session.expire_all()
    return attempts_at(session, enrolment_id, quiz_slug)


def open_one(attempts: Sequence[QuizAttempt]) -> QuizAttempt | None:
    """The attempt that has not ended, if there is one."""
    return next((attempt for attempt in attempts if attempt.submitted_at is None), None)


def check_may_start(
    session: Session,
    quiz: Quiz,
    attempts: Sequence[QuizAttempt],
    *,
    granted: Sequence[datetime],
    at: datetime,
) -> None:
    """Raise AttemptPaused or AttemptsExhausted where another attempt may not begin."""
    obstacle = obstacle_before(session, quiz, attempts, granted=granted, at=at)
    if isinstance(obstacle, Exhausted):
        raise AttemptsExhausted(limit=obstacle.limit)
    if obstacle is not None:
        raise AttemptPaused(until=obstacle.until, lesson=obstacle.lesson)


def _is_over(session: Session, attempt: QuizAttempt, at: datetime) -> bool:
    if attempt.due_at is None:
        return False
    instant = not_before(at, [last_seen(session, attempt)])
    return time_state(attempt.due_at, instant) is TimeState.OVER


def _begin(
    session: Session, standing: Standing, quiz: Quiz, *, seed: int, number: int, at: datetime
) -> QuizAttempt:
    place = session.get_one(Enrolment, standing.enrolment_id)
    left = without(quiz, voided_in(session, place.cohort_id, quiz.slug))
    attempt = QuizAttempt(
        enrolment_id=standing.enrolment_id,
        quiz_slug=quiz.slug,
        version_digest=keep_definition(session, quiz, at=at).digest,
        number=number,
        drawn=draw(left, seed).as_json(),
        counts=quiz.counts,
        started_at=at,
        due_at=due_at(quiz, started_at=at, extra_percent=place.extra_time_percent),
    )
    try:
        with session.begin_nested():
            session.add(attempt)
    except IntegrityError:  # begun at the same moment on another page: come back to that one
        begun = open_one(attempts_at(session, standing.enrolment_id, quiz.slug))
        if begun is None:
            raise
        return begun
    return attempt
