"""The figures beside published examples, and beside second ways to reckon them."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import sqrt
from statistics import covariance, mean, pstdev

import pytest

from assessments.statistics import (
    AnswerKey,
    Given,
    Indices,
    QuestionFigures,
    Sitting,
    question_figures,
    quiz_figures,
)
from assessments.statistics.measures import alpha, correlation, fisher, wilson

# R. D. Bock and M. Lieberman, Fitting a response model for n dichotomously scored items,
# Psychometrika 35 (1970): section 6 of the Law School Admission Test, 1,000 people, 5 questions.
# How many people had each pattern, from 00000 to 11111.
LSAT = """
3 6 2 11 1 1 3 4 1 8 0 16 0 3 2 15 10 29 14 81 3 28 15 80 16 56 21 173 11 61 28 298
"""
# As the R package ltm tells them, `descript(LSAT)` (D. Rizopoulos, ltm: An R package for latent
# variable modeling and item response theory analyses, Journal of Statistical Software 17(5), 2006).
LSAT_RIGHT = (924, 709, 553, 763, 870)
LSAT_ALPHA = 0.2950
LSAT_ITEM_REST = (0.1128, 0.1532, 0.1728, 0.1444, 0.1216)

# S. Chatterjee and B. Price, Regression Analysis by Example (1977): 30 departments, 7 scores in
# percent; the data set `attitude` of R.
ATTITUDE = """
43 51 30 39 61 92 45  63 64 51 54 63 73 47  71 70 68 69 76 86 48  61 63 45 47 54 84 35
81 78 56 66 71 83 47  43 55 49 44 54 49 34  58 67 42 56 66 68 35  71 75 50 55 70 66 41
72 82 72 67 71 83 31  67 61 45 47 62 80 41  64 53 53 58 58 67 34  67 60 47 39 59 74 41
69 62 57 42 55 63 25  68 83 83 45 59 77 35  77 77 54 72 79 77 46  81 90 50 72 60 54 36
74 85 64 69 79 79 63  65 60 65 75 55 80 60  65 70 46 57 75 85 46  50 58 68 54 64 78 52
50 40 33 34 43 64 33  64 61 52 62 66 80 41  53 66 52 50 63 80 37  40 37 42 58 50 57 49
63 54 42 48 66 75 33  66 77 66 63 88 76 72  78 75 58 74 80 78 49  48 57 44 45 51 83 38
85 85 71 71 77 74 55  82 82 39 59 64 78 39
"""
# As the R package psych tells them, `alpha(attitude)`: raw alpha, and each item without itself.
ATTITUDE_ALPHA = 0.84
ATTITUDE_ITEM_REST = (0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46)

# K. L. Wuensch, The Kuder-Richardson 20 (core.ecu.edu/wuenschk/StatHelp/KR20.txt): ten students,
# ten questions; the sum of pq is 2.18 and the variance of the totals 5.84.
WUENSCH = (
    "1111110110 1011011101 1111011001 0010001000 0000010010"
    " 1110111111 1101110111 1111111101 0101111101 1101101110"
)


def scores_in(patterns: str) -> list[list[Fraction]]:
    return [[Fraction(score) for score in pattern] for pattern in patterns.split()]


def quiz_of(rows: Sequence[Sequence[Decimal]]) -> tuple[list[AnswerKey], list[Sitting]]:
    keys = [AnswerKey(str(place), Decimal(1)) for place in range(len(rows[0]))]
    sittings: list[Sitting] = [
        {key.id: Given(share, ("text",)) for key, share in zip(keys, row, strict=True)}
        for row in rows
    ]
    return keys, sittings


def lsat() -> tuple[list[AnswerKey], list[Sitting]]:
    return quiz_of(
        [
            [Decimal(bit) for bit in f"{pattern:05b}"]
            for pattern, people in enumerate(map(int, LSAT.split()))
            for _ in range(people)
        ]
    )


def attitude() -> tuple[list[AnswerKey], list[Sitting]]:
    shares = [Decimal(score) / 100 for score in ATTITUDE.split()]
    return quiz_of([shares[start : start + 7] for start in range(0, len(shares), 7)])


def indices_of(figures: QuestionFigures) -> Indices:
    assert figures.indices is not None
    return figures.indices


def test_the_law_school_test_as_published() -> None:
    keys, sittings = lsat()
    figures = quiz_figures(keys, sittings)
    assert figures.reliability.code == "reliability_kr20"
    assert figures.reliability.value == Decimal(str(LSAT_ALPHA))
    assert figures.reliability.facts["value"] == Decimal("0.30")
    assert figures.mean_percent == Decimal(sum(LSAT_RIGHT)) / 50
    assert figures.median_percent == 80
    questions = question_figures(keys, sittings)
    assert tuple(one.right for one in questions) == LSAT_RIGHT
    assert [indices_of(one).facility for one in questions] == [
        Decimal(right) / 10 for right in LSAT_RIGHT
    ]
    assert [indices_of(one).discrimination for one in questions] == [
        Decimal(str(r)) for r in LSAT_ITEM_REST
    ]


def test_the_attitudes_as_published() -> None:
    keys, sittings = attitude()
    figures = quiz_figures(keys, sittings)
    assert figures.reliability.code == "reliability_alpha"
    assert figures.reliability.facts["value"] == Decimal(str(ATTITUDE_ALPHA))
    assert figures.mean_percent == Decimal("60.4381")
    assert figures.deviation_percent == Decimal("8.2498")
    told = [indices_of(one).discrimination for one in question_figures(keys, sittings)]
    assert [round(float(r or 0), 2) for r in told] == list(ATTITUDE_ITEM_REST)


def test_the_ten_students_as_published() -> None:
    kr20 = Fraction(10, 9) * (1 - Fraction("2.18") / Fraction("5.84"))
    assert alpha(scores_in(WUENSCH)) == kr20


@pytest.mark.parametrize("scores", [scores_in(WUENSCH), scores_in("0123 2031 1133 3321 0010")])
def test_alpha_through_the_covariances(scores: list[list[Fraction]]) -> None:
    """Alpha is k²·(mean covariance of two items) / (sum of the whole covariance matrix)."""
    columns = [[float(score) for score in column] for column in zip(*scores, strict=True)]
    matrix = [[covariance(one, other) for other in columns] for one in columns]
    k = len(columns)
    between = [matrix[i][j] for i in range(k) for j in range(k) if i != j]
    assert float(alpha(scores) or 0) == pytest.approx(k * k * mean(between) / sum(map(sum, matrix)))


def test_the_correlation_of_rights_through_the_means_of_two_groups() -> None:
    """The point-biserial formula: (M₁ − M₀)/s · √(pq)."""
    scores = scores_in(WUENSCH)
    item, rest = [row[0] for row in scores], [sum(row[1:], Fraction(0)) for row in scores]
    upper = [float(other) for one, other in zip(item, rest, strict=True) if one]
    lower = [float(other) for one, other in zip(item, rest, strict=True) if not one]
    p = len(upper) / len(item)
    by_means = (mean(upper) - mean(lower)) / pstdev(map(float, rest)) * sqrt(p * (1 - p))
    assert correlation(item, rest) == pytest.approx(by_means)


@pytest.mark.parametrize(
    ("right", "people", "low", "high"),
    [
        # R. G. Newcombe, Statistics in Medicine 17 (1998), table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_as_published(right: int, people: int, low: float, high: float) -> None:
    assert wilson(Fraction(right, people), people) == pytest.approx((low, high), abs=0.00005)


def test_a_correlation_of_nothing_among_thirty_may_be_much() -> None:
    assert fisher(0.0, 30) == pytest.approx((-0.3603, 0.3603), abs=0.0001)
    assert fisher(-1.0, 30) == (-1.0, -1.0)
