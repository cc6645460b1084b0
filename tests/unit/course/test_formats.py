"""One list in every form."""

import csv
import hashlib
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PIL import Image, ImageDraw, ImageFont

from content.cells import BOM
from content.languages import Language
from course.errors import TooManyRows
from course.papers import Mark
from course.reports.formats import FileKind, Passing, csv_parts
from course.reports.formats.document import AT_ONCE
from course.reports.formats.sheet_names import sheet_name
from course.reports.lists import Cell, CellKind, Column, Spoken
from tests.list_files import (
    COLUMNS,
    HOSTILE,
    PANGRAM,
    digest_of,
    make_document,
    ods_rows,
    written,
)
from tests.paper_samples import picture
from tests.pdfa import faults_of
from tests.seen import SEEN_AS_SAME, drawn, ink, told, unlike
from tests.unit.course.test_papers import FONTS

ALL_KINDS = (
    Column("name", "Osoba", 20),
    Column("state", "Stan", 10),
    Column("met", "Spełnione", 9, CellKind.NUMBER),
    Column("share", "Udział", 9, CellKind.NUMBER),
    Column("issued_on", "Wydany", 11, CellKind.DAY),
    Column("seen_at", "Widziany", 16, CellKind.MOMENT),
    Column("signature", "Podpis", 30, CellKind.SIGNATURE),
)
NOON = datetime(2026, 11, 12, 11, 3, tzinfo=UTC)
ROW: tuple[Cell, ...] = (
    "Łucja Ćwikła",
    Spoken("counted", "wliczona"),
    9,
    Decimal("87.5"),
    date(2026, 11, 12),
    NOON,
    None,
)
NOTHING: tuple[Cell, ...] = ('=HYPERLINK("http://x")', None, None, None, None, None, None)
FINE_DPI = 600


def test_polish_excel_gets_a_mark_semicolons_words_and_decimal_commas() -> None:
    document = make_document(ALL_KINDS)
    text = written(document, [ROW, NOTHING], FileKind.CSV).decode()
    assert text.startswith(f'{BOM}"Osoba";"Stan";"Spełnione";')
    assert text.count("\r\n") == text.count("\n")
    rows = list(csv.reader(StringIO(text.removeprefix(BOM), newline=""), delimiter=";"))
    at = "2026-11-12 12:03"  # in Warsaw
    assert rows[1] == ["Łucja Ćwikła", "wliczona", "9", "87,5", "2026-11-12", at, ""]
    assert rows[2] == ['\'=HYPERLINK("http://x")', "", "", "", "", "", ""]
    described = document.described(2, digest_of(document, [ROW, NOTHING]))
    assert rows[3:] == [[], *([line] for line in described)]


def test_machines_get_commas_codes_and_nothing_else() -> None:
    document = make_document(ALL_KINDS)
    content = written(document, [ROW], FileKind.PLAIN_CSV)
    assert content.decode().splitlines() == [
        '"name","state","met","share","issued_on","seen_at","signature"',
        '"Łucja Ćwikła","counted","9","87.5","2026-11-12","2026-11-12T12:03:00+01:00",""',
    ]


def test_the_digest_is_that_of_the_plain_csv_in_any_language() -> None:
    english = tuple(Column(column.name, column.name.upper(), 5) for column in ALL_KINDS)
    said = (ROW[0], Spoken("counted", "counted"), *ROW[2:])
    document = make_document(ALL_KINDS)
    content = written(document, [ROW], FileKind.PLAIN_CSV)
    assert digest_of(document, [ROW]) == hashlib.sha256(content).hexdigest()
    assert digest_of(make_document(english), [said]) == digest_of(document, [ROW])
    assert digest_of(document, [ROW, ROW]) != digest_of(document, [ROW])


