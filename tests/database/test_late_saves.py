"""What is saved after the end of an attempt: kept, told, and not counted."""

import pytest
from sqlalchemy.orm import Session

from course.actions.answers import MOST_LATE, Saved, save_answer
from course.actions.quizzes import submit_attempt
from course.catalogue import Catalogue
from course.errors import AttemptOver
from course.models import QuizAttempt
from course.queries.quizzes import answers_of, standing_answers
from tests.make import MONDAY
from tests.people import Cast
from tests.quiz_pages import rows

TRUE = {"chosen": "true"}


@pytest.fixture
def course(whole_banks: Catalogue) -> Catalogue:
    return whole_banks


def test_what_comes_after_the_end_is_kept_and_does_not_count(
    session: Session, cast: Cast, attempt: QuizAttempt, question: str
) -> None:
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    late = save(session, attempt, question, TRUE, on=0, key="a")
    assert (late.late, late.revision, late.answer) == (True, 0, None)
    assert late.receipt is not None
    assert save(session, attempt, question, TRUE, on=0, key="a") == late
    assert rows(session) == [(None, TRUE)]
    assert standing_answers(answers_of(session, attempt.id)) == {}
    blank = save(session, attempt, question, None, on=0, key="b")
    assert (blank.late, blank.answer) == (False, None)


def test_no_more_than_twenty_are_kept_of_one_question(
    session: Session, cast: Cast, attempt: QuizAttempt, question: str
) -> None:
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    for number in range(MOST_LATE):
        answer = {"chosen": "true" if number % 2 else "false"}
        assert save(session, attempt, question, answer, on=0, key=f"k{number}").late
    again = save(session, attempt, question, TRUE, on=0, key="again")
    assert (again.late, len(rows(session))) == (True, MOST_LATE)  # the same as the last one
    with pytest.raises(AttemptOver):
        save(session, attempt, question, {"chosen": "false"}, on=0, key="more")


def test_an_answer_that_stands_needs_no_second_saving_after_the_end(
    session: Session, cast: Cast, attempt: QuizAttempt, question: str
) -> None:
    save(session, attempt, question, TRUE, on=0, key="a")
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    same = save(session, attempt, question, TRUE, on=1, key="b")
    assert (same.late, same.revision) == (False, 1)
    assert save(session, attempt, question, None, on=1, key="c").late
    assert rows(session) == [(1, TRUE)]


def save(
    session: Session,
    attempt: QuizAttempt,
    question: str,
    answer: dict[str, str] | None,
    *,
    on: int,
    key: str,
) -> Saved:
    return save_answer(session, attempt, question, answer, revision=on, request_key=key, at=MONDAY)
