"""The formulas, each with its source. They are exact until a root is taken."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import NormalDist, mean, pvariance

_Z = NormalDist().inv_cdf(0.975)
_FOUR_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value lies with a confidence of 95 %."""

    low: Decimal
    high: Decimal


def wilson(share: Fraction, people: int) -> tuple[float, float]:
    """The score interval of a proportion; it stays within 0 and 1 and holds for small groups.

    E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22
    (1927); recommended in R. G. Newcombe, Statistics in Medicine 17 (1998). For a mean of shares
    between 0 and 1 it is rather too wide than too narrow, as those vary less than rights and
    wrongs with the same mean.
    """
    p, square = float(share), _Z * _Z
    middle = p + square / (2 * people)
    reach = _Z * math.sqrt(p * (1 - p) / people + square / (4 * people * people))
    whole = 1 + square / people
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)


def correlation(xs: Sequence[Fraction], ys: Sequence[Fraction]) -> float | None:
    """Pearson's r; None where either never varies.

    Of an item and the rest of the score it is the corrected item–total correlation (S. Henrysson,
    Correction of item-total correlations in item analysis, Psychometrika 28, 1963): the item is
    left out of the score, or it would agree with itself. For items scored 0 or 1 it is the
    point-biserial one.
    """
    x_mean, y_mean = mean(xs), mean(ys)
    squares = sum((x - x_mean) ** 2 for x in xs) * sum((y - y_mean) ** 2 for y in ys)
    if not squares:
        return None
    products = sum((x - x_mean) * (y - y_mean) for x, y in zip(xs, ys, strict=True))
    return math.copysign(math.sqrt(products * products / squares), products)


def fisher(r: float, people: int) -> tuple[float, float]:
    """The interval of a correlation through z = artanh r, whose standard error is 1/√(n−3).

    R. A. Fisher, On the “probable error” of a coefficient of correlation, Metron 1 (1921). For
    items scored 0 or 1 it is an approximation. Takes more than three people.
    """
    if abs(r) >= 1:
        return r, r
    z, reach = math.atanh(r), _Z / math.sqrt(people - 3)
    return math.tanh(z - reach), math.tanh(z + reach)


def alpha(scores: Sequence[Sequence[Fraction]]) -> Fraction | None:
    """Internal consistency of people × items; None for one item, or where all totals are equal.

    k/(k−1) · (1 − Σ variances of the items / variance of the totals): L. J. Cronbach, Coefficient
    alpha and the internal structure of tests, Psychometrika 16 (1951). For items scored 0 or 1 a
    variance is pq, and this is formula 20 of G. F. Kuder and M. W. Richardson, The theory of the
    estimation of test reliability, Psychometrika 2 (1937). At most 1; negative where items work
    against each other.
    """
    items = len(scores[0])
    whole = pvariance([sum(row, Fraction(0)) for row in scores])
    if items == 1 or not whole:
        return None
    parts = sum((pvariance(column) for column in zip(*scores, strict=True)), Fraction(0))
    return Fraction(items, items - 1) * (1 - parts / whole)


def rounded(value: float | Fraction) -> Decimal:
    """To four places, which is more than any page shows."""
    return Decimal(float(value)).quantize(_FOUR_PLACES) + 0


def percent(share: float | Fraction) -> Decimal:
    """A share of 0.5 is 50."""
    return rounded(share * 100)


def interval(ends: tuple[float, float]) -> Interval:
    """Both ends, rounded."""
    low, high = ends
    return Interval(rounded(low), rounded(high))


def interval_in_percent(ends: tuple[float, float]) -> Interval:
    """Both ends as percents."""
    low, high = ends
    return Interval(percent(low), percent(high))
