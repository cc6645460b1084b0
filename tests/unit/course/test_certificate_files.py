"""The file of a certificate: an archive's PDF, with its credential, read back by a phone."""

import json
import shutil
import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw, ImageFont

from content.languages import Language
from course.codes import CERTIFICATE_SIGNS, new_code
from course.models import Certificate
from course.papers import Mark, certificate_pdf, certificates_in_one
from tests.paper_samples import LONGEST, MANY, PANEL, make_sample, picture
from tests.pdfa import faults_of
from tests.reliability.scene import FULL_SIZE
from tests.seen import SEEN_AS_SAME, drawn, ink, unlike
from tests.unit.course.test_papers import FONTS

VERIFY_AT = "https://szkolenia.example/v"
PANGRAM = "Zażółć gęślą jaźń"
CREDENTIAL = {"@context": ["https://www.w3.org/ns/credentials/v2"], "name": PANGRAM}
MARKS = [Mark(f"Znak {number}", "image/png", picture(number)) for number in range(4)]
FINE_DPI = 300


def pdf_of(certificate: Certificate, language: Language = Language.PL) -> bytes:
    return certificate_pdf(certificate, language, verify_at=VERIFY_AT, marks=MARKS)


@pytest.fixture(scope="module")
def good() -> bytes:
    sample = make_sample(panel=PANEL)
    sample.credential = CREDENTIAL
    return pdf_of(sample)


# PDF/A
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("panel", [None, PANEL])
@pytest.mark.parametrize("marks", [(), MARKS])
def test_it_is_a_file_for_archives(
    language: Language, panel: dict[str, Any] | None, marks: list[Mark]
) -> None:
    sample = make_sample(panel=panel)
    assert faults_of(certificate_pdf(sample, language, verify_at=VERIFY_AT, marks=marks)) == []


def _without(name: str) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.Root.__delitem__(name)


def _no_font_file(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/FontFile2" in thing:
            del thing["/FontFile2"]


def _of_another_part(pdf: pikepdf.Pdf) -> None:
    said: Any = pdf.Root.Metadata
    said.write(said.read_bytes().replace(b'part="3"', b'part="2"').replace(b">3<", b">2<"))


def _smooth(pdf: pikepdf.Pdf) -> None:
    image = next(
        one
        for one in pdf.objects
        if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"
    )
    image["/Interpolate"] = True


def _spec(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.Root.AF))


def _own_action(pdf: pikepdf.Pdf) -> None:
    pdf.Root["/OpenAction"] = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("1"))
    )


def _no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


def _in_print_colours(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"0 0 0 1 k", prepend=True)


BROKEN: dict[str, Callable[[pikepdf.Pdf], object]] = {
    "no XMP": _without("/Metadata"),
    "pdfaid:part ['2']": _of_another_part,
    "title of XMP and Info": _no_title,
    "output intents": _without("/OutputIntents"),
    "not marked": _without("/MarkInfo"),
    "no structure": _without("/StructTreeRoot"),
    "no language": _without("/Lang"),
    "additional actions": lambda pdf: pdf.Root.__setitem__("/AA", pikepdf.Dictionary()),
    "action /JavaScript": _own_action,
    "not embedded": _no_font_file,
    "file credential.json is not associated": _without("/AF"),
    "file credential.json is not described": lambda pdf: _spec(pdf).__delitem__("/AFRelationship"),
    "file credential.json has no media type": lambda pdf: _spec(pdf).EF.F.__delitem__("/Subtype"),
    "an image is interpolated": _smooth,
    "colours of another device": _in_print_colours,
    "a form that draws itself": lambda pdf: pdf.Root.__setitem__(
        "/AcroForm", pikepdf.Dictionary(NeedAppearances=True)
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_the_checker_finds_what_is_broken(good: bytes, fault: str) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        BROKEN[fault](pdf)
        out = BytesIO()
        pdf.save(out, fix_metadata_version=False)
    assert any(fault in found for found in faults_of(out.getvalue()))


def test_the_checker_finds_a_lock_and_a_tail(good: bytes) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user=""))
    assert "encrypted" in faults_of(out.getvalue())
    assert "bytes after the end" in faults_of(good + b"more")


def test_a_checker_that_finds_nothing_would_be_noticed(good: bytes) -> None:
    assert faults_of(good) == []


