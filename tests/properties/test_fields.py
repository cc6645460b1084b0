"""What holds for every form and whatever is typed into it."""

import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from assessments.checks import run_checks
from assessments.definitions import Check, DistinctValues, RowCount, Words
from assessments.faults import FAULT_CODES
from assessments.fields import (
    Axis,
    CheckboxField,
    ChoiceField,
    DateField,
    MapField,
    NumberField,
    PlaceField,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
    missing_for_hand_in,
    points_of,
    read_values,
)
from assessments.typed import day_in, number_in, plain_number, time_in
from tests.authored import WORD, make_assignment, make_items

COLUMNS = (
    TextField(name="text", label=WORD, required=True, min_words=2, max_words=5),
    ChoiceField(name="choice", label=WORD, options=make_items("ab"), required=True),
    NumberField(name="number", label=WORD, minimum=Decimal(1), maximum=Decimal(10)),
    DateField(name="day", label=WORD),
    CheckboxField(name="tick", label=WORD),
    TimeField(name="time", label=WORD),
    PlaceField(name="place", label=WORD),
    SeveralField(name="several", label=WORD, options=make_items("abc"), min_chosen=2, max_chosen=2),
    ScaleField(name="scale", label=WORD, lowest=-1, highest=1, texts=(WORD, WORD)),
)
TABLE = TableField(name="rows", label=WORD, columns=COLUMNS, min_rows=1, max_rows=3)
MAP = MapField(
    name="map",
    label=WORD,
    table="rows",
    point="text",
    x=Axis("scale", WORD, WORD),
    y=Axis("number", WORD, WORD),
)
ASSIGNMENT = make_assignment(
    *COLUMNS,
    TABLE,
    MAP,
    checks=(
        Check(WORD, 1, RowCount(table="rows", filled="text", where={"tick": ("yes",)})),
        Check(WORD, 1, DistinctValues(table="rows", column="day")),
        Check(WORD, 1, RowCount(table="rows", where={"several": ("a", "c")})),
        Check(WORD, 1, DistinctValues(table="rows", column="several")),
        Check(WORD, 1, Words(field="text", at_most=3)),
    ),
)
NAMES = [column.name for column in COLUMNS]

typed = (
    st.sampled_from(["a", "b", "yes", "raz dwa", "2,5", "11", "6.12.2026", "31.02.2026", "", " "])
    | st.sampled_from(["c", "+1", "−1", "17.30", "5 pm", "24:00", "ul.  Lwowska "])
    | st.text()
)
names = st.sampled_from(NAMES) | st.builds(
    "rows-{}-{}".format, st.integers(0, 5), st.sampled_from(NAMES)
)
forms = st.dictionaries(names | st.text(), st.lists(typed, max_size=3))


@given(forms)
def test_whatever_is_typed_is_read_and_can_be_stored(raw: dict[str, list[str]]) -> None:
    reading = read_values(ASSIGNMENT.fields, raw)
    kept = json.dumps(reading.values, ensure_ascii=False).encode()
    assert json.loads(kept) == reading.values
    assert {fault.code for fault in reading.faults.values()} <= set(FAULT_CODES)


@given(forms)
def test_what_was_read_reads_the_same_again(raw: dict[str, list[str]]) -> None:
    reading = read_values(ASSIGNMENT.fields, raw)
    assert read_values(ASSIGNMENT.fields, sent_again(reading.values)) == reading


def sent_again(values: dict[str, object]) -> dict[str, list[str]]:
    """The form that shows a kept draft sends this."""
    raw: dict[str, list[str]] = {}
    for name, value in values.items():
        if isinstance(value, list) and name == "several":
            raw[name] = value
        elif isinstance(value, list):
            for number, row in enumerate(value):
                raw |= {f"{name}-{number}-{key}": sent for key, sent in sent_again(row).items()}
        elif value:
            raw[name] = ["yes" if value is True else str(value)]
    return raw


@given(forms)
def test_no_row_is_empty_and_every_fault_names_a_blank_of_the_form(
    raw: dict[str, list[str]],
) -> None:
    reading = read_values(ASSIGNMENT.fields, raw)
    rows = reading.values["rows"]
    assert isinstance(rows, list)
    assert all(any(row.values()) for row in rows)
    cells = {f"rows-{number}-{name}" for number in range(len(rows)) for name in NAMES}
    missing = missing_for_hand_in(ASSIGNMENT, reading.values)
    assert reading.faults.keys() <= missing.keys() <= {*NAMES, "rows"} | cells
    assert {fault.code for fault in missing.values()} <= set(FAULT_CODES)


@given(forms)
def test_checks_count_whatever_was_kept(raw: dict[str, list[str]]) -> None:
    for result in run_checks(ASSIGNMENT, read_values(ASSIGNMENT.fields, raw).values):
        assert result.found >= 0
        assert not result.met or result.found >= result.check.at_least


@given(forms)
def test_every_row_has_its_place_on_the_map_or_none(raw: dict[str, list[str]]) -> None:
    values = read_values(ASSIGNMENT.fields, raw).values
    points = points_of(MAP, ASSIGNMENT.fields, values)
    rows = values["rows"]
    assert isinstance(rows, list)
    numbers = [point.number for point in points.placed] + list(points.unplaced)
    assert sorted(numbers) == list(range(1, len(rows) + 1))
    assert all(0 <= point.x <= 1 and 0 <= point.y <= 1 for point in points.placed)


@given(st.times())
def test_a_time_is_the_same_however_it_is_written(time: object) -> None:
    found = time_in(f"{time:%H:%M}")
    assert found is not None
    assert found == time_in(f"{time:%H.%M}") == time_in(f"{time:%I.%M %p}")


@given(st.decimals(-(10**12), 10**12, places=4))
def test_a_number_is_the_same_however_it_is_written(number: Decimal) -> None:
    assert number_in(plain_number(number)) == number
    assert number_in(plain_number(number).replace(".", ",")) == number
    assert number_in(f"{number:,.4f}".replace(",", "\u00a0").replace(".", ",")) == number


@given(st.dates())
def test_a_day_is_the_same_however_it_is_written(day: object) -> None:
    assert day_in(f"{day:%Y-%m-%d}".zfill(10)) == day
    assert day_in(f"{day:%d.%m.}" + f"{day:%Y}".zfill(4)) == day
