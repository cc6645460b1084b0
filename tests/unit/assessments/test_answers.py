from collections.abc import Mapping, Sequence

import pytest

from assessments.answers import Answer, UnreadableAnswer, read_answer, typed_in_part
from assessments.definitions import Question
from assessments.faults import FAULT_CODES
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

Raw = Mapping[str, Sequence[str]]


@pytest.mark.parametrize(
    ("question", "raw", "answer"),
    [
        (make_single(), {"chosen": ["a"]}, {"chosen": "a"}),
        (make_single(), {"chosen": ["", "a"]}, {"chosen": "a"}),
        (make_true_false(), {"chosen": ["true"]}, {"chosen": "true"}),
        (make_multiple(), {"chosen": ["c", "a", "c"]}, {"chosen": ["a", "c"]}),
        (
            make_matching(),
            {"pair-z": ["a"], "pair-x": ["d"], "pair-y": [""]},
            {"pairs": {"x": "d", "z": "a"}},
        ),
        (
            make_ordering("abc"),
            {"place-a": ["3"], "place-b": ["1"], "place-c": ["2"]},
            {"order": ["b", "c", "a"]},
        ),
        (
            make_ordering("abc"),
            {"place-a": ["3"], "place-b": [""], "place-c": []},
            {"order": [None, None, "a"]},
        ),
        (make_short_text(), {"text": [" Parafraza\x00 "]}, {"text": "Parafraza"}),
        (make_number(), {"text": ["1 234,5"]}, {"text": "1 234,5"}),
        (
            make_gaps(),
            {"gap-then": [" potem\x00 "], "gap-when": ["  "]},
            {"gaps": {"then": "potem"}},
        ),
        (
            make_scenario(),
            {"how-many.text": ["3"], "what.chosen": [""], "chosen": ["a"]},
            {"parts": {"how-many": {"text": "3"}}},
        ),
        (make_essay(), {"text": ["a" * 20_000]}, {"text": "a" * 20_000}),
    ],
)
def test_an_answer_is_read_into_what_is_stored(
    question: Question, raw: Raw, answer: Answer
) -> None:
    assert read_answer(question, {"csrf_token": ["x"], "revision": ["2"], **raw}) == answer


@pytest.mark.parametrize(
    ("question", "raw"),
    [
        (make_single(), {"chosen": [""]}),
        (make_true_false(), {}),
        (make_multiple(), {"chosen": []}),
        (make_matching(), {"pair-x": [""], "pair-y": []}),
        (make_ordering(), {"place-a": [""]}),
        (make_short_text(), {"text": ["  \n"]}),
        (make_short_text(), {"text": []}),
        (make_number(), {}),
        (make_gaps(), {"gap-when": [""], "gap-then": ["\n"]}),
        (make_scenario(), {"what.chosen": [""]}),
        (make_essay(), {"text": [" "]}),
    ],
)
def test_blank_is_none(question: Question, raw: Raw) -> None:
    assert read_answer(question, raw) is None


@pytest.mark.parametrize(
    ("question", "raw", "code", "facts"),
    [
        (make_single(), {"chosen": ["z"]}, "unknown_choice", {"chosen": "z"}),
        (make_single(), {"chosen": ["a", "b"]}, "too_many_chosen", {"found": 2}),
        (make_true_false(), {"chosen": ["yes"]}, "unknown_choice", {"chosen": "yes"}),
        (make_multiple(), {"chosen": ["a", "z", "y"]}, "unknown_choice", {"chosen": "y"}),
        (make_matching(), {"pair-w": ["a"]}, "unknown_item", {"item": "w"}),
        (make_matching(), {"pair-x": ["e"]}, "unknown_choice", {"chosen": "e"}),
        (make_ordering(), {"place-w": ["1"]}, "unknown_item", {"item": "w"}),
        (make_ordering(), {"place-a": ["5"]}, "unknown_place", {"place": "5", "places": 4}),
        (make_ordering(), {"place-a": ["0"]}, "unknown_place", {"place": "0", "places": 4}),
        (
            make_ordering(),
            {"place-a": ["1"], "place-b": ["1"]},
            "repeated_place",
            {"place": "1"},
        ),
        (make_short_text(), {"text": ["a" * 201]}, "too_long", {"found": 201, "at_most": 200}),
        (make_number(), {"text": ["dwa"]}, "not_a_number", {"typed": "dwa"}),
        (make_gaps(), {"gap-now": ["teraz"]}, "unknown_item", {"item": "now"}),
        (make_gaps(), {"gap-when": ["a" * 201]}, "too_long", {"found": 201, "at_most": 200}),
        (make_scenario(), {"what.chosen": ["z"]}, "unknown_choice", {"chosen": "z"}),
        (make_essay(), {"text": ["a" * 20_001]}, "too_long", {"found": 20_001, "at_most": 20_000}),
    ],
)
def test_what_cannot_be_an_answer_is_refused_with_a_fault(
    question: Question, raw: Raw, code: str, facts: Mapping[str, object]
) -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_answer(question, raw)
    assert refused.value.fault.code == code
    assert refused.value.fault.facts == facts
    assert code in FAULT_CODES


def test_a_fault_in_a_case_names_the_question_about_it() -> None:
    with pytest.raises(UnreadableAnswer) as refused:
        read_answer(make_scenario(), {"what.chosen": ["a"], "how-many.text": ["trzy"]})
    assert refused.value.part == "how-many"


def test_fields_of_a_question_about_a_case_have_their_own_names() -> None:
    typed = {"what.chosen": ["a"], "how-many.text": ["3"], "what-else.text": ["x"]}
    assert typed_in_part(typed, "what") == {"chosen": ["a"]}
