from decimal import Decimal

import pytest

from tests.authored import make_assignment, make_quiz, make_rubric, make_scenario


def test_a_quiz_finds_its_questions_and_sums_its_points() -> None:
    quiz = make_quiz()
    assert quiz.question("number").id == "number"
    assert quiz.max_points == Decimal("13.5")
    with pytest.raises(KeyError, match="elsewhere"):
        quiz.question("elsewhere")


def test_an_assignment_finds_its_fields() -> None:
    assignment = make_assignment()
    assert assignment.field("story").name == "story"
    with pytest.raises(KeyError, match="elsewhere"):
        assignment.field("elsewhere")


def test_a_rubric_of_five_criteria_gives_fifteen_points() -> None:
    assert make_rubric().max_points == 15


def test_a_definition_may_be_a_key() -> None:
    assert {make_quiz(): "m3"}[make_quiz()] == "m3"


def test_a_scenario_finds_its_parts() -> None:
    assert make_scenario().part("how-many").kind == "number"
    with pytest.raises(KeyError, match="elsewhere"):
        make_scenario().part("elsewhere")
