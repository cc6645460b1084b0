"""Attempts at quizzes of one's own, row by row, for tests of what is read from them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.attempts import Drawn, as_drawn
from assessments.definitions import Quiz
from assessments.scoring import UNMARKED, Marks, score_quiz
from course.models import Enrolment, QuizAnswer, QuizAttempt, QuizResult
from course.terms import ResultCause
from tests.make import MONDAY, add, make_version

_keys = count(1)


def make_begun(
    session: Session, place: Enrolment, quiz: Quiz, *, at: datetime = MONDAY, **columns: Any
) -> QuizAttempt:
    """An open attempt that asks the whole quiz in its order."""
    defaults: dict[str, Any] = {
        "quiz_slug": quiz.slug,
        "version_digest": make_version(session, quiz).digest,
        "number": 1,
        "drawn": Drawn(tuple(one.id for one in quiz.questions), {}).as_json(),
        "counts": quiz.counts,
        "started_at": at,
    }
    return add(session, QuizAttempt(enrolment_id=place.id, **(defaults | columns)))


def make_save(
    session: Session, attempt: QuizAttempt, question: str, answer: Answer | None, **columns: Any
) -> QuizAnswer:
    """A save that counts."""
    defaults: dict[str, Any] = {
        "revision": 1,
        "received_at": attempt.started_at + timedelta(seconds=7),
        "request_key": f"key-{next(_keys)}",
    }
    return add(
        session,
        QuizAnswer(
            attempt_id=attempt.id,
            question_id=question,
            answer=None if answer is None else dict(answer),
            **(defaults | columns),
        ),
    )


def make_sat(
    session: Session,
    place: Enrolment,
    quiz: Quiz,
    answers: Mapping[str, Answer],
    *,
    marks: Marks = UNMARKED,
    key: Quiz | None = None,
    at: datetime = MONDAY,
    **columns: Any,
) -> QuizAttempt:
    """A finished attempt, scored by its own version or by another key."""
    submitted_at = at + timedelta(minutes=9)
    attempt = make_begun(session, place, quiz, at=at, submitted_at=submitted_at, **columns)
    for question, answer in answers.items():
        make_save(session, attempt, question, answer)
    asked = as_drawn(quiz, Drawn.from_json(attempt.drawn))
    score = score_quiz(asked, answers, marks=marks)
    add(
        session,
        QuizResult(
            attempt_id=attempt.id,
            points=score.points,
            max_points=score.max_points,
            percent=score.percent,
            passed=score.passes(quiz),
            key_digest=make_version(session, key or quiz).digest,
            cause=ResultCause.SUBMITTED,
            waits=bool(score.waiting),
            made_at=submitted_at,
            made_by_id=place.person_id,
        ),
    )
    return attempt