# The credential
def test_the_credential_is_attached_as_it_was_signed(good: bytes) -> None:
    with pikepdf.open(BytesIO(good)) as pdf:
        assert list(pdf.attachments) == ["credential.json"]
        kept = pdf.attachments["credential.json"].get_file()
        assert json.loads(kept.read_bytes()) == CREDENTIAL
        assert kept.mime_type == "application/json"
        [spec] = pdf.Root.AF
        assert spec.AFRelationship == "/Data"


def test_without_a_credential_nothing_is_attached() -> None:
    with pikepdf.open(BytesIO(pdf_of(make_sample()))) as pdf:
        assert list(pdf.attachments) == []
        assert "/AF" not in pdf.Root


# Whatever the words are, two sides hold them
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("facts", [{}, MANY, MANY | {"panel": PANEL}])
@pytest.mark.parametrize("name", ["Łucja Ćwikła", LONGEST])
def test_two_sides_hold_everything(language: Language, facts: dict[str, Any], name: str) -> None:
    with pikepdf.open(BytesIO(pdf_of(make_sample(name, **facts), language))) as pdf:
        assert len(pdf.pages) == 2


def test_what_fits_at_no_size_goes_on_overleaf() -> None:
    outcomes = {"knowledge": [{"pl": "wie coś " * 9, "en": "knows"}] * 60}
    with pikepdf.open(BytesIO(pdf_of(make_sample(outcomes=MANY["outcomes"] | outcomes)))) as pdf:
        assert len(pdf.pages) > 2


def test_the_file_for_the_printer_is_for_archives_too() -> None:
    several = [(make_sample(name), MARKS) for name in ("Łucja Ćwikła", LONGEST)]
    content = certificates_in_one(several, Language.PL, verify_at=VERIFY_AT)
    assert faults_of(content) == []
    with pikepdf.open(BytesIO(content)) as pdf:
        assert len(pdf.pages) == 4


# What the eye sees
def test_polish_letters_are_right_in_the_picture(tmp_path: Path) -> None:
    """Text that reads right may be garbled to the eye: Pillow draws the same beside it."""
    [front, _] = drawn(pdf_of(make_sample(PANGRAM)), tmp_path, dpi=FINE_DPI)
    name = _name_on(front)
    assert unlike(name, _drawn_by_pillow(PANGRAM)) < SEEN_AS_SAME
    for garbled in ("Zazółć gęślą jaźń", "Zażółć gęslą jaźń", "Zażółć gęślą jaźn"):
        assert unlike(name, _drawn_by_pillow(garbled)) > SEEN_AS_SAME


def _name_on(front: Path) -> Image.Image:
    """The line of the name: 24 mm from the left, 56 to 78 mm from above."""
    with Image.open(front) as page:
        box = [round(mm / 25.4 * FINE_DPI) for mm in (22, 56.5, 176, 77.5)]
        return ink(page.convert("L").crop((box[0], box[1], box[2], box[3])))


def _drawn_by_pillow(text: str) -> Image.Image:
    size_px = 48 / 72 * FINE_DPI
    font = ImageFont.truetype(FONTS / "SourceSerif4Display-Regular.ttf", size_px)
    sheet = Image.new("L", (4000, 600), 255)
    pen, at = ImageDraw.Draw(sheet), 40.0
    for place, letter in enumerate(text):
        pen.text((at, 60), letter, fill=0x1B, font=font)
        pair = text[place : place + 2]
        kerned = font.getlength(pair) - font.getlength(pair[1:]) if len(pair) > 1 else 0
        at += kerned - size_px / 100  # letter-spacing of the sheet
    return ink(sheet)


def test_every_code_is_read_back_from_the_paper(tmp_path: Path) -> None:
    if shutil.which("zbarimg") is None:
        pytest.skip("zbarimg (zbar-tools) is not installed on this machine")
    samples = [make_sample() for _ in range(1000 if FULL_SIZE else 3)]
    for sample in samples:
        sample.code = new_code(CERTIFICATE_SIGNS)
    read = []
    for sample in samples:
        [front, _] = drawn(pdf_of(sample), tmp_path)
        told = subprocess.run(
            ["zbarimg", "-q", "--raw", str(front)], capture_output=True, text=True, check=True
        )
        read.append(told.stdout.strip())
    assert read == [f"{VERIFY_AT}/{sample.code}" for sample in samples]
