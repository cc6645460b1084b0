"""Who marks a piece of work next, and which marking settles it.

The rule is that of the course's curriculum, section 4.3, rule 3: where a second marker is wanted,
a difference in outcome or of three points or more goes to a third one, whose marking stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from assessments.marking import Outcome

Role = Literal["first", "second", "third"]

POINTS_APART = 3
"""From this difference on two markings disagree, whatever their outcome."""

SAMPLE_HEXADECIMALS = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What one marker concluded."""

    points: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Step:
    """The marking that is awaited, or the one that settles the work: one of the two is None."""

    awaited: Role | None
    settled_by: Role | None


def next_step(said: Mapping[Role, Said], *, second_wanted: bool) -> Step:
    """What comes after the markings there are; a second one that agrees confirms the first."""
    if "first" not in said:
        return Step("first", None)
    if not second_wanted:
        return Step(None, "first")
    if "second" not in said:
        return Step("second", None)
    if agree(said["first"], said["second"]):
        return Step(None, "first")
    return Step(None, "third") if "third" in said else Step("third", None)


def agree(one: Said, other: Said) -> bool:
    """The same outcome, and less than three points apart."""
    return one.outcome == other.outcome and abs(one.points - other.points) < POINTS_APART


def in_sample(digest: str, percent: int) -> bool:
    """Whether a piece of work is drawn, by a SHA-256, hexadecimal, that nobody can foresee.

    The same digest is drawn by every larger percentage too.
    """
    place, whole = int(digest[:SAMPLE_HEXADECIMALS], 16), int("f" * SAMPLE_HEXADECIMALS, 16) + 1
    return place * 100 < percent * whole
