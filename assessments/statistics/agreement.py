"""How far two independent markers agree: in percent, and beyond what chance alone would give."""

from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

FEWEST_WORKS = 20
"""With fewer pieces of work only counts are shown: one piece would move kappa too far."""

Silence = Literal["too_few", "one_class"]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How many pairs agree. `kappa` is None for a reason: too few, or nothing but one class."""

    pairs: int
    agreeing: int
    percent: Fraction | None
    kappa: Fraction | None
    silence: Silence | None


def agreement(pairs: Sequence[tuple[Hashable, Hashable]], *, works: int) -> Agreement:
    """The agreement of pairs of judgements that come from so many pieces of work.

    Kappa is (p − e) / (1 − e): p the share that agrees, e the share that two markers would agree
    on by chance, each with the classes as often as they gave them. J. Cohen, A coefficient of
    agreement for nominal scales, Educational and Psychological Measurement 20 (1960). It is
    undefined where e is 1: both gave everything the same class.
    """
    agreeing = sum(one == other for one, other in pairs)
    if works < FEWEST_WORKS or not pairs:
        return Agreement(len(pairs), agreeing, None, None, "too_few")
    share, chance = Fraction(agreeing, len(pairs)), _by_chance(pairs)
    if chance == 1:
        return Agreement(len(pairs), agreeing, share * 100, None, "one_class")
    return Agreement(len(pairs), agreeing, share * 100, (share - chance) / (1 - chance), None)


def _by_chance(pairs: Sequence[tuple[Hashable, Hashable]]) -> Fraction:
    some, others = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    return Fraction(sum(some[one] * others[one] for one in some), len(pairs) ** 2)