def test_rows_pass_a_part_at_a_time_and_tell_how_many() -> None:
    heard: list[int] = []
    made: list[int] = []

    def rows() -> Iterator[tuple[Cell, ...]]:
        for number in range(2 * AT_ONCE + 1):
            made.append(number)
            yield ("Ana", number)

    document = make_document()
    passing = Passing(document.columns, rows(), heard.append)
    parts = csv_parts(document, passing, FileKind.CSV)
    next(parts)  # the heading goes before anything is asked of the database
    assert made == []
    next(parts)
    assert len(made) == AT_ONCE
    assert list(parts)
    assert (passing.count, heard) == (2 * AT_ONCE + 1, [AT_ONCE, 2 * AT_ONCE, 2 * AT_ONCE + 1])


def test_a_workbook_has_typed_cells_a_frozen_heading_a_filter_and_its_description() -> None:
    document = make_document(ALL_KINDS)
    book = load_workbook(BytesIO(written(document, [ROW, NOTHING], FileKind.XLSX)))
    sheet = book.active
    assert sheet is not None
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:G3")
    assert [cell.value for cell in sheet[1]] == [column.heading for column in ALL_KINDS]
    day, at = datetime(2026, 11, 12), datetime(2026, 11, 12, 12, 3)  # noqa: DTZ001 -- as openpyxl gives
    found = [cell.value for cell in sheet[2]]
    assert found == ["Łucja Ćwikła", "wliczona", 9, 87.5, day, at, None]
    assert (sheet["E2"].is_date, sheet["E2"].number_format) == (True, "dd.mm.yyyy")
    assert (sheet["A3"].value, sheet["A3"].data_type) == (NOTHING[0], "s")
    described = document.described(2, digest_of(document, [ROW, NOTHING]))
    assert [sheet[f"A{row}"].value for row in (5, 6, 7)] == list(described)
    assert (book.properties.title, book.properties.creator) == (document.title, "Carla Nowak")
    assert book.properties.description == "\n".join(described)


def test_an_open_document_has_typed_cells_and_the_same_rows() -> None:
    document = make_document(ALL_KINDS)
    content = written(document, [ROW, NOTHING], FileKind.ODS)
    with zipfile.ZipFile(BytesIO(content)) as whole:
        assert whole.infolist()[0].filename == "mimetype"
        assert whole.read("mimetype").decode() == FileKind.ODS.media_type
        sheet = whole.read("content.xml").decode()
        settings, meta = (whole.read(f"{part}.xml").decode() for part in ("settings", "meta"))
    assert 'office:value="87.5"' in sheet
    assert 'office:date-value="2026-11-12"' in sheet
    assert 'office:date-value="2026-11-12T12:03:00"' in sheet
    assert "A1:'osoby i certyfikaty'.G3" in sheet
    assert "VerticalSplitPosition" in settings
    assert document.title in meta
    rows = ods_rows(content)
    at = "12.11.2026 12:03"
    assert rows[0] == [column.heading for column in ALL_KINDS]
    assert rows[1] == ["Łucja Ćwikła", "wliczona", "9", "87.5", "12.11.2026", at, ""]
    described = document.described(2, digest_of(document, [ROW, NOTHING]))
    assert rows[4:] == [[line] for line in described]


@pytest.mark.parametrize("kind", list(FileKind))
def test_an_empty_list_is_a_file_too(kind: FileKind) -> None:
    assert written(make_document(), [], kind)


def test_a_day_before_excel_counts_and_a_very_long_text_are_kept_as_text() -> None:
    rows: list[tuple[Cell, ...]] = [(date(1899, 12, 31), 1), ("ż" * 40_000, 2)]
    sheet = load_workbook(BytesIO(written(make_document(), rows, FileKind.XLSX))).active
    assert sheet is not None
    assert sheet["A2"].value == "1899-12-31"
    assert sheet["A3"].value == "ż" * 32_766 + "…"


def test_no_cell_of_a_workbook_is_anything_but_what_was_typed() -> None:
    """What looks like the library's own mark-up would otherwise be written as it is."""
    content = written(make_document(), [(text, 1) for text in HOSTILE], FileKind.XLSX)
    with zipfile.ZipFile(BytesIO(content)) as whole:
        sheet = whole.read("xl/worksheets/sheet1.xml").decode()
        assert not [name for name in whole.namelist() if "hyperlink" in name.casefold()]
    assert "<f>" not in sheet
    assert "<hyperlink" not in sheet


