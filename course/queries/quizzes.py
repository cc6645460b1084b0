"""Attempts at quizzes: who may open them, what stands in them, how they ended."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

from assessments.answers import Answer
from assessments.attempts import (
    Drawn,
    FinishedAttempt,
    Pause,
    as_drawn,
    lesson_to_read,
    why_not_start,
)
from assessments.definitions import Quiz
from assessments.reading import quiz_from_json
from assessments.receipts import receipt
from assessments.scoring import score_quiz
from course.errors import NotFound, ParticipationOver
from course.models import AuthoredVersion, Person, QuizAnswer, QuizAttempt, QuizResult
from course.terms import EnrolmentState
from course.visibility import attempts_of

# Made once: a quiz asks them with every answer.
_OWN = select(QuizAttempt).where(
    QuizAttempt.id == bindparam("attempt_id"), attempts_of(bindparam("person_id"))
)
_TO_SEE = _OWN.options(joinedload(QuizAttempt.answers), joinedload(QuizAttempt.results))
_TO_ANSWER = _OWN.options(joinedload(QuizAttempt.enrolment, innerjoin=True)).with_for_update(
    of=QuizAttempt
)
_SAVED = (
    select(QuizAnswer)
    .where(
        QuizAnswer.attempt_id == bindparam("attempt_id"),
        QuizAnswer.question_id == bindparam("question_id"),
    )
    .order_by(QuizAnswer.id)
)

_read: dict[str, Quiz] = {}
"""Versions read already: a digest means the same for ever, so they are read once a process."""


def quiz_of(session: Session, attempt: QuizAttempt) -> Quiz:
    """The questions that the attempt asks, exactly as they were when it began."""
    digest = attempt.version_digest
    if digest not in _read:
        definition = session.scalars(
            select(AuthoredVersion.definition).where(AuthoredVersion.digest == digest)
        ).one()
        _read[digest] = quiz_from_json(definition)
    return as_drawn(_read[digest], Drawn.from_json(attempt.drawn))


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
    if attempt.enrolment.state is not EnrolmentState.ADMITTED:
        raise ParticipationOver
    return attempt


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


def answers_to(session: Session, attempt_id: int, question_id: str) -> Sequence[QuizAnswer]:
    """Everything ever saved for one question of an attempt, first to last."""
    named = {"attempt_id": attempt_id, "question_id": question_id}
    return session.scalars(_SAVED, named).all()


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


def receipt_for(saved: QuizAnswer) -> str | None:
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


def pause_before(
    session: Session, quiz: Quiz, attempts: Sequence[QuizAttempt], *, at: datetime
) -> Pause | None:
    """Why another attempt may not start yet, with the lesson to read until then."""
    results = [(attempt, standing_result(attempt.results)) for attempt in attempts]
    finished = [
        FinishedAttempt(
            submitted_at=attempt.submitted_at, percent=result.percent, passed=result.passed
        )
        for attempt, result in results
        if attempt.submitted_at is not None and result is not None
    ]
    pause = why_not_start(quiz, finished, at)
    if pause is None:
        return None
    last = max(
        (attempt for attempt in attempts if attempt.submitted_at is not None),
        key=lambda attempt: attempt.number,
    )
    return Pause(pause.until, _lesson_after(session, last))


def _lesson_after(session: Session, attempt: QuizAttempt) -> str | None:
    """The lesson of the first question that an attempt missed."""
    quiz = quiz_of(session, attempt)
    answers = standing_answers(answers_of(session, attempt.id))
    return lesson_to_read(quiz, score_quiz(quiz, answers))
