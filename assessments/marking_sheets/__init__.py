"""A marking sheet, taken away, filled in and brought back.

Each row carries a print of what it was made from, so that nothing is marked that is no longer
what the trainer read.
"""

from assessments.marking_sheets.judging import (
    Drafted,
    Fate,
    Judged,
    PieceNow,
    count_fates,
    judge_row,
    judge_rows,
)
from assessments.marking_sheets.reading import read_row
from assessments.marking_sheets.rows import Cell, Print, SheetRow, Written, columns_of

__all__ = [
    "Cell",
    "Drafted",
    "Fate",
    "Judged",
    "PieceNow",
    "Print",
    "SheetRow",
    "Written",
    "columns_of",
    "count_fates",
    "judge_row",
    "judge_rows",
    "read_row",
]
