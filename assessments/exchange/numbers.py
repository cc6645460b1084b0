"""Numbers as programs write them: with a point or a comma, and with zeros at the end."""

import re
from collections.abc import Sequence
from decimal import Decimal

from assessments.typed import plain_number

ALL = Decimal(100)
_NUMBER = re.compile(r"[+-]?(?:\d{1,9}(?:[.,]\d{0,15})?|[.,]\d{1,15})", re.ASCII)
_BILLIONTHS = Decimal("1e-9")
_HUNDREDTHS = Decimal("0.01")
_SHARES = Decimal("0.00001")

Judged = tuple[bool, Decimal | None]
"""Whether a choice is right, and its weight where the rule of the question does not decide."""


def number_of(written: str) -> Decimal | None:
    """At most nine places on each side of the point; None where it is no such number."""
    plain = written.strip()
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain.replace(",", ".")).quantize(_BILLIONTHS)


def points_of(written: str) -> str | None:
    """Points in hundredths, as we keep them."""
    number = number_of(written)
    return None if number is None else plain_number(number.quantize(_HUNDREDTHS))


def fractions(judged: Sequence[Judged], *, is_single: bool, partial: bool) -> list[Decimal]:
    """What each choice earns in percent, as other programs score."""
    right = sum(one for one, _ in judged)
    share = ALL if is_single else (ALL / max(1, right)).quantize(_SHARES)
    wrong = Decimal(0) if is_single else -share if partial else -ALL
    weighed = any(weight is not None for _, weight in judged)
    usual = {True: share, False: Decimal(0) if weighed else wrong}
    return [usual[one] if weight is None else weight for one, weight in judged]


def judged_by(earned: Sequence[Decimal], *, is_single: bool) -> list[Judged]:
    """Which choices are right by what they earn, with weights where our rules would differ."""
    if is_single:
        return _of_single(earned)
    right = [one for one in earned if one > 0]
    costs = {one for one in earned if one <= 0}
    equal = all(abs(one * len(right) - ALL) < 1 for one in right)
    if equal and len(costs) <= 1:
        return [(one > 0, None) for one in earned]
    return [(one > 0, one or None) for one in _made_whole(earned)]


def _of_single(earned: Sequence[Decimal]) -> list[Judged]:
    """The first of the best is right and earns all; with us no other can cost anything."""
    best = max(earned, default=Decimal(0))
    first = list(earned).index(best) if best > 0 else -1
    return [
        (place == first, one if place != first and one > 0 else None)
        for place, one in enumerate(earned)
    ]


def judging_fault(judged: Sequence[Judged], *, is_single: bool) -> str | None:
    """The code of what is wrong with these choices: none is right, or weights are not 100."""
    if not any(right for right, _ in judged):
        return "no_right_answer"
    weights = [weight for right, weight in judged if right and weight is not None]
    if is_single or all(weight is None for _, weight in judged) or sum(weights) == ALL:
        return None
    return "weights_not_whole"


def _made_whole(earned: Sequence[Decimal]) -> list[Decimal]:
    """Thirds written as 33.33333 add up to all again; what is further from it stays."""
    whole = list(earned)
    over = ALL - sum(one for one in whole if one > 0)
    if abs(over) <= _HUNDREDTHS:
        last = max((place for place, one in enumerate(whole) if one > 0), default=0)
        whole[last] += over
    return whole
