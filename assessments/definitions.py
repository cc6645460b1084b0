"""What authors define: quizzes with their questions, assignments with their rubric.

All of it is frozen; how it is judged lives in `scoring`, `checks` and `marking`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from assessments.fields import Field
from assessments.items import Item
from content.languages import Language, Text

LEVELS = (0, 1, 2, 3)
"""The scale of every rubric: missing, in part, meets, stands out."""

HIGHEST_LEVEL = LEVELS[-1]


class QuestionKind(StrEnum):
    """The seven ways to ask."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    MATCHING = "matching"
    ORDERING = "ordering"
    SHORT_TEXT = "short_text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a question offers."""

    id: str
    text: Text
    right: bool = False
    feedback: Text | None = None


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
    """Exactly one choice is right."""

    kind: ClassVar = QuestionKind.SINGLE
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleChoice(QuestionBase):
    """One or more choices are right; `partial` gives a share of the points."""

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
    """A word or two; what is accepted in one language is accepted in the other."""

    kind: ClassVar = QuestionKind.SHORT_TEXT
    accepted: Mapping[Language, tuple[str, ...]] = field(hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion(QuestionBase):
    """Right within the tolerance, bounds included."""

    kind: ClassVar = QuestionKind.NUMBER
    value: Decimal
    tolerance: Decimal = Decimal(0)
    unit: Text | None = None


Question = (
    SingleChoice | MultipleChoice | TrueFalse | Matching | Ordering | ShortText | NumberQuestion
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A module's bank of questions and the rules of its quiz.

    Attempts are not limited, the best one counts. Each asks `draw` questions, or all of them.
    """

    slug: str
    module: str
    title: Text
    pass_percent: int = 70
    failed_before_pause: int = 3
    pause_hours: int = 24
    draw: int | None = None
    questions: tuple[Question, ...]

    def question(self, question_id: str) -> Question:
        """Raise KeyError for a question that this version of the quiz does not have."""
        for question in self.questions:
            if question.id == question_id:
                return question
        raise KeyError(question_id)

    @property
    def asked(self) -> int:
        """How many questions one attempt asks."""
        return len(self.questions) if self.draw is None else min(self.draw, len(self.questions))

    @property
    def outcomes(self) -> tuple[str, ...]:
        """The outcomes that its questions test, in the order of their first question."""
        return tuple(dict.fromkeys(question.outcome for question in self.questions))

    @property
    def max_points(self) -> Decimal:
        """All points of its questions."""
        return sum((question.points for question in self.questions), Decimal(0))


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


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric: a text for each level from 0 to 3, and the outcomes that it shows."""

    id: str
    title: Text
    starred: bool
    levels: tuple[Text, ...]
    outcomes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rubric:
    """The scale on which a trainer marks."""

    criteria: tuple[Criterion, ...]
    pass_points: int = 9

    @property
    def max_points(self) -> int:
        """The highest level in every criterion."""
        return HIGHEST_LEVEL * len(self.criteria)


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
