"""Workbooks that people send: unpacked with a measure, and nothing in them believed."""

import io
import zipfile

from assessments.faults import Fault

MOST_PARTS = 200
# A document type is where entities are declared, which unfold without end or read other files.
_DOCUMENT_TYPES = tuple("<!DOCTYPE".encode(name) for name in ("utf-8", "utf-16-le", "utf-16-be"))


class UnreadableWorkbook(Exception):
    """The file is no workbook that we read. Carries the fault for the field."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, facts)


def unpacked(content: bytes, *, most: int) -> io.BytesIO:
    """The same archive, nothing in it packed: a part that lies about its size is cut off there.

    `most`: bytes unpacked. Raises UnreadableWorkbook with `workbook_too_large` or `workbook_kind`,
    and what zipfile and zlib raise for a damaged one.
    """
    plain = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(plain, "w") as written:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > most:
            raise UnreadableWorkbook("workbook_too_large")
        for part in parts:
            if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
                raise UnreadableWorkbook("workbook_kind")  # others unpack without any measure
            with archive.open(part) as packed:
                inside = packed.read(part.file_size)
            if any(sign in inside for sign in _DOCUMENT_TYPES):
                raise UnreadableWorkbook("workbook_kind")
            written.writestr(part.filename, inside)
    return plain
