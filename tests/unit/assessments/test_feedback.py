"""What an attempt says: of each answer, of each outcome, and of the whole."""

from decimal import Decimal

import pytest

from assessments.answers import Answer
from assessments.definitions import Band, Question
from assessments.feedback import (
    OutcomeLine,
    OutcomeState,
    Verdict,
    band_of,
    outcome_lines,
    parts_right,
    verdict,
)
from assessments.scoring import UNMARKED, score_answer, score_quiz
from content.languages import Text
from tests.authored import (
    WORD,
    make_essay,
    make_gaps,
    make_matching,
    make_number,
    make_ordering,
    make_quiz,
    make_scenario,
    make_short_text,
    make_single,
)


@pytest.mark.parametrize(
    ("question", "answer", "said"),
    [
        (make_single(), None, "blank"),
        (make_single(), {"chosen": "b"}, "right"),
        (make_single(), {"chosen": "a"}, "wrong"),
        (make_matching(partial=True), {"pairs": {"x": "a"}}, "partly"),
        (make_short_text(), {"text": "parafraza"}, "right"),
        (make_short_text(), {"text": "parafrza"}, "near"),
        (make_short_text(), {"text": "rada"}, "wrong"),
        (make_number(), {"text": "21"}, "wrong"),
        (make_gaps(), {"gaps": {"when": "najpierw", "then": "potem"}}, "right"),
        (make_gaps(), {"gaps": {"when": "najpiew", "then": "potem"}}, "near"),
        (make_gaps(partial=True), {"gaps": {"when": "najpiew", "then": "potem"}}, "near"),
        (make_gaps(), {"gaps": {"when": "najpiew", "then": "zawsze"}}, "wrong"),
        (make_gaps(), {"gaps": {"when": "najpiew"}}, "wrong"),
        (make_gaps(partial=True), {"gaps": {"when": "nigdy", "then": "potem"}}, "partly"),
        (make_scenario(), {"parts": {"what": {"chosen": "b"}}}, "partly"),
    ],
)
def test_of_each_answer_it_is_said_what_it_is(
    question: Question, answer: Answer | None, said: str
) -> None:
    assert verdict(question, answer, score_answer(question, answer)) == Verdict(said)


@pytest.mark.parametrize(
    ("question", "answer", "right"),
    [
        (make_matching(), {"pairs": {"x": "a"}}, {"x": True}),
        (make_matching(), {"pairs": {"x": "b"}}, {"x": False}),
        (
            make_gaps(),
            {"gaps": {"when": "najpierw", "then": "zawsze"}},
            {"when": True, "then": False},
        ),
        (make_gaps(), {"gaps": {"then": "potem"}}, {"then": True}),
        (make_single(), {"chosen": "b"}, {}),
        (make_gaps(), None, {}),
    ],
)
def test_each_pair_and_gap_is_right_or_not(
    question: Question, answer: Answer | None, right: dict[str, bool]
) -> None:
    assert parts_right(question, answer) == right


def test_each_place_that_was_filled_is_right_or_not() -> None:
    question = make_ordering()
    first, second, *rest = [item.id for item in question.items]
    order = {"order": [second, first, *rest]}
    assert list(parts_right(question, order).items()) == [
        (second, False),
        (first, False),
        *((one, True) for one in rest),
    ]
    blank = {"order": [first, *[None] * (len(rest) + 1)]}
    assert parts_right(question, blank) == {first: True}


def test_a_fined_answer_is_wrong() -> None:
    assert verdict(make_single(), {"chosen": "a"}, Decimal("-0.25")) is Verdict.WRONG


def test_each_outcome_is_sure_or_sends_back_to_the_lessons_of_what_was_missed() -> None:
    quiz = make_quiz(
        make_single(id="a1", outcome="M3.E2", lesson="m3/2-questions"),
        make_single(id="b1", outcome="M3.E1", lesson="m3/1-levels", points=Decimal(7)),
        make_single(id="a2", outcome="M3.E2", lesson="m3/3-one-to-one"),
        make_single(id="a3", outcome="M3.E2", lesson="m3/2-questions"),
        make_single(id="b2", outcome="M3.E1", points=Decimal(3)),
    )
    right: Answer = {"chosen": "b"}
    score = score_quiz(quiz, {"b1": right, "a2": right}, marks=UNMARKED)
    assert list(outcome_lines(quiz, score)) == [
        OutcomeLine(
            outcome="M3.E2",
            points=Decimal(1),
            max_points=Decimal(3),
            percent=Decimal("33.33"),
            state=OutcomeState.LOOK_AGAIN,
            lessons=("m3/2-questions",),
        ),
        OutcomeLine(
            outcome="M3.E1",
            points=Decimal(7),
            max_points=Decimal(10),
            percent=Decimal(70),
            state=OutcomeState.SURE,
            lessons=(),
        ),
    ]


def test_a_penalty_takes_no_more_than_an_outcome_earned() -> None:
    quiz = make_quiz(make_single(), penalty_percent=50)
    [line] = outcome_lines(quiz, score_quiz(quiz, {"q": {"chosen": "a"}}, marks=UNMARKED))
    assert line.points == line.percent == 0


def test_an_essay_that_waits_says_nothing_of_its_outcome() -> None:
    quiz = make_quiz(make_essay(id="essay", lesson="m3/1-levels"))
    answers = {"essay": {"text": "Słucham."}}
    assert list(outcome_lines(quiz, score_quiz(quiz, answers, marks=UNMARKED))) == []
    weak = score_quiz(quiz, answers, marks={"essay": {"c1": 1, "c2": 1}})
    [line] = outcome_lines(quiz, weak)
    assert (line.state, line.lessons) == (OutcomeState.LOOK_AGAIN, ("m3/1-levels",))


def test_the_highest_band_that_is_reached_speaks() -> None:
    low, high = Band(50, WORD), Band(80, Text("Dobrze.", "Good."))
    quiz = make_quiz(bands=(low, high))
    assert band_of(quiz, Decimal("49.99")) is None
    assert band_of(quiz, Decimal(50)) is low
    assert band_of(quiz, Decimal("79.99")) is low
    assert band_of(quiz, Decimal(80)) is high
    assert band_of(make_quiz(), Decimal(100)) is None
