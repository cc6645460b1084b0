"""Where the marks of a map stand: none outside its frame, none on top of another."""

from itertools import combinations

import pytest

from assessments.fields import Axis, MapField, ScaleField, TableField, TextField
from assessments.fields.points import points_of
from course.web.point_map import BOTTOM, LEFT, RIGHT, TOP, Mark, fan
from tests.authored import WORD

RADIUS = 9.5
SCALE = {"label": WORD, "lowest": -2, "highest": 2, "texts": (WORD, WORD)}
ROWS = TableField(
    name="rows",
    label=WORD,
    columns=(
        TextField(name="who", label=WORD),
        ScaleField(name="x", **SCALE),  # type: ignore[arg-type]
        ScaleField(name="y", **SCALE),  # type: ignore[arg-type]
    ),
)
MAP = MapField(
    name="map",
    label=WORD,
    table="rows",
    point="who",
    x=Axis("x", WORD, WORD),
    y=Axis("y", WORD, WORD),
)


def marks(spots: list[tuple[int, int]]) -> list[Mark]:
    rows = [{"who": "R-01", "x": str(x), "y": str(y)} for x, y in spots]
    points = points_of(MAP, [ROWS], {"rows": rows})
    return [mark for spot in points.by_spot() for mark in fan(spot)]


@pytest.mark.parametrize("count", range(1, 13))
def test_points_of_one_spot_are_fanned(count: int) -> None:
    drawn = marks([(2, 2)] * count)
    assert len(drawn) == min(count, 9)
    for one, other in combinations(drawn, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (2 * RADIUS) ** 2
    for mark in drawn:
        assert LEFT + RADIUS < mark.x < RIGHT - RADIUS
        assert TOP + RADIUS < mark.y < BOTTOM - RADIUS


def test_of_more_than_nine_the_last_mark_says_how_many_more() -> None:
    assert [mark.text for mark in marks([(0, 0)] * 11)] == [*"12345678", "+3"]


def test_fans_of_neighbouring_spots_do_not_meet() -> None:
    spots = [(x, y) for x in range(-2, 3) for y in range(-2, 3)]
    for one, other in combinations(marks(spots * 9), 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 > (2 * RADIUS) ** 2


def test_right_is_more_and_up_is_more() -> None:
    low, right, up = marks([(-2, -2), (2, -2), (-2, 2)])
    assert low.x == up.x < right.x
    assert low.y == right.y > up.y
