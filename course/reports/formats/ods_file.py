"""A sheet of OpenDocument: typed cells, a frozen heading, a filter, written row by row.

By `zipfile`, because the libraries for it (odfpy, odfdo) build the whole document in memory: a
million rows would take gigabytes. The format is OASIS OpenDocument 1.3, part 3.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import IO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from course.clock import LOCAL_ZONE
from course.reports.formats.document import Document, Passing
from course.reports.formats.kinds import FileKind
from course.reports.formats.ods_frame import (
    MANIFEST,
    NAMESPACES,
    automatic_styles,
    meta_xml,
    settings_xml,
    styles_xml,
)
from course.reports.formats.sheet_names import sheet_name
from course.reports.lists.cells import Cell, CellKind, Column, Spoken

AT_ONCE = 500
"""Rows written at a time."""

_IMPOSSIBLE = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML cannot hold."""

_SPACES = re.compile(r"(?:^ )|(?:(?<= ) +)|(?: $)|\t|\r\n?|\n")
"""Spaces that would be run together, and what ends a line."""


def write_ods(document: Document, passing: Passing, into: IO[bytes]) -> None:
    """Write the sheet into a file that can be sought in."""
    with ZipFile(into, "w", ZIP_DEFLATED, compresslevel=1) as written:
        written.writestr("mimetype", FileKind.ODS.media_type, ZIP_STORED)
        written.writestr("META-INF/manifest.xml", MANIFEST)
        written.writestr("styles.xml", styles_xml(document))
        written.writestr("settings.xml", settings_xml(sheet_name(document.title)))
        with written.open("content.xml", "w", force_zip64=True) as content:
            for part in _content(document, passing):
                content.write(part.encode(errors="replace"))
        described = document.described(passing.count, passing.digest)
        written.writestr("meta.xml", meta_xml(document, described))


def _content(document: Document, passing: Passing) -> Iterator[str]:
    columns, name = document.columns, quoteattr(sheet_name(document.title))
    signed = any(column.kind is CellKind.SIGNATURE for column in columns)
    row = '<table:table-row table:style-name="signed">' if signed else "<table:table-row>"
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content {NAMESPACES}>'
    yield automatic_styles(columns)
    yield f"<office:body><office:spreadsheet><table:table table:name={name}>"
    yield from (f'<table:table-column table:style-name="c{n}"/>' for n in range(len(columns)))
    yield f"<table:table-header-rows>{_heading(columns)}</table:table-header-rows>"
    lines = []
    for cells in passing:
        lines.append(f"{row}{''.join([_cell(cell) for cell in cells])}</table:table-row>")
        if len(lines) == AT_ONCE:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)
    yield "<table:table-row><table:table-cell/></table:table-row>"
    for line in document.described(passing.count, passing.digest):
        yield f"<table:table-row>{_cell(line)}</table:table-row>"
    yield "</table:table>"
    yield _filter(sheet_name(document.title), len(columns), passing.count)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _heading(columns: tuple[Column, ...]) -> str:
    cells = "".join(_string(column.heading, ' table:style-name="heading"') for column in columns)
    return f"<table:table-row>{cells}</table:table-row>"


def _cell(cell: Cell) -> str:
    """Days and numbers as such, everything else as text; nothing is ever a formula."""
    match cell:
        case str():
            return _string(cell)
        case None:
            return "<table:table-cell/>"
        case Spoken():
            return _string(cell.words)
        case int() | Decimal():
            return (
                f'<table:table-cell office:value-type="float" office:value="{cell}">'
                f"<text:p>{cell}</text:p></table:table-cell>"
            )
        case datetime():
            local = cell.astimezone(LOCAL_ZONE).replace(tzinfo=None, microsecond=0)
            return _dated(local.isoformat(), f"{local:%d.%m.%Y %H:%M}", "moment")
        case date():
            return _dated(cell.isoformat(), f"{cell:%d.%m.}{cell.year:04}", "day")


def _string(text: str, style: str = "") -> str:
    paragraphs = _spaced(text) if _SPACES.search(text) else escape(_IMPOSSIBLE.sub("", text))
    return (
        f'<table:table-cell office:value-type="string"{style}>'
        f"<text:p>{paragraphs}</text:p></table:table-cell>"
    )


def _dated(value: str, shown: str, style: str) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{value}"'
        f' table:style-name="{style}"><text:p>{shown}</text:p></table:table-cell>'
    )


def _spaced(text: str) -> str:
    """Text whose spaces, tabs and ends of lines are kept."""
    said, last = [], 0
    for found in _SPACES.finditer(text):
        said += [escape(_IMPOSSIBLE.sub("", text[last : found.start()])), _kept(found[0])]
        last = found.end()
    return "".join([*said, escape(_IMPOSSIBLE.sub("", text[last:]))])


def _kept(space: str) -> str:
    if space == "\t":
        return "&#9;"  # LibreOffice leaves <text:tab/> out of cells
    if space[0] in "\r\n":
        return "</text:p><text:p>"
    return f'<text:s text:c="{len(space)}"/>'


def _filter(name: str, columns: int, rows: int) -> str:
    quoted = name.replace("'", "''")
    area = f"'{quoted}'.A1:'{quoted}'.{_letters(columns)}{rows + 1}"
    return (
        '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0"'
        f" table:target-range-address={quoteattr(area)}"
        ' table:display-filter-buttons="true"/></table:database-ranges>'
    )


def _letters(column: int) -> str:
    """The name of a column counted from 1: 27 is AA."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
