"""The files of quizzes → Quiz."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from assessments.definitions import Band, Counts, Quiz, Review
from assessments.reading.files import (
    HIGHEST_PERCENT,
    percent_in,
    read_folder,
    tell_apart,
    whole_between,
)
from assessments.reading.questions import read_question
from content.authored_yaml import Fields, Node

_RULES = (
    "pass_percent",
    "failed_before_pause",
    "pause_hours",
    "draw",
    "shuffle",
    "attempts",
    "counts",
    "minutes",
    "penalty_percent",
    "review",
    "bands",
    "practice",
)
_LONGEST_MINUTES = 24 * 60


def read_quizzes(folder: Path) -> Mapping[str, Quiz]:
    """Quizzes by slug, one file each. Raises BrokenCourse with every fault of every file."""
    return read_folder(folder, read_quiz)


def read_quiz(node: Node) -> Quiz:
    """The quiz that a file describes; its faults are kept by the node."""
    fields = node.mapping(required=("slug", "module", "title", "questions"), optional=_RULES)
    written = fields["questions"].sequence(at_least=1)
    questions = [read_question(member) for member in written]
    tell_apart(written, "id")
    quiz = Quiz(
        slug=fields["slug"].slug(),
        module=fields["module"].slug(),
        title=fields["title"].text(),
        questions=tuple(question for question in questions if question is not None),
        **_rules(fields),
    )
    if "draw" not in fields:
        return quiz
    return replace(quiz, draw=whole_between(fields["draw"], len(quiz.outcomes), len(written)))


def _rules(fields: Fields) -> dict[str, Any]:
    """The rules that a file sets; the others keep their defaults."""
    read = {
        "pass_percent": percent_in,
        "failed_before_pause": lambda node: node.integer(at_least=1),
        "pause_hours": lambda node: node.integer(at_least=0),
        "shuffle": Node.boolean,
        "attempts": lambda node: node.integer(at_least=1),
        "counts": lambda node: Counts(node.one_of(tuple(Counts)) or Counts.BEST),
        "minutes": lambda node: whole_between(node, 1, _LONGEST_MINUTES),
        "penalty_percent": lambda node: whole_between(node, 0, HIGHEST_PERCENT),
        "review": lambda node: Review(node.one_of(tuple(Review)) or Review.AFTER_ATTEMPT),
        "bands": _bands,
        "practice": Node.boolean,
    }
    return {name: one(fields[name]) for name, one in read.items() if name in fields}


def _bands(node: Node) -> tuple[Band, ...]:
    """Bands from the lowest up; each begins where the one before ends."""
    bands = tuple(_band(member) for member in node.sequence(at_least=1))
    starts = [band.from_percent for band in bands]
    if starts != sorted(set(starts)):
        node.fault("expected each band to begin higher than the one before")
    return bands


def _band(node: Node) -> Band:
    fields = node.mapping(required=("from_percent", "text"))
    from_percent = whole_between(fields["from_percent"], 0, HIGHEST_PERCENT)
    return Band(from_percent, fields["text"].text())
