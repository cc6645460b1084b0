"""What strangers and the lead partner are told: frozen totals, and groups where nobody shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.small_cells import is_told, is_told_within
from course.queries.totals import FrozenTotals
from course.terms import Indicator, SnapshotPurpose

SEX, CITY, COHORT = "sex", "city", "cohort"


@dataclass(frozen=True, slots=True)
class GroupTable:
    """How many counted people in each group; without numbers where they would tell of few."""

    split: str
    groups: tuple[str, ...]
    numbers: Mapping[str, int] | None


@dataclass(frozen=True, slots=True)
class Told:
    """The newest totals that stand uncorrected, and tables of groups of the one day they have."""

    newest: FrozenTotals | None
    grouped: FrozenTotals | None
    tables: tuple[GroupTable, ...]


def told_of(frozen: Sequence[FrozenTotals]) -> Told:
    """What may be told of everything frozen, given in the order of numbers.

    Groups are told once, as they were in the first final report: neither a later one nor a
    correction takes its place, because two days could be compared (`assessments.small_cells`).
    """
    corrected = {one.snapshot.corrects_id for one in frozen}
    standing = [one for one in frozen if one.snapshot.id not in corrected]
    newest = max(standing, key=lambda one: (one.snapshot.as_of, one.snapshot.number), default=None)
    final = SnapshotPurpose.FINAL_REPORT
    grouped = next((one for one in frozen if one.snapshot.purpose is final), None)
    return Told(newest, grouped, () if grouped is None else _tables(grouped))


def _tables(frozen: FrozenTotals) -> tuple[GroupTable, ...]:
    split = frozen.figures[Indicator.QUALIFIED_ORGANISERS].split
    told = {
        SEX: is_told(split[SEX]),
        CITY: is_told(split[CITY]),
        COHORT: is_told_within(split[COHORT], split[CITY]),
    }
    return tuple(
        GroupTable(name, tuple(split[name]), split[name] if told[name] else None) for name in told
    )
