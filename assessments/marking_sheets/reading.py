"""Cells of a marking sheet → what a row says, and what could not be read in it."""

from collections.abc import Mapping

from assessments.definitions import LEVELS
from assessments.faults import Fault
from assessments.marking_sheets.rows import (
    COMMENT,
    FEEDBACK,
    ID,
    LEVEL,
    LONGEST_COMMENT,
    OUTCOME,
    PRINT,
    Cell,
    Print,
    SheetRow,
    Written,
)
from assessments.typed import LONGEST_TEXT, clean


def read_row(
    number: int, cells: Mapping[str, Cell], outcomes: Mapping[str, str]
) -> SheetRow | None:
    """A row of a sheet, by the codes of its columns; none where it has no number of a work.

    `outcomes`: the words for an outcome, folded, in every language.
    """
    if all(_text(cell) == "" for cell in cells.values()):
        return None
    reading = _Reading(cells)
    piece = reading.number(ID)
    made_from = Print.read(_text(cells.get(PRINT)))
    if piece is None or made_from is None:
        reading.faults.append(Fault("row_id"))
    levels = {
        code.removeprefix(LEVEL): level
        for code in cells
        if code.startswith(LEVEL) and (level := reading.level(code)) is not None
    }
    comments = {
        code.removeprefix(COMMENT): text
        for code in cells
        if code.startswith(COMMENT) and (text := reading.text(code, LONGEST_COMMENT).strip())
    }
    written = Written(
        levels=levels,
        comments=comments,
        feedback=reading.text(FEEDBACK, LONGEST_TEXT).strip(),
        outcome=reading.outcome(outcomes),
    )
    return SheetRow(
        row=number,
        id=piece or 0,
        print=made_from or Print(""),
        written=written,
        faults=tuple(reading.faults),
    )


class _Reading:
    """Reads the cells of one row, and remembers what could not be read."""

    def __init__(self, cells: Mapping[str, Cell]) -> None:
        self.cells = cells
        self.faults: list[Fault] = []

    def text(self, code: str, longest: int) -> str:
        cell = self._plain(code)
        text = _text(cell)
        if cell is not None and len(text) > longest:
            self._refuse("cell_too_long", cell, found=len(text), at_most=longest)
            return ""
        return text

    def number(self, code: str) -> int | None:
        text = _text(self._plain(code))
        return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None  # noqa: PLR2004 -- digits that a database holds

    def level(self, code: str) -> int | None:
        cell = self._plain(code)
        text = _text(cell).strip()
        if cell is None or not text:
            return None
        found = {str(level): level for level in LEVELS}.get(text)
        if found is None:
            self._refuse("cell_level", cell)
        return found

    def outcome(self, outcomes: Mapping[str, str]) -> str | None:
        cell = self._plain(OUTCOME)
        text = " ".join(_text(cell).casefold().split())
        if cell is None or not text:
            return None
        found = outcomes.get(text)
        if found is None:
            self._refuse("cell_outcome", cell)
        return found

    def _plain(self, code: str) -> Cell | None:
        cell = self.cells.get(code)
        if cell is not None and cell.is_formula:
            self._refuse("cell_formula", cell)
            return None
        return cell

    def _refuse(self, code: str, cell: Cell, **facts: object) -> None:
        self.faults.append(Fault(code, {"cell": cell.place, **facts}))


def _text(cell: Cell | None) -> str:
    """What a cell says; whole numbers as such, however the spreadsheet keeps them."""
    match cell.value if cell else None:
        case None:
            return ""
        case bool(value):
            return str(value)
        case float(value) if value.is_integer():
            return str(int(value))
        case value:
            return clean(str(value))
