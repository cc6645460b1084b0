"""Pictures drawn anew: upright, no larger than needed, without anything that they carried along.

One at a time in a process, and none that would take more than about a hundred megabytes while it
is decoded: the figures below are measured in `docs/evidence/uploads.md`.
"""

from collections.abc import Mapping
from math import ceil
from threading import Lock
from typing import BinaryIO, cast

from PIL import Image, ImageFile, ImageOps
from pillow_heif import HeifFile

from course.errors import FileRefused
from course.uploads.anatomy import held_bytes

LONGEST_SIDE = 2400
"""Pixels; enough to read a photographed page."""

MOST_PIXELS: Mapping[str | None, int] = {
    "JPEG": 64_000_000,  # a large photo is decoded smaller
    "MPO": 64_000_000,
    "HEIF": 16_500_000,  # its decoder holds the planes of the camera beside the colours
    "PNG": 12_000_000,
    "WEBP": 5_000_000,  # its decoder holds the picture four times
}
MOST_PIXELS_SEE_THROUGH = 8_300_000
"""Of a picture that is see-through: a second copy is made of it. Screens have no more."""

MOST_PIXELS_HELD = 12_200_000
MOST_BYTES_HELD = 54_000_000
"""Of a JPEG that comes in several scans: all of them are held at full size."""

STRIP_PIXELS = 250_000
"""About so many pixels of a HEIC are made smaller at once."""

REACH = 3
"""So many pixels of the smaller picture to each side have a part in one of it: that of Lanczos."""

_ONE_AT_A_TIME = Lock()


def draw_anew(file: BinaryIO, drawn: BinaryIO, *, name: str, heic: bool) -> str:
    """Write the picture again; its new media type. Raises FileRefused."""
    file.seek(0)
    with _ONE_AT_A_TIME:
        # WeasyPrint lets half pictures in, for the whole process
        ImageFile.LOAD_TRUNCATED_IMAGES = False
        try:
            plain, see_through = _from_heic(file, name) if heic else _from_others(file, name)
        except FileRefused:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise FileRefused(reason="image_too_large", name=name) from bomb
        except Exception as broken:  # a damaged picture makes its decoder raise anything
            raise FileRefused(reason="file_unreadable", name=name) from broken
        plain.info.clear()
        out = cast("BinaryIO", _WholeWrites(drawn))
        if see_through:
            plain.save(out, "PNG", compress_level=4)
            return "image/png"
        plain.save(out, "JPEG", quality=85, optimize=True, progressive=True)
        return "image/jpeg"


class _WholeWrites:
    """A file of which Pillow knows no number: else it writes past us, and overlooks a full disk."""

    def __init__(self, file: BinaryIO) -> None:
        self.write, self.flush = file.write, file.flush


def _from_others(file: BinaryIO, name: str) -> tuple[Image.Image, bool]:
    """The picture, and whether it must stay a PNG."""
    held = held_bytes(file)
    file.seek(0)
    with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
        most = MOST_PIXELS[picture.format]
        if picture.has_transparency_data:
            most = min(most, MOST_PIXELS_SEE_THROUGH)
        if held:
            most = min(MOST_PIXELS_HELD, MOST_BYTES_HELD // held)
        _check_pixels(picture.size, most, name)
        picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        is_png = picture.format == "PNG"
        upright = ImageOps.exif_transpose(_smaller(_with_colours(picture)))
        see_through = upright.has_transparency_data
        return upright.convert("RGBA" if see_through else "RGB"), see_through or is_png


def _with_colours(picture: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller smoothly."""
    if picture.mode in {"RGB", "RGBA", "L"}:
        return picture
    return picture.convert("RGBA" if picture.has_transparency_data else "RGB")


def _smaller(picture: Image.Image) -> Image.Image:
    """No longer than needed; one side after the other, so that no third copy is held."""
    factor = max(picture.size) / LONGEST_SIDE
    if factor <= 1:
        return picture
    width, height = (max(1, round(side / factor)) for side in picture.size)
    narrow = picture.resize((width, picture.height), Image.Resampling.LANCZOS)
    picture.close()
    return narrow.resize((width, height), Image.Resampling.LANCZOS)


def _from_heic(file: BinaryIO, name: str) -> tuple[Image.Image, bool]:
    """The main picture of a HEIC file; its decoder turns it upright.

    It is made smaller in strips, because a whole second copy would double the memory.
    """
    held = HeifFile(file, convert_hdr_to_8bit=True)  # type: ignore[no-untyped-call]  # its own
    picture = held[held.primary_index]
    _check_pixels(picture.size, MOST_PIXELS["HEIF"], name)
    pixels, stride = memoryview(picture.data), picture.stride
    (width, height), mode = picture.size, picture.mode
    factor = max(1, max(width, height) / LONGEST_SIDE)
    small = Image.new(mode, (max(1, round(width / factor)), max(1, round(height / factor))))
    margin = ceil(REACH * factor)
    step = max(1, int(STRIP_PIXELS / width / factor))
    for top in range(0, small.height, step):
        rows = min(step, small.height - top)
        begins, ends = (place * height / small.height for place in (top, top + rows))
        first, last = max(0, int(begins) - margin), min(height, ceil(ends) + margin)
        strip = Image.frombytes(
            mode,
            (width, last - first),
            pixels[first * stride : last * stride],
            "raw",
            mode,
            stride,
        )
        part = (0, begins - first, width, ends - first)
        small.paste(strip.resize((small.width, rows), Image.Resampling.LANCZOS, part), (0, top))
    see_through = small.has_transparency_data
    return small.convert("RGBA" if see_through else "RGB"), see_through


def _check_pixels(size: tuple[int, int], most: int, name: str) -> None:
    if size[0] * size[1] > most:
        raise FileRefused(reason="image_too_large", name=name)
