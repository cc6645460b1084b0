"""Cells as text, and lines of CSV, quickly: a million rows pass through here.

Every cell is quoted, as `csv.writer(quoting=QUOTE_ALL)` does it; a property test compares the two.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal

from content.cells import guarded
from course.clock import LOCAL_ZONE
from course.reports.lists.cells import Cell, Spoken

_RISKY = frozenset("=+-@\t\r\n＝＋－＠'")  # noqa: RUF001 -- the wide ones
"""Only behind these can be what a spreadsheet takes for a formula."""

_MOST_REMEMBERED = 5000


def plain_line(cells: Sequence[Cell]) -> str:
    """A line for machines: commas, codes for words, ISO days, decimal points."""
    return _quoted(_texts(cells, _PLAIN), '","')


def polish_line(cells: Sequence[Cell]) -> str:
    """A line for Polish Excel: semicolons, words, decimal commas."""
    return _quoted(_texts(cells, _POLISH), '";"')


def plain_text(cell: Cell) -> str:
    """A cell for machines; moments are told with their zone."""
    match cell:
        case None:
            return ""
        case Spoken():
            return cell.code
        case datetime():
            return cell.astimezone(LOCAL_ZONE).isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def said_text(cell: Cell) -> str:
    """A cell for people who read a sheet; days stay in the order that sorts."""
    match cell:
        case Spoken():
            return cell.words
        case datetime():
            return cell.astimezone(LOCAL_ZONE).strftime("%Y-%m-%d %H:%M")
        case Decimal():
            return str(cell).replace(".", ",")
        case _:
            return plain_text(cell)


def _texts(cells: Sequence[Cell], remembered: "_Remembered") -> list[str]:
    """Each cell as text that no spreadsheet takes for a formula; what is harmless goes by fast."""
    return [
        cell
        if type(cell) is str and cell[:1] not in _RISKY
        else str(cell)
        if type(cell) is int and cell >= 0
        else remembered[cell]
        for cell in cells
    ]


def _quoted(texts: list[str], between: str) -> str:
    line = between.join(texts)
    if line.count('"') != 2 * (len(texts) - 1):  # a cell has one of its own
        line = between.join([text.replace('"', '""') for text in texts])
    return f'"{line}"\r\n'


class _Remembered(dict[Cell, str]):
    """Cells as text, guarded: the days and words of a list come again and again."""

    def __init__(self, text: Callable[[Cell], str]) -> None:
        super().__init__()
        self._text = text

    def __missing__(self, cell: Cell) -> str:
        if isinstance(cell, int | Decimal):  # never kept: 1 and 1.00 are the same to a dict
            return guarded(self._text(cell))
        if len(self) == _MOST_REMEMBERED:
            self.clear()
        self[cell] = text = guarded(self._text(cell))
        return text


_PLAIN, _POLISH = _Remembered(plain_text), _Remembered(said_text)
