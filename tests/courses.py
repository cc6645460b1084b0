"""A small course that keeps every promise, to be broken in one place."""

from dataclasses import replace
from typing import Any

from assessments.coverage import Course, gaps
from assessments.definitions import (
    Choice,
    Essay,
    MultipleChoice,
    PartQuestion,
    Question,
    Quiz,
    Scenario,
    SingleChoice,
)
from content.curriculum import Competence, Curriculum, Guide, Lesson, Module, Outcome
from content.languages import Text
from tests.authored import (
    WORD,
    make_assignment,
    make_essay,
    make_gaps,
    make_matching,
    make_multiple,
    make_number,
    make_ordering,
    make_quiz,
    make_rubric,
    make_scenario,
    make_short_text,
    make_true_false,
)

LESSON = "m3/1-levels"
LENGTHS = ("krótka", "trochę dłuższa", "najdłuższa ze wszystkich")


def make_single_of_lengths(right: int, **columns: Any) -> SingleChoice:
    """A choice of three lengths, of which the right one has this place."""
    choices = tuple(
        Choice(f"c{place}", Text(words, words), right=place == right, feedback=WORD)
        for place, words in enumerate(LENGTHS)
    )
    common: dict[str, Any] = {
        "id": "q",
        "outcome": "M3.E1",
        "prompt": Text("Pytanie?", "Question?"),
        "explanation": Text("Dlaczego tak właśnie jest.", "This is why it is so."),
        "lesson": LESSON,
    }
    return SingleChoice(**(common | columns), choices=choices)


def make_bank(*more: Question, right: int = 0, situations: int = 7) -> Quiz:
    """Twenty-one questions of every kind but an essay, of which some are situations."""
    others = (
        make_multiple(id="multiple"),
        make_true_false(id="true-false"),
        make_matching(id="matching"),
        make_ordering(id="ordering"),
        make_short_text(id="short"),
        make_number(id="number"),
        make_gaps(id="gaps"),
        make_scenario(id="scenario", parts=(make_single_of_lengths(right, id="part"),)),
    )
    single = [make_single_of_lengths(right, id=f"q{number}") for number in range(13)]
    asked = [*single, *(replace(one, explanation=Text("Bo.", "So.")) for one in others), *more]
    taught = [
        replace(one, lesson=LESSON, situation=number < situations)
        for number, one in enumerate(asked)
    ]
    return make_quiz(*(_with_feedback(one) for one in taught), draw=10)


def make_practice(**columns: Any) -> Quiz:
    """A quiz that no module asks for: it may be small, and is alone in asking for an essay."""
    essay = make_essay(id="essay", explanation=Text("Bo.", "So."))
    return replace(make_quiz(essay, practice=True, **columns), slug="start")


def _with_feedback(question: Question) -> Question:
    if isinstance(question, Scenario):
        return replace(question, parts=tuple(_part(part) for part in question.parts))
    if not isinstance(question, SingleChoice | MultipleChoice):
        return question
    yes = Text("Tak.", "Yes.")
    told = tuple(replace(one, feedback=one.feedback or yes) for one in question.choices)
    return replace(question, choices=told)


def _part(part: PartQuestion) -> PartQuestion:
    read = _with_feedback(part)
    assert not isinstance(read, Scenario | Essay)
    return replace(read, explanation=Text("Bo.", "So."))


def make_course(quiz: Quiz | None = None, **parts: Any) -> Course:
    body = Text("Czego się uczysz.", "What you learn.")
    lesson = Lesson(LESSON, "m3", 1, WORD, 15, ("M3.E1",), body, "digest")
    module = Module(
        "m3", 3, WORD, 10, 22, (Outcome("M3.E1", WORD),), (lesson,), quiz="m3", assignment="z3"
    )
    curriculum = Curriculum(
        modules=(module,),
        competences=(Competence("K4", WORD, ("M3.E1",), WORD, (WORD,) * 5),),
        terms={},
        facts={},
        figures={},
        guides={"help": Guide(Text("Pomoc.", "Help."))},
        trainer_guides={},
    )
    rubric = make_rubric()
    first, *rest = rubric.criteria
    seen = replace(rubric, criteria=(replace(first, outcomes=("M3.E1",)), *rest))
    assignment = replace(make_assignment(), rubric=seen)
    whole: dict[str, Any] = {
        "curriculum": curriculum,
        "quizzes": {"m3": quiz or make_bank(), "start": make_practice()},
        "assignments": {"z3": assignment},
        "examples": {},
        "rules": {},
    }
    return Course(**(whole | parts))


NO_EXAMPLE = "assessments/examples/z3.yaml:1: the assignment has no filled example"


def told(course: Course) -> list[str]:
    return [str(gap) for gap in gaps(course) if str(gap) != NO_EXAMPLE]


def reasons(quiz: Quiz) -> list[str]:
    return [gap.partition(": ")[2] for gap in told(make_course(quiz))]
