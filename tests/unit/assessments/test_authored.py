"""The quizzes, assignments and rules that are shipped: readable, fair and complete."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import assert_never

import pytest

from assessments.answers import Answer, read_answer
from assessments.definitions import (
    HIGHEST_LEVEL,
    LEVELS,
    Assignment,
    Essay,
    Gaps,
    Matching,
    MultipleChoice,
    NumberQuestion,
    Ordering,
    Question,
    Quiz,
    Scenario,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from assessments.reading import read_assignments, read_quizzes, read_rules
from assessments.scoring import score_quiz
from content.languages import Language

AUTHORED = Path(__file__).parents[3] / "assessments"
QUIZZES = read_quizzes(AUTHORED / "quizzes")
ASSIGNMENTS = read_assignments(AUTHORED / "assignments")
each_quiz = pytest.mark.parametrize("quiz", QUIZZES.values(), ids=QUIZZES.keys())
each_assignment = pytest.mark.parametrize("assignment", ASSIGNMENTS.values(), ids=ASSIGNMENTS)


@each_quiz
def test_right_answers_typed_into_the_form_earn_everything(quiz: Quiz) -> None:
    answers = {question.id: _right_answer(question) for question in quiz.questions}
    marks = {
        question.id: {criterion.id: HIGHEST_LEVEL for criterion in question.criteria}
        for question in quiz.questions
        if isinstance(question, Essay)
    }
    score = score_quiz(quiz, answers, marks=marks)
    assert score.percent == Decimal(100), [
        question for question, points in score.per_question.items() if not points
    ]


@each_assignment
def test_rubrics_have_five_criteria_and_the_common_pass_mark(assignment: Assignment) -> None:
    criteria = assignment.rubric.criteria
    assert [criterion.id for criterion in criteria] == ["c1", "c2", "c3", "c4", "c5"]
    assert all(len(criterion.levels) == len(LEVELS) for criterion in criteria)
    assert assignment.rubric.max_points == 5 * HIGHEST_LEVEL
    assert assignment.rubric.pass_points == 9


@pytest.mark.parametrize(
    ("slug", "starred"),
    [
        ("z1", {"c2", "c3"}),
        ("z2", {"c2", "c4"}),
        ("z3", {"c1", "c3"}),
        ("z4", {"c1", "c3"}),
        ("z5", {"c1", "c4"}),
        ("z6", {"c1", "c4"}),
        ("z7", {"c1", "c3"}),
        ("z8", {"c1", "c3"}),
    ],
)
def test_starred_criteria_are_those_of_the_programme(slug: str, starred: set[str]) -> None:
    criteria = ASSIGNMENTS[slug].rubric.criteria
    assert {criterion.id for criterion in criteria if criterion.starred} == starred


def test_rules_read_without_a_fault() -> None:
    assert read_rules(AUTHORED / "qualification.yaml").keys() == {"pilot", "social-organiser"}


def _right_answer(question: Question) -> Answer:
    answer = read_answer(question, _typed_right(question))
    assert answer is not None
    return answer


def _typed_right(question: Question) -> Mapping[str, list[str]]:
    """What the form of the question sends when everything is right."""
    match question:
        case SingleChoice() | MultipleChoice():
            return {"chosen": [choice.id for choice in question.choices if choice.right]}
        case TrueFalse():
            return {"chosen": [str(question.answer).lower()]}
        case Matching():
            return {f"pair-{item}": [option] for item, option in question.pairs.items()}
        case Ordering():
            places = enumerate(question.items, start=1)
            return {f"place-{item.id}": [str(place)] for place, item in places}
        case ShortText():
            return {"text": [question.accepted[Language.PL][0]]}
        case NumberQuestion():
            return {"text": [str(question.value)]}
        case Gaps():
            return {f"gap-{gap.id}": [gap.accepted[Language.PL][0]] for gap in question.gaps}
        case Scenario():
            return {
                f"{part.id}.{name}": typed
                for part in question.parts
                for name, typed in _typed_right(part).items()
            }
        case Essay():
            return {"text": ["Chcę słuchać sąsiadów."]}
        case _:
            assert_never(question)
