"""The ways to ask, each frozen; how an answer is scored lives in `scoring`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from assessments.definitions.rubrics import Criterion
from assessments.items import Item
from content.languages import Language, Text

Accepted = Mapping[Language, tuple[str, ...]]
"""Variants of a typed answer; what is accepted in one language is accepted in the other."""


class QuestionKind(StrEnum):
    """The ten ways to ask."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_TEXT = "short_text"
    NUMBER = "number"
    GAPS = "gaps"
    SCENARIO = "scenario"
    ESSAY = "essay"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question offers.

    `weight` is the percent of the question's points that it earns, or costs where it is negative;
    without one the rule of the question decides.
    """

    id: str
    text: Text
    right: bool = False
    feedback: Text | None = None
    weight: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBase:
    """What every kind of question has."""

    id: str
    outcome: str
    prompt: Text
    explanation: Text
    lesson: str | None = None
    points: Decimal = Decimal(1)
    situation: bool = False  # asks what to do in a case, rather than what one knows
    facts: tuple[str, ...] = ()  # slugs of facts on which the answer rests


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleChoice(QuestionBase):
    """Exactly one choice is right; another may earn a part, where it has a weight."""

    kind: ClassVar = QuestionKind.SINGLE
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(QuestionBase):
    """One or more choices are right; `partial`, or weights of choices, give a part."""

    kind: ClassVar = QuestionKind.MULTIPLE
    choices: tuple[Choice, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalse(QuestionBase):
    """The prompt is a sentence that is true or false."""

    kind: ClassVar = QuestionKind.TRUE_FALSE
    answer: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching(QuestionBase):
    """Each item has its option; an option may serve several items, or none."""

    kind: ClassVar = QuestionKind.MATCHING
    items: tuple[Item, ...]
    options: tuple[Item, ...]
    pairs: Mapping[str, str] = field(hash=False)
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordering(QuestionBase):
    """The items stand here in the right order."""

    kind: ClassVar = QuestionKind.ORDERING
    items: tuple[Item, ...]
    partial: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortText(QuestionBase):
    """A word or two."""

    kind: ClassVar = QuestionKind.SHORT_TEXT
    accepted: Accepted = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(QuestionBase):
    """Right within the tolerance, bounds included."""

    kind: ClassVar = QuestionKind.NUMBER
    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Text | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """A blank in a sentence, and what may be typed into it."""

    id: str
    accepted: Accepted = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gaps(QuestionBase):
    """A sentence in which `{id}` stands for the blank of that id, once in each language."""

    kind: ClassVar = QuestionKind.GAPS
    sentence: Text
    gaps: tuple[Gap, ...]
    partial: bool = False


PartQuestion = (
    SingleChoice
    | MultipleChoice
    | TrueFalse
    | Matching
    | Ordering
    | ShortText
    | NumberQuestion
    | Gaps
)
"""What can be asked about a case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(QuestionBase):
    """A case, told in the prompt, with several questions under it: its points are theirs."""

    kind: ClassVar = QuestionKind.SCENARIO
    parts: tuple[PartQuestion, ...]

    def part(self, part_id: str) -> PartQuestion:
        """Raise KeyError for a part that the case does not have."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay(QuestionBase):
    """A few sentences, marked by a trainer; every criterion weighs the same."""

    kind: ClassVar = QuestionKind.ESSAY
    criteria: tuple[Criterion, ...]
    max_words: int = 150


Question = PartQuestion | Scenario | Essay
