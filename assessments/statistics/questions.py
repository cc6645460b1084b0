"""Sittings → the figures of each question."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from statistics import mean

from assessments.statistics.advice import Advice, Found, advise
from assessments.statistics.counts import AnswerCount, count_answers, is_right
from assessments.statistics.groups import Groups, group_answers
from assessments.statistics.measures import (
    Interval,
    correlation,
    fisher,
    interval,
    interval_in_percent,
    percent,
    rounded,
    wilson,
)
from assessments.statistics.sittings import FEWEST_FOR_INDICES, AnswerKey, Scored, Sitting


@dataclass(frozen=True, slots=True, kw_only=True)
class Indices:
    """What can be said of a question that at least 30 people were asked.

    Facility: the mean share of the question's points, in percent. A blank earns nothing and
    counts. Its range is None where somebody got a penalty: no interval of a proportion holds then.
    Discrimination: the correlation with the rest of the score, −1 to 1. It, its range and the
    groups are None where they are not defined: nothing varies, or too few were asked anything else.
    """

    facility: Decimal
    facility_range: Interval | None
    discrimination: Decimal | None
    discrimination_range: Interval | None
    groups: Groups | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionFigures:
    """What is known of one question; `indices` are None for fewer than 30 people."""

    question: str
    asked: int
    answered: int
    right: int
    counts: tuple[AnswerCount, ...]
    indices: Indices | None
    advice: Advice


def question_figures(
    keys: Sequence[AnswerKey], sittings: Sequence[Sitting]
) -> tuple[QuestionFigures, ...]:
    """One for each key, in that order. Raises KeyError for a question asked without a key."""
    by_id = {key.id: key for key in keys}
    scored = [Scored.of(sitting, by_id) for sitting in sittings]
    return tuple(_figures(key, [one for one in scored if key.id in one.given]) for key in keys)


def _figures(key: AnswerKey, sittings: Sequence[Scored]) -> QuestionFigures:
    given = [sitting.given[key.id] for sitting in sittings]
    counts = count_answers(key, given)
    indices = _indices(key, counts, sittings) if len(given) >= FEWEST_FOR_INDICES else None
    right = sum(is_right(one) for one in given)
    found = Found(
        asked=len(given),
        right=right,
        mean_share=mean([max(Fraction(one.share), Fraction(0)) for one in given] or [Fraction(0)]),
        counts=counts,
        discrimination=indices.discrimination_range if indices else None,
    )
    return QuestionFigures(
        question=key.id,
        asked=len(given),
        answered=sum(bool(one.chosen) for one in given),
        right=right,
        counts=counts,
        indices=indices,
        advice=advise(key, found),
    )


def _indices(key: AnswerKey, counts: Sequence[AnswerCount], sittings: Sequence[Scored]) -> Indices:
    given = [sitting.given[key.id] for sitting in sittings]
    facility = mean(Fraction(one.share) for one in given)
    penalties = any(one.share < 0 for one in given)
    beside = [(one, rest) for one in sittings if (rest := one.rest(key.id)) is not None]
    comparable = len(beside) >= FEWEST_FOR_INDICES
    rests = [rest for _, rest in beside]
    compared = [one.given[key.id] for one, _ in beside]
    r = correlation([Fraction(one.share) for one in compared], rests) if comparable else None
    answers = [count.answer for count in counts]
    return Indices(
        facility=percent(facility),
        facility_range=None if penalties else interval_in_percent(wilson(facility, len(given))),
        discrimination=None if r is None else rounded(r),
        discrimination_range=None if r is None else interval(fisher(r, len(rests))),
        groups=group_answers(answers, rests, compared) if comparable else None,
    )
