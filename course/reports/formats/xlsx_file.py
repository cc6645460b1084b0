"""A workbook: typed cells, a frozen heading, a filter; rows go to the disk as they come.

Everything that a person typed is written as text, whatever it looks like; no cell is a formula.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from html import escape
from importlib import import_module
from typing import IO, TYPE_CHECKING, Any

from content.cells import guarded
from course.clock import LOCAL_ZONE
from course.reports.formats.document import Document, Passing
from course.reports.formats.sheet_names import sheet_name
from course.reports.lists.cells import Cell, CellKind, Spoken

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767
"""Characters of a cell in Excel."""

A4 = 9
SIGNED_HEIGHT = 34
FIRST_YEAR = 1901
"""Excel counts wrongly before 1 March 1900."""

RISKY = frozenset("=+-@\t\r\n＝＋－＠'<")  # noqa: RUF001 -- the wide ones
"""Only behind these stands what Excel or the library would take for more than text."""

Format = Any


def write_xlsx(document: Document, passing: Passing, into: IO[bytes], folder: str | None) -> None:
    """Write the workbook; `folder` is for what is written on the way, None for the system's."""
    xlsxwriter = import_module("xlsxwriter")  # few requests write workbooks; it holds 10 MB
    book = xlsxwriter.Workbook(
        into,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "tmpdir": folder,
        },
    )
    sheet = book.add_worksheet(sheet_name(document.title))
    _set_up(sheet, document, book.add_format(_HEADING))
    write = _Writer(sheet, book)
    signed = any(column.kind is CellKind.SIGNATURE for column in document.columns)
    for number, cells in enumerate(passing, start=1):
        if signed:
            sheet.set_row(number, SIGNED_HEIGHT)
        write.row(number, cells)
    sheet.autofilter(0, 0, passing.count, len(document.columns) - 1)
    described = document.described(passing.count, passing.digest)
    for number, line in enumerate(described, start=passing.count + 2):
        write.text(number, 0, line)
    book.set_properties(
        {
            "title": document.title,
            "author": document.by,
            "subject": document.programme,
            "comments": "\n".join(described),
            "created": document.at.astimezone(LOCAL_ZONE).replace(tzinfo=None),
        }
    )
    book.close()


_HEADING = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}


def _set_up(sheet: "Worksheet", document: Document, heading: Format) -> None:
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&L{document.title.replace('&', '&&')[:200]}&R&P / &N")
    for place, column in enumerate(document.columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.heading, heading)


class _Writer:
    """Writes cells by their type: days and numbers as such, everything else as text."""

    def __init__(self, sheet: "Worksheet", book: Any) -> None:  # noqa: ANN401 -- XlsxWriter's own
        self._sheet = sheet
        # Who edits such a cell later makes no formula of it either.
        self._quoted = book.add_format({"quote_prefix": True})
        self._day = book.add_format({"num_format": "dd.mm.yyyy", "align": "left"})
        self._moment = book.add_format({"num_format": "dd.mm.yyyy hh:mm", "align": "left"})
        self._by_type: dict[type, Callable[[int, int, Any], object]] = {
            str: self.text,
            int: sheet.write_number,
            Decimal: lambda row, place, cell: sheet.write_number(row, place, float(cell)),
            Spoken: lambda row, place, cell: self.text(row, place, cell.words),
            date: self._write_day,
            datetime: self._write_moment,
        }

    def row(self, number: int, cells: tuple[Cell, ...]) -> None:
        """One row; an empty cell is left empty."""
        by_type = self._by_type
        for place, cell in enumerate(cells):
            if cell is not None:
                by_type[type(cell)](number, place, cell)

    def text(self, row: int, place: int, text: str) -> None:
        """Text as it is, a formula's look, a mark-up's and a link's included."""
        if text[:1] not in RISKY and len(text) <= LONGEST:
            self._sheet.write_string(row, place, text)
            return
        if len(text) > LONGEST:
            text = f"{text[: LONGEST - 1]}…"
        style = self._quoted if guarded(text) != text or text[:1] == "'" else None
        if text.startswith("<r>") and text.endswith("</r>"):
            # The library takes this for mark-up of its own, and would write it unescaped.
            text = f'<r><t xml:space="preserve">{escape(text, quote=False)}</t></r>'
        self._sheet.write_string(row, place, text, style)

    def _write_day(self, row: int, place: int, day: date) -> None:
        if day.year < FIRST_YEAR:
            self.text(row, place, day.isoformat())
        else:
            self._sheet.write_datetime(row, place, day, self._day)

    def _write_moment(self, row: int, place: int, moment: datetime) -> None:
        local = moment.astimezone(LOCAL_ZONE).replace(tzinfo=None)
        self._sheet.write_datetime(row, place, local, self._moment)
