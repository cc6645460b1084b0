"""What a sent file is, by its content alone."""

import os
import re
from typing import IO, BinaryIO

import puremagic

from assessments.fields import FileKind
from course.errors import FileRefused
from course.uploads.documents import is_text, written_document

MOST_MEGABYTES = 10
CHUNK = 64 * 1024
HEIC = "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
ENDINGS = {
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    HEIC: ".heic",
    "application/pdf": ".pdf",
    ODT: ".odt",
    DOCX: ".docx",
    "text/plain": ".txt",
}
ACCEPTED: dict[FileKind, tuple[str, ...]] = {
    FileKind.IMAGE: (".jpg", ".jpeg", ".png", ".webp", ".heic"),
    FileKind.PDF: (".pdf",),
    FileKind.DOCUMENT: (".odt", ".docx", ".txt"),
}
"""What is taken of each kind."""

OFFERED = {
    kind: tuple(ending for ending in endings if ending != ".heic")
    for kind, endings in ACCEPTED.items()
}
"""What the browser's dialogue asks for. Where no HEIC is asked for, a phone that photographs so
hands over a JPEG, which may have four times as many pixels.
"""

_HEIC = re.compile(rb"....ftyp(?:hei[cmsx]|hev[cmx]|mif1|msf1)", re.DOTALL)


def ending_of(media_type: str) -> str:
    """The ending of a kept file's name, such as ".docx", whatever list of kinds the machine has."""
    return ENDINGS.get(media_type, "")


def size_of(upload: IO[bytes]) -> int:
    """Bytes that were sent; the file stands at its beginning afterwards."""
    size = upload.seek(0, os.SEEK_END)
    upload.seek(0)
    return size


def take_in(upload: IO[bytes], file: BinaryIO, name: str) -> None:
    """Copy what was sent, chunk by chunk. Raises FileRefused where it is empty or too large."""
    taken = 0
    while chunk := upload.read(CHUNK):
        taken += len(chunk)
        if taken > MOST_MEGABYTES * 1024 * 1024:
            raise FileRefused(reason="file_too_large", name=name, megabytes=MOST_MEGABYTES)
        file.write(chunk)
    if not taken:
        raise FileRefused(reason="file_empty", name=name)
    file.flush()


def media_type_of(file: BinaryIO, name: str) -> str:
    """What the content is. Raises FileRefused for what is not taken."""
    file.seek(0)
    head = file.read(CHUNK)
    if _HEIC.match(head):
        return HEIC
    if name.lower().endswith(".txt") and is_text(file):
        return "text/plain"
    if head.startswith(b"PK"):
        guesses = {{"word": DOCX, "odt": ODT}.get(written_document(file) or "")}
    else:
        guesses = _guesses(head)
    found = next((media_type for media_type in ENDINGS if media_type in guesses), None)
    if found is None:
        raise FileRefused(reason="file_kind", name=name)
    return found


def kind_of(media_type: str) -> FileKind:
    """The kind that a field for files may name."""
    if media_type.startswith("image/"):
        return FileKind.IMAGE
    return FileKind.PDF if media_type == "application/pdf" else FileKind.DOCUMENT


def _guesses(head: bytes) -> set[str | None]:
    try:
        return {guess.mime_type for guess in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):  # it looks into some kinds, and stumbles there
        return set()
