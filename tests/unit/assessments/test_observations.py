"""The fixed questions about work outside."""

import pytest

from assessments.faults import Fault
from assessments.observations import (
    MOST_CHARACTERS,
    OBSERVATION,
    WITNESS_STATEMENT,
    ObservationQuestion,
    read_answers,
)

Questions = tuple[ObservationQuestion, ...]


@pytest.mark.parametrize("questions", [OBSERVATION, WITNESS_STATEMENT])
def test_there_are_three_to_five_questions_in_both_languages(questions: Questions) -> None:
    assert 3 <= len(questions) <= 5
    assert len({question.slug for question in questions}) == len(questions)
    assert all(question.text.pl and question.text.en for question in questions)


def test_answers_are_tidied_and_blank_ones_left_out() -> None:
    typed = {question.slug: " Dobrze " for question in WITNESS_STATEMENT} | {"more": "  "}
    answers, faults = read_answers(WITNESS_STATEMENT, typed | {"strange": "x"})
    assert (answers, faults) == (
        dict.fromkeys(("acquaintance", "deed", "residents", "change"), "Dobrze"),
        {},
    )


def test_what_is_missing_or_too_long_is_named() -> None:
    typed = {question.slug: "Dobrze" for question in OBSERVATION}
    _, faults = read_answers(OBSERVATION, typed | {"ethics": "", "advice": "a" * 2001})
    assert faults == {
        "ethics": Fault("missing"),
        "advice": Fault("too_long", {"found": 2001, "at_most": MOST_CHARACTERS}),
    }
