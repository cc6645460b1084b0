"""A practical task: its form, what is counted in it, and the rubric on which it is marked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from assessments.definitions.rubrics import Rubric
from assessments.fields import Field
from content.languages import Text


class MeasureKind(StrEnum):
    """What an automatic check counts."""

    ROWS = "rows"
    DISTINCT = "distinct"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowCount:
    """Rows of a table whose columns hold one of the given values, and whose `filled` is not blank.

    A ticked checkbox is `yes`, an empty one `no`.
    """

    kind: ClassVar = MeasureKind.ROWS
    table: str
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    filled: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DistinctValues:
    """Different values of one column, blanks left out."""

    kind: ClassVar = MeasureKind.DISTINCT
    table: str
    column: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words of one text."""

    kind: ClassVar = MeasureKind.WORDS
    field: str
    at_most: int | None = None


Measure = RowCount | DistinctValues | Words


@dataclass(frozen=True, slots=True)
class Check:
    """A count that the trainee and the trainer see beside the form; it decides nothing."""

    label: Text
    at_least: int
    measure: Measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """A practical task: what to do, the form to fill in, what is counted, how it is marked."""

    slug: str
    module: str
    number: int
    title: Text
    brief: Text
    fields: tuple[Field, ...]
    checks: tuple[Check, ...]
    rubric: Rubric
    max_submissions: int = 3

    def field(self, name: str) -> Field:
        """Raise KeyError for a field that this version of the form does not have."""
        for candidate in self.fields:
            if candidate.name == name:
                return candidate
        raise KeyError(name)
