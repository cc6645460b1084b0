"""What people typed, in the spreadsheet that offices use: LibreOffice opens every file of a list.

Whatever stands in a cell stays text, letter by letter, and nothing in it is ever a formula.
"""

import csv
import os
import random
import shutil
import subprocess
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from content.cells import unguarded
from course.reports.formats import FileKind
from tests.list_files import HOSTILE, make_document, written
from tests.reliability.scene import FULL_SIZE

PACKAGE = "libreoffice-calc-nogui"
RANDOM_CELLS = 20_000 if FULL_SIZE else 500
SIGNS = "=+-@'\"<>&;,{}()|!#_\\/ \t\n0123456789xAfążŁ€\N{GRINNING FACE}"
# Field and text marks, UTF-8, from line 1, no languages; what is not said here is as a person
# gets it who opens the file and presses Enter, and that formulas are worked out.
AS_TEXT = "CSV:{mark},34,76,1,,1045,true,false,false,false,false,0,false"
AS_ANYTHING = "CSV:{mark},34,76,1,,1045,false,true,false,false,false,0,true"
BACK = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1045,true,false,false"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
LINK = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}a"


@pytest.fixture(scope="module")
def soffice() -> str:
    """LibreOffice; in CI it is never missing."""
    found = shutil.which("soffice")
    if found is None and os.environ.get("CI"):
        pytest.fail(f"soffice is missing: install {PACKAGE}")
    if found is None:
        pytest.skip(f"soffice is missing: install {PACKAGE}")
    return found


@pytest.fixture(scope="module")
def typed() -> Sequence[str]:
    """What is known to be hostile, and what chance makes of the same signs."""
    chance = random.Random(7)
    lengths = [chance.randint(1, 12) for _ in range(RANDOM_CELLS)]
    return [*HOSTILE, *("".join(chance.choices(SIGNS, k=length)) for length in lengths)]


def converted(soffice: str, file: Path, to: str, *, read_as: str | None = None) -> bytes:
    """The file as LibreOffice understands it, in another form."""
    folder = file.parent
    command = [
        soffice,
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        *([f"--infilter={read_as}"] if read_as else []),
        *("--convert-to", to, "--outdir", str(folder / "out"), str(file)),
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    made = folder / "out" / f"{file.stem}.{to.partition(':')[0]}"
    assert made.exists(), told.stdout + told.stderr
    return made.read_bytes()


def texts_in(soffice: str, file: Path, *, read_as: str | None = None) -> list[str]:
    """The first column as LibreOffice gives it back, without the heading."""
    back = converted(soffice, file, BACK, read_as=read_as).decode()
    return [same_lines(row[0]) for row in list(csv.reader(StringIO(back, newline="")))[1:]]


def formulas_in(flat: bytes) -> list[str]:
    root = ET.fromstring(flat)  # noqa: S314 -- written by LibreOffice here
    found = [cell.get(f"{TABLE}formula") for cell in root.iter(f"{TABLE}table-cell")]
    return [formula for formula in found if formula] + [link.tag for link in root.iter(LINK)]


def same_lines(text: str) -> str:
    """LibreOffice knows one kind of end of line within a cell."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


@pytest.mark.parametrize("kind", [FileKind.XLSX, FileKind.ODS])
def test_a_sheet_has_no_formula_and_every_text_as_it_was_typed(
    soffice: str, typed: Sequence[str], tmp_path: Path, kind: FileKind
) -> None:
    file = tmp_path / f"list.{kind}"
    file.write_bytes(written(make_document(), [(text, 1) for text in typed], kind))
    assert formulas_in(converted(soffice, file, "fods")) == []
    read = texts_in(soffice, file)[: len(typed)]
    assert read == [same_lines(text) for text in typed]


@pytest.mark.parametrize("kind", [FileKind.CSV, FileKind.PLAIN_CSV])
def test_a_csv_has_no_formula_and_every_text_as_it_was_typed(
    soffice: str, typed: Sequence[str], tmp_path: Path, kind: FileKind
) -> None:
    mark = ord(";" if kind is FileKind.CSV else ",")
    file = tmp_path / "list.csv"
    file.write_bytes(written(make_document(), [(text, 1) for text in typed], kind))
    read = texts_in(soffice, file, read_as=AS_TEXT.format(mark=mark))[: len(typed)]
    assert [unguarded(text) for text in read] == [same_lines(text) for text in typed]
    flat = converted(soffice, file, "fods", read_as=AS_TEXT.format(mark=mark))
    assert formulas_in(flat) == []
    flat = converted(soffice, file, "fods", read_as=AS_ANYTHING.format(mark=mark))
    assert formulas_in(flat) == []


def test_an_unguarded_file_would_be_caught(soffice: str, tmp_path: Path) -> None:
    """The proof of the proof: the same cells without our guard are formulas."""
    file = tmp_path / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as written_by_hand:
        csv.writer(written_by_hand).writerows([["name"], ["=1+1"]])
    flat = converted(soffice, file, "fods", read_as=AS_ANYTHING.format(mark=ord(",")))
    assert formulas_in(flat) == ["of:=1+1"]
