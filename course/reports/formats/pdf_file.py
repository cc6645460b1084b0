"""A list to be printed and signed: A4, lying, headings and the programme on every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from course.errors import TooManyRows
from course.language import Voice
from course.papers import pdf_of
from course.reports.formats.document import Document, Passing
from course.reports.formats.kinds import MOST_PDF_ROWS
from course.reports.formats.texts import said_text
from course.reports.lists.cells import Cell, Column
from course.templating import paper_environment

PLACE = "place"
"""A first column of this name counts the rows already."""

DENSE = 150
"""Characters of a line from which on it is set smaller."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One column as it is drawn: its share of the line, in percent."""

    column: Column
    share: float


def pdf_file(document: Document, passing: Passing) -> bytes:
    """The paper. Raises TooManyRows above 2,000 rows, and PapersUnavailable."""
    shown = [place for place, column in enumerate(document.columns) if column.on_paper]
    speaking, rows = document.speaking, []
    for cells in passing:
        if passing.count > MOST_PDF_ROWS:
            raise TooManyRows(rows=passing.count, limit=MOST_PDF_ROWS)
        rows.append([_printed(cells[place], speaking) for place in shown])
    page = (
        paper_environment(document.language)
        .get_template("papers/list.html")
        .render(
            document=document,
            columns=_shares([document.columns[place] for place in shown]),
            rows=rows,
            numbered=document.columns[0].name != PLACE,
            lines=document.described(passing.count, passing.digest),
            dense=sum(document.columns[place].width for place in shown) > DENSE,
            signed=any(column.kind == "signature" for column in document.columns),
        )
    )
    return pdf_of(page)


def _shares(columns: Sequence[Column]) -> list[Printed]:
    total = sum(column.width for column in columns)
    return [Printed(column, round(100 * column.width / total, 2)) for column in columns]


def _printed(cell: Cell, speaking: Voice) -> str:
    match cell:
        case datetime():
            return f"{speaking.short_day(cell)}, {speaking.clock(cell)}"
        case date():
            return speaking.short_day(cell)
        case Decimal():
            return speaking.number(cell)
        case _:
            return said_text(cell)
