import io
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from assessments.fields import FileKind
from course.errors import FileRefused
from course.stored_file import StoredFile
from course.uploads import LONGEST_SIDE, download, open_stored, store, store_own

GPS, ORIENTATION, MODEL = 0x8825, 0x0112, 0x0110
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture
def keep(tmp_path: Path) -> Callable[..., StoredFile]:
    def send(content: bytes, name: str, *kinds: FileKind) -> StoredFile:
        taken = kinds or tuple(FileKind)
        return store(io.BytesIO(content), name=name, kinds=taken, folder=tmp_path)

    return send


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, "teal").save(written, kind, **options)
    return written.getvalue()


def photo_from_a_phone(size: tuple[int, int] = (40, 20)) -> bytes:
    """A photo taken on its side, which says where and by which phone."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MODEL] = "Telefon"
    exif.get_ifd(GPS).update({1: "N", 2: (49.0, 41.0, 0.0), 3: "E", 4: (21.0, 46.0, 0.0)})
    return picture("JPEG", size, exif=exif)


def zipped(**parts: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as parts_of_it:
        for name, content in parts.items():
            parts_of_it.writestr(name, content)
    return written.getvalue()


PARTS_OF_DOCX = {"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}
DOCX = zipped(**PARTS_OF_DOCX)
DOCX_WITH_MACROS = zipped(**PARTS_OF_DOCX, **{"word/vbaProject.bin": ""})
ODT = zipped(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"})


def test_a_photo_stands_upright_and_forgets_where_it_was_taken(
    keep: Callable[..., StoredFile], tmp_path: Path
) -> None:
    sent = photo_from_a_phone()
    with Image.open(io.BytesIO(sent)) as before:
        assert before.getexif().get_ifd(GPS)
    stored = keep(sent, "IMG_0001.JPG")
    with open_stored(stored.stored_as, folder=tmp_path) as file, Image.open(file) as after:
        assert after.size == (20, 40)
        assert dict(after.getexif()) == {}
        assert "exif" not in after.info
    assert (stored.name, stored.media_type) == ("IMG_0001.jpg", "image/jpeg")


def test_a_large_photo_is_made_smaller(keep: Callable[..., StoredFile], tmp_path: Path) -> None:
    stored = keep(picture("JPEG", (6000, 3000)), "tablica.jpg")
    with open_stored(stored.stored_as, folder=tmp_path) as file, Image.open(file) as after:
        assert after.size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("content", "name", "stored_name", "media_type"),
    [
        (picture("PNG"), "a.png", "a.png", "image/png"),
        (picture("WEBP"), "a.webp", "a.jpg", "image/jpeg"),
        (PDF, "Analiza ź.PDF", "Analiza ź.pdf", "application/pdf"),
        (DOCX, "a.zip", "a.docx", None),
        (ODT, "a.odt", "a.odt", "application/vnd.oasis.opendocument.text"),
        ("BMW i PKO, zażółć\r\n".encode("cp1250"), "a.txt", "a.txt", "text/plain"),
        (PDF, "../../etc/\u202epasswd\x00.pdf", "passwd.pdf", "application/pdf"),
        (PDF, "", "plik.pdf", "application/pdf"),
    ],
)
def test_the_content_decides_what_a_file_is(
    keep: Callable[..., StoredFile],
    content: bytes,
    name: str,
    stored_name: str,
    media_type: str | None,
) -> None:
    stored = keep(content, name)
    assert stored.name == stored_name
    assert media_type in {stored.media_type, None}


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "a.pdf", "file_empty"),
        (b"0" * (10 * 1024 * 1024 + 1), "a.txt", "file_too_large"),
        (b"MZ\x90\x00" + bytes(100), "a.pdf", "file_kind"),
        (picture("GIF"), "a.gif", "file_kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "a.svg", "file_kind"),
        (b"<!doctype html><script>alert(1)</script>", "a.html", "file_kind"),
        (b"\x00\x01\x02 binary", "a.txt", "file_kind"),
        (b"\x98\x81", "a.txt", "file_kind"),
        (b"no name tells its kind", "a", "file_kind"),
        (zipped(**{"a.exe": "x"}), "a.docx", "file_kind"),
        (zipped(mimetype="application/epub+zip"), "a.odt", "file_kind"),
        (b"PK\x03\x04 not a zip", "a.docx", "file_kind"),
        (DOCX_WITH_MACROS, "a.docx", "file_kind"),
        (picture("JPEG", (400, 400))[:-300], "a.jpg", "file_unreadable"),
        (picture("PNG")[:60], "a.png", "file_unreadable"),
        (picture("PNG", (6000, 6000)), "a.png", "image_too_large"),
    ],
)
def test_what_is_refused(
    keep: Callable[..., StoredFile], tmp_path: Path, content: bytes, name: str, reason: str
) -> None:
    with pytest.raises(FileRefused) as refused:
        keep(content, name)
    assert refused.value.facts["reason"] == reason
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_bomb_is_refused_before_it_is_unpacked(
    keep: Callable[..., StoredFile], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = picture("PNG", (300, 300))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(FileRefused) as refused:
        keep(bomb, "a.png")
    assert refused.value.facts["reason"] == "image_too_large"


def test_a_document_that_lies_about_its_size_is_never_unpacked(
    keep: Callable[..., StoredFile],
) -> None:
    label = b"application/vnd.oasis.opendocument.text"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("mimetype", label + bytes(64 * 1024 * 1024))
    whole = struct.pack("<L", len(label) + 64 * 1024 * 1024)
    lying = written.getvalue().replace(whole, struct.pack("<L", len(label)))
    tracemalloc.start()
    with pytest.raises(FileRefused):
        keep(lying, "a.odt")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 16 * 1024 * 1024


def test_a_field_takes_only_its_kinds(keep: Callable[..., StoredFile]) -> None:
    keep(PDF, "a.pdf", FileKind.PDF)
    with pytest.raises(FileRefused) as refused:
        keep(PDF, "a.pdf", FileKind.IMAGE)
    assert refused.value.facts["reason"] == "file_kind_here"


def test_transparent_pictures_stay_so(keep: Callable[..., StoredFile], tmp_path: Path) -> None:
    written = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(written, "WEBP")
    stored = keep(written.getvalue(), "a.webp")
    with open_stored(stored.stored_as, folder=tmp_path) as file, Image.open(file) as after:
        assert (after.format, after.mode) == ("PNG", "RGBA")


def test_the_same_content_is_kept_once(keep: Callable[..., StoredFile], tmp_path: Path) -> None:
    assert keep(PDF, "a.pdf").stored_as == keep(PDF, "b.pdf").stored_as
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_own_files_are_kept_as_they_are(tmp_path: Path) -> None:
    stored = store_own(PDF, name="c.pdf", media_type="application/pdf", folder=tmp_path)
    with open_stored(stored.stored_as, folder=tmp_path) as file:
        assert file.read() == PDF


@pytest.mark.parametrize("stored_as", ["../secret", "ab/../../x", "ab/" + "f" * 62])
def test_only_kept_files_are_opened(tmp_path: Path, stored_as: str) -> None:
    with pytest.raises(FileNotFoundError):
        open_stored(stored_as, folder=tmp_path)


def test_a_download_is_saved_and_never_shown(tmp_path: Path) -> None:
    stored = store_own(PDF, name="ź.pdf", media_type="application/pdf", folder=tmp_path)
    with Flask(__name__).test_request_context("/"):
        answer = download(
            stored.stored_as, name='ź"\r\n.pdf', media_type="application/pdf", folder=tmp_path
        )
        said = answer.headers["Content-Disposition"]
        answer.close()
    assert said.startswith("attachment; ")
    assert "\n" not in said
    assert "filename*=UTF-8''%C5%BA" in said
