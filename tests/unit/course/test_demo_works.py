"""What the people of the demonstration wrote fits the forms of the course."""

from datetime import date

import pytest

from assessments.attempts import as_drawn, draw
from assessments.checks import run_checks
from assessments.definitions import Assignment
from assessments.fields import missing_for_hand_in
from assessments.marking import judge_marking
from assessments.scoring import UNMARKED, score_quiz
from course.catalogue import Catalogue, load_catalogue
from course.demo.answers import answers_to
from course.demo.works import Works, read_works
from course.settings import ROOT

STORIES = (
    "celina",
    "bartosz",
    "dorota",
    "zofia",
    "anna",
    "feliks",
    "lucja",
    "jedrzej",
    "zenon",
    "olena",
)
LOGS = ("celina", "bartosz", "dorota", "zofia", "anna", "feliks")
FIRST_DAY = date(2026, 8, 3)


@pytest.fixture(scope="module")
def course() -> Catalogue:
    return load_catalogue(ROOT / "content", ROOT / "assessments")


@pytest.fixture(scope="module")
def works() -> Works:
    return read_works()


def not_met(assignment: Assignment, values: dict[str, object]) -> list[str]:
    return [result.check.label.en for result in run_checks(assignment, values) if not result.met]


@pytest.mark.parametrize("who", STORIES)
def test_a_story_can_be_handed_in(course: Catalogue, works: Works, who: str) -> None:
    assignment = course.assignments["z1"]
    values = works.story(assignment, who)
    assert missing_for_hand_in(assignment, values) == {}
    assert not_met(assignment, values) == []


@pytest.mark.parametrize("who", LOGS)
def test_a_log_can_be_handed_in(course: Catalogue, works: Works, who: str) -> None:
    assignment = course.assignments["z3"]
    values = works.listening(assignment, who, first_day=FIRST_DAY)
    assert missing_for_hand_in(assignment, values) == {}
    assert not_met(assignment, values) == []


def test_the_draft_is_on_its_way(course: Catalogue, works: Works) -> None:
    assignment = course.assignments["z3"]
    values = works.listening(assignment, "jedrzej", first_day=FIRST_DAY)
    found = [result.found for result in run_checks(assignment, values)]
    assert found == [12, 2, 6, 4, 4]
    assert missing_for_hand_in(assignment, values)


def test_days_of_a_log_are_counted_from_its_first(course: Catalogue, works: Works) -> None:
    values = works.listening(course.assignments["z3"], "celina", first_day=FIRST_DAY)
    rows = values["conversations"]
    assert isinstance(rows, list)
    assert (rows[0]["done_on"], rows[1]["done_on"]) == ("2026-08-03", "2026-08-06")
    assert (rows[0]["next_step_on"], rows[0]["done"], rows[1]["done"]) == (
        "2026-08-05",
        True,
        False,
    )


def test_only_the_weaker_work_is_returned(course: Catalogue, works: Works) -> None:
    named = [f"z1-{who}" for who in STORIES if who != "zenon"] + [f"z3-{who}" for who in LOGS]
    returned = []
    for name in named:
        rubric = course.assignments[name[:2]].rubric
        words = works.marking(rubric, name)
        assert words.feedback
        if judge_marking(rubric, words.levels).outcome == "revise":
            returned.append(name)
    assert returned == ["z1-olena"]


def test_as_much_is_missed_as_was_asked(course: Catalogue) -> None:
    for bank in (quiz for quiz in course.quizzes.values() if not quiz.practice):
        quiz = as_drawn(bank, draw(bank, seed=1))
        for missed in range(len(quiz.questions) + 1):
            score = score_quiz(quiz, answers_to(quiz, missed=missed), marks=UNMARKED)
            wrong = [question for question in quiz.questions if not score.per_question[question.id]]
            assert len(wrong) == missed


def test_whoever_misses_three_passes_and_whoever_misses_four_does_not(course: Catalogue) -> None:
    for slug in ("m1", "m3"):
        bank = course.quizzes[slug]
        for seed in range(100):
            quiz = as_drawn(bank, draw(bank, seed))
            passed = [
                score_quiz(quiz, answers_to(quiz, missed=missed), marks=UNMARKED).passes(quiz)
                for missed in (3, 4)
            ]
            assert passed == [True, False], seed
