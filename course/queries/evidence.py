"""On what a person's record rests, for who follows or assesses them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Enrolment, Person, QuizAttempt, QuizResult
from course.queries.places import place_where
from course.queries.results import attempt_may_count, nothing_supersedes
from course.visibility import enrolments_proved_to


@dataclass(frozen=True, slots=True)
class AttemptEnded:
    """One go at a quiz that counts: when it ended and how it went."""

    attempt_id: int
    quiz_slug: str
    submitted_at: datetime | None
    percent: Decimal
    passed: bool


def place_to_prove(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """A place of somebody else whose evidence the person reads. Raises NotFound.

    Its person, cohort, programme and frozen rule come with it.
    """
    return place_where(session, enrolment_id, enrolments_proved_to(person), with_rule=True)


def attempts_ended(session: Session, enrolment_id: int) -> Sequence[AttemptEnded]:
    """Every go at a quiz that may count, by quiz and in the order of time."""
    rows = session.execute(
        select(
            QuizAttempt.id,
            QuizAttempt.quiz_slug,
            QuizAttempt.submitted_at,
            QuizResult.percent,
            QuizResult.passed,
        )
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .where(QuizAttempt.enrolment_id == enrolment_id, nothing_supersedes(), attempt_may_count())
        .order_by(QuizAttempt.quiz_slug, QuizAttempt.number)
    )
    return [AttemptEnded(*row) for row in rows]
