"""What differs between two sets of frozen figures: line by line, and as numbers with signs.

A line is what was frozen about one person or one institution.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assessments.freezing import Figures

Line = Mapping[str, Any]

SUBJECTS = ("person", "institution")
"""By what a line is known: exactly one of these stands in it."""


class Change(StrEnum):
    """What became of a person or an institution from one set of figures to the other."""

    CAME_IN = "came_in"
    WENT_OUT = "went_out"
    COUNTED_OTHERWISE = "counted_otherwise"  # in both, on other evidence
    LEFT_OUT_OTHERWISE = "left_out_otherwise"  # in neither, but another line or a new one


@dataclass(frozen=True, slots=True)
class Changed:
    """One thing that a line says otherwise; none: it said nothing of it."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class LineChange:
    """A person or an institution about which the two differ; a line may be on one side only."""

    subject: int
    change: Change
    before: Line | None
    after: Line | None
    changed: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """One number on both sides, of the whole or of a group of a split."""

    before: int
    after: int

    @property
    def difference(self) -> int:
        """How many more; fewer are negative."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class IndicatorDifference:
    """What differs in one indicator."""

    figure: Number
    splits: Mapping[str, Mapping[str, Number]]
    promise: tuple[Changed, ...]
    lines: tuple[LineChange, ...]

    def of(self, change: Change) -> list[LineChange]:
        """The lines of one kind of change."""
        return [line for line in self.lines if line.change is change]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs, by indicator; those of either side."""

    indicators: Mapping[str, IndicatorDifference]

    @property
    def empty(self) -> bool:
        """Whether both say the same of everybody and promise the same."""
        return not any(one.lines or one.promise for one in self.indicators.values())


_NOTHING: Figures = {"promise": None, "figure": 0, "split": {}, "counted": [], "left_out": []}


def difference(before: Figures, after: Figures) -> Difference:
    """What became of the figures on the left in those on the right."""
    old, new = before["indicators"], after["indicators"]
    return Difference(
        {
            name: _of_indicator(old.get(name, _NOTHING), new.get(name, _NOTHING))
            for name in sorted(old.keys() | new.keys())
        }
    )


def flat(line: Line | None) -> dict[str, object]:
    """Everything a line says, each thing by its path: `conditions.once.met`."""
    return dict(_flat(line or {}, ""))


def subject_of(line: Line) -> int:
    """The id of whom or what a line is about."""
    (name,) = (name for name in SUBJECTS if name in line)
    return int(line[name])


def _of_indicator(old: Figures, new: Figures) -> IndicatorDifference:
    return IndicatorDifference(
        Number(old["figure"], new["figure"]),
        {
            split: _numbers(old["split"].get(split, {}), new["split"].get(split, {}))
            for split in sorted(old["split"].keys() | new["split"].keys())
        },
        _changed(old["promise"], new["promise"]),
        tuple(_line_changes(old, new)),
    )


def _numbers(old: Mapping[str, int], new: Mapping[str, int]) -> Mapping[str, Number]:
    return {
        group: Number(old.get(group, 0), new.get(group, 0))
        for group in sorted(old.keys() | new.keys())
    }


def _line_changes(old: Figures, new: Figures) -> Iterator[LineChange]:
    counted_before, counted_after = _by_subject(old["counted"]), _by_subject(new["counted"])
    all_before = _by_subject(old["left_out"]) | counted_before
    all_after = _by_subject(new["left_out"]) | counted_after
    for subject in sorted(all_before.keys() | all_after.keys()):
        before, after = all_before.get(subject), all_after.get(subject)
        change = _change(subject in counted_before, subject in counted_after)
        if before != after or change in {Change.CAME_IN, Change.WENT_OUT}:
            yield LineChange(subject, change, before, after, _changed(before, after))


def _change(was: bool, is_now: bool) -> Change:  # noqa: FBT001 -- counted before, counted after
    if was and is_now:
        return Change.COUNTED_OTHERWISE
    if is_now:
        return Change.CAME_IN
    return Change.WENT_OUT if was else Change.LEFT_OUT_OTHERWISE


def _by_subject(lines: list[Line]) -> dict[int, Line]:
    return {subject_of(line): line for line in lines}


def _changed(before: Line | None, after: Line | None) -> tuple[Changed, ...]:
    old, new = flat(before), flat(after)
    return tuple(
        Changed(name, old.get(name), new.get(name))
        for name in sorted(old.keys() | new.keys())
        if old.get(name) != new.get(name)
    )


def _flat(line: Line, path: str) -> Iterator[tuple[str, object]]:
    for name, value in line.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{path}{name}.")
        else:
            yield f"{path}{name}", value
