"""The files of people: checked by content, stripped of what they betray, kept under their hash.

Nothing sent is believed: neither its name nor what the browser says of it. Pictures are drawn
anew, so that neither the place where a photo was taken nor anything hidden in it is kept.
"""

import hashlib
import os
import re
import unicodedata
import zipfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, BinaryIO, cast

import puremagic
from flask import Response, send_file
from PIL import Image, ImageFile, ImageOps

from assessments.fields import FileKind
from course.errors import FileRefused
from course.stored_file import StoredFile

MOST_MEGABYTES = 10
LONGEST_SIDE = 2400
"""Pixels; enough to read a photographed page."""

MOST_PIXELS = 25_000_000
"""Of a picture as it is decoded; what has more could fill the memory of a small server."""

ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
}
ACCEPTED: dict[FileKind, tuple[str, ...]] = {
    FileKind.IMAGE: (".jpg", ".jpeg", ".png", ".webp"),
    FileKind.PDF: (".pdf",),
    FileKind.DOCUMENT: (".odt", ".docx", ".txt"),
}
"""What may be chosen in the browser's dialogue for each kind."""

_ODT, _DOCX = list(ENDINGS)[4:6]
_HEIC = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cmx]|mif1|msf1)", re.DOTALL)
_STORED_AS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")
_CHUNK = 64 * 1024
_LONGEST_NAME = 100


def store(upload: IO[bytes], *, name: str, kinds: Collection[FileKind], folder: Path) -> StoredFile:
    """Check a file that somebody sent and keep what is needed of it.

    Raises FileRefused with `reason`, a fault's code, and `name`.
    """
    name = _tidy(name)
    with _incoming(folder) as file:
        _take_in(upload, file, name)
        media_type = _media_type(file, name)
        if _kind(media_type) not in kinds:
            raise FileRefused(reason="file_kind_here", name=name)
        if _kind(media_type) is not FileKind.IMAGE:
            return _keep(file, name, media_type, folder)
        with _incoming(folder) as drawn:
            media_type = _draw_anew(file, drawn, name)
            return _keep(drawn, name, media_type, folder)


def store_own(content: bytes, *, name: str, media_type: str, folder: Path) -> StoredFile:
    """Keep a file that the service itself made, as it is."""
    with _incoming(folder) as file:
        file.write(content)
        return _keep(file, name, media_type, folder)


def open_stored(stored_as: str, *, folder: Path) -> BinaryIO:
    """A kept file, for reading. Raises FileNotFoundError where it is gone."""
    if not _STORED_AS.fullmatch(stored_as):
        raise FileNotFoundError(stored_as)
    return (folder / stored_as).open("rb")


def download(stored_as: str, *, name: str, media_type: str, folder: Path) -> Response:
    """Answer with a kept file: always to be saved, never shown as a page of ours."""
    return send_file(
        open_stored(stored_as, folder=folder),
        mimetype=media_type,
        as_attachment=True,
        download_name=_tidy(name),
        etag=stored_as.replace("/", ""),
        max_age=0,
    )


@contextmanager
def _incoming(folder: Path) -> Iterator[BinaryIO]:
    """A file beside the kept ones, gone at the end unless it was kept."""
    incoming = folder / "incoming"
    incoming.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=incoming, delete=False) as file:
        try:
            yield cast("BinaryIO", file)
        finally:
            Path(file.name).unlink(missing_ok=True)


def _take_in(upload: IO[bytes], file: BinaryIO, name: str) -> None:
    taken = 0
    while chunk := upload.read(_CHUNK):
        taken += len(chunk)
        if taken > MOST_MEGABYTES * 1024 * 1024:
            raise FileRefused(reason="file_too_large", name=name, megabytes=MOST_MEGABYTES)
        file.write(chunk)
    if not taken:
        raise FileRefused(reason="file_empty", name=name)
    file.flush()


