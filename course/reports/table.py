"""One table, many forms: CSV for Polish Excel, plain CSV for machines, XLSX and PDF.

Every form has the same rows in the same order. The digest is that of the plain CSV, so whoever
holds that file can compare it with what a page, a file or the audit trail says.
"""

import csv
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from importlib import import_module
from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from content.cells import BOM, guarded
from content.languages import Language
from course.errors import TooManyRows
from course.language import Voice, voice
from course.papers import pdf_of
from course.templating import paper_environment

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

MOST_PDF_ROWS = 2000

_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")


class FileKind(StrEnum):
    """The forms in which a table can be taken away; the value is the end of the file's name."""

    CSV = "csv"
    PLAIN_CSV = "plain.csv"
    XLSX = "xlsx"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        return _MEDIA_TYPES[self]


_MEDIA_TYPES = {
    FileKind.CSV: "text/csv",
    FileKind.PLAIN_CSV: "text/csv",
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.PDF: "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A value of a closed list: its code for machines, its words for people."""

    code: str
    words: str


Cell = str | int | date | Spoken | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for machines, its heading for people, its width in characters."""

    name: str
    heading: str
    width: int


@dataclass(frozen=True)
class Table:
    """Rows with their columns."""

    title: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]]

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the plain CSV."""
        return hashlib.sha256(plain_csv(self)).hexdigest()


@dataclass(frozen=True, slots=True)
class Described:
    """A table with the sentences that say which rows these are, when and by whom taken."""

    table: Table
    lines: tuple[str, ...]
    language: Language


def write(described: Described, kind: FileKind) -> bytes:
    """The file of one kind. Raises TooManyRows and PapersUnavailable for a PDF."""
    return _WRITERS[kind](described)


def plain_csv(table: Table) -> bytes:
    """Commas, no mark at the beginning, codes for words, ISO days: for machines."""
    rows = [[_plain(cell) for cell in row] for row in table.rows]
    return _csv([[column.name for column in table.columns], *rows], ",").encode()


def _polish_csv(described: Described) -> bytes:
    """What Polish Excel opens with a double click: a mark at the beginning, semicolons."""
    table = described.table
    rows = [[_said(cell) for cell in row] for row in table.rows]
    heading = [column.heading for column in table.columns]
    footer = [[line] for line in described.lines]
    return (BOM + _csv([heading, *rows, [], *footer], ";")).encode()


def _csv(rows: Iterable[Sequence[str]], delimiter: str) -> str:
    written = StringIO(newline="")
    writer = csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for row in rows:
        writer.writerow([guarded(text) for text in row])
    return written.getvalue()


def _plain(cell: Cell) -> str:
    return cell.code if isinstance(cell, Spoken) else _said(cell)


def _said(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case Spoken():
            return cell.words
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def _xlsx(described: Described) -> bytes:
    table, written = described.table, BytesIO()
    xlsxwriter = import_module("xlsxwriter")  # few requests write workbooks; it holds 10 MB
    book = xlsxwriter.Workbook(written, {"constant_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": table.title, "comments": "\n".join(described.lines)})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
    sheet = book.add_worksheet(_sheet_name(table.title))
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, heading)
    for number, row in enumerate(table.rows, start=1):
        _write_row(sheet, number, row, day)
    sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    for number, line in enumerate(described.lines, start=len(table.rows) + 2):
        sheet.write_string(number, 0, line)
    book.close()
    return written.getvalue()


def _sheet_name(title: str) -> str:
    """What follows the programme in a title, in the letters and the length that Excel allows."""
    _, _, last = title.rpartition(": ")
    return _NOT_IN_SHEET_NAME.sub("", last)[:31].strip("' ")


def _write_row(sheet: "Worksheet", number: int, row: Sequence[Cell], day: object) -> None:
    """Days and numbers as such; everything else as text, whatever it looks like."""
    for place, cell in enumerate(row):
        match cell:
            case None:
                pass
            case date():
                sheet.write_datetime(number, place, cell, day)
            case int():
                sheet.write_number(number, place, cell)
            case _:
                sheet.write_string(number, place, _said(cell))


def _pdf(described: Described) -> bytes:
    rows = len(described.table.rows)
    if rows > MOST_PDF_ROWS:
        raise TooManyRows(rows=rows, limit=MOST_PDF_ROWS)
    speaking = voice(described.language)
    page = (
        paper_environment(described.language)
        .get_template("papers/list.html")
        .render(
            title=described.table.title,
            columns=described.table.columns,
            rows=[[_printed(cell, speaking) for cell in row] for row in described.table.rows],
            lines=described.lines,
        )
    )
    return pdf_of(page)


def _printed(cell: Cell, speaking: Voice) -> str:
    return speaking.short_day(cell) if isinstance(cell, date) else _said(cell)


_WRITERS: dict[FileKind, Callable[[Described], bytes]] = {
    FileKind.CSV: _polish_csv,
    FileKind.PLAIN_CSV: lambda described: plain_csv(described.table),
    FileKind.XLSX: _xlsx,
    FileKind.PDF: _pdf,
}
