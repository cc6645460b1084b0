"""A bank of questions and the rules of its quiz."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.definitions.questions import Question
from content.languages import Text


class Counts(StrEnum):
    """Which of several attempts counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"


class Review(StrEnum):
    """When a trainee sees which answers were right, and why."""

    AT_ONCE = "at_once"  # after each question, which is closed by looking
    AFTER_ATTEMPT = "after_attempt"
    AFTER_DATE = "after_date"  # from the day that is set for the cohort


@dataclass(frozen=True, slots=True)
class Band:
    """What is said to whoever reaches this percent, and not that of a higher band."""

    from_percent: int
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Quiz:
    """A module's bank of questions and the rules of its quiz.

    Each attempt asks `draw` questions, or all of them. `minutes` limits the time of an attempt,
    `attempts` their number; without them there is no limit. `penalty_percent` is what a wrong
    answer costs, in percent of its question's points.
    """

    slug: str
    module: str
    title: Text
    pass_percent: int = 70
    failed_before_pause: int = 3
    pause_hours: int = 24
    draw: int | None = None
    shuffle: bool = True
    attempts: int | None = None
    counts: Counts = Counts.BEST
    minutes: int | None = None
    penalty_percent: int = 0
    review: Review = Review.AFTER_ATTEMPT
    bands: tuple[Band, ...] = ()
    practice: bool = False  # to try out; no rule asks for it, and it opens nothing
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
