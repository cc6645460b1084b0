"""What the eye sees of a PDF: its pages as pictures, and lines of text compared as pictures."""

import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter

DPI = 150
SPOT = 13
"""Pixels, a side: as large as the accent of a letter at 300 dpi."""

SEEN_AS_SAME = 0.65
"""Edges of the same letter differ by less than this, an accent that is missing by more."""


def drawn(content: bytes, folder: Path, *, dpi: int = DPI) -> list[Path]:
    """Each page as a picture, as poppler draws it."""
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed on this machine")
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdftoppm", "-r", str(dpi), "-png", str(folder / "paper.pdf"), str(folder / "page")]
    subprocess.run(command, check=True)
    return sorted(folder.glob("page-*.png"))


def told(content: bytes, folder: Path) -> str:
    """The text of a PDF, its spaces folded, as poppler reads it."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed on this machine")
    (folder / "paper.pdf").write_bytes(content)
    command = ["pdftotext", "-layout", str(folder / "paper.pdf"), "-"]
    read = subprocess.run(command, capture_output=True, text=True, check=True)
    return " ".join(read.stdout.split())


def ink(picture: Image.Image) -> Image.Image:
    """The part of a picture that is not white."""
    box = ImageChops.invert(picture).point(lambda grey: 255 if grey > 60 else 0).getbbox()
    return picture.crop(box)


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How much of the spot on which two pictures of a line differ most is different, 0 to 1."""
    size = max(one.width, other.width), max(one.height, other.height)
    sheets = [Image.new("L", size, 255) for _ in range(2)]
    for sheet, line in zip(sheets, (one, other), strict=True):
        sheet.paste(line, (0, 0))
    differing = ImageChops.difference(*sheets).point(lambda grey: 255 if grey > 128 else 0)
    spots = differing.filter(ImageFilter.BoxBlur(SPOT // 2)).histogram()
    return max(grey for grey, often in enumerate(spots) if often) / 255
