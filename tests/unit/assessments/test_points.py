"""Where the rows of a table lie on a map."""

from decimal import Decimal
from fractions import Fraction

import pytest

from assessments.fields import (
    Axis,
    ChoiceField,
    MapField,
    NumberField,
    ScaleField,
    TableField,
    TextField,
    points_of,
)
from assessments.fields.points import steps_of
from tests.authored import WORD, make_items

WHO = TextField(name="who", label=WORD)
LIKING = ScaleField(name="liking", label=WORD, lowest=-2, highest=2, texts=(WORD, WORD))
WORTH = NumberField(name="worth", label=WORD, minimum=Decimal(1), maximum=Decimal(5))
STEP = ChoiceField(name="step", label=WORD, options=make_items("abc"))
ROWS = TableField(name="rows", label=WORD, columns=(WHO, LIKING, WORTH, STEP))


def drawn(x: str, y: str) -> MapField:
    return MapField(
        name="map",
        label=WORD,
        table="rows",
        point="who",
        x=Axis(x, WORD, WORD),
        y=Axis(y, WORD, WORD),
    )


def row(who: str, **cells: str) -> dict[str, object]:
    return {"who": who, "liking": "", "worth": "", "step": "", **cells}


VALUES: dict[str, object] = {
    "rows": [
        row("a", liking="-2", worth="1"),
        row("b", liking="2", worth="5"),
        row("c", liking="0", worth="2.5"),
        row("d", liking="9", worth="1"),
        row("e", worth="1"),
        row("f", liking="2", worth="5"),
    ]
}


def test_each_row_lies_where_its_columns_say_the_highest_first() -> None:
    points = points_of(drawn("liking", "worth"), [WHO, ROWS], VALUES)
    assert [(one.number, one.row["who"], one.x, one.y) for one in points.placed] == [
        (2, "b", 1, 1),
        (6, "f", 1, 1),
        (3, "c", Fraction(1, 2), Fraction(3, 8)),
        (1, "a", 0, 0),
    ]
    assert points.unplaced == (4, 5)
    assert points.column("worth") == WORTH


def test_rows_on_the_same_spot_are_told_together() -> None:
    spots = points_of(drawn("liking", "worth"), [ROWS], VALUES).by_spot()
    assert [[point.number for point in spot] for spot in spots] == [[1], [2, 6], [3]]


def test_an_axis_may_be_a_choice() -> None:
    values: dict[str, object] = {"rows": [row("a", step="b", worth="9"), row("b", step="c")]}
    points = points_of(drawn("step", "step"), [ROWS], values)
    assert [(one.number, one.x) for one in points.placed] == [(2, 1), (1, Fraction(1, 2))]


def test_a_form_not_begun_has_no_points() -> None:
    points = points_of(drawn("step", "liking"), [ROWS], {})
    assert (points.placed, points.unplaced) == ((), ())


@pytest.mark.parametrize(
    ("column", "steps"),
    [
        (LIKING, 4),
        (WORTH, 4),
        (STEP, 2),
        (WHO, None),
        (NumberField(name="n", label=WORD, minimum=Decimal(1)), None),
        (NumberField(name="n", label=WORD, minimum=Decimal(1), maximum=Decimal(1)), None),
        (NumberField(name="n", label=WORD, minimum=Decimal(0), maximum=Decimal("0.5")), 1),
    ],
)
def test_an_axis_has_two_ends(column: NumberField, steps: int | None) -> None:
    assert steps_of(column) == steps