def _media_type(file: BinaryIO, name: str) -> str:
    """What the content is. Raises FileRefused for what is not taken."""
    file.seek(0)
    head = file.read(_CHUNK)
    if _HEIC.match(head):
        raise FileRefused(reason="file_heic", name=name)
    if name.lower().endswith(".txt") and _is_text(file):
        return "text/plain"
    try:
        guesses = {guess.mime_type for guess in puremagic.magic_string(head)}
    except puremagic.PureError:
        guesses = set()
    if head.startswith(b"PK"):
        guesses = {_written_document(file)}
    found = next((media_type for media_type in ENDINGS if media_type in guesses), None)
    if found is None:
        raise FileRefused(reason="file_kind", name=name)
    return found


def _kind(media_type: str) -> FileKind:
    if media_type.startswith("image/"):
        return FileKind.IMAGE
    return FileKind.PDF if media_type == "application/pdf" else FileKind.DOCUMENT


def _written_document(file: BinaryIO) -> str:
    """The type of a zipped text document, by its list of parts; nothing is unpacked but a label."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as parts:
            names = set(parts.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                return _DOCX if "word/vbaProject.bin" not in names else ""
            label = parts.getinfo("mimetype")
            stored = label.compress_type == zipfile.ZIP_STORED  # else a lie about its size unpacks
            if stored and label.file_size == len(_ODT) and parts.read(label) == _ODT.encode():
                return _ODT
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError):
        return ""
    return ""


def _is_text(file: BinaryIO) -> bool:
    """Whether all of it reads as text, in UTF-8 or as Polish Windows writes it."""
    file.seek(0)
    content = file.read()
    for encoding in ("utf-8-sig", "cp1250"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any(character < " " and character not in "\t\r\n\f" for character in text)
    return False


def _draw_anew(file: BinaryIO, drawn: BinaryIO, name: str) -> str:
    """Write the picture again: upright, no larger than needed, without what it carried along."""
    file.seek(0)
    ImageFile.LOAD_TRUNCATED_IMAGES = (
        False  # WeasyPrint lets half pictures in, for the whole process
    )
    try:
        with Image.open(file, formats=("JPEG", "PNG", "WEBP")) as picture:
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large photo is decoded smaller
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(reason="image_too_large", name=name)
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
            see_through = upright.has_transparency_data
            plain = upright.convert("RGBA" if see_through else "RGB")
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise FileRefused(reason="image_too_large", name=name) from bomb
    except (OSError, SyntaxError, ValueError) as broken:  # Pillow's words for a damaged file
        raise FileRefused(reason="file_unreadable", name=name) from broken
    plain.info.clear()
    if see_through or picture.format == "PNG":
        plain.save(drawn, "PNG", optimize=True)
        return "image/png"
    plain.save(drawn, "JPEG", quality=85, optimize=True, progressive=True)
    return "image/jpeg"


def _keep(file: BinaryIO, name: str, media_type: str, folder: Path) -> StoredFile:
    """Move a finished file to its place; after this it survives a loss of power."""
    file.flush()
    os.fsync(file.fileno())
    with Path(file.name).open("rb") as finished:
        sha256 = hashlib.file_digest(finished, "sha256").hexdigest()
    stored_as = f"{sha256[:2]}/{sha256[2:]}"
    place = folder / stored_as
    place.parent.mkdir(parents=True, exist_ok=True)
    Path(file.name).replace(place)
    directory = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return StoredFile(
        name=f"{Path(name).stem}{ENDINGS.get(media_type, Path(name).suffix)}",
        media_type=media_type,
        bytes=place.stat().st_size,
        sha256=sha256,
        stored_as=stored_as,
    )


def _tidy(name: str) -> str:
    """A file's name as it may stand on a page and in a header: no path, nothing invisible."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    seen = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    stem, suffix = Path(seen).stem, Path(seen).suffix
    return f"{stem[:_LONGEST_NAME]}{suffix[:10]}" or "plik"
