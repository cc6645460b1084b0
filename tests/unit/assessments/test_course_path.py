"""What is open, what is locked and why, and the one next step."""

from datetime import UTC, datetime
from typing import Any

import pytest

from assessments.course_path import (
    Lock,
    LockCode,
    StageState,
    Step,
    StepKind,
    Work,
    module_lock,
    modules_asked,
    next_step,
    quiz_lock,
    stages,
)
from content.curriculum import Curriculum, Lesson, Module
from tests.authored import WORD

MORNING = datetime(2026, 11, 21, 8, tzinfo=UTC)
EVENING = datetime(2026, 11, 21, 18, tzinfo=UTC)


def make_module(slug: str, number: int, quiz: str | None, assignment: str | None) -> Module:
    lessons = tuple(
        Lesson(f"{slug}/{place}", slug, place, WORD, 15, (), WORD, f"digest of {slug}/{place}")
        for place in (1, 2)
    )
    return Module(slug, number, WORD, 6, 0, (), lessons, quiz, assignment)


COURSE = Curriculum(
    modules=(
        make_module("m1", 1, "m1", "z1"),
        make_module("m2", 2, None, None),
        make_module("m3", 3, "m3", "z3"),
    ),
    competences=(),
    terms={},
    facts={},
    figures={},
    guides={},
    trainer_guides={},
)
M1, M2, M3 = COURSE.modules
LESSONS = {module.slug: {lesson.slug for lesson in module.lessons} for module in COURSE.modules}
FIRST = LESSONS["m1"]
BOTH = FIRST | LESSONS["m2"]
ALL = BOTH | LESSONS["m3"]


def work(**facts: Any) -> Work:
    """Nothing done but the consents, unless said."""
    facts = {
        name: frozenset(fact) if isinstance(fact, set) else fact for name, fact in facts.items()
    }
    defaults: dict[str, Any] = {
        "over": False,
        "consents_given": True,
        "opened": {},
        "read": frozenset(),
        "quizzes_passed": frozenset(),
    }
    return Work(**(defaults | facts))


@pytest.mark.parametrize(
    ("done", "step"),
    [
        ({"over": True}, Step(StepKind.OVER)),
        ({"consents_given": False}, Step(StepKind.CONSENTS)),
        ({}, Step(StepKind.LESSON, "m1/1", "m1")),
        ({"read": {"m1/1"}}, Step(StepKind.LESSON, "m1/2", "m1")),
        (
            {"opened": {"m1/1": MORNING, "m1/2": EVENING}},
            Step(StepKind.CONTINUE_LESSON, "m1/2", "m1"),
        ),
        (
            {"opened": {"m1/1": MORNING, "m1/2": EVENING}, "read": {"m1/2"}},
            Step(StepKind.CONTINUE_LESSON, "m1/1", "m1"),
        ),
        ({"read": FIRST}, Step(StepKind.QUIZ, "m1", "m1")),
        ({"read": FIRST, "quizzes_begun": {"m1"}}, Step(StepKind.CONTINUE_QUIZ, "m1", "m1")),
        ({"read": FIRST, "quizzes_paused": {"m1"}}, Step(StepKind.ASSIGNMENT, "z1", "m1")),
        ({"read": FIRST, "quizzes_passed": {"m1"}}, Step(StepKind.ASSIGNMENT, "z1", "m1")),
        (
            {"read": FIRST, "quizzes_passed": {"m1"}, "drafts": {"z1"}},
            Step(StepKind.CONTINUE_ASSIGNMENT, "z1", "m1"),
        ),
        (
            {"read": FIRST, "quizzes_passed": {"m1"}, "returned": {"z1"}},
            Step(StepKind.REVISE_ASSIGNMENT, "z1", "m1"),
        ),
        (
            {"read": FIRST, "quizzes_passed": {"m1"}, "waiting": {"z1"}},
            Step(StepKind.LESSON, "m2/1", "m2"),
        ),
        (
            {"read": BOTH, "quizzes_passed": {"m1"}, "passed": {"z1"}},
            Step(StepKind.LESSON, "m3/1", "m3"),
        ),
        (
            {
                "read": ALL,
                "quizzes_passed": {"m1", "m3"},
                "passed": {"z1", "z3"},
                "practice_short": True,
            },
            Step(StepKind.PRACTICE),
        ),
        (
            {"read": ALL, "quizzes_passed": {"m1", "m3"}, "waiting": {"z1", "z3"}},
            Step(StepKind.WAIT),
        ),
        (
            {"read": FIRST, "quizzes_paused": {"m1"}, "waiting": {"z1"}},
            Step(StepKind.WAIT),
        ),
    ],
)
def test_there_is_one_next_step(done: dict[str, Any], step: Step) -> None:
    assert next_step(COURSE, work(**done)) == step


