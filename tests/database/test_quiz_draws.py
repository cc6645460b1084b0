"""An attempt asks some of its bank: it is scored out of those, and shows them for ever."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from assessments.scoring import percent_of
from course.actions.answers import save_answer
from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.queries.quizzes import quiz_of
from tests.make import MONDAY
from tests.make_study import make_consents, make_read, right_answer
from tests.people import Cast


@pytest.fixture
def quiz(session: Session, cast: Cast, course: Catalogue) -> Quiz:
    """The quiz of module 1, open to Ana."""
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return course.quizzes["m1"]


def test_an_attempt_asks_ten_of_its_bank_and_is_scored_out_of_ten(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    attempt = start_attempt(session, course.curriculum, quiz, seed=3, by=cast.ana, at=MONDAY)
    asked = quiz_of(session, attempt)
    assert [one.id for one in asked.questions] == attempt.drawn["questions"]
    assert len(asked.questions) == 10 < len(quiz.questions)
    assert {one.outcome for one in asked.questions} == set(quiz.outcomes)
    for one in asked.questions[:7]:
        save_answer(
            session,
            attempt,
            one.id,
            right_answer(one),
            revision=0,
            request_key=one.id,
            at=MONDAY,
        )
    result = submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    earned = sum(one.points for one in asked.questions[:7])
    assert (result.points, result.max_points) == (earned, asked.max_points)
    assert result.percent == percent_of(Decimal(earned), asked.max_points)
    assert result.passed is (result.percent >= 70)


def test_what_was_drawn_stays_when_the_bank_changes(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    attempt = start_attempt(session, course.curriculum, quiz, seed=3, by=cast.ana, at=MONDAY)
    before = quiz_of(session, attempt)
    fewer = replace(quiz, questions=quiz.questions[10:])
    again = start_attempt(session, course.curriculum, fewer, seed=4, by=cast.ana, at=MONDAY)
    assert again == attempt
    assert quiz_of(session, again) == before
