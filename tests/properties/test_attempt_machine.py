"""Whatever a trainee presses, in whatever order: one open attempt, the last word counts."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.answers import clear_answer, save_answer
from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.errors import AttemptPaused, BlankAnswer
from course.models import Person, QuizAnswer, QuizAttempt, QuizResult
from course.queries.quizzes import answers_of, standing_answers, standing_rows
from tests.make import MONDAY
from tests.make_study import make_consents, make_read, right_answer
from tests.people import Cast

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("start"), st.integers(0, 30)),
        st.tuples(st.just("submit"), st.just(0)),
        st.tuples(st.just("right"), st.integers(0, 4)),
        st.tuples(st.just("blank"), st.integers(0, 4)),
        st.tuples(st.just("clear"), st.integers(0, 4)),
        st.tuples(st.just("stale"), st.integers(0, 4)),
        st.tuples(st.just("again"), st.integers(0, 4)),
    ),
    max_size=25,
)


class Machine:
    """A trainee at a quiz, and what ought to stand in the open attempt."""

    def __init__(self, session: Session, course: Catalogue, person: Person) -> None:
        self.session, self.course, self.person = session, course, person
        self.quiz = course.quizzes["m1"]
        self.at = MONDAY
        self.attempt: QuizAttempt | None = None
        self.expected: dict[str, object] = {}
        self.keys = count(1)

    def take(self, step: str, number: int) -> None:
        self.at += timedelta(minutes=1)
        if step == "start":
            self.start(hours=number)
        elif self.attempt is not None and step == "submit":
            submit_attempt(self.session, self.attempt, by=self.person, at=self.at)
            self.attempt = None
        elif self.attempt is not None:
            self.answer(self.attempt, step, self.quiz.questions[number].id)

    def start(self, *, hours: int) -> None:
        self.at += timedelta(hours=hours)
        before = self.attempt
        try:
            self.attempt = start_attempt(
                self.session,
                self.course.curriculum,
                self.quiz,
                seed=hours,
                by=self.person,
                at=self.at,
            )
        except AttemptPaused:
            assert before is None
            return
        if before is None:
            self.expected = {}
        else:
            assert self.attempt == before

    def answer(self, attempt: QuizAttempt, step: str, question: str) -> None:
        standing = standing_rows(answers_of(self.session, attempt.id)).get(question)
        last = standing.revision or 0 if standing else 0
        deed = {
            "revision": last if step != "stale" else max(last - 1, 0),
            "request_key": "again" if step == "again" else str(next(self.keys)),
            "at": self.at,
        }
        right = right_answer(self.quiz.question(question))
        if step == "clear":
            clear_answer(self.session, attempt, question, **deed)  # type: ignore[arg-type]
            self.expected.pop(question, None)
            return
        answer = None if step == "blank" else {"text": "x"} if step == "stale" else right
        try:
            saved = save_answer(self.session, attempt, question, answer, **deed)  # type: ignore[arg-type]
        except BlankAnswer:
            assert question in self.expected
            return
        if not saved.stale and answer is not None and saved.at == self.at:
            self.expected[question] = answer


def check(session: Session, machine: Machine, person_attempts: Sequence[QuizAttempt]) -> None:
    assert sum(attempt.submitted_at is None for attempt in person_attempts) <= 1
    for result in session.scalars(select(QuizResult)):
        assert 0 <= result.points <= result.max_points
        assert 0 <= result.percent <= 100
    if machine.attempt is not None:
        answers = answers_of(session, machine.attempt.id)
        assert standing_answers(answers) == machine.expected
        for question, row in standing_rows(answers).items():
            revisions = [one.revision for one in answers if one.question_id == question]
            assert row.revision == max(one for one in revisions if one is not None)


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Person:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return cast.ana


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_no_way_of_pressing_breaks_an_attempt(
    session: Session, course: Catalogue, ready: Person, steps: list[tuple[str, int]]
) -> None:
    with session.begin_nested() as whole:
        machine, saved = Machine(session, course, ready), 0
        for step, number in steps:
            machine.take(step, number)
            check(session, machine, session.scalars(select(QuizAttempt)).all())
            kept = session.scalar(select(func.count(QuizAnswer.id))) or 0
            assert kept >= saved  # nothing that was sent is ever thrown away
            saved = kept
        whole.rollback()
