"""The points of a map: rows of a table, each with its place on two axes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from assessments.fields.kinds import (
    Axis,
    ChoiceField,
    Column,
    Field,
    MapField,
    NumberField,
    ScaleField,
    TableField,
)
from assessments.fields.values import Row, rows_of, unreadable
from assessments.typed import number_in


@dataclass(frozen=True, slots=True)
class Point:
    """A row on the map: its number in the table from 1, and its place from 0 to 1 on each axis."""

    number: int
    row: Row
    x: Fraction
    y: Fraction


@dataclass(frozen=True, slots=True)
class Points:
    """What a map shows, from the highest down; `unplaced`: the numbers of rows without a place."""

    table: TableField
    placed: tuple[Point, ...]
    unplaced: tuple[int, ...]

    def column(self, name: str) -> Column:
        """A column of the table; reading the authored file has proved that it exists."""
        return next(column for column in self.table.columns if column.name == name)

    def by_spot(self) -> Sequence[tuple[Point, ...]]:
        """Points that lie on the same spot together, in the order of their numbers."""
        spots: dict[tuple[Fraction, Fraction], list[Point]] = {}
        for point in sorted(self.placed, key=lambda one: one.number):
            spots.setdefault((point.x, point.y), []).append(point)
        return [tuple(points) for points in spots.values()]


def points_of(asked: MapField, fields: Iterable[Field], values: Mapping[str, object]) -> Points:
    """Where each row of the table lies; also for a form half filled in."""
    table = next(one for one in fields if isinstance(one, TableField) and one.name == asked.table)
    placed, unplaced = [], []
    for number, row in enumerate(rows_of(table.name, values), start=1):
        x, y = _along(asked.x, table, row), _along(asked.y, table, row)
        if x is None or y is None:
            unplaced.append(number)
        else:
            placed.append(Point(number, row, x, y))
    placed.sort(key=lambda one: (-one.y, -one.x, one.number))
    return Points(table, tuple(placed), tuple(unplaced))


def steps_of(column: Column) -> int | None:
    """How many steps lie between the ends of an axis; None where a column cannot be an axis."""
    ends = _ends(column)
    return None if ends is None else max(1, int(ends[1] - ends[0]))


def _ends(column: Column) -> tuple[Decimal | int, Decimal | int] | None:
    match column:
        case ChoiceField(options=options):
            return 0, len(options) - 1
        case ScaleField():
            return column.lowest, column.highest
        case NumberField(minimum=Decimal() as low, maximum=Decimal() as high) if low < high:
            return low, high
        case _:
            return None


def _along(axis: Axis, table: TableField, row: Row) -> Fraction | None:
    column = next(one for one in table.columns if one.name == axis.column)
    value = str(row.get(column.name, ""))
    readable = "" if unreadable(column, value) else value
    ends, at = _ends(column), number_in(readable)
    if isinstance(column, ChoiceField) and readable:
        at = Decimal([option.id for option in column.options].index(readable))
    if ends is None or at is None:
        return None
    low, high = ends
    return Fraction(at - low) / Fraction(high - low)
