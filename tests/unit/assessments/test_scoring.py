from decimal import Decimal

import pytest

from assessments.answers import Answer
from assessments.definitions import Question
from assessments.scoring import score_answer, score_quiz
from tests.authored import (
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_short_text,
    make_single,
    make_true_false,
)


@pytest.mark.parametrize(
    ("question", "answer", "points"),
    [
        (make_single("b"), {"chosen": "b"}, "1"),
        (make_single("b"), {"chosen": "a"}, "0"),
        (make_single("b"), {}, "0"),
        (make_single("b", points=Decimal("2.5")), {"chosen": "b"}, "2.5"),
        (make_true_false(answer=True), {"chosen": "true"}, "1"),
        (make_true_false(answer=True), {"chosen": "false"}, "0"),
        (make_true_false(answer=False), {"chosen": "false"}, "1"),
        (make_true_false(answer=False), {}, "0"),
        (make_multiple("ac"), {"chosen": ["c", "a"]}, "1"),
        (make_multiple("ac"), {"chosen": ["a"]}, "0"),
        (make_multiple("ac"), {"chosen": ["a", "b", "c"]}, "0"),
        (make_multiple("ac"), {"chosen": "ac"}, "0"),
        (make_multiple("ac", partial=True), {"chosen": ["a"]}, "0.5"),
        (make_multiple("ac", partial=True), {"chosen": ["a", "b", "c"]}, "0.5"),
        (make_multiple("ac", partial=True), {"chosen": ["a", "b", "d"]}, "0"),
        (make_multiple("abc", partial=True), {"chosen": ["a", "b"]}, "0.66"),
        (make_matching(), {"pairs": {"x": "a", "y": "b", "z": "a"}}, "1"),
        (make_matching(), {"pairs": {"x": "a", "y": "b"}}, "0"),
        (make_matching(), {}, "0"),
        (make_matching(partial=True), {"pairs": {"x": "a", "y": "b"}}, "0.66"),
        (make_matching(partial=True), {"pairs": {"x": "b", "y": "a"}}, "0"),
        (make_ordering("abcd"), {"order": ["a", "b", "c", "d"]}, "1"),
        (make_ordering("abcd"), {"order": ["a", "b", "d", "c"]}, "0"),
        (make_ordering("abcd"), {"order": ["a", "b", "c"]}, "0"),
        (make_ordering("abcd", partial=True), {"order": ["a", None, "d", "c"]}, "0.25"),
        (make_short_text(), {"text": " PARAFRAZA"}, "1"),
        (make_short_text(), {"text": "lodz"}, "1"),
        (make_short_text(), {"text": "A  paraphrase"}, "1"),
        (make_short_text(), {"text": "parafrazy"}, "0"),
        (make_short_text(), {}, "0"),
        (make_number("20"), {"text": "20,0"}, "1"),
        (make_number("20"), {"text": "20.01"}, "0"),
        (make_number("0.5", "0.1"), {"text": "0,6"}, "1"),
        (make_number("0.5", "0.1"), {"text": "0,61"}, "0"),
        (make_number("1200"), {"text": "1 200"}, "1"),
        (make_number("20"), {"text": "dwadzieścia"}, "0"),
    ],
)
def test_each_kind_of_question_is_scored(question: Question, answer: Answer, points: str) -> None:
    assert score_answer(question, answer) == Decimal(points)


def test_nothing_answered_earns_nothing() -> None:
    assert score_answer(make_single(), None) == 0
    score = score_quiz(make_quiz(), {})
    assert score.points == score.percent == 0
    assert score.max_points == Decimal("7.5")


def test_a_quiz_passes_at_exactly_its_percentage() -> None:
    quiz = make_quiz(*(make_single(id=f"q{number}") for number in range(10)))
    right = {f"q{number}": {"chosen": "b"} for number in range(7)}
    assert score_quiz(quiz, right).percent == 70
    assert score_quiz(quiz, right).passes(quiz)
    del right["q0"]
    assert not score_quiz(quiz, right).passes(quiz)


def test_percent_is_rounded_down() -> None:
    quiz = make_quiz(*(make_single(id=f"q{number}") for number in range(3)), pass_percent=67)
    score = score_quiz(quiz, {"q0": {"chosen": "b"}, "q1": {"chosen": "b"}})
    assert score.percent == Decimal("66.66")
    assert not score.passes(quiz)
    assert score.per_question == {"q0": 1, "q1": 1, "q2": 0}
