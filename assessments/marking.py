"""Levels of a rubric → points and outcome."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from assessments.definitions import LEVELS, Criterion, Rubric
from assessments.faults import Fault

LOWEST_STARRED_LEVEL = 2

Outcome = Literal["pass", "revise"]


class UnreadableMarking(Exception):
    """Levels that do not fit the rubric, each named."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        """Carry every fault at once."""
        super().__init__(*faults)
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the levels come to; the reasons say why the work is to be revised."""

    points: int
    max_points: int
    outcome: Outcome
    reasons: tuple[Fault, ...]


def judge_marking(rubric: Rubric, levels: Mapping[str, int]) -> Judgement:
    """Pass: enough points, no criterion at 0, every starred criterion at 2 or more.

    The rule is that of the course's curriculum, section 4.2. Raises UnreadableMarking unless every
    criterion has one level of the scale.
    """
    check_levels(rubric.criteria, levels)
    points = sum(levels.values())
    reasons = tuple(_reasons(rubric, levels, points))
    return Judgement(points, rubric.max_points, "revise" if reasons else "pass", reasons)


def check_levels(criteria: Sequence[Criterion], levels: Mapping[str, int]) -> None:
    """Raise UnreadableMarking unless every criterion has one level of the scale."""
    misfits = tuple(_misfits(criteria, levels))
    if misfits:
        raise UnreadableMarking(misfits)


def _misfits(criteria: Sequence[Criterion], levels: Mapping[str, int]) -> Iterator[Fault]:
    known = [criterion.id for criterion in criteria]
    for criterion_id, level in levels.items():
        if criterion_id not in known:
            yield Fault("unknown_criterion", {"criterion": criterion_id})
        elif level not in LEVELS:
            yield Fault("unknown_level", {"criterion": criterion_id, "level": level})
    for criterion_id in known:
        if criterion_id not in levels:
            yield Fault("criterion_unmarked", {"criterion": criterion_id})


def _reasons(rubric: Rubric, levels: Mapping[str, int], points: int) -> Iterator[Fault]:
    if points < rubric.pass_points:
        yield Fault("below_pass_points", {"points": points, "pass_points": rubric.pass_points})
    for criterion in rubric.criteria:
        level = levels[criterion.id]
        if level == 0:
            yield Fault("criterion_at_zero", {"criterion": criterion.id})
        elif criterion.starred and level < LOWEST_STARRED_LEVEL:
            yield Fault("starred_below_two", {"criterion": criterion.id, "level": level})
