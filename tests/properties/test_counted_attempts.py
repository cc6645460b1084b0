"""Pages and the record for the rule agree on which attempt at a quiz counts."""

from datetime import timedelta
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from assessments.attempts import counted
from assessments.definitions import Counts
from course.models import QuizResult
from course.queries.quizzes import attempts_at, finished_attempts
from course.queries.records import record_of
from course.terms import ResultCause
from tests.authored import make_quiz
from tests.make import MONDAY, add
from tests.make_quizzes import make_begun
from tests.people import Cast

QUIZ = make_quiz()
RULES, PERCENTS, DAYS = st.sampled_from(Counts), st.integers(0, 100), st.integers(0, 9)
ATTEMPTS = st.lists(st.tuples(RULES, PERCENTS, DAYS), max_size=5, unique_by=lambda one: one[2])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(attempts=ATTEMPTS)
def test_the_attempt_that_a_page_counts_is_the_one_that_the_rule_counts(
    session: Session, cast: Cast, attempts: list[tuple[Counts, int, int]]
) -> None:
    with session.begin_nested() as whole:
        for number, (counts, percent, day) in enumerate(attempts, start=1):
            end = MONDAY + timedelta(days=day)  # on paper, they may be keyed in in any order
            attempt = make_begun(
                session, cast.enrolment, QUIZ, number=number, counts=counts, submitted_at=end
            )
            result = QuizResult(
                attempt_id=attempt.id,
                points=Decimal(percent),
                max_points=Decimal(100),
                percent=Decimal(percent),
                passed=percent >= QUIZ.pass_percent,
                key_digest=attempt.version_digest,
                cause=ResultCause.SUBMITTED,
                made_at=end,
            )
            add(session, result)
        session.expire_all()
        shown = counted(finished_attempts(attempts_at(session, cast.enrolment.id, QUIZ.slug)))
        known = record_of(session, cast.enrolment.id).quiz_percents
        assert known == ({} if shown is None else {QUIZ.slug: shown.percent})
        whole.rollback()
