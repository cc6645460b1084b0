"""A list as a file: CSV for Polish Excel, plain CSV for machines, XLSX, ODS, PDF.

Every form has the same rows in the same order, and none holds them all in memory (a PDF, which is
short, apart). The digest is that of the plain CSV, so whoever holds that file can compare it with
what a page, another file or the audit trail says.
"""

from collections.abc import Iterator
from typing import IO, assert_never

from course.reports.formats.csv_files import plain_csv, polish_csv
from course.reports.formats.document import Document, Passing, grouped_digest, say_taken
from course.reports.formats.kinds import MOST_PDF_ROWS, FileKind
from course.reports.formats.ods_file import write_ods
from course.reports.formats.pdf_file import pdf_file
from course.reports.formats.xlsx_file import write_xlsx

__all__ = [
    "MOST_PDF_ROWS",
    "Document",
    "FileKind",
    "Passing",
    "csv_parts",
    "grouped_digest",
    "say_taken",
    "write",
]


def csv_parts(document: Document, passing: Passing, kind: FileKind) -> Iterator[bytes]:
    """One of the two kinds of CSV, to be sent while it is made."""
    csv = plain_csv if kind is FileKind.PLAIN_CSV else polish_csv
    return csv(document, passing)


def write(
    document: Document,
    passing: Passing,
    kind: FileKind,
    into: IO[bytes],
    *,
    folder: str | None = None,
) -> None:
    """Write the file of one kind; `folder` is for what is written on the way.

    Raises TooManyRows and PapersUnavailable for a PDF.
    """
    match kind:
        case FileKind.CSV | FileKind.PLAIN_CSV:
            into.writelines(csv_parts(document, passing, kind))
        case FileKind.XLSX:
            write_xlsx(document, passing, into, folder)
        case FileKind.ODS:
            write_ods(document, passing, into)
        case FileKind.PDF:
            into.write(pdf_file(document, passing))
        case _:
            assert_never(kind)
