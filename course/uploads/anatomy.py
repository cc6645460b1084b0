"""How a picture is put together, walked through before a decoder sees it.

A decoder trusts that a picture has a few dozen parts. Millions of empty ones would fill its memory,
and thousands of scans would keep it busy for minutes.
"""

from typing import BinaryIO

MOST_SEGMENTS = 1000
"""Of a JPEG; a photo with maps of depth and several previews has about a hundred."""

MOST_SCANS = 50
"""Of a JPEG; a progressive one has about ten, and its previews one each."""

MOST_CHUNKS = 10_000
"""Of a PNG; ten megabytes in the usual eight kilobytes are 1,250."""

_CHUNK = 64 * 1024
_FRAMES = frozenset({*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC})
_SEQUENTIAL = {0xC0, 0xC1}
_SCAN = 0xDA
_FILL = 0xFF
_SAMPLING = 7
"""Where a frame tells it of the first colour: after depth, height, width, number, and name."""

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"


def held_bytes(file: BinaryIO) -> int:
    """What a decoder holds of each pixel until all is read: none where it goes row by row.

    Raises ValueError for a picture that is put together like a trap.
    """
    file.seek(0)
    head = file.read(len(_PNG))
    if head.startswith(_JPEG):
        return _walk_jpeg(file)
    if head == _PNG:
        _walk_png(file)
    return 0


def _walk_jpeg(file: BinaryIO) -> int:
    """Nothing is held where all colours come in one sequential scan."""
    frame, colours = 0, b""
    file.seek(len(_JPEG))
    for _ in range(MOST_SEGMENTS):
        mark = _mark(file)
        length = int.from_bytes(file.read(2))
        segment = file.read(max(0, length - 2))
        if mark == _SCAN:
            if frame in _SEQUENTIAL and segment[:1] == bytes([len(colours)]):
                return 0
            if _count(file, bytes([_FILL, _SCAN])) > MOST_SCANS:
                raise ValueError("too many scans")
            return _of_scans(colours)
        if mark in _FRAMES:
            frame, colours = mark, segment[_SAMPLING::3]
    raise ValueError("too many segments")


def _of_scans(colours: bytes) -> int:
    """Two bytes for each sample; `colours` tells how finely each is sampled, 0x22 or 0x11."""
    samples = [(one >> 4) * (one & 0xF) for one in colours]
    return -(-2 * sum(samples) // max([1, *samples]))


def _mark(file: BinaryIO) -> int:
    """The kind of the next segment. Raises ValueError where none begins."""
    if file.read(1) != bytes([_FILL]):
        raise ValueError("no segment begins here")
    for _ in range(_CHUNK):
        byte = file.read(1)
        if byte != bytes([_FILL]):
            return byte[0] if byte else 0
    raise ValueError("nothing but filling")


def _walk_png(file: BinaryIO) -> None:
    for _ in range(MOST_CHUNKS):
        head = file.read(8)
        if len(head) < 8:  # noqa: PLR2004 -- length and name
            return
        file.seek(int.from_bytes(head[:4]) + 4, 1)
    raise ValueError("too many chunks")


def _count(file: BinaryIO, what: bytes) -> int:
    """How often two bytes follow each other from the start on."""
    file.seek(0)
    count, last = 0, b""
    while chunk := file.read(_CHUNK):
        count += (last + chunk).count(what)
        last = chunk[-1:]
    return count
