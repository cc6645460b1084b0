"""One thing to do about a question: a code and its facts, never a sentence.

Advice allows for luck: a question is called hard, easy or misleading only where a 95 % interval
lies wholly on that side. Only a suspect key is told at once, for looking costs a minute and a wrong
key costs people their result.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from assessments.statistics.counts import AnswerCount
from assessments.statistics.measures import Interval, wilson
from assessments.statistics.sittings import AnswerKey

ADVICE_CODES = (
    "few_asked",
    "key_suspect",
    "negative_discrimination",
    "too_hard",
    "too_easy",
    "dead_choice",
    "looks_well",
)
"""Every code, in the order in which they are thought of: the first that holds is told."""

FEWEST_FOR_ADVICE = 5
FEWEST_FOR_DEAD_CHOICE = 60
"""A choice that works is taken by at least 5 % (M. Tarrant, J. Ware, A. M. Mohammed, BMC Medical
Education 9:40, 2009). When none of n took it, its true share is below 3/n with a confidence of 95 %
(the rule of three: J. A. Hanley, A. Lippman-Hand, JAMA 249, 1983): below 5 % from 60 people on."""

_HARD = 0.5
_EASY = 0.9
"""The course wants to be passed, so a question is hard when people earn less than half of its
points, and easy when they earn over nine tenths (“very easy” in Moodle's statistics)."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do, with the numbers that its sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What advice is taken from; in the mean of all who were asked a penalty counts as nothing."""

    asked: int
    right: int
    mean_share: Fraction
    counts: Sequence[AnswerCount]
    discrimination: Interval | None


def advise(key: AnswerKey, found: Found) -> Advice:
    """The first code that holds."""
    if found.asked < FEWEST_FOR_ADVICE:
        return Advice("few_asked", {"asked": found.asked, "needed": FEWEST_FOR_ADVICE})
    if suspect := _suspect(key, found):
        return suspect
    if found.discrimination is not None and found.discrimination.high < 0:
        return Advice("negative_discrimination")
    low, high = wilson(found.mean_share, found.asked)
    if high < _HARD:
        return Advice("too_hard")
    if low > _EASY:
        return Advice("too_easy")
    dead = tuple(one.answer for one in found.counts if not one.people and not one.right)
    if dead and found.asked >= FEWEST_FOR_DEAD_CHOICE:
        facts = {"asked": found.asked, "unused": len(dead), "answers": dead}
        return Advice("dead_choice", facts)
    return Advice("looks_well")


def _suspect(key: AnswerKey, found: Found) -> Advice | None:
    """A wrong answer that more people gave than the right one; of several right, the rarest."""
    if key.choices and not key.right:
        return None
    wrong = [one for one in found.counts if not one.right]
    right = min((one.people for one in found.counts if one.right), default=found.right)
    most = max(wrong, key=lambda one: (one.people, one.answer), default=None)
    if most is None or most.people <= right:
        return None
    return Advice("key_suspect", {"answer": most.answer, "wrong": most.people, "right": right})
