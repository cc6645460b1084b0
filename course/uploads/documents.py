"""Text documents, looked at from outside: nothing is unpacked but a label."""

import codecs
import re
import struct
import zipfile
from typing import BinaryIO

MOST_CATALOGUE_BYTES = 256 * 1024
"""Of the list of parts: a document has a few dozen; a hundred thousand would fill the memory."""

MOST_UNPACKED_BYTES = 300 * 1024 * 1024
MOST_TIMES_LARGER = 200
"""How much larger all parts may be than the file, once they are more than a few megabytes."""

_SMALL = 16 * 1024 * 1024
_CHUNK = 64 * 1024
_END = b"PK\x05\x06"
_END_OF_LARGE = b"PK\x06\x07"
_END_BYTES = 22
_LONGEST_COMMENT = 0xFFFF
_ODT = b"application/vnd.oasis.opendocument.text"
_WORD = {"[Content_Types].xml", "word/document.xml"}
_ACTIVE = re.compile(r"vbaproject\.bin$|(?:^|/)activex/|^basic/|^scripts/", re.IGNORECASE)
_LINK = 0o120000
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f]")


def written_document(file: BinaryIO) -> str | None:
    """`word` or `odt` for such a document, by its list of parts.

    None for any other archive, for one with macros, and for one that would not unpack harmlessly.
    """
    try:
        if _catalogue_bytes(file) > MOST_CATALOGUE_BYTES:
            return None
        file.seek(0)
        with zipfile.ZipFile(file) as parts:
            if any(_is_harmful(part) for part in parts.infolist()) or _is_bomb(parts, file):
                return None
            return _named(parts)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, ValueError):
        return None


def is_text(file: BinaryIO) -> bool:
    """Whether all of it reads as text, in UTF-8 or as Polish Windows writes it."""
    return any(_reads_as(file, encoding) for encoding in ("utf-8-sig", "cp1250"))


def _named(parts: zipfile.ZipFile) -> str | None:
    if set(parts.namelist()) >= _WORD:
        return "word"
    label = parts.getinfo("mimetype")
    stored = label.compress_type == zipfile.ZIP_STORED  # else a lie about its size unpacks
    is_odt = stored and label.file_size == len(_ODT) and parts.read(label) == _ODT
    return "odt" if is_odt else None


def _is_harmful(part: zipfile.ZipInfo) -> bool:
    """A macro, a link, or a name that leads out of the folder into which somebody unpacks it."""
    path = part.filename.replace("\\", "/")
    leads_out = path.startswith("/") or ".." in path.split("/") or ":" in path
    return leads_out or part.external_attr >> 16 & 0o170000 == _LINK or bool(_ACTIVE.search(path))


def _is_bomb(parts: zipfile.ZipFile, file: BinaryIO) -> bool:
    unpacked = sum(part.file_size for part in parts.infolist())
    most = min(MOST_UNPACKED_BYTES, max(_SMALL, file.seek(0, 2) * MOST_TIMES_LARGER))
    return unpacked > most


def _catalogue_bytes(file: BinaryIO) -> int:
    """The length of the list of parts, read before anything is made of it. Raises ValueError."""
    size = file.seek(0, 2)
    file.seek(max(0, size - _END_BYTES - _LONGEST_COMMENT - _END_BYTES))
    tail = file.read()
    place = tail.rfind(_END)
    if place < 0 or len(tail) - place < _END_BYTES or _END_OF_LARGE in tail:
        raise ValueError("no end of an ordinary archive")
    length: int = struct.unpack_from("<L", tail, place + 12)[0]
    return length


def _reads_as(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
