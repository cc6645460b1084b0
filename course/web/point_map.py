"""A map of points as a page draws it: where each mark stands, and the same as lines of a table.

Lengths are units of the drawing, which is 360 wide; the page decides how large a unit is.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, isqrt

from assessments.fields import Column, Field, MapField, Point, Points, TableField, points_of
from assessments.fields.points import steps_of
from course.web.told import told

LEFT, RIGHT, TOP, BOTTOM = 10, 350, 26, 336
EDGE = 34
"""From the frame to the ends of the axes, so that a fan at an end stays inside."""
PITCH = 20
"""From the middle of one mark to that of its neighbour in a fan."""
MOST_IN_FAN = 9
MOST_RULES = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle with what is written in it: the number of a row, or how many more lie here."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """A point as a line of the table."""

    number: int
    name: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class MapShown:
    """Everything that a page needs of a map."""

    marks: Sequence[Mark]
    rules_across: Sequence[float]
    rules_up: Sequence[float]
    lines: Sequence[Line]
    unplaced: Sequence[int]
    table: TableField
    x_column: Column
    y_column: Column
    point_column: Column


def map_shown(asked: MapField, fields: Iterable[Field], values: Mapping[str, object]) -> MapShown:
    """Draw the rows of a form as it is filled in now."""
    points = points_of(asked, fields, values)
    return MapShown(
        marks=[mark for spot in points.by_spot() for mark in fan(spot)],
        rules_across=[_down(part) for part in _steps(points, asked.y.column)],
        rules_up=[_right(part) for part in _steps(points, asked.x.column)],
        lines=[_line(asked, points, point) for point in points.placed],
        unplaced=points.unplaced,
        table=points.table,
        x_column=points.column(asked.x.column),
        y_column=points.column(asked.y.column),
        point_column=points.column(asked.point),
    )


def _line(asked: MapField, points: Points, point: Point) -> Line:
    name, x, y = (
        told(points.column(one), point.row.get(one, ""))
        for one in (asked.point, asked.x.column, asked.y.column)
    )
    return Line(point.number, name, x, y)


def fan(spot: Sequence[Point]) -> list[Mark]:
    """Points of one spot side by side; of more than nine, eight and the number of the others."""
    texts = [str(point.number) for point in spot]
    if len(texts) > MOST_IN_FAN:
        shown = MOST_IN_FAN - 1
        texts = [*texts[:shown], f"+{len(texts) - shown}"]
    columns = isqrt(len(texts) - 1) + 1
    rows = ceil(len(texts) / columns)
    x, y = _right(spot[0].x), _down(spot[0].y)
    return [
        Mark(
            round(x + PITCH * (place % columns - (columns - 1) / 2), 1),
            round(y + PITCH * (place // columns - (rows - 1) / 2), 1),
            text,
        )
        for place, text in enumerate(texts)
    ]


def _steps(points: Points, column: str) -> list[Fraction]:
    """Where lines help the eye: at each step, or at the ends where there are too many."""
    steps = steps_of(points.column(column)) or 1
    count = steps if steps <= MOST_RULES else 1
    return [Fraction(step, count) for step in range(count + 1)]


def _right(part: Fraction) -> float:
    return round(LEFT + EDGE + float(part) * (RIGHT - LEFT - 2 * EDGE), 1)


def _down(part: Fraction) -> float:
    return round(BOTTOM - EDGE - float(part) * (BOTTOM - TOP - 2 * EDGE), 1)
