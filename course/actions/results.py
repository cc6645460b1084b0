"""A result of a quiz: added to its attempt, never changed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from assessments.scoring import Score
from course.errors import AttemptOver
from course.models import Person, QuizAttempt, QuizResult
from course.queries.quizzes import results_of, standing_result
from course.terms import ResultCause

ENDS = frozenset({ResultCause.SUBMITTED, ResultCause.TIME_OVER})
"""What gives an attempt its first result; all else comes after it."""


@dataclass(frozen=True, slots=True)
class Why:
    """What made a result, who, and what they said; nobody, where the service did."""

    cause: ResultCause
    by: Person | None
    reason: str = ""


def add_result(
    session: Session,
    attempt: QuizAttempt,
    key: Quiz,
    score: Score,
    *,
    key_digest: str,
    why: Why,
    at: datetime,
) -> QuizResult:
    """Add what an attempt earned by a key; it supersedes the result that stood so far.

    Raises AttemptOver where another result was added in the same moment.
    """
    ended = why.cause in ENDS
    before = None if ended else standing_result(results_of(session, attempt.id))
    result = QuizResult(
        attempt_id=attempt.id,
        points=score.points,
        max_points=score.max_points,
        percent=score.percent,
        passed=score.passes(key),
        key_digest=key_digest,
        cause=why.cause,
        reason=why.reason,
        waits=bool(score.waiting),
        made_at=at,
        made_by_id=why.by.id if why.by else None,
        supersedes_id=before.id if before else None,
    )
    session.add(result)
    try:
        session.flush()
    except IntegrityError as lost:
        raise AttemptOver from lost
    return result