def test_a_lesson_begun_in_a_locked_module_is_no_step() -> None:
    done = work(opened={"m3/1": EVENING}, read={"m1/1"})
    assert next_step(COURSE, done) == Step(StepKind.LESSON, "m1/2", "m1")


def test_a_module_opens_after_the_quiz_before_it() -> None:
    assert module_lock(COURSE, M1, work()) is None
    assert module_lock(COURSE, M2, work()) == Lock(LockCode.QUIZ_FIRST, "m1")
    assert module_lock(COURSE, M2, work(quizzes_passed={"m1"})) is None


def test_a_module_without_a_quiz_locks_nothing_by_itself() -> None:
    assert module_lock(COURSE, M3, work()) == Lock(LockCode.QUIZ_FIRST, "m1")
    assert module_lock(COURSE, M3, work(quizzes_passed={"m1"})) is None


def test_nothing_is_open_before_the_consents() -> None:
    assert module_lock(COURSE, M1, work(consents_given=False)) == Lock(LockCode.CONSENTS_FIRST)


def test_a_quiz_opens_after_the_lessons_of_its_module() -> None:
    assert quiz_lock(COURSE, M1, work(read={"m1/1"})) == Lock(LockCode.LESSONS_FIRST, "m1")
    assert quiz_lock(COURSE, M1, work(read=FIRST)) is None
    assert quiz_lock(COURSE, M3, work(read=ALL)) == Lock(LockCode.QUIZ_FIRST, "m1")


@pytest.mark.parametrize(
    ("done", "states"),
    [
        ({}, "now locked locked"),
        ({"read": FIRST, "quizzes_passed": {"m1"}}, "now open open"),
        ({"read": FIRST, "quizzes_passed": {"m1"}, "waiting": {"z1"}}, "late now open"),
        ({"read": BOTH, "quizzes_passed": {"m1"}, "passed": {"z1"}}, "done done now"),
        ({"read": BOTH, "quizzes_passed": {"m1"}, "returned": {"z1"}}, "now done open"),
        ({"consents_given": False}, "locked locked locked"),
    ],
)
def test_every_module_has_its_state(done: dict[str, Any], states: str) -> None:
    found = [stage.state for stage in stages(COURSE, work(**done))]
    assert found == [StageState(state) for state in states.split()]


def test_a_stage_tells_how_much_is_read() -> None:
    first, *_ = stages(COURSE, work(read={"m1/2"}))
    assert (first.lessons_read, first.quiz_lock) == (1, Lock(LockCode.LESSONS_FIRST, "m1"))


PILOT = frozenset({"m3", "z3"})


def test_what_the_programme_does_not_ask_for_is_open_and_not_on_the_way() -> None:
    asked = work(asked=PILOT)
    assert modules_asked(COURSE, asked) == (M3,)
    assert [module_lock(COURSE, module, asked) for module in COURSE.modules] == [None, None, None]
    assert next_step(COURSE, asked) == Step(StepKind.LESSON, "m3/1", "m3")
    assert [stage.state for stage in stages(COURSE, asked)] == [
        StageState.EXTRA,
        StageState.EXTRA,
        StageState.NOW,
    ]


def test_a_look_beside_the_way_changes_nothing() -> None:
    looked = work(asked=PILOT, opened={"m1/2": EVENING})
    assert next_step(COURSE, looked) == next_step(COURSE, work(asked=PILOT))


def test_what_is_done_beside_the_way_is_done() -> None:
    done = work(asked=PILOT, read=FIRST, quizzes_passed={"m1"}, passed={"z1"})
    assert next(stage.state for stage in stages(COURSE, done)) is StageState.DONE


def test_consents_come_first_there_too() -> None:
    lock = module_lock(COURSE, M1, work(asked=PILOT, consents_given=False))
    assert lock == Lock(LockCode.CONSENTS_FIRST)


def test_whoever_has_all_of_the_way_waits() -> None:
    done = work(asked=PILOT, read=LESSONS["m3"], quizzes_passed={"m3"}, passed={"z3"})
    assert next_step(COURSE, done) == Step(StepKind.WAIT)