def test_the_name_of_a_sheet_fits_into_excel() -> None:
    assert sheet_name("Krosno: osoby i certyfikaty") == "osoby i certyfikaty"
    assert sheet_name("A: [x]*?/\\'" + "ż" * 40) == "x'" + "ż" * 29
    assert sheet_name("A: '") == "1"


# On paper
def test_a_paper_is_for_archives_and_tells_the_programme_its_marks_and_every_row(
    tmp_path: Path,
) -> None:
    marks = [Mark("Fundusze Europejskie", "image/png", picture(1))]
    document = make_document(ALL_KINDS, marks=marks)
    content = written(document, [ROW] * 40, FileKind.PDF)
    assert faults_of(content) == []
    text = told(content, tmp_path)
    pages = text.count("Osoba Stan Spełnione")
    assert pages > 1
    assert text.count("Projekt „Krosno i Przemyśl”, POWR.04.03.00-00-0001/26") == pages
    assert text.count("wliczona") == 40
    assert "12.11.2026, 12:03" in text
    assert "87,5" in text
    digest = digest_of(document, [ROW] * 40)
    assert digest in text.replace(" ", "")
    assert f"{pages} / {pages}" in text or f"{pages}/{pages}" in text


def test_what_was_typed_reads_right_on_paper(tmp_path: Path) -> None:
    content = written(make_document(), [(text, 1) for text in HOSTILE], FileKind.PDF)
    text = told(content, tmp_path)
    for typed in HOSTILE:
        assert "".join(typed.split()) in text.replace(" ", ""), typed


def test_polish_letters_are_right_in_the_picture(tmp_path: Path) -> None:
    """Text that reads right may be garbled to the eye: Pillow draws the same beside it."""
    content = written(make_document(title=PANGRAM), [], FileKind.PDF)
    [page] = drawn(content, tmp_path, dpi=FINE_DPI)
    with Image.open(page) as whole:
        box = [round(mm / 25.4 * FINE_DPI) for mm in (27, 15.5, 140, 23.5)]
        title = ink(whole.convert("L").crop((box[0], box[1], box[2], box[3])))
    assert unlike(title, _drawn_by_pillow(PANGRAM)) < SEEN_AS_SAME
    for garbled in ("Zazółć gęślą jaźń; =1+1", "Zażółć gęslą jaźń; =1+1"):
        assert unlike(title, _drawn_by_pillow(garbled)) > SEEN_AS_SAME


def test_a_paper_is_refused_above_two_thousand_rows() -> None:
    with pytest.raises(TooManyRows) as refused:
        written(make_document(COLUMNS), [("Ana", 1)] * 2001, FileKind.PDF)
    assert refused.value.facts == {"rows": 2001, "limit": 2000}


def test_a_list_that_counts_its_rows_has_no_second_number(tmp_path: Path) -> None:
    columns = (Column("place", "Lp.", 5, CellKind.NUMBER), *COLUMNS)
    text = told(written(make_document(columns), [(7, "Ana", 1)], FileKind.PDF), tmp_path)
    assert "Lp. Osoba" in text
    assert "Nr" not in text
    beside = (Column("name", "Osoba", 9), Column("teryt", "TERYT", 9, on_paper=False))
    text = told(written(make_document(beside), [("Ana", "1861011")], FileKind.PDF), tmp_path)
    assert "Nr Osoba" in text
    assert "1861011" not in text


def test_the_words_around_the_rows_follow_the_language() -> None:
    document = make_document()
    polish = document.described(1, "a" * 64)
    assert polish[1].startswith("1 wiersz. ")
    assert document.language is Language.PL


def _drawn_by_pillow(text: str) -> Image.Image:
    font = ImageFont.truetype(FONTS / "SourceSans3-Semibold.ttf", 16 / 72 * FINE_DPI)
    sheet = Image.new("L", (4000, 600), 255)
    ImageDraw.Draw(sheet).text((40, 60), text, fill=0x1B, font=font)
    return ink(sheet)
