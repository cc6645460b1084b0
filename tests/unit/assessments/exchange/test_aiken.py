"""Aiken: the examples of Moodle's documentation, and what is wrong in others."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.definitions import SingleChoice
from assessments.exchange import Format, Imported, Wanted, exported, imported
from content.languages import Language
from tests.authored import make_quiz, make_single
from tests.exchange_examples import AIKEN


def read(text: str) -> Imported:
    return imported(text.encode(), Format.AIKEN, Wanted(outcome="M2.E1"))


def test_the_documentation_of_moodle_is_read_whole() -> None:
    found = read(AIKEN)
    assert found.quiz is not None
    first, second = found.quiz.questions
    assert isinstance(first, SingleChoice)
    assert isinstance(second, SingleChoice)
    assert first.prompt.pl == "What is the correct answer to this question?"
    assert [choice.text.en for choice in first.choices if choice.right] == ["Must be this one!"]
    assert [choice.id for choice in second.choices] == ["a", "b", "c", "d", "e", "f"]
    assert [(loss.line, loss.code) for loss in found.losses] == [
        (1, "one_language"),
        (1, "no_explanation"),
        (8, "no_explanation"),
    ]


def test_it_comes_back_in_the_same_words() -> None:
    quiz = read(AIKEN).quiz
    assert quiz is not None
    assert read(exported(quiz, Format.AIKEN, Language.PL).text).quiz == quiz


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("x\nA. a\nB. b\n", (1, "aiken_no_answer")),
        ("x\nA. a\nB. b\ny\nA. a\nB. b\nANSWER: A", (1, "aiken_no_answer")),
        ("ANSWER: A", (1, "aiken_stray")),
        ("x\nANSWER: A", (1, "too_few_choices")),
        ("x\nA. a\nB. b\nANSWER: C", (4, "aiken_answer")),
        ("x\nA. a\nB. b\nANSWER: A, B", (4, "aiken_answer")),
        ("x\n" + "A. a\n" * 101 + "ANSWER: A", (1, "too_many_choices")),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, found: tuple[int, str]) -> None:
    assert [(fault.line, fault.code) for fault in read(text).faults] == [found]


def test_a_question_may_take_several_lines() -> None:
    found = read("x\ny\n\nA) a\nB) b\nanswer: B")
    assert found.quiz is not None
    assert found.quiz.questions[0].prompt.pl == "x y"


def test_only_questions_with_one_right_answer_leave() -> None:
    weighed = make_single(id="weighed")
    partly = replace(weighed.choices[2], weight=Decimal(40))
    choices = (*weighed.choices[:2], partly)
    quiz = make_quiz(make_single(choices=choices), *make_quiz().questions)
    written = exported(quiz, Format.AIKEN, Language.EN)
    assert written.text.count("ANSWER: ") == 4
    assert "A. True\nB. False\nANSWER: B" in written.text
    assert "weights_left_out" in {loss.code for loss in written.losses}
    left_out = [loss.facts["kind"] for loss in written.losses if loss.code == "kind_not_here"]
    assert left_out == [
        "multiple",
        "matching",
        "ordering",
        "short_text",
        "number",
        "gaps",
        "number",
        "essay",
    ]
