"""A marking sheet as it comes back: bytes → rows, and rows as a preview carries them on."""

import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from typing import Any

from assessments.definitions import LEVELS
from assessments.marking_sheets import Cell, Print, SheetRow, Written, read_row
from assessments.marking_sheets.rows import ID, LONGEST_COMMENT, PRINT
from assessments.typed import LONGEST_TEXT, clean
from content.languages import Language
from course.language import voice
from course.terms import MarkingOutcome
from course.web.forms.workbooks import UnreadableWorkbook, unpacked
from course.web.numbers import row_number

MOST_ROWS = 200
MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 10 * 1024 * 1024
MOST_LINES = 5000
"""Rows that are looked at, for spreadsheets that keep empty ones."""

MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_CARRIED = 1_000_000
"""Bytes of what a preview carries on; the whole form may have twice as many."""

_HEADING_ROWS = 5
"""Rows among which the codes of the columns are looked for."""

_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    KeyError,
    IndexError,
    ValueError,
    TypeError,
    AttributeError,  # openpyxl on a part that is another one
    SyntaxError,
    EOFError,
    OSError,  # openpyxl where no part is a workbook
    NotImplementedError,
)


def read_sheet(content: bytes) -> tuple[SheetRow, ...]:
    """The filled rows of a sheet. Raises UnreadableWorkbook."""
    if not content:
        raise UnreadableWorkbook("file_empty")
    if len(content) > MOST_BYTES:
        raise UnreadableWorkbook("file_too_large", megabytes=MOST_BYTES // 1024**2)
    try:
        openpyxl = import_module("openpyxl")  # few requests read workbooks; it holds 15 MB
        file = unpacked(content, most=MOST_UNPACKED)
        book = openpyxl.load_workbook(file, read_only=True, keep_links=False)
        return _rows(book)
    except _DAMAGED as broken:
        raise UnreadableWorkbook("workbook_kind") from broken


def as_text(rows: Sequence[SheetRow]) -> str:
    """Rows as the preview carries them to the confirmation. Raises UnreadableWorkbook."""
    carried = json.dumps([_as_list(row) for row in rows], ensure_ascii=False)
    if len(carried.encode()) > MOST_CARRIED:
        raise UnreadableWorkbook("sheet_too_much_text")
    return carried


def from_text(carried: str) -> tuple[SheetRow, ...] | None:
    """What a preview carried; none when somebody tampered with it."""
    try:
        rows = tuple(_from_list(*row) for row in json.loads(carried))
    except (LookupError, ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        return None
    return rows if 0 < len(rows) <= MOST_ROWS else None


def outcome_words() -> Mapping[str, str]:
    """The outcomes by the words for them, in every language, and by their codes."""
    words = {outcome.value: outcome.value for outcome in MarkingOutcome}
    for language in Language:
        for outcome in MarkingOutcome:
            words[voice(language).word(outcome).casefold()] = outcome.value
    return words


def _rows(book: Any) -> tuple[SheetRow, ...]:  # noqa: ANN401 -- openpyxl's workbook, read only
    for sheet in book.worksheets[:MOST_SHEETS]:
        sheet.reset_dimensions()  # what a file says of its own size is not believed
        lines = sheet.iter_rows(max_col=MOST_COLUMNS)
        codes = _codes(lines)
        if codes is not None:
            return _filled(lines, codes)
    raise UnreadableWorkbook("sheet_not_ours")


def _codes(lines: Iterator[Sequence[Any]]) -> dict[str, int] | None:
    """Where each column is, by the hidden row of codes."""
    for line in islice(lines, _HEADING_ROWS):
        found = {str(cell.value).strip(): place for place, cell in enumerate(line) if cell.value}
        if {ID, PRINT} <= found.keys():
            return found
    return None


def _filled(lines: Iterator[Sequence[Any]], codes: Mapping[str, int]) -> tuple[SheetRow, ...]:
    outcomes, rows = outcome_words(), []
    next(lines, None)  # the headings
    for number, line in enumerate(islice(lines, MOST_LINES)):
        cells = {code: _cell(line[place]) for code, place in codes.items() if place < len(line)}
        row = read_row(_number(line, number), cells, outcomes)
        if row is not None:
            rows.append(row)
    if len(rows) > MOST_ROWS or next(lines, None) is not None:
        raise UnreadableWorkbook("sheet_too_long", at_most=MOST_ROWS)
    if not rows:
        raise UnreadableWorkbook("sheet_empty")
    return tuple(rows)


def _number(line: Sequence[Any], number: int) -> int:
    """The number of a row in the file; a row without cells does not know it."""
    return next((cell.row for cell in line if getattr(cell, "row", None)), number + 3)


def _cell(cell: Any) -> Cell:  # noqa: ANN401 -- openpyxl's cell, filled or empty
    if cell.value is None:
        return Cell("", None)
    return Cell(cell.coordinate, cell.value, is_formula=cell.data_type == "f")


def _as_list(row: SheetRow) -> list[object]:
    written = row.written
    return [
        row.row,
        row.id,
        str(row.print),
        dict(written.levels),
        dict(written.comments),
        written.feedback,
        written.outcome,
    ]


def _from_list(
    row: object,
    piece: object,
    made_from: object,
    levels: Mapping[str, object],
    comments: Mapping[str, object],
    feedback: object,
    outcome: object,
) -> SheetRow:
    """Raises ValueError and its kin for what no preview writes."""
    read = Print.read(str(made_from))
    known = {str(level): level for level in LEVELS}
    if read is None or outcome not in {None, *MarkingOutcome}:
        raise ValueError
    return SheetRow(
        row=int(str(row)),
        id=row_number(str(piece)),
        print=read,
        written=Written(
            levels={name: known[str(level)] for name, level in levels.items()},
            comments={name: clean(str(text))[:LONGEST_COMMENT] for name, text in comments.items()},
            feedback=clean(str(feedback))[:LONGEST_TEXT],
            outcome=None if outcome is None else str(outcome),
        ),
    )
