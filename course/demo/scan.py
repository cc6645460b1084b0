"""Scans of agreements and proofs of use: pages that say plainly what they are."""

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from course.settings import ROOT
from course.stored_file import StoredFile
from course.uploads import store_own

A4 = (827, 1169)  # at 100 dots per inch
MARGIN = 90
LINE = 40
FONT = ROOT / "course/static/fonts/SourceSerif4Display-Regular.ttf"


def scan_agreement(number: str, institution: str, *, folder: Path) -> StoredFile:
    """A PDF of one page, kept with the other files."""
    lines = (
        (f"Porozumienie o współpracy nr {number}", 30),
        (institution, 24),
        ("", 24),
        ("Dokument demonstracyjny.", 22),
        ("Porozumienie, podpisy i numery są zmyślone.", 22),
    )
    return _scan(lines, f"{number.replace('/', '-')}.pdf", folder)


def scan_proof(title: str, *, folder: Path) -> StoredFile:
    """The same for a document that shows the use of the model."""
    lines = ((title, 20), ("", 24), ("Dokument demonstracyjny, zmyślony.", 22))
    return _scan(lines, "dowod-wdrozenia.pdf", folder)


def _scan(lines: Iterable[tuple[str, int]], name: str, folder: Path) -> StoredFile:
    page = Image.new("L", A4, "white")
    drawing = ImageDraw.Draw(page)
    for place, (line, size) in enumerate(lines):
        font = ImageFont.truetype(FONT, size)
        drawing.text((MARGIN, MARGIN + place * LINE), line, font=font, fill="black")
    content = BytesIO()
    page.save(content, "PDF", resolution=100)
    return store_own(content.getvalue(), name=name, media_type="application/pdf", folder=folder)
