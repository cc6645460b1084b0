"""Everything authored, loaded once and cross-checked: quiz ↔ lesson ↔ outcome ↔ rubric ↔ rule."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar, cast

from flask import Flask, current_app

from assessments.coverage import Course
from assessments.definitions import Journal
from assessments.participants import ParticipantForm
from assessments.reading import (
    read_assignments,
    read_examples,
    read_journal,
    read_participant_forms,
    read_quizzes,
    read_rules,
)
from assessments.requirements import Rule
from content.faults import AuthoringFault, BrokenCourse
from content.reading import read_curriculum
from course.terms import FieldEntryKind

EXTENSION = "catalogue"

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue(Course):
    """The course as authored: what can be studied, done and judged."""

    journal: Journal
    participant_forms: Mapping[str, ParticipantForm]

    def faults(self) -> Iterator[AuthoringFault]:
        """What does not fit together although each file is well formed."""
        yield from self._module_faults()
        yield from self._question_faults()
        yield from self._journal_faults()

    def missing_for(self, rule: Rule) -> list[str]:
        """Slugs that a rule names and the course does not have yet: such a rule cannot be used."""
        return sorted((rule.works or frozenset()) - self.quizzes.keys() - self.assignments.keys())

    def _module_faults(self) -> Iterator[AuthoringFault]:
        for module in self.curriculum.modules:
            if module.quiz is not None and module.quiz not in self.quizzes:
                reason = f"module {module.slug} names the quiz {module.quiz}, which does not exist"
                yield AuthoringFault("content/curriculum.yaml", 1, reason)
            if module.assignment is not None and module.assignment not in self.assignments:
                reason = (
                    f"module {module.slug} names the assignment {module.assignment},"
                    " which does not exist"
                )
                yield AuthoringFault("content/curriculum.yaml", 1, reason)

    def _journal_faults(self) -> Iterator[AuthoringFault]:
        for kind in sorted(self.journal.keys() ^ set(FieldEntryKind)):
            reason = "there is no such kind of entry" if kind in self.journal else "no form for it"
            yield AuthoringFault("assessments/journal.yaml", 1, f"{kind}: {reason}")

    def _question_faults(self) -> Iterator[AuthoringFault]:
        lessons = {lesson.slug for lesson in self.curriculum.lessons()}
        outcomes = {
            outcome.code for module in self.curriculum.modules for outcome in module.outcomes
        }
        for quiz in self.quizzes.values():
            path = f"assessments/quizzes/{quiz.slug}.yaml"
            for question in quiz.questions:
                if question.lesson is not None and question.lesson not in lessons:
                    reason = f"question {question.id}: there is no lesson {question.lesson}"
                    yield AuthoringFault(path, 1, reason)
                if question.outcome not in outcomes:
                    reason = f"question {question.id}: there is no outcome {question.outcome}"
                    yield AuthoringFault(path, 1, reason)


def load_catalogue(content: Path, assessments: Path) -> Catalogue:
    """Read and cross-check the course. Raises BrokenCourse with every fault that could be found."""
    faults: list[AuthoringFault] = []
    curriculum = _collect(read_curriculum, content, faults)
    quizzes = _collect(read_quizzes, assessments / "quizzes", faults)
    assignments = _collect(read_assignments, assessments / "assignments", faults)
    rules = _collect(read_rules, assessments / "qualification.yaml", faults)
    if curriculum is None or quizzes is None or assignments is None or rules is None:
        raise BrokenCourse(tuple(faults))
    examples = _collect(
        lambda folder: read_examples(folder, assignments), assessments / "examples", faults
    )
    journal = _collect(
        lambda path: read_journal(path, assignments), assessments / "journal.yaml", faults
    )
    forms = _collect(read_participant_forms, assessments / "participant_forms", faults)
    if examples is None or journal is None or forms is None:
        raise BrokenCourse(tuple(faults))
    loaded = Catalogue(
        curriculum=curriculum,
        quizzes=quizzes,
        assignments=assignments,
        rules=rules,
        examples=examples,
        journal=journal,
        participant_forms=forms,
    )
    if faults := list(loaded.faults()):
        raise BrokenCourse(tuple(faults))
    return loaded


def _collect(read: Callable[[Path], Part], path: Path, faults: list[AuthoringFault]) -> Part | None:
    try:
        return read(path)
    except BrokenCourse as broken:
        faults += broken.faults
        return None


def attach(app: Flask, loaded: Catalogue) -> None:
    """Give the app its course."""
    app.extensions[EXTENSION] = loaded


def catalogue() -> Catalogue:
    """The course that this app serves. For doors only."""
    return cast("Catalogue", current_app.extensions[EXTENSION])
