"""Answers on their way back into a form, and whether something is left blank in them."""

import pytest

from assessments.answers import Answer, as_typed, is_finished, read_answer
from assessments.definitions import Question
from tests.authored import (
    make_essay,
    make_gaps,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)

ANSWERS: list[tuple[Question, Answer, bool]] = [
    (make_single(), {"chosen": "a"}, True),
    (make_multiple(), {"chosen": ["a", "c"]}, True),
    (make_true_false(), {"chosen": "true"}, True),
    (make_matching(), {"pairs": {"x": "a"}}, False),
    (make_matching(), {"pairs": {"x": "a", "y": "b", "z": "d"}}, True),
    (make_ordering(), {"order": ["b", None, "a", None]}, False),
    (make_ordering(), {"order": ["b", "d", "c", "a"]}, True),
    (make_short_text(), {"text": "cisza"}, True),
    (make_number(), {"text": "20"}, True),
    (make_gaps(), {"gaps": {"then": "mów"}}, False),
    (make_gaps(), {"gaps": {"when": "słuchaj", "then": "mów"}}, True),
    (make_scenario(), {"parts": {"what": {"chosen": "a"}}}, False),
    (make_scenario(), {"parts": {"what": {"chosen": "a"}, "how-many": {"text": "3"}}}, True),
    (make_essay(), {"text": "Pierwszy.\n\nDrugi."}, True),
]


@pytest.mark.parametrize(("question", "answer", "finished"), ANSWERS)
def test_a_form_gives_back_the_answer_that_it_shows(
    question: Question,
    answer: Answer,
    finished: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    assert read_answer(question, as_typed(answer)) == answer
    assert is_finished(question, answer) is finished


def test_a_blank_shows_nothing() -> None:
    assert as_typed(None) == {}
    assert not is_finished(make_single(), None)
