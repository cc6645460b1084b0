"""Lists as files, for tests: a small document, cells that somebody may type, and reading back."""

from collections.abc import Iterable, Sequence
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from content.languages import Language
from course.papers import Mark
from course.reports.formats import Document, FileKind, Passing, write
from course.reports.lists import Cell, CellKind, Column
from tests.make import MONDAY

PANGRAM = "Zażółć gęślą jaźń; =1+1"
HOSTILE = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    PANGRAM,
    "=cmd|' /C calc'!A0",
    '=DDE("cmd";"/C calc";"A0")',
    '=HYPERLINK("http://evil.example";"klik")',
    "https://evil.example/?a=1&b=2",
    "mailto:x@evil.example",
    "'=1+1",
    "''podwójny",
    "{=1+1}",
    "\uff1d1+1",
    "<r><t>=1+1</t></r>",
    "<r></c><c><f>1+1</f></c></r>",
    "</text:p><table:table-cell table:formula='of:=1+1'/>",
    "_x0041_ _x003D_1",
    '"cudzysłów"; "drugi"',
    "dwa  odstępy ",
    " na początku",
    "0048123456789",
    "44051401359",
    "1e5",
    "12/11",
    "TRUE",
    "a & b <c>",
)
"""What a person may type as a name to make somebody else's spreadsheet do something."""

COLUMNS = (
    Column("name", "Osoba", 30),
    Column("met", "Spełnione", 9, CellKind.NUMBER),
)

_NS = {
    "table": "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "text": "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
}


def make_document(
    columns: tuple[Column, ...] = COLUMNS,
    *,
    title: str = "Krosno: osoby i certyfikaty",
    filtered: str = "Filtr: każda edycja, każdy stan.",
    marks: Sequence[Mark] = (),
) -> Document:
    """What stands around the rows."""
    return Document(
        title=title,
        columns=columns,
        filtered=filtered,
        programme="Krosno i Przemyśl",
        project_number="POWR.04.03.00-00-0001/26",
        by="Carla Nowak",
        at=MONDAY,
        language=Language.PL,
        marks=marks,
    )


def written(document: Document, rows: Iterable[tuple[Cell, ...]], kind: FileKind) -> bytes:
    """The file of a list."""
    into = BytesIO()
    write(document, Passing(document.columns, rows), kind, into)
    return into.getvalue()


def digest_of(document: Document, rows: Iterable[tuple[Cell, ...]]) -> str:
    """The sum of the rows."""
    passing = Passing(document.columns, rows)
    passing.through()
    return passing.digest


def ods_rows(content: bytes) -> list[list[str]]:
    """The text of every cell of an OpenDocument sheet, zipped or flat."""
    if content[:2] == b"PK":
        content = ZipFile(BytesIO(content)).read("content.xml")
    rows = ET.fromstring(content).iter(f"{_NS['table']}table-row")  # noqa: S314 -- our own file
    return [[_text(cell) for cell in row if cell.tag.endswith("table-cell")] for row in rows]


def _text(cell: ET.Element) -> str:
    return "\n".join(_said(part) for part in cell.iter(f"{_NS['text']}p"))


def _said(element: ET.Element) -> str:
    said = [element.text or ""]
    for child in element:
        if child.tag == f"{_NS['text']}s":
            said.append(" " * int(child.get(f"{_NS['text']}c", "1")))
        elif child.tag == f"{_NS['text']}tab":
            said.append("\t")
        else:
            said.append(_said(child))
        said.append(child.tail or "")
    return "".join(said)
