"""Files that are brought back as marking sheets: read, or refused with a reason, and quickly."""

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable, Mapping, Sequence

import pytest
from openpyxl import Workbook

from assessments.marking_sheets import Print, SheetRow, Written
from course.web.forms.marking_sheets import (
    MOST_BYTES,
    MOST_CARRIED,
    MOST_ROWS,
    as_text,
    from_text,
    read_sheet,
)
from course.web.forms.workbooks import UnreadableWorkbook

SHEET = "xl/worksheets/sheet1.xml"
CODES = ["id", "print", "who", "level:c1", "comment:c1", "feedback", "outcome"]
ROW = [7, "abc.0.0", "Ana", 2, "Tak.", "Dobrze.", "zaliczone"]
WRITTEN = Written(levels={"c1": 2}, comments={"c1": "Tak."}, feedback="Dobrze.", outcome="pass")
READ = SheetRow(row=3, id=7, print=Print("abc"), written=WRITTEN)


def workbook(*rows: Sequence[object]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def with_part(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same file with one part of it changed."""
    changed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for part in archive.namelist():
            inside = archive.read(part)
            written.writestr(part, change(inside) if part == name else inside)
    return changed.getvalue()


def code_of(content: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as refused:
        read_sheet(content)
    return refused.value.fault.code


def test_a_sheet_is_read_by_its_hidden_codes_whatever_the_order() -> None:
    assert read_sheet(workbook(CODES, ["?"] * 7, ROW)) == (READ,)
    turned = workbook(CODES[::-1], ["?"] * 7, ROW[::-1])
    assert read_sheet(turned) == (READ,)
    assert read_sheet(workbook([], CODES, ["?"] * 7, [], ROW))[0].written == WRITTEN


def test_it_may_be_any_of_the_sheets_of_a_file() -> None:
    book = Workbook()
    sheet = book.create_sheet("Oceny")
    for row in (CODES, ["?"] * 7, ROW):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    assert read_sheet(file.getvalue()) == (READ,)


GOOD = workbook(CODES, ["?"] * 7, ROW)
XXE = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet>&e;</worksheet>'
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'


def _bomb(inside: bytes) -> bytes:
    return inside.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>")


def _many_parts() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for number in range(500):
            archive.writestr(f"{number}", b"")
    return file.getvalue()


def _many_rows() -> bytes:
    return workbook(CODES, ["?"] * 7, *([number, "a.0.0"] for number in range(MOST_ROWS + 1)))


def _far_row(inside: bytes) -> bytes:
    """A row with the last number that a spreadsheet has."""
    return inside.replace(b'<row r="3"', b'<row r="1048576"').replace(b'3"', b'1048576"')


HOSTILE: Mapping[str, tuple[bytes, str]] = {
    "empty": (b"", "file_empty"),
    "text": (b"id;print\n1;a", "workbook_kind"),
    "an old XLS": (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "workbook_kind"),
    "too large": (b"PK\x03\x04" + b"\0" * MOST_BYTES, "file_too_large"),
    "half": (GOOD[: len(GOOD) // 2], "workbook_kind"),
    "a bomb": (with_part(GOOD, SHEET, _bomb), "workbook_too_large"),
    "many parts": (_many_parts(), "workbook_too_large"),
    "XXE": (with_part(GOOD, SHEET, lambda _: XXE), "workbook_kind"),
    "entities": (with_part(GOOD, "xl/workbook.xml", lambda _: LAUGHS), "workbook_kind"),
    "UTF-16 XXE": (
        with_part(GOOD, SHEET, lambda _: XXE.decode().encode("utf-16")),
        "workbook_kind",
    ),
    "broken XML": (with_part(GOOD, SHEET, lambda inside: inside[:90]), "workbook_kind"),
    "no workbook": (with_part(GOOD, "[Content_Types].xml", lambda _: b"<a/>"), "workbook_kind"),
    "another sheet": (workbook(["Imię", "Nazwisko"], ["Ana", "Ćwikła"]), "sheet_not_ours"),
    "no row": (workbook(CODES, ["?"] * 7), "sheet_empty"),
    "too many rows": (_many_rows(), "sheet_too_long"),
    "a million rows": (with_part(GOOD, SHEET, _far_row), "sheet_too_long"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_marking_sheet_is_refused_quickly_and_in_little_memory(name: str) -> None:
    content, code = HOSTILE[name]
    tracemalloc.start()
    begun = time.perf_counter()
    try:
        assert code_of(content) == code
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert time.perf_counter() - begun < 2
    assert peak < 60 * 1024 * 1024


def test_a_formula_is_named_with_its_cell() -> None:
    [row] = read_sheet(workbook(CODES, ["?"] * 7, [7, "abc.0.0", "", "=1+1", '=HYPERLINK("x")']))
    assert [(one.code, one.facts["cell"]) for one in row.faults] == [
        ("cell_formula", "D3"),
        ("cell_formula", "E3"),
    ]


def test_what_a_preview_carries_comes_back_the_same() -> None:
    assert from_text(as_text([READ])) == (READ,)


def test_more_text_than_a_form_may_hold_is_refused() -> None:
    long = SheetRow(row=3, id=7, print=Print("a"), written=Written(feedback="ż" * 20_000))
    with pytest.raises(UnreadableWorkbook):
        as_text([long] * (MOST_CARRIED // 40_000 + 1))


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "[]",
        "{}",
        "[[]]",
        "[" * 100_000,
        '[[1,2,"x",{},{},"",null]]',
        '[[1,2,"a.0.0",{"c1":4},{},"",null]]',
        '[[1,2,"a.0.0",{},{},"","maybe"]]',
        '[[1,2,"a.0.0",[],{},"",null]]',
        '[["x",2,"a.0.0",{},{},"",null]]',
    ],
)
def test_what_no_preview_wrote_is_refused(carried: str) -> None:
    assert from_text(carried) is None
