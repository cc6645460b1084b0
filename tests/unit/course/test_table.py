"""One table in every form."""

import csv
from datetime import date, datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from content.cells import BOM, guarded, unguarded
from content.languages import Language
from course.errors import TooManyRows
from course.reports.table import (
    Column,
    Described,
    FileKind,
    Spoken,
    Table,
    plain_csv,
    write,
)

COLUMNS = (Column("name", "Osoba", 20), Column("state", "Stan", 10), Column("met", "Spełnione", 9))
ROWS = [
    ("Łucja Ćwikła", Spoken("counted", "wliczona"), 9),
    ('=HYPERLINK("http://x")', None, None),
]
DESCRIPTION = ("Filtr: każda edycja.", "2 wiersze.")


def described(rows: object = None, columns: tuple[Column, ...] = COLUMNS) -> Described:
    table = Table("Krosno: osoby", columns, ROWS if rows is None else rows)  # type: ignore[arg-type]
    return Described(table, DESCRIPTION, Language.PL)


def test_polish_excel_gets_a_mark_semicolons_and_words() -> None:
    text = write(described(), FileKind.CSV).decode()
    assert text.startswith(f'{BOM}"Osoba";"Stan";"Spełnione"\r\n')
    rows = list(csv.reader(StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))
    assert rows == [
        ["Osoba", "Stan", "Spełnione"],
        ["Łucja Ćwikła", "wliczona", "9"],
        ['\'=HYPERLINK("http://x")', "", ""],
        [],
        ["Filtr: każda edycja."],
        ["2 wiersze."],
    ]


def test_machines_get_commas_codes_and_nothing_else() -> None:
    content = write(described(), FileKind.PLAIN_CSV)
    assert content == plain_csv(described().table)
    assert content.decode().splitlines()[:2] == [
        '"name","state","met"',
        '"Łucja Ćwikła","counted","9"',
    ]


def test_the_digest_is_that_of_the_plain_csv_in_any_language() -> None:
    english = tuple(Column(column.name, column.name.upper(), 5) for column in COLUMNS)
    rows = [(ROWS[0][0], Spoken("counted", "counted"), 9), ROWS[1]]
    assert described().table.digest == described(rows, english).table.digest
    assert described().table.digest != described(rows[:1], english).table.digest


def test_a_workbook_has_typed_cells_a_frozen_heading_and_its_description() -> None:
    columns = (*COLUMNS, Column("issued_on", "Wydany", 11))
    rows = [("Ana", Spoken("counted", "wliczona"), 9, date(2026, 11, 12)), ("=1+1", None, 0, None)]
    book = load_workbook(BytesIO(write(described(rows, columns), FileKind.XLSX)))
    sheet = book.active
    assert sheet is not None
    assert sheet.freeze_panes == "B2"
    assert [cell.value for cell in sheet[1]] == ["Osoba", "Stan", "Spełnione", "Wydany"]
    assert [cell.value for cell in sheet[2]] == ["Ana", "wliczona", 9, datetime(2026, 11, 12)]  # noqa: DTZ001 -- as openpyxl gives days
    assert (sheet["D2"].is_date, sheet["D2"].number_format) == (True, "dd.mm.yyyy")
    assert (sheet["A3"].value, sheet["A3"].data_type) == ("=1+1", "s")
    assert sheet["C3"].value == 0
    assert [sheet[f"A{row}"].value for row in (5, 6)] == list(DESCRIPTION)


def test_an_empty_list_is_a_file_too() -> None:
    for kind in FileKind:
        assert write(described([]), kind)


def test_a_pdf_names_days_as_people_do_and_carries_its_letters() -> None:
    columns = (*COLUMNS, Column("issued_on", "Wydany", 11))
    rows = [("Żółć Łąka", Spoken("counted", "wliczona"), 9, date(2026, 11, 12))]
    content = write(described(rows, columns), FileKind.PDF)
    assert content.startswith(b"%PDF-")


def test_a_pdf_is_refused_above_two_thousand_rows() -> None:
    with pytest.raises(TooManyRows) as refused:
        write(described([ROWS[0]] * 2001), FileKind.PDF)
    assert refused.value.facts == {"rows": 2001, "limit": 2000}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "'=1", "\uff1d1"])
def test_formulas_are_guarded_and_can_be_read_back(text: str) -> None:
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.parametrize("text", ["", "Ana", "a=1", "O'Hara", "'Ana", "2026-11-23"])
def test_ordinary_text_stays(text: str) -> None:
    assert guarded(text) == text == unguarded(text)
