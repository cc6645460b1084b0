"""What holds for every attempt that is scored again by a corrected key."""

from dataclasses import replace
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.answers import as_typed, read_answer
from assessments.definitions import Question, Quiz, Scenario
from assessments.regrading import with_key_of
from assessments.scoring import score_answer, score_quiz
from tests.authored import make_quiz
from tests.quiz_strategies import (
    CASES_OF_EACH,
    all_given,
    all_marks,
    given_to,
    mixed,
    mixed_up,
    points,
    questions,
    quizzes,
)

each_case = settings(max_examples=CASES_OF_EACH, deadline=None)
chances = st.randoms(use_true_random=False)


def worth(question: Question, more: Decimal) -> Question:
    """The same question with other points; those of a scenario are its parts'."""
    return question if isinstance(question, Scenario) else replace(question, points=more)


def in_another_order(question: Question, other: Question) -> bool:
    """Whether the parts of a case follow each other otherwise: then it reads as another case."""
    if not isinstance(question, Scenario) or not isinstance(other, Scenario):
        return False
    return [part.id for part in question.parts] != [part.id for part in other.parts]


@st.composite
def corrected(draw_: st.DrawFn, asked: Quiz) -> Quiz:
    """A bank in which questions have other points, another order, or became others."""
    chance = draw_(chances)
    bank: list[Question] = []
    for question in asked.questions:
        other = st.just(worth(mixed(question, chance), draw_(points)))
        bank.append(draw_(other | questions(question.id)))
    more = draw_(st.lists(questions("new"), max_size=1))
    return make_quiz(*mixed_up((*bank, *more), chance), penalty_percent=draw_(st.integers(0, 100)))


@each_case
@given(st.data())
def test_to_regrade_twice_is_to_regrade_once(data: st.DataObject) -> None:
    asked = data.draw(quizzes())
    key = data.draw(corrected(asked))
    once = with_key_of(asked, key)
    assert with_key_of(once, key) == once
    assert with_key_of(asked, asked) == asked
    assert [one.id for one in once.questions] == [one.id for one in asked.questions]
    assert replace(once, questions=asked.questions) == asked


@each_case
@given(st.data())
def test_what_was_answered_is_still_read_and_scored(data: st.DataObject) -> None:
    asked = data.draw(quizzes())
    answers, marks = data.draw(all_given(asked)), data.draw(all_marks(asked))
    regraded = with_key_of(asked, data.draw(corrected(asked)))
    score = score_quiz(regraded, answers, marks=marks)
    assert 0 <= score.points <= score.max_points
    for question in regraded.questions:
        answer = answers.get(question.id)
        if answer is not None:
            again = read_answer(question, as_typed(answer))
            assert score_answer(question, again) == score_answer(question, answer)


@each_case
@given(st.data(), chances)
def test_a_question_with_the_same_things_to_answer_with_is_corrected(
    data: st.DataObject, chance: Random
) -> None:
    question = data.draw(questions())
    other = worth(mixed(question, chance), Decimal("0.5"))
    answer = data.draw(given_to(question))
    [now] = with_key_of(make_quiz(question), make_quiz(other)).questions
    assert now == (question if in_another_order(question, other) else other)
    assert score_answer(now, answer) <= now.points
