from decimal import Decimal

import pytest

from assessments.answers import Answer
from assessments.definitions import Choice, Question
from assessments.scoring import UNMARKED, percent_of, score_answer, score_essay, score_quiz
from tests.authored import (
    WORD,
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


def make_weighed(right: str = "a", **weights: str | None) -> tuple[Choice, ...]:
    """Choices with the percent that each earns or costs."""
    return tuple(
        Choice(name, WORD, right=name in right, weight=Decimal(weight) if weight else None)
        for name, weight in weights.items()
    )


WEIGHED = make_weighed("ab", a="60", b="40", c="-25", d=None)


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
        (make_multiple("abc", partial=True), {"chosen": ["a", "b"]}, "0.6667"),
        (make_matching(), {"pairs": {"x": "a", "y": "b", "z": "a"}}, "1"),
        (make_matching(), {"pairs": {"x": "a", "y": "b"}}, "0"),
        (make_matching(), {}, "0"),
        (make_matching(partial=True), {"pairs": {"x": "a", "y": "b"}}, "0.6667"),
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
        (make_single(choices=make_weighed(a="100", b="50", c=None)), {"chosen": "a"}, "1"),
        (make_single(choices=make_weighed(a="100", b="50", c=None)), {"chosen": "b"}, "0.5"),
        (make_single(choices=make_weighed(a="100", b="50", c=None)), {"chosen": "c"}, "0"),
        (make_multiple(choices=WEIGHED), {"chosen": ["a"]}, "0.6"),
        (make_multiple(choices=WEIGHED), {"chosen": ["a", "b", "d"]}, "1"),
        (make_multiple(choices=WEIGHED), {"chosen": ["a", "c"]}, "0.35"),
        (make_multiple(choices=WEIGHED), {"chosen": ["c"]}, "0"),
        (make_gaps(), {"gaps": {"when": "Najpierw", "then": "then"}}, "1"),
        (make_gaps(), {"gaps": {"when": "najpierw", "then": "zawsze"}}, "0"),
        (make_gaps(), {"gaps": {"when": "najpierw"}}, "0"),
        (make_gaps(partial=True), {"gaps": {"then": "później"}}, "0.5"),
        (make_gaps(partial=True), {}, "0"),
        (make_scenario(), {"parts": {"what": {"chosen": "b"}, "how-many": {"text": "3"}}}, "2"),
        (make_scenario(), {"parts": {"what": {"chosen": "b"}, "how-many": {"text": "4"}}}, "1"),
        (make_scenario(), {"parts": {"how-many": {"text": "3"}}}, "1"),
        (make_scenario(), {}, "0"),
        (make_essay(), {"text": "Słuchaj."}, "0"),
    ],
)
def test_each_kind_of_question_is_scored(question: Question, answer: Answer, points: str) -> None:
    assert score_answer(question, answer) == Decimal(points)


def test_nothing_answered_earns_nothing() -> None:
    assert score_answer(make_single(), None) == 0
    score = score_quiz(make_quiz(), {}, marks=UNMARKED)
    assert score.points == score.percent == 0
    assert score.max_points == Decimal("13.5")


def test_a_quiz_passes_at_exactly_its_percentage() -> None:
    quiz = make_quiz(*(make_single(id=f"q{number}") for number in range(10)))
    right = {f"q{number}": {"chosen": "b"} for number in range(7)}
    assert score_quiz(quiz, right, marks=UNMARKED).percent == 70
    assert score_quiz(quiz, right, marks=UNMARKED).passes(quiz)
    del right["q0"]
    assert not score_quiz(quiz, right, marks=UNMARKED).passes(quiz)


def test_percent_is_rounded_down() -> None:
    quiz = make_quiz(*(make_single(id=f"q{number}") for number in range(3)), pass_percent=67)
    score = score_quiz(quiz, {"q0": {"chosen": "b"}, "q1": {"chosen": "b"}}, marks=UNMARKED)
    assert score.percent == Decimal("66.66")
    assert not score.passes(quiz)
    assert score.per_question == {"q0": 1, "q1": 1, "q2": 0}


def test_a_wrong_answer_costs_what_the_quiz_says_and_a_blank_or_a_part_nothing() -> None:
    quiz = make_quiz(
        make_single(id="wrong", points=Decimal("1.5")),
        make_single(id="blank"),
        make_multiple(id="part", partial=True),
        make_scenario(id="case"),
        make_essay(id="essay"),
        make_single(id="right", points=Decimal(4)),
        penalty_percent=33,
    )
    answers: dict[str, Answer] = {
        "wrong": {"chosen": "a"},
        "part": {"chosen": ["a"]},
        "case": {"parts": {"what": {"chosen": "a"}}},
        "essay": {"text": "Nie wiem."},
        "right": {"chosen": "b"},
    }
    score = score_quiz(quiz, answers, marks={"essay": {"c1": 0, "c2": 0}})
    assert score.per_question == {
        "wrong": Decimal("-0.495"),
        "blank": 0,
        "part": Decimal("0.5"),
        "case": Decimal("-0.33"),
        "essay": 0,
        "right": 4,
    }
    assert score.points == Decimal("3.675")
    only_wrong = score_quiz(quiz, {"wrong": {"chosen": "a"}}, marks=UNMARKED)
    assert only_wrong.points == only_wrong.percent == 0


def test_an_essay_waits_for_its_marks_and_earns_their_share() -> None:
    quiz = make_quiz(make_essay(id="essay"), make_essay(id="blank"))
    answers = {"essay": {"text": "Słucham."}}
    waiting = score_quiz(quiz, answers, marks=UNMARKED)
    assert waiting.points == 0
    assert waiting.waiting == {"essay"}
    marked = score_quiz(quiz, answers, marks={"essay": {"c1": 3, "c2": 2}})
    assert marked.points == Decimal("2.5")
    assert not marked.waiting
    assert score_quiz(quiz, {}, marks={"essay": {"c1": 3, "c2": 3}}).points == 0


def test_an_essay_is_marked_by_all_criteria_of_its_rubric() -> None:
    assert score_essay(make_essay(), {"c1": 1, "c2": 0}) == Decimal("0.5")
    assert score_essay(make_essay(points=Decimal(1)), {"c1": 3, "c2": 1}) == Decimal("0.6667")
    with pytest.raises(KeyError):
        score_essay(make_essay(), {"c1": 1})


def test_of_no_points_there_is_no_share() -> None:
    assert percent_of(Decimal(0), Decimal(0)) == 0
    assert percent_of(Decimal(2), Decimal(3)) == Decimal("66.66")


def test_three_thirds_are_one_and_half_is_half() -> None:
    """Fractions are added as they are: nobody fails by what rounding took."""
    pairs = {"x": "a", "y": "b", "z": "a"}
    one, other = (make_matching(id=name, partial=True) for name in ("one", "other"))
    quiz = make_quiz(one, other, pass_percent=50)
    answers: dict[str, Answer] = {
        "one": {"pairs": {"x": pairs["x"]}},
        "other": {"pairs": {"x": pairs["x"], "y": pairs["y"]}},
    }
    score = score_quiz(quiz, answers, marks=UNMARKED)
    assert (score.points, score.percent) == (Decimal(1), Decimal(50))
    assert score.passes(quiz)
    assert score.per_question == {"one": Decimal("0.3333"), "other": Decimal("0.6667")}
