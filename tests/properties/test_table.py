"""What holds for every list that leaves the service."""

import csv
from datetime import date
from io import BytesIO, StringIO

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from content.cells import BOM, guarded, unguarded
from content.languages import Language
from course.reports.table import (
    Cell,
    Column,
    Described,
    FileKind,
    Table,
    plain_csv,
    write,
)

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
dangerous = st.builds(
    str.__add__, st.text("=+-@\t\r\n'", min_size=1, max_size=3), st.text(letters, max_size=5)
)
texts = st.text(letters, max_size=20) | dangerous
cells = texts | st.integers(0, 10**9) | st.dates(date(1901, 1, 1), date(2100, 1, 1)) | st.none()
rows = st.lists(st.tuples(cells, cells), max_size=6)
COLUMNS = (Column("first", "Pierwsza", 10), Column("second", "Druga", 10))


def described(given_rows: list[tuple[Cell, Cell]]) -> Described:
    return Described(Table("Lista", COLUMNS, given_rows), ("Filtr: każdy.",), Language.PL)


def expected(cell: Cell) -> str:
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


@given(rows)
def test_both_kinds_of_csv_give_back_what_was_put_in(written: list[tuple[Cell, Cell]]) -> None:
    wanted = [[expected(cell) for cell in row] for row in written]
    plain = plain_csv(described(written).table).decode()
    polish = write(described(written), FileKind.CSV).decode().removeprefix(BOM)
    for text, delimiter in ((plain, ","), (polish, ";")):
        read = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
        found = [[unguarded(cell) for cell in row] for row in read[1 : len(written) + 1]]
        assert found == wanted
        assert not [cell for row in read for cell in row if cell[:1] in set("=+-@\t\r\n")]


@given(texts)
def test_the_guard_can_be_taken_off_and_never_lets_a_formula_through(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


sayable = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=20
)
typed = sayable | st.sampled_from(["=1+1", "+48", "-5", "@x"]) | st.integers(0, 10**9)
days = st.dates(date(1901, 1, 1), date(2100, 1, 1))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(typed, days), max_size=4))
def test_a_workbook_keeps_the_type_of_every_cell(written: list[tuple[Cell, Cell]]) -> None:
    sheet = load_workbook(BytesIO(write(described(written), FileKind.XLSX))).active
    assert sheet is not None
    for number, (first, day) in enumerate(written, start=2):
        assert sheet[f"A{number}"].value == first
        assert sheet[f"A{number}"].data_type == ("n" if isinstance(first, int) else "s")
        assert sheet[f"B{number}"].value.date() == day
