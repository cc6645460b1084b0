"""Which results of quizzes hold: nothing supersedes them, and their attempt is the one that counts.

Conditions for statements, made once, so that the trainee's page, the record for the rule and every
list agree.
"""

from sqlalchemy import ColumnElement, and_, exists, or_, select, tuple_
from sqlalchemy.orm import aliased

from assessments.definitions import Counts
from course.models import QuizAttempt, QuizResult


def nothing_supersedes() -> ColumnElement[bool]:
    """The result that stands of an attempt."""
    later = aliased(QuizResult)
    return ~exists(select(later.id).where(later.supersedes_id == QuizResult.id))


def attempt_may_count() -> ColumnElement[bool]:
    """Of attempts of which the best counts all may; otherwise only the first, or the last one.

    First and last by their ends: a test on paper may be keyed in long after it was sat.
    `assessments.attempts.counted` says the same of attempts that were loaded.
    """
    other = aliased(QuizAttempt)
    mine = QuizAttempt.submitted_at, QuizAttempt.number
    another = select(other.id).where(
        other.enrolment_id == QuizAttempt.enrolment_id,
        other.quiz_slug == QuizAttempt.quiz_slug,
        other.submitted_at.is_not(None),
    )
    earlier = another.where(tuple_(other.submitted_at, other.number) < tuple_(*mine))
    later = another.where(tuple_(other.submitted_at, other.number) > tuple_(*mine))
    return or_(
        QuizAttempt.counts == Counts.BEST,
        and_(QuizAttempt.counts == Counts.FIRST, ~exists(earlier)),
        and_(QuizAttempt.counts == Counts.LAST, ~exists(later)),
    )
