"""A corrected key takes the place of the one that an attempt was scored by, where it can."""

from dataclasses import replace
from decimal import Decimal

import pytest

from assessments.definitions import Choice, Question, Review
from assessments.regrading import with_key_of
from assessments.scoring import UNMARKED, score_quiz
from content.languages import Text
from tests.authored import (
    make_choices,
    make_essay,
    make_gaps,
    make_items,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_rubric,
    make_scenario,
    make_short_text,
    make_single,
    make_true_false,
)


def test_an_attempt_is_scored_by_the_corrected_key_and_its_own_rules() -> None:
    asked = make_quiz(make_single("b", id="late"), make_single("b", id="early"), pass_percent=50)
    key = make_quiz(
        make_single("b", id="early"),
        make_single("a", id="late"),
        make_single(id="new"),
        pass_percent=90,
        penalty_percent=50,
        review=Review.AFTER_DATE,
    )
    regraded = with_key_of(asked, key)
    assert [question.id for question in regraded.questions] == ["late", "early"]
    assert replace(regraded, questions=asked.questions) == asked
    answers = {"late": {"chosen": "a"}, "early": {"chosen": "a"}}
    assert score_quiz(asked, answers, marks=UNMARKED).points == 0
    assert score_quiz(regraded, answers, marks=UNMARKED).points == 1


OTHER = Text("Inaczej?", "Otherwise?")
REWORDED = (Choice("a", OTHER, right=True), *make_choices("bc", ""))
GAPS = make_gaps()
SCENARIO = make_scenario()


@pytest.mark.parametrize(
    ("asked", "corrected"),
    [
        (make_single("b"), make_single(choices=tuple(reversed(make_choices("abc", "a"))))),
        (make_multiple("ac"), make_multiple("a", partial=True)),
        (make_true_false(answer=True), make_true_false(answer=False)),
        (make_matching(), make_matching(options=make_items("dcba"))),
        (make_ordering("abc"), make_ordering("cab")),
        (make_short_text(), make_short_text(accepted={})),
        (make_number("20"), make_number("20", "1", points=Decimal(2))),
        (GAPS, replace(GAPS, gaps=tuple(reversed(GAPS.gaps)), partial=True)),
        (SCENARIO, replace(SCENARIO, parts=(make_single("a", id="what"), SCENARIO.parts[1]))),
        (make_essay(), make_essay(max_words=20)),
    ],
)
def test_a_question_of_each_kind_is_corrected(asked: Question, corrected: Question) -> None:
    assert with_key_of(make_quiz(asked), make_quiz(corrected)).questions == (corrected,)


@pytest.mark.parametrize(
    ("asked", "other"),
    [
        (make_single(), make_single(id="elsewhere")),
        (make_single(), make_single("a", prompt=OTHER)),
        (make_single(), make_single("a", choices=REWORDED)),
        (make_number(), make_number("21", unit=OTHER)),
        (SCENARIO, replace(SCENARIO, parts=tuple(reversed(SCENARIO.parts)))),
        (make_single(), make_multiple(choices=make_choices("abc", "b"))),
        (make_single(), make_single(choices=make_choices("abd", "b"))),
        (make_multiple(ids="abcd"), make_multiple(ids="abc")),
        (make_matching(), make_matching(items=make_items("xyw"))),
        (make_matching(), make_matching(options=make_items("abc"))),
        (make_matching(), make_matching(items=make_items("abcd"), options=make_items("xyz"))),
        (make_ordering("abc"), make_ordering("abcd")),
        (GAPS, replace(GAPS, gaps=GAPS.gaps[:1])),
        (SCENARIO, replace(SCENARIO, parts=SCENARIO.parts[:1])),
        (SCENARIO, replace(SCENARIO, parts=(make_true_false(id="what"), SCENARIO.parts[1]))),
        (SCENARIO, replace(SCENARIO, parts=(make_ordering(id="what"), SCENARIO.parts[1]))),
        (make_essay(), make_essay(criteria=make_rubric("···").criteria)),
    ],
)
def test_a_question_that_has_become_another_stays_as_it_was_asked(
    asked: Question, other: Question
) -> None:
    assert with_key_of(make_quiz(asked), make_quiz(other)).questions == (asked,)
