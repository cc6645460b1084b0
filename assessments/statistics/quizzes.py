"""Sittings → the figures of the whole quiz."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import mean, median, stdev

from assessments.statistics.measures import alpha, percent, rounded
from assessments.statistics.sittings import FEWEST_FOR_INDICES, AnswerKey, Scored, Sitting

RELIABILITY_CODES = (
    "reliability_few",
    "reliability_varies",
    "reliability_waits",
    "reliability_flat",
    "reliability_kr20",
    "reliability_alpha",
)
"""Why there is no reliability, or what it is called."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far the score would agree with that of a quiz of the same kind: at most 1.

    The error is one standard error of measurement, in points of percent: how far a score of this
    quiz typically lies from the one that it stands for. Both are None where the code says why.
    """

    code: str
    sittings: int
    value: Decimal | None = None
    error_percent: Decimal | None = None

    @property
    def facts(self) -> Mapping[str, object]:
        """What its sentence names, no more exact than people can use."""
        return {
            "sittings": self.sittings,
            "needed": FEWEST_FOR_INDICES,
            "value": None if self.value is None else round(self.value, 2),
            "error": None if self.error_percent is None else round(self.error_percent, 1),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class QuizFigures:
    """What is known of a quiz.

    Mean and median, in percent, describe the people who took it, so they are told for any number
    of them; the standard deviation (of a sample, in points of percent) for at least 30.
    """

    sittings: int
    mean_percent: Decimal | None
    median_percent: Decimal | None
    deviation_percent: Decimal | None
    reliability: Reliability


def quiz_figures(
    keys: Sequence[AnswerKey], sittings: Sequence[Sitting], *, waiting: Collection[str] = ()
) -> QuizFigures:
    """`waiting`: questions that sittings leave out until they are marked.

    Raises KeyError for a question asked without a key.
    """
    by_id = {key.id: key for key in keys}
    scored = [Scored.of(sitting, by_id) for sitting in sittings]
    shares = [one.share for one in scored]
    deviation = float(stdev(shares)) if len(shares) >= FEWEST_FOR_INDICES else None
    return QuizFigures(
        sittings=len(shares),
        mean_percent=percent(mean(shares)) if shares else None,
        median_percent=percent(median(shares)) if shares else None,
        deviation_percent=None if deviation is None else percent(deviation),
        reliability=_reliability(scored, deviation, frozenset(waiting)),
    )


def _reliability(
    sittings: Sequence[Scored], deviation: float | None, waiting: frozenset[str]
) -> Reliability:
    """Where questions are drawn there is no matrix of people × items, however many people come."""
    if len({frozenset(one.given) - waiting for one in sittings}) > 1:
        return Reliability("reliability_varies", len(sittings))
    if waiting:
        return Reliability("reliability_waits", len(sittings))
    if deviation is None:
        return Reliability("reliability_few", len(sittings))
    asked = sorted(sittings[0].given)
    value = alpha([[one.earned[question] for question in asked] for one in sittings])
    if value is None:
        return Reliability("reliability_flat", len(sittings))
    # A negative reliability is none: the whole deviation may be error, but no more than that.
    error = deviation * math.sqrt(1 - max(value, Fraction(0)))
    code = "reliability_kr20" if _is_zero_or_one(sittings) else "reliability_alpha"
    return Reliability(code, len(sittings), rounded(value), percent(error))


def _is_zero_or_one(sittings: Sequence[Scored]) -> bool:
    """All questions count alike, and each is either right or earns nothing."""
    alike = len(set(sittings[0].points.values())) == 1
    return alike and all(
        one.share in {0, 1} for sitting in sittings for one in sitting.given.values()
    )
