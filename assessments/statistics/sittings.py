"""What statistics are made from: the first finished attempt of each person.

Later attempts were shaped by the first one, so they would tell about the feedback, not about the
question (Moodle's statistics take the first attempt for the same reason).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

FEWEST_FOR_INDICES = 30
"""Sittings below which an index would mostly be chance, so none is told.

With 30 a correlation of 0 is measured as anything from −0.36 to 0.36 (Fisher's interval).
"""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """A question as far as statistics know it.

    `choices` are in the author's order; none: the answer is a text. Points are more than 0.
    """

    id: str
    points: Decimal
    choices: tuple[str, ...] = ()
    right: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Given:
    """What one person gave to one question.

    The share of its points is 1 for a right answer and negative for a penalty. `chosen` holds ids
    of choices, or one text in the form in which answers are compared; nothing: left blank.
    """

    share: Decimal
    chosen: tuple[str, ...] = ()


Sitting = Mapping[str, Given]
"""One person's attempt: each question that it asked, at least one, and what was given."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A sitting with its sums in points, exact."""

    given: Sitting
    earned: Mapping[str, Fraction]
    points: Mapping[str, Fraction]
    total: Fraction
    max_total: Fraction

    @classmethod
    def of(cls, sitting: Sitting, keys: Mapping[str, AnswerKey]) -> Self:
        """Raises KeyError for a question without a key."""
        points = {question: Fraction(keys[question].points) for question in sitting}
        earned = {
            question: Fraction(given.share) * points[question]
            for question, given in sitting.items()
        }
        return cls(sitting, earned, points, sum_of(earned), sum_of(points))

    @property
    def share(self) -> Fraction:
        """Of all points that this sitting could earn."""
        return self.total / self.max_total

    def rest(self, question: str) -> Fraction | None:
        """The share earned on all other questions; None where there is no other.

        A share, because drawn sittings ask different questions with different sums of points.
        """
        possible = self.max_total - self.points[question]
        return (self.total - self.earned[question]) / possible if possible else None


def sum_of(amounts: Mapping[str, Fraction]) -> Fraction:
    """The sum of all."""
    return sum(amounts.values(), Fraction(0))
