"""Photos forget where, by what and by whom they were taken; they stand upright."""

import hashlib
import io
from pathlib import Path
from struct import pack

import pillow_heif
import pytest
from PIL import Image, ImageChops, PngImagePlugin

from assessments.fields import FileKind
from course.errors import FileRefused
from course.stored_file import StoredFile
from course.uploads import LONGEST_SIDE, open_stored, store
from course.uploads.anatomy import MOST_CHUNKS, MOST_SCANS, MOST_SEGMENTS, held_bytes
from course.uploads.pictures import MOST_PIXELS

GPS, ORIENTATION, ARTIST = 0x8825, 0x0112, 0x013B
SECRET = "Kanarek Krosno"
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{SECRET}</x:xmpmeta>".encode()
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00" + pack(">L", 20) + SECRET.encode().ljust(20)


def halves(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, "blue")
    picture.paste("red", (0, 0, size[0] // 2, size[1]))
    return picture


def exif(orientation: int = 1) -> Image.Exif:
    told = Image.Exif()
    told[ORIENTATION], told[ARTIST] = orientation, SECRET
    told.get_ifd(GPS).update({1: "N", 2: (49.0, 41.0, 0.0), 3: "E", 4: (21.0, 46.0, 0.0)})
    return told


def written(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


def jpeg(orientation: int = 1) -> bytes:
    plain = written(
        halves(), "JPEG", exif=exif(orientation), xmp=XMP, comment=SECRET, quality=95, subsampling=0
    )
    return plain[:2] + b"\xff\xed" + pack(">H", len(IPTC) + 2) + IPTC + plain[2:]


def png() -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text("Author", SECRET)
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return written(halves(), "PNG", pnginfo=text, exif=exif())


def heic(size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    held = pillow_heif.from_pillow(halves(size))
    file = io.BytesIO()
    held.save(file, exif=exif(orientation).tobytes(), xmp=XMP, quality=90)
    return file.getvalue()


def kept(content: bytes, folder: Path, name: str = "IMG_1.jpg") -> StoredFile:
    return store(io.BytesIO(content), name=name, kinds=[FileKind.IMAGE], folder=folder)


def bytes_of(stored: StoredFile, folder: Path) -> bytes:
    with open_stored(stored.stored_as, folder=folder) as file:
        return file.read()


@pytest.mark.parametrize(
    "sent",
    [jpeg(), png(), written(halves(), "WEBP", exif=exif(), xmp=XMP), heic()],
    ids=["jpeg", "png", "webp", "heic"],
)
def test_a_picture_keeps_nothing_but_its_pixels(sent: bytes, tmp_path: Path) -> None:
    assert SECRET.encode() in sent
    stored = kept(sent, tmp_path)
    after = bytes_of(stored, tmp_path)
    assert SECRET.encode() not in after
    assert b"Exif" not in after
    with Image.open(io.BytesIO(after)) as picture:
        assert dict(picture.getexif()) == {}
        assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            "progressive",
            "progression",
        }
    assert stored.original_sha256 == hashlib.sha256(sent).hexdigest()
    assert stored.sha256 == hashlib.sha256(after).hexdigest()


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [(1, (60, 40), (5, 20)), (3, (60, 40), (55, 20)), (6, (40, 60), (20, 5))],
)
@pytest.mark.parametrize("kind", ["jpeg", "heic"])
def test_a_picture_stands_upright(
    tmp_path: Path, kind: str, orientation: int, size: tuple[int, int], red_at: tuple[int, int]
) -> None:
    sent = jpeg(orientation) if kind == "jpeg" else heic(orientation=orientation)
    after = bytes_of(kept(sent, tmp_path), tmp_path)
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.size == size
        red, _, blue = picture.convert("RGB").getpixel(red_at)  # type: ignore[misc]
        assert red > blue


def test_a_photo_of_a_phone_becomes_a_jpeg(tmp_path: Path) -> None:
    stored = kept(heic((5000, 1000)), tmp_path, "IMG_0001.HEIC")
    assert (stored.name, stored.media_type) == ("IMG_0001.jpg", "image/jpeg")
    with Image.open(io.BytesIO(bytes_of(stored, tmp_path))) as picture:
        assert picture.size == (LONGEST_SIDE, LONGEST_SIDE // 5)
        left, right = picture.getpixel((300, 240)), picture.getpixel((2100, 240))
        assert [round(part / 255) for part in (*left, *right)] == [1, 0, 0, 0, 0, 1]  # type: ignore[misc]


@pytest.mark.parametrize("size", [(2700, 2600), (6000, 2700), (16_000, 1000)])
def test_a_heic_made_smaller_in_strips_has_no_seams(tmp_path: Path, size: tuple[int, int]) -> None:
    rings = Image.radial_gradient("L").resize(size).convert("RGB")
    sent = io.BytesIO()
    pillow_heif.from_pillow(rings).save(sent)
    stored = kept(sent.getvalue(), tmp_path, "IMG_0002.HEIC")
    whole = pillow_heif.open_heif(sent)
    with Image.open(io.BytesIO(bytes_of(stored, tmp_path))) as picture:
        at_once = whole.to_pillow().resize(picture.size, Image.Resampling.LANCZOS)
        apart = ImageChops.difference(picture, at_once)
    assert max(apart.tobytes()) <= 4  # what JPEG loses


def test_a_heic_that_would_take_too_much_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        kept(heic((4100, 4100)), tmp_path, "IMG_0003.HEIC")
    assert refused.value.facts["reason"] == "image_too_large"


@pytest.mark.parametrize(
    "content", [heic()[:200], heic()[:-200], b"\0\0\0\x18ftypheic" + bytes(80)]
)
def test_a_damaged_heic_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(FileRefused) as refused:
        kept(content, tmp_path, "IMG_1.heic")
    assert refused.value.facts["reason"] == "file_unreadable"


def test_too_many_pixels_are_refused_before_they_are_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MOST_PIXELS, "HEIF", 2000)
    with pytest.raises(FileRefused) as refused:
        kept(heic(), tmp_path)
    assert refused.value.facts["reason"] == "image_too_large"


def test_a_large_photo_is_taken_in_one_scan_only(tmp_path: Path) -> None:
    large = Image.new("RGB", (4200, 3000))
    assert kept(written(large, "JPEG"), tmp_path).media_type == "image/jpeg"
    with pytest.raises(FileRefused) as refused:
        kept(written(large, "JPEG", progressive=True), tmp_path)
    assert refused.value.facts["reason"] == "image_too_large"


@pytest.mark.parametrize(
    ("options", "held"),
    [
        ({}, 0),
        ({"progressive": True, "subsampling": 0}, 6),
        ({"progressive": True, "subsampling": 1}, 4),
        ({"progressive": True, "subsampling": 2}, 3),
    ],
)
def test_what_a_decoder_holds_of_each_pixel(options: dict[str, object], held: int) -> None:
    assert held_bytes(io.BytesIO(written(halves(), "JPEG", **options))) == held


@pytest.mark.parametrize(
    "trap",
    [
        b"\xff\xd8" + b"\xff\xfe\0\x02" * (MOST_SEGMENTS + 1),
        b"\xff\xd8" + b"\xff" * 70_000,
        b"\xff\xd8 no segment",
        b"\x89PNG\r\n\x1a\n" + (bytes(4) + b"teXt" + bytes(4)) * (MOST_CHUNKS + 1),
        written(halves(), "JPEG", progressive=True) + b"\xff\xda" * MOST_SCANS,
    ],
    ids=["segments", "filling", "nothing", "chunks", "scans"],
)
def test_a_picture_put_together_like_a_trap(trap: bytes, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"too many|nothing but|no segment"):
        held_bytes(io.BytesIO(trap))
    with pytest.raises(FileRefused):
        kept(trap, tmp_path)
