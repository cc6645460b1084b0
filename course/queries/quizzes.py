"""Attempts at quizzes: who may open them, what stands in them, how they ended."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, joinedload

from assessments.answers import Answer
from assessments.attempts import (
    Drawn,
    Exhausted,
    FinishedAttempt,
    Pause,
    as_drawn,
    lesson_to_read,
    why_not_start,
    without,
)
from assessments.deadlines import GRACE, not_before
from assessments.definitions import Quiz
from assessments.reading import quiz_from_json
from assessments.receipts import receipt
from assessments.regrading import with_key_of
from assessments.scoring import Score, score_quiz
from course.errors import NotFound
from course.models import AuthoredVersion, Person, QuizAnswer, QuizAttempt, QuizResult
from course.queries.quiz_keeping import marks_of, voided_for
from course.queries.saving import AnsweredAttempt, Save
from course.queries.study import check_going_on
from course.visibility import attempts_of

# Made once: a quiz asks them with every answer.
_OWN = select(QuizAttempt).where(
    QuizAttempt.id == bindparam("attempt_id"), attempts_of(bindparam("person_id"))
)
_TO_SEE = _OWN.options(joinedload(QuizAttempt.answers), joinedload(QuizAttempt.results))
_TO_ANSWER = _OWN.options(joinedload(QuizAttempt.enrolment, innerjoin=True)).with_for_update(
    of=QuizAttempt
)

_read: dict[str, Quiz] = {}
"""Versions read already: a digest means the same for ever, so they are read once a process."""


def quiz_of(session: Session, attempt: AnsweredAttempt) -> Quiz:
    """The questions that the attempt asks, exactly as they were when it began."""
    version = quiz_by_digest(session, attempt.version_digest)
    return as_drawn(version, Drawn.from_json(attempt.drawn))


def quiz_by_digest(session: Session, digest: str) -> Quiz:
    """A version of a bank, exactly as it was."""
    return quizzes_by_digest(session, {digest})[digest]


def quizzes_by_digest(session: Session, digests: Collection[str]) -> Mapping[str, Quiz]:
    """Versions of banks, exactly as they were; those that nobody read yet in one statement."""
    unread = set(digests) - _read.keys()
    if unread:
        rows = session.execute(
            select(AuthoredVersion.digest, AuthoredVersion.definition).where(
                AuthoredVersion.digest.in_(unread)
            )
        )
        _read.update((digest, quiz_from_json(definition)) for digest, definition in rows)
    return {digest: _read[digest] for digest in digests}


def key_of(session: Session, attempt: QuizAttempt, result: QuizResult) -> Quiz:
    """What the attempt asked, with the key by which the result was counted."""
    return with_key_of(quiz_of(session, attempt), quiz_by_digest(session, result.key_digest))


def attempt_for(session: Session, person: Person, attempt_id: int) -> QuizAttempt:
    """One's own attempt with its answers and results. Raises NotFound."""
    named = {"attempt_id": attempt_id, "person_id": person.id}
    attempt = session.scalars(_TO_SEE, named).unique().one_or_none()
    if attempt is None:
        raise NotFound
    return attempt


def attempt_to_answer(session: Session, person_id: int, attempt_id: int) -> QuizAttempt:
    """One's own attempt, held until the end of the write so that saves wait for each other.

    Raises NotFound, and ParticipationOver for a place that has ended.
    """
    attempt = session.scalar(_TO_ANSWER, {"attempt_id": attempt_id, "person_id": person_id})
    if attempt is None:
        raise NotFound
    check_going_on(attempt.enrolment)
    return attempt


def attempt_to_end(session: Session, attempt_id: int) -> QuizAttempt:
    """An attempt that the time ends by itself, held until the end of the write."""
    return session.scalars(
        select(QuizAttempt).where(QuizAttempt.id == attempt_id).with_for_update()
    ).one()


def attempts_overdue(session: Session, *, at: datetime, most: int) -> Sequence[int]:
    """Ids of open attempts whose time, with its grace, is over: the oldest first."""
    return session.scalars(
        select(QuizAttempt.id)
        .where(QuizAttempt.submitted_at.is_(None), QuizAttempt.due_at < at - GRACE)
        .order_by(QuizAttempt.due_at, QuizAttempt.id)
        .limit(most)
    ).all()


