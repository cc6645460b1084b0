"""Who takes which answer: the strongest, the middle and the weakest of a group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from assessments.statistics.sittings import Given

_TAIL_PERCENT = 27
"""T. L. Kelley, The selection of upper and lower groups for the validation of test items, Journal
of Educational Psychology 30 (1939): tails of 27 % tell most surely that they differ."""


@dataclass(frozen=True, slots=True)
class ByGroup:
    """People of each group."""

    upper: int
    middle: int
    lower: int


@dataclass(frozen=True, slots=True)
class Groups:
    """How large the groups are, and how many of each gave an answer (a choice's id or a text)."""

    sizes: ByGroup
    answers: Mapping[str, ByGroup]


def group_answers(
    answers: Sequence[str], rests: Sequence[Fraction], given: Sequence[Given]
) -> Groups | None:
    """Groups by the rest of the score, so that the question does not sort people by itself.

    Equal scores stay together, so the tails may hold more than 27 %. None where the score does
    not tell upper from lower.
    """
    in_order, tail = sorted(rests), (_TAIL_PERCENT * len(rests) + 50) // 100
    lowest, highest = in_order[tail - 1], in_order[-tail]
    if lowest >= highest:
        return None
    placed = list(zip(rests, given, strict=True))
    groups = (
        [one for rest, one in placed if rest >= highest],
        [one for rest, one in placed if lowest < rest < highest],
        [one for rest, one in placed if rest <= lowest],
    )
    return Groups(
        ByGroup(*(len(group) for group in groups)),
        {
            answer: ByGroup(*(sum(answer in one.chosen for one in group) for group in groups))
            for answer in answers
        },
    )
