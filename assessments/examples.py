"""Filled examples: what a good and an excellent piece of work look like, for an invented case."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from assessments.checks import run_checks
from assessments.definitions import Assignment, DistinctValues, RowCount
from assessments.fields import FileField, missing_for_hand_in
from assessments.marking import UnreadableMarking, judge_marking
from content.languages import Language, Text

LEVELS_SHOWN = (2, 3)
"""A work that meets the criteria, and one that stands out."""


@dataclass(frozen=True, slots=True)
class Reason:
    """The level that a criterion reaches in a work, and why."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleWork:
    """One filled form. Texts are in both languages, everything else is the same in both.

    `excerpts` says of a table that it shows some of its rows only, and how many there would be.
    """

    level: int
    values: Mapping[str, object] = field(hash=False)
    excerpts: Mapping[str, Text] = field(hash=False)
    why: Mapping[str, Reason] = field(hash=False)

    def values_in(self, language: Language) -> dict[str, object]:
        """The form as somebody who writes this language would have filled it in."""
        return {name: _in_language(value, language) for name, value in self.values.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """The case, and the works from good to excellent; `slug` is that of the assignment."""

    slug: str
    case: Text
    works: tuple[ExampleWork, ...]


def what_is_wrong(assignment: Assignment, example: Example) -> Iterator[str]:
    """Why a work could not be handed in like this, or would not be marked as it says."""
    if tuple(work.level for work in example.works) != LEVELS_SHOWN:
        yield "expected two works, of level 2 and of level 3"
    for work in example.works:
        for language in Language:
            values = work.values_in(language)
            for reason in (*_missing(assignment, work, values), *_short(assignment, work, values)):
                yield f"work of level {work.level}, {language}: {reason}"
        for reason in _misjudged(assignment, work):
            yield f"work of level {work.level}: {reason}"


def _in_language(value: object, language: Language) -> object:
    match value:
        case Text():
            return value.in_language(language)
        case tuple():
            return [
                {name: _in_language(cell, language) for name, cell in row.items()} for row in value
            ]
        case _:
            return value


def _missing(
    assignment: Assignment, work: ExampleWork, values: Mapping[str, object]
) -> Iterator[str]:
    """Files are not shown, and an excerpt has fewer rows."""
    left_out = {one.name for one in assignment.fields if isinstance(one, FileField)}
    for name, fault in missing_for_hand_in(assignment, values).items():
        if name not in left_out and not (fault.code == "too_few_rows" and name in work.excerpts):
            yield f"{name}: {fault.code}"


def _short(
    assignment: Assignment, work: ExampleWork, values: Mapping[str, object]
) -> Iterator[str]:
    for result in run_checks(assignment, values):
        measure = result.check.measure
        table = measure.table if isinstance(measure, RowCount | DistinctValues) else None
        if not result.met and table not in work.excerpts:
            yield f"{result.check.label.en}: {result.found} of {result.check.at_least}"


def _misjudged(assignment: Assignment, work: ExampleWork) -> Iterator[str]:
    levels = {criterion: reason.level for criterion, reason in work.why.items()}
    try:
        judgement = judge_marking(assignment.rubric, levels)
    except UnreadableMarking as unreadable:
        for fault in unreadable.faults:
            yield f"{fault.code}: {fault.facts['criterion']}"
        return
    if judgement.outcome != "pass":
        yield "it would not pass"
    if sum(level == work.level for level in levels.values()) * 2 < len(levels):
        yield "most criteria are of another level"