def attempts_at(session: Session, enrolment_id: int, quiz_slug: str) -> Sequence[QuizAttempt]:
    """A trainee's attempts at one quiz with their results, first to last."""
    return (
        session.scalars(
            select(QuizAttempt)
            .where(QuizAttempt.enrolment_id == enrolment_id, QuizAttempt.quiz_slug == quiz_slug)
            .options(joinedload(QuizAttempt.results))
            .order_by(QuizAttempt.number)
        )
        .unique()
        .all()
    )


def answers_of(session: Session, attempt_id: int) -> Sequence[QuizAnswer]:
    """Everything ever saved in an attempt, first to last."""
    return session.scalars(
        select(QuizAnswer).where(QuizAnswer.attempt_id == attempt_id).order_by(QuizAnswer.id)
    ).all()


def standing_rows(answers: Sequence[QuizAnswer]) -> Mapping[str, QuizAnswer]:
    """The save that counts for each question: the one with the highest revision."""
    counted = [answer for answer in answers if answer.revision is not None]
    counted.sort(key=lambda answer: answer.revision or 0)
    return {answer.question_id: answer for answer in counted}


def standing_answers(answers: Sequence[QuizAnswer]) -> Mapping[str, Answer]:
    """What is answered in each question; blank ones are left out."""
    rows = standing_rows(answers)
    return {question: row.answer for question, row in rows.items() if row.answer is not None}


def receipt_for(saved: QuizAnswer | Save) -> str | None:
    """The receipt that a trainee was shown for a save; none for a blank."""
    if saved.answer is None:
        return None
    return receipt(saved.attempt_id, saved.question_id, saved.revision, saved.answer)


def results_of(session: Session, attempt_id: int) -> Sequence[QuizResult]:
    """Every result of an attempt, first to last."""
    return session.scalars(
        select(QuizResult).where(QuizResult.attempt_id == attempt_id).order_by(QuizResult.id)
    ).all()


def standing_result(results: Sequence[QuizResult]) -> QuizResult | None:
    """The result that nothing supersedes; none while the attempt is open."""
    superseded = {result.supersedes_id for result in results}
    return next((result for result in results if result.id not in superseded), None)


def finished_attempts(attempts: Sequence[QuizAttempt]) -> list[FinishedAttempt]:
    """How each attempt that is over ended, by its end. Their results must be loaded."""
    results = [(attempt, standing_result(attempt.results)) for attempt in attempts]
    ended = [
        FinishedAttempt(
            submitted_at=attempt.submitted_at,
            percent=result.percent,
            passed=result.passed,
            waits=result.waits,
            counts=attempt.counts,
        )
        for attempt, result in results
        if attempt.submitted_at is not None and result is not None
    ]
    return sorted(ended, key=lambda end: end.submitted_at)


def obstacle_before(
    session: Session,
    quiz: Quiz,
    attempts: Sequence[QuizAttempt],
    *,
    granted: Sequence[datetime],
    at: datetime,
) -> Pause | Exhausted | None:
    """Why another attempt may not start now; a pause names the lesson to read until it ends."""
    obstacle = why_not_start(quiz, finished_attempts(attempts), at, granted=granted)
    if not isinstance(obstacle, Pause):
        return obstacle
    last = max(
        (attempt for attempt in attempts if attempt.submitted_at is not None),
        key=lambda attempt: attempt.number,
    )
    return Pause(obstacle.until, _lesson_after(session, last))


def quiz_to_score(session: Session, attempt: QuizAttempt) -> Quiz:
    """What the attempt asked, without the questions that were voided for its cohort."""
    return without(quiz_of(session, attempt), voided_for(session, attempt))


def score_of(session: Session, attempt: QuizAttempt, key: Quiz) -> Score:
    """What an attempt earns by a key, with its essays as they are marked now."""
    answers = standing_answers(answers_of(session, attempt.id))
    return score_quiz(key, answers, marks=marks_of(session, attempt.id))


def last_seen(session: Session, attempt: AnsweredAttempt) -> datetime:
    """The latest instant that the attempt knows of: its start, or the last save."""
    saved = session.scalar(
        select(func.max(QuizAnswer.received_at)).where(QuizAnswer.attempt_id == attempt.id)
    )
    return not_before(attempt.started_at, [saved] if saved else [])


def _lesson_after(session: Session, attempt: QuizAttempt) -> str | None:
    """The lesson of the first question that an attempt missed."""
    key = quiz_to_score(session, attempt)
    return lesson_to_read(key, score_of(session, attempt, key))
