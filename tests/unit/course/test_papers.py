"""The paper of a certificate: two sides, whole, and with the letters that it says it has."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
import segno
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from assessments.reading import as_json, read_rules
from content.languages import Language
from course.errors import PapersUnavailable
from course.models import Certificate
from course.papers import certificate_pdf, pdf_of, qr_code, typesetting
from course.settings import ROOT
from tests.make import MONDAY

FONTS = ROOT / "course/static/fonts"
SHEET = ROOT / "course/templates/papers/certificate.css"
LONG = "Aleksandra Wawrzyniec-Brzęczyszczykiewicz"
LETTERS = "Zażółć Gęślą Jaźń ŻÓŁĆĘŚĄŹŃ"
FACE = re.compile(r"font-family:(\w+);font-weight:(\d+);(font-style:italic;)?src:url\(.*/(\S+)\)")
STYLES = {"400": "", "600": "-Semi-Bold", "italic": "-Italic"}


def make_certificate(name: str, rule: str = "pilot", form: str = "feminine") -> Certificate:
    text = as_json(read_rules(ROOT / "assessments/qualification.yaml")[rule])["certificate"]
    signed = {"by": "dr Halina Żółkoś", "protocol_number": "W/2026/0001", "on": "2026-11-21"}
    return Certificate(
        number="SZ/2026/0001",
        code="K7QF2M9DABCDEFGHJKLMNPQRST",
        holder_name=name,
        issued_at=MONDAY,
        facts={
            "address_form": form,
            "programme": {
                "title": {"pl": "Społecznie zorganizowani", "en": "Socially organised"},
                "project_number": "POWR.04.03.00-00-0093/18",
                "funder": "Europejski Fundusz Społeczny",
            },
            "cohort": {
                "title": "Krosno, edycja 1",
                "city": "Krosno",
                "starts_on": "2026-10-05",
                "ends_on": "2026-11-20",
            },
            "minutes": {"study": 960, "workshops": 630, "practice": 640},
            "outcomes": {group: text[group] for group in ("knowledge", "skills", "social")},
            "verified": text["verified"],
            "disclaimer": text["disclaimer"],
            "assessment": signed,
            "decision": signed,
        },
    )


def read(name: str, language: Language = Language.PL, **of: str) -> PdfReader:
    certificate = make_certificate(name, **of)
    pdf = certificate_pdf(certificate, language, verify_at="https://szkolenia.example/v")
    return PdfReader(BytesIO(pdf))


def words(reader: PdfReader) -> str:
    text = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("rule", ["pilot", "social-organiser"])
@pytest.mark.parametrize("name", ["Łucja Ćwikła", LONG])
def test_it_has_two_sides_and_says_everything(name: str, rule: str, language: Language) -> None:
    reader = read(name, language, rule=rule)
    assert len(reader.pages) == 2
    assert reader.metadata is not None
    assert name in str(reader.metadata.title)
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == language
    assert root["/MarkInfo"]["/Marked"]
    said = words(reader)
    for word in ("SZ/2026/0001", "K7QF-2M9D-ABCD-EFGH", "JKLM-NPQR-ST", "szkolenia.example/v"):
        assert word in said
    assert name.replace(" ", "") in said.replace(" ", "")
    assert "OSL" in said


@pytest.mark.parametrize(
    ("form", "title", "sentence"),
    [
        ("feminine", "Organizatorka Społeczna", "pani Łucja Ćwikła osiągnęła"),
        ("masculine", "Organizator Społeczny", "pan Łucja Ćwikła osiągnął"),
        ("neutral", "Organizator Społeczny", "ta osoba osiągnęła"),
    ],
)
def test_it_speaks_of_the_holder_as_the_holder_wants(form: str, title: str, sentence: str) -> None:
    said = words(read("Łucja Ćwikła", form=form))
    assert title in said
    assert sentence in said
    assert "Program objął 37 godzin nauki" in said


def test_every_letter_is_drawn_as_the_letter_that_it_claims_to_be() -> None:
    """A family split into parts garbles Polish while the text still reads right."""
    faces = dict(_faces())
    drawn = set()
    for page in read(LETTERS).pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            written = font.get_object()
            name = str(written["/BaseFont"]).partition("+")[2]
            drawn |= {(name, letter) for letter in _rightly_drawn(written, faces[name])}
    assert {name for name, _ in drawn} == set(faces)
    serif = {letter for name, letter in drawn if name == "CSerif"}
    assert set(LETTERS) - {" "} <= serif


def _faces() -> Iterator[tuple[str, TTFont]]:
    for family, weight, italic, file in FACE.findall(SHEET.read_text(encoding="utf-8")):
        yield family + STYLES["italic" if italic else weight], TTFont(FONTS / file)


def _rightly_drawn(written: Any, whole: TTFont) -> Iterator[str]:
    """The letters of an embedded font; each must have the outline of the whole font's letter."""
    descendant = written["/DescendantFonts"][0].get_object()
    assert descendant["/CIDToGIDMap"] == "/Identity"
    file = descendant["/FontDescriptor"]["/FontFile2"].get_data()
    embedded = TTFont(BytesIO(file))
    claimed = written["/ToUnicode"].get_data().decode().partition("beginbfchar")[2]
    for glyph, letter in re.findall(r"<([0-9a-fA-F]{4})> <([0-9a-fA-F]{4})>\n", claimed):
        character = chr(int(letter, 16))
        name = embedded.getGlyphName(int(glyph, 16))
        assert _outline(embedded, name) == _outline(whole, whole.getBestCmap()[ord(character)])
        yield character


def _outline(font: TTFont, glyph: str) -> list[Any]:
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[glyph].draw(pen)
    return list(pen.value)


def test_the_qr_code_is_that_of_the_address() -> None:
    address = "https://szkolenia.example/v/K7QF2M9DABCDEFGHJKLMNPQRST"
    code = qr_code(address)
    dark = set()
    for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path):
        dark |= {(int(row), int(column) + step) for step in range(int(length))}
    matrix = segno.make(address, error="q", micro=False).matrix
    assert code.size == len(matrix)
    assert dark == {
        (row, column) for row, line in enumerate(matrix) for column, bit in enumerate(line) if bit
    }


def test_the_qr_code_is_large_enough_to_scan() -> None:
    """Phones want 25 mm and more."""
    found = re.search(r"\.proof \.qr\{width:(\d+)mm;height:(\d+)mm\}", SHEET.read_text())
    assert found is not None
    assert min(map(int, found.groups())) >= 25


def test_without_pango_papers_are_unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "typesetter", lambda: None)
    with pytest.raises(PapersUnavailable):
        pdf_of("<p>")


def test_nothing_is_fetched_from_the_network() -> None:
    with pytest.raises(FatalURLFetchingError):
        pdf_of('<img src="http://127.0.0.1:9/x.png">')
