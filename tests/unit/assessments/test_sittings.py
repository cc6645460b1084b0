"""Attempts brought into the shape that statistics take."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.answers import Answer
from assessments.definitions import Question
from assessments.sittings import (
    answer_key,
    answers_apart,
    compared,
    parts_apart,
    sitting_of,
)
from assessments.statistics import AnswerKey, Given
from assessments.wording import wording
from content.languages import Text
from tests.authored import (
    make_essay,
    make_gaps,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)

OTHER = Text("inaczej", "otherwise")


def test_a_scenario_counts_as_its_parts() -> None:
    quiz = make_quiz(make_single(id="first"), make_scenario(id="case"))
    assert [one.id for one in parts_apart(quiz).questions] == [
        "first",
        "case.what",
        "case.how-many",
    ]
    answers: dict[str, Answer] = {
        "first": {"chosen": "b"},
        "case": {"parts": {"what": {"chosen": "a"}}},
    }
    assert answers_apart(quiz, answers) == {"first": {"chosen": "b"}, "case.what": {"chosen": "a"}}
    assert answers_apart(quiz, {}) == {}


def test_what_each_person_gave_is_a_share() -> None:
    quiz = make_quiz(
        make_single(id="right", points=Decimal(2)),
        make_multiple(id="half", partial=True),
        make_true_false(id="wrong"),
        make_short_text(id="blank"),
        penalty_percent=50,
    )
    answers: dict[str, Answer] = {
        "right": {"chosen": "b"},
        "half": {"chosen": ["a"]},
        "wrong": {"chosen": "true"},
    }
    assert sitting_of(quiz, answers, marks={}) == {
        "right": Given(Decimal(1), ("b",)),
        "half": Given(Decimal("0.5"), ("a",)),
        "wrong": Given(Decimal("-0.5"), ("true",)),
        "blank": Given(Decimal(0)),
    }


def test_an_essay_counts_when_it_is_marked() -> None:
    quiz = make_quiz(make_essay(id="essay"))
    answers = {"essay": {"text": "Trzy zdania."}}
    assert sitting_of(quiz, answers, marks={}) == {}
    [given] = sitting_of(quiz, answers, marks={"essay": {"c1": 3, "c2": 0}}).values()
    assert given.share == Decimal("0.5")
    assert sitting_of(quiz, {}, marks={}) == {"essay": Given(Decimal(0))}


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (make_single(), AnswerKey("q", Decimal(1), ("a", "b", "c"), frozenset("b"))),
        (make_multiple(), AnswerKey("q", Decimal(1), ("a", "b", "c", "d"), frozenset("ac"))),
        (make_true_false(), AnswerKey("q", Decimal(1), ("true", "false"), frozenset({"false"}))),
        (
            make_true_false(answer=True),
            AnswerKey("q", Decimal(1), ("true", "false"), frozenset({"true"})),
        ),
        (make_ordering(), AnswerKey("q", Decimal(1))),
    ],
)
def test_what_statistics_know_of_a_question(question: Question, key: AnswerKey) -> None:
    assert answer_key(question) == key


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (make_short_text(), {"text": " Łódź"}, {"text": "lodz "}),
        (make_number(), {"text": "20,0"}, {"text": "20"}),
        (make_gaps(), {"gaps": {"when": "Najpierw"}}, {"gaps": {"when": "najpierw"}}),
        (make_matching(), {"pairs": {"x": "a", "y": "b"}}, {"pairs": {"y": "b", "x": "a"}}),
    ],
)
def test_answers_that_are_counted_together(question: Question, one: Answer, other: Answer) -> None:
    assert compared(question, one) == compared(question, other)
    assert len(compared(question, one)) == 1


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        (make_ordering("abc"), {"order": ["a", "b", None]}, {"order": ["b", "a", None]}),
        (make_short_text(), {"text": "Łódź"}, {"text": "Łuck"}),
        (make_number(), {"text": "20"}, {"text": "dwa"}),
    ],
)
def test_answers_that_are_told_apart(question: Question, one: Answer, other: Answer) -> None:
    assert compared(question, one) != compared(question, other)


def test_choices_are_counted_one_by_one() -> None:
    assert compared(make_multiple(), {"chosen": ["a", "c"]}) == ("a", "c")
    assert compared(make_single(), {"chosen": "a"}) == ("a",)
    assert compared(make_single(), {}) == ()
    assert compared(make_single(), None) == ()


@pytest.mark.parametrize("question", make_quiz().questions, ids=lambda question: question.id)
def test_a_new_prompt_is_a_new_wording_and_a_new_key_is_not(question: Question) -> None:
    assert wording(question) == wording(replace(question, lesson="m3/1-levels", points=Decimal(7)))
    assert wording(question) != wording(replace(question, prompt=OTHER))


def test_what_is_offered_belongs_to_the_wording_and_the_key_does_not() -> None:
    question = make_single("b")
    assert wording(question) == wording(make_single("c"))
    first, *rest = question.choices
    reworded = (replace(first, text=OTHER), *rest)
    assert wording(question) != wording(replace(question, choices=reworded))
    assert wording(make_ordering("abc")) == wording(make_ordering("cba"))
    assert wording(make_ordering("abc")) != wording(make_ordering("abcd"))
