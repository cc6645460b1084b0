"""The forms in which a list can be taken away, and how long one may be."""

from enum import StrEnum


class FileKind(StrEnum):
    """A form; the value is the end of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"  # for Polish Excel
    PLAIN_CSV = "plain.csv"  # for machines
    ODS = "ods"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """What a browser is told."""
        return _MEDIA_TYPES[self]

    @property
    def most_at_once(self) -> int:
        """As many rows as a person waits for; the worker prepares what is longer."""
        return MOST_PDF_ROWS_AT_ONCE if self is FileKind.PDF else MOST_ROWS_AT_ONCE

    @property
    def most_rows(self) -> int:
        """What the form can hold, heading and description counted out."""
        return _MOST_ROWS.get(self, MOST_CSV_ROWS)


_MEDIA_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.CSV: "text/csv",
    FileKind.PLAIN_CSV: "text/csv",
    FileKind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    FileKind.PDF: "application/pdf",
}
MOST_ROWS_AT_ONCE = 20_000
MOST_PDF_ROWS_AT_ONCE = 300
MOST_CSV_ROWS = 100_000_000
MOST_SHEET_ROWS = 1_048_000
"""Excel and LibreOffice have 1,048,576 rows."""

MOST_PDF_ROWS = 2000
_MOST_ROWS = {
    FileKind.XLSX: MOST_SHEET_ROWS,
    FileKind.ODS: MOST_SHEET_ROWS,
    FileKind.PDF: MOST_PDF_ROWS,
}
