"""A list of people as it comes out of a spreadsheet: bytes → rows of text under known headings.

Polish offices save CSV in four encodings and with three delimiters; all are recognised.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import pairwise

from assessments.faults import Fault
from course.language import folded
from course.web.forms.people import read_line
from course.web.forms.workbooks import UnreadableWorkbook, unpacked

MOST_ROWS = 500
MOST_BYTES = 2 * 1024 * 1024
MOST_UNPACKED = 20 * 1024 * 1024
MOST_COLUMNS = 50
DELIMITERS = ";,\t"

HEADINGS = {
    "imie": "given",
    "imiona": "given",
    "first name": "given",
    "given name": "given",
    "nazwisko": "surname",
    "surname": "surname",
    "last name": "surname",
    "family name": "surname",
    "imie i nazwisko": "name",
    "osoba": "name",
    "name": "name",
    "full name": "name",
    "nazwisko i imie": "reversed",
    "e-mail": "email",
    "email": "email",
    "mail": "email",
    "adres e-mail": "email",
    "adres email": "email",
    "e-mail address": "email",
    "email address": "email",
    "forma": "form",
    "forma zwrotu": "form",
    "zwrot": "form",
    "form": "form",
    "form of address": "form",
}
# Letters that the two old encodings place differently.
_POLISH = frozenset("ąęśćńółżźĄĘŚĆŃÓŁŻŹ")
# With the sum of their rows end the lists that this service gives away.
_SUM = re.compile(r"SHA-256.*(?: [0-9a-f]{8}){8}$")

NumberedRow = tuple[int, Sequence[str]]


class UnreadableList(Exception):
    """The file is no list of people. Carries the fault for the field."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.fault = Fault(code, facts)


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """One row as written; `row` is its number in the file."""

    row: int
    name: str
    email: str
    form: str


def read_people_list(content: bytes) -> tuple[ListedPerson, ...]:
    """The people of a CSV or XLSX file. Raises UnreadableList."""
    if not content:
        raise UnreadableList("file_empty")
    if len(content) > MOST_BYTES:
        raise UnreadableList("file_too_large", megabytes=MOST_BYTES // 1024**2)
    table = _workbook(content) if content.startswith(b"PK\x03\x04") else _csv(content)
    return _people(table)


def _people(table: Iterable[Sequence[str]]) -> tuple[ListedPerson, ...]:
    numbered = [(number, row) for number, row in enumerate(table, start=1) if any(row)]
    if not numbered:
        raise UnreadableList("file_empty")
    (_, headings), *rows = _undescribed(numbered)
    columns = {
        HEADINGS[heading]: place
        for place, heading in reversed(list(enumerate(map(_heading, headings))))
        if heading in HEADINGS
    }
    if not columns.keys() & {"name", "reversed", "surname"}:
        raise UnreadableList("no_headings")
    if len(rows) > MOST_ROWS:
        raise UnreadableList("too_many_people", found=len(rows), at_most=MOST_ROWS)
    if not rows:
        raise UnreadableList("no_people")
    return tuple(_person(number, row, columns) for number, row in rows)


def _undescribed(numbered: Sequence[NumberedRow]) -> Sequence[NumberedRow]:
    """The rows without what this service wrote below those of its own lists, after an empty row."""
    if not _SUM.search(numbered[-1][1][0]):
        return numbered
    steps = enumerate(pairwise(number for number, _ in numbered), start=1)
    gaps = [place for place, (above, below) in steps if below - above > 1]
    return numbered[: gaps[-1]] if gaps else numbered


def _person(number: int, row: Sequence[str], columns: dict[str, int]) -> ListedPerson:
    said = {kind: row[place] if place < len(row) else "" for kind, place in columns.items()}
    if "name" in said:
        name = said["name"]
    elif "surname" in said:
        name = f"{said.get('given', '')} {said['surname']}"
    else:
        surname, _, given = said["reversed"].partition(" ")
        name = f"{given} {surname}"
    return ListedPerson(number, read_line(name), said.get("email", ""), said.get("form", ""))


def _heading(cell: str) -> str:
    return " ".join(folded(cell).replace("_", " ").strip(" :*.").split())


def _csv(content: bytes) -> list[list[str]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(DELIMITERS, key=first.count)
    try:
        return [
            [read_line(cell) for cell in row[:MOST_COLUMNS]]
            for row in csv.reader(io.StringIO(text), delimiter=delimiter)
        ]
    except csv.Error as broken:
        raise UnreadableList("list_kind") from broken


def _decoded(content: bytes) -> str:
    """UTF-8 and UTF-16 say what they are; of the two old encodings the more Polish one is right."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\x00" in content:
        raise UnreadableList("list_kind")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        readings = [content.decode(name, errors="replace") for name in ("cp1250", "iso-8859-2")]
        return max(readings, key=_polishness)


def _polishness(text: str) -> int:
    """Polish letters, less the signs that no name has."""
    return sum((sign in _POLISH) - 2 * (not sign.isascii() and not sign.isalpha()) for sign in text)


def _workbook(content: bytes) -> list[list[str]]:
    """The first sheet of an XLSX file, as text."""
    try:
        openpyxl = import_module("openpyxl")  # few lists are workbooks; it holds 15 MB
        book = openpyxl.load_workbook(
            unpacked(content, most=MOST_UNPACKED), read_only=True, data_only=True
        )
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=20 * MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
        return [["" if cell is None else read_line(str(cell)) for cell in row] for row in rows]
    except UnreadableWorkbook as refused:
        if refused.fault.code == "workbook_too_large":
            raise UnreadableList("file_too_large", megabytes=MOST_BYTES // 1024**2) from refused
        raise UnreadableList("list_kind") from refused
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        IndexError,
        ValueError,
        SyntaxError,
    ) as broken:
        raise UnreadableList("list_kind") from broken
