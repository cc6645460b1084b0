"""A credential within a PNG: one `iTXt` chunk, uncompressed, right after the header.

Open Badges 3.0, 5.3.1.
"""

import struct
import zlib
from collections.abc import Iterator

from course.credentials.documents import LARGEST_BYTES, BadDocument

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"openbadgecredential"
_PLAIN = b"\0\0\0\0\0"
"""Ends the keyword; not compressed, method 0; no language and no translated keyword."""
_FRAME = 12  # length, kind and checksum of a chunk
MOST_CHUNKS = 100_000


def bake(picture: bytes, credential: bytes) -> bytes:
    """The picture with the credential in it, and with no other one. Raises BadDocument."""
    kept = [chunk for kind, body, chunk in _chunks(picture) if not _is_credential(kind, body)]
    body = KEYWORD + _PLAIN + credential
    return SIGNATURE + b"".join([kept[0], _chunk(b"iTXt", body), *kept[1:]])


def unbake(picture: bytes) -> bytes:
    """The credential in a picture. Raises BadDocument for none, and for more than one."""
    found = [body for kind, body, _ in _chunks(picture) if _is_credential(kind, body)]
    if len(found) != 1 or len(found[0]) > LARGEST_BYTES:
        raise BadDocument("not one credential")
    after = found[0].removeprefix(KEYWORD + b"\0")
    if after[:2] != b"\0\0":
        raise BadDocument("compressed, which Open Badges does not allow")
    _language, _, rest = after[2:].partition(b"\0")
    _keyword, ended, text = rest.partition(b"\0")
    if not ended:
        raise BadDocument("no text")
    return text


def _is_credential(kind: bytes, body: bytes) -> bool:
    return kind == b"iTXt" and body.startswith(KEYWORD + b"\0")


def _chunk(kind: bytes, body: bytes) -> bytes:
    framed = kind + body
    return struct.pack(">I", len(body)) + framed + struct.pack(">I", zlib.crc32(framed))


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Kind, content and whole of each chunk until IEND; what follows it is no part of a PNG."""
    if not picture.startswith(SIGNATURE):
        raise BadDocument("no PNG")
    at = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if at + _FRAME > len(picture):
            raise BadDocument("a cut PNG")
        (length,) = struct.unpack_from(">I", picture, at)
        whole = picture[at : at + _FRAME + length]
        kind, body = whole[4:8], whole[8:-4]
        if len(whole) != _FRAME + length or whole[-4:] != _chunk(kind, body)[-4:]:
            raise BadDocument("a broken PNG")
        yield kind, body, whole
        if kind == b"IEND":
            return
        at += len(whole)
    raise BadDocument("too many chunks")
