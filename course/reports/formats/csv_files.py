"""CSV, part by part: for Polish Excel, and for machines."""

from collections.abc import Iterator

from content.cells import BOM
from course.reports.formats.document import Document, Passing
from course.reports.formats.texts import polish_line


def plain_csv(_document: Document, passing: Passing) -> Iterator[bytes]:
    """Commas, no mark at the beginning, codes for words, ISO days; nothing but the rows."""
    yield passing.heading
    for _, lines in passing.parts():
        yield lines


def polish_csv(document: Document, passing: Passing) -> Iterator[bytes]:
    """What Polish Excel opens with a double click: a mark at the beginning, semicolons."""
    headings = [column.heading for column in document.columns]
    yield (BOM + polish_line(headings)).encode()
    for part, _ in passing.parts():
        yield "".join([polish_line(cells) for cells in part]).encode()
    described = document.described(passing.count, passing.digest)
    yield ("\r\n" + "".join(polish_line([line]) for line in described)).encode()
