"""What holds for the figures of every quiz, whoever took it."""

import os
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from statistics import pvariance

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.statistics import (
    ADVICE_CODES,
    FEWEST_FOR_INDICES,
    RELIABILITY_CODES,
    AnswerKey,
    Given,
    Sitting,
    question_figures,
    quiz_figures,
)
from assessments.statistics.measures import alpha, correlation, fisher, wilson

QUIZZES = 1000 if os.environ.get("FULL_SIZE") else 40
CHOICES = ("a", "b", "c", "d")
KEYS = [
    AnswerKey("one", Decimal(1), CHOICES, frozenset("a")),
    AnswerKey("two", Decimal(2), CHOICES, frozenset("ab")),
    AnswerKey("three", Decimal("1.5"), CHOICES, frozenset("d")),
    AnswerKey("text", Decimal(1)),
]
shares = st.sampled_from([Decimal(text) for text in ("0", "1", "0.5", "0.33", "-0.5", "-0.25")])
answers = st.builds(
    Given, shares, st.sets(st.sampled_from(CHOICES), max_size=2).map(sorted).map(tuple)
)
drawn = st.dictionaries(st.sampled_from([key.id for key in KEYS]), answers, min_size=1)
whole = st.fixed_dictionaries({key.id: answers for key in KEYS})
quizzes = st.sampled_from([drawn, whole]).flatmap(
    lambda sitting: st.lists(sitting, max_size=2 * FEWEST_FOR_INDICES)
)
large_quizzes = st.sampled_from([drawn, whole]).flatmap(
    lambda sitting: st.lists(sitting, min_size=2 * FEWEST_FOR_INDICES, max_size=70)
)
tables = st.integers(2, 6).flatmap(
    lambda items: st.lists(
        st.lists(st.sampled_from([Fraction(0), Fraction(1)]), min_size=items, max_size=items),
        min_size=2,
        max_size=40,
    )
)
fractions = st.fractions(-1, 1, max_denominator=20)


@given(quizzes | large_quizzes)
@settings(deadline=None, max_examples=QUIZZES)
def test_every_figure_stays_within_its_bounds(sittings: Sequence[Sitting]) -> None:
    for question in question_figures(KEYS, sittings):
        assert 0 <= question.right <= question.asked <= len(sittings)
        assert question.answered <= question.asked
        assert all(0 <= one.people <= question.asked for one in question.counts)
        assert question.advice.code in ADVICE_CODES
        indices = question.indices
        if indices is None:
            continue
        assert -100 <= indices.facility <= 100
        for low, value, high in (
            (0, indices.facility_range, 100),
            (-1, indices.discrimination_range, 1),
        ):
            assert value is None or low <= value.low <= value.high <= high
        assert indices.discrimination is None or -1 <= indices.discrimination <= 1
        if groups := indices.groups:
            sizes = groups.sizes
            assert sizes.upper + sizes.middle + sizes.lower <= question.asked
            for one in groups.answers.values():
                assert one.upper <= sizes.upper
                assert one.middle <= sizes.middle
                assert one.lower <= sizes.lower
    quiz = quiz_figures(KEYS, sittings)
    assert quiz.reliability.code in RELIABILITY_CODES
    assert quiz.reliability.value is None or quiz.reliability.value <= 1
    if quiz.reliability.error_percent is not None:
        assert quiz.deviation_percent is not None
        assert 0 <= quiz.reliability.error_percent <= quiz.deviation_percent


@given(st.data(), quizzes | large_quizzes)
@settings(deadline=None, max_examples=QUIZZES)
def test_the_order_of_people_and_of_questions_changes_nothing(
    data: st.DataObject, sittings: Sequence[Sitting]
) -> None:
    mixed = data.draw(st.permutations(sittings))
    mixed = [dict(reversed(list(sitting.items()))) for sitting in mixed]
    keys = data.draw(st.permutations(KEYS))
    by_id = {figures.question: figures for figures in question_figures(keys, mixed)}
    assert tuple(by_id[key.id] for key in KEYS) == question_figures(KEYS, sittings)
    assert quiz_figures(keys, mixed) == quiz_figures(KEYS, sittings)


@given(quizzes | large_quizzes)
@settings(deadline=None, max_examples=QUIZZES)
def test_below_thirty_people_nothing_is_shown_but_counts(sittings: Sequence[Sitting]) -> None:
    for question in question_figures(KEYS, sittings):
        assert (question.indices is None) == (question.asked < FEWEST_FOR_INDICES)
    quiz = quiz_figures(KEYS, sittings)
    assert (quiz.deviation_percent is None) == (len(sittings) < FEWEST_FOR_INDICES)
    if len(sittings) < FEWEST_FOR_INDICES or len({frozenset(one) for one in sittings}) > 1:
        assert quiz.reliability.value is None
        assert quiz.reliability.error_percent is None


@given(tables)
def test_kr20_is_alpha_where_scores_are_zero_or_one(scores: list[list[Fraction]]) -> None:
    people, items = len(scores), len(scores[0])
    totals = [sum(row, Fraction(0)) for row in scores]
    if not pvariance(totals):
        assert alpha(scores) is None
        return
    rights = [sum(column, Fraction(0)) / people for column in zip(*scores, strict=True)]
    pq = sum((p * (1 - p) for p in rights), Fraction(0))
    kr20 = Fraction(items, items - 1) * (1 - pq / pvariance(totals))
    assert alpha(scores) == kr20
    assert kr20 <= 1


@given(tables, st.integers(2, 9))
def test_alpha_knows_no_unit(scores: list[list[Fraction]], times: int) -> None:
    assert alpha([[score * times for score in row] for row in scores]) == alpha(scores)


@given(st.lists(st.tuples(fractions, fractions), min_size=4, max_size=40))
def test_a_correlation_is_bounded_and_mutual(pairs: list[tuple[Fraction, Fraction]]) -> None:
    xs, ys = [x for x, _ in pairs], [y for _, y in pairs]
    r = correlation(xs, ys)
    assert r == correlation(ys, xs)
    assert (r is None) == (len(set(xs)) == 1 or len(set(ys)) == 1)
    if r is not None:
        low, high = fisher(r, len(pairs))
        assert -1 <= low <= r <= high <= 1
        assert correlation([-x for x in xs], ys) == -r


@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share_and_narrows_with_more_people(
    people: int, data: st.DataObject
) -> None:
    share = Fraction(data.draw(st.integers(0, people)), people)
    low, high = wilson(share, people)
    assert 0 <= low <= share + 1e-9
    assert share - 1e-9 <= high <= 1
    more_low, more_high = wilson(share, 4 * people)
    assert more_high - more_low < high - low
