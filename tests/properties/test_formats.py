"""What holds for every list that leaves the service."""

import csv
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from content.cells import BOM, guarded, unguarded
from course.reports.formats import FileKind
from course.reports.formats.texts import plain_line, plain_text, polish_line, said_text
from course.reports.lists import Cell, Column, Spoken
from tests.list_files import HOSTILE, make_document, ods_rows, written

letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
dangerous = st.builds(
    str.__add__, st.text("=+-@\t\r\n'<", min_size=1, max_size=3), st.text(letters, max_size=5)
)
texts = st.text(letters, max_size=20) | dangerous | st.sampled_from(HOSTILE)
days = st.dates(date(1901, 1, 1), date(2100, 1, 1))
numbers = st.integers(-(10**9), 10**9) | st.decimals(-1000, 1000, places=2)
cells = texts | numbers | days | st.none() | st.builds(Spoken, texts, texts)
rows = st.lists(st.tuples(cells, cells), max_size=6)
COLUMNS = (Column("first", "Pierwsza", 10), Column("second", "Druga", 10))

Rows = Sequence[tuple[Cell, Cell]]


@given(st.lists(cells, min_size=1, max_size=6))
def test_a_line_is_what_the_csv_module_writes(line: list[Cell]) -> None:
    for write, text, delimiter in ((plain_line, plain_text, ","), (polish_line, said_text, ";")):
        module = StringIO(newline="")
        csv.writer(module, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerow(
            [guarded(text(cell)) for cell in line]
        )
        assert write(line) == module.getvalue()


@given(rows)
def test_both_kinds_of_csv_give_back_what_was_put_in(given_rows: Rows) -> None:
    for kind, text, delimiter in (
        (FileKind.PLAIN_CSV, plain_text, ","),
        (FileKind.CSV, said_text, ";"),
    ):
        content = written(make_document(COLUMNS), given_rows, kind).decode().removeprefix(BOM)
        read = list(csv.reader(StringIO(content, newline=""), delimiter=delimiter))
        found = [[unguarded(cell) for cell in row] for row in read[1 : len(given_rows) + 1]]
        assert found == [[text(cell) for cell in row] for row in given_rows]
        assert not [cell for row in read for cell in row if cell[:1] in set("=+-@\t\r\n")]


@given(texts)
def test_the_guard_can_be_taken_off_and_never_lets_a_formula_through(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


sayable = st.text(
    st.characters(min_codepoint=32, exclude_categories=["Cs", "Cc", "Cn"]), max_size=20
)
seen = sayable | st.sampled_from([text for text in HOSTILE if not set(text) & set("\t\r\n")])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(seen | st.integers(0, 10**9), days), max_size=4))
def test_a_workbook_keeps_the_type_of_every_cell(given_rows: Rows) -> None:
    content = written(make_document(COLUMNS), given_rows, FileKind.XLSX)
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    for number, (first, day) in enumerate(given_rows, start=2):
        found = sheet[f"A{number}"]
        assert ("" if found.value is None else found.value) == first
        assert found.data_type == ("n" if isinstance(first, int) else "s")
        assert sheet[f"B{number}"].value.date() == day


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(texts, numbers), max_size=4))
def test_no_form_of_a_sheet_ever_has_a_formula(given_rows: Rows) -> None:
    content = written(make_document(COLUMNS), given_rows, FileKind.XLSX)
    with ZipFile(BytesIO(content)) as whole:
        assert b"<f" not in whole.read("xl/worksheets/sheet1.xml")
    content = written(make_document(COLUMNS), given_rows, FileKind.ODS)
    with ZipFile(BytesIO(content)) as whole:
        told = ET.fromstring(whole.read("content.xml"))  # noqa: S314 -- our own file
    attributes = {name for element in told.iter() for name in element.attrib}
    assert not [name for name in attributes if name.endswith("formula")]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(seen, st.decimals(-1000, 1000, places=2)), max_size=4))
def test_an_open_document_gives_back_what_was_put_in(given_rows: list[tuple[str, Decimal]]) -> None:
    read = ods_rows(written(make_document(COLUMNS), given_rows, FileKind.ODS))
    assert read[1 : len(given_rows) + 1] == [[text, str(number)] for text, number in given_rows]
