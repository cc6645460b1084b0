"""A ZIP that is sent while it is made: safe names, a sum for each file, nothing whole in memory."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import RawIOBase
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from course.clock import LOCAL_ZONE

SUMS = "sumy.txt"
"""SHA-256 of every file, as `sha256sum --check` reads it."""

LONGEST_NAME = 80
"""Characters of one name: two of them and a folder's path fit into the 260 of Windows."""

MOST_NAME_BYTES = 200
"""Of one name in UTF-8; most file systems take 255."""

_LONGEST_ENDING = 10
_UNSAFE = re.compile(r'[<>:"/\\|?*]')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_FIRST_YEAR_OF_ZIP = 1980
_READABLE = 0o644 << 16


def safe_name(text: str, otherwise: str = "plik") -> str:
    """A name for every system: NFC, no path, nothing invisible, no device, not too long."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(sign for sign in composed if unicodedata.category(sign)[0] != "C")
    tidy = " ".join(_UNSAFE.sub(" ", seen).split()).strip(" .")
    ending = PurePosixPath(tidy).suffix[:_LONGEST_ENDING]
    stem = tidy[: len(tidy) - len(ending)] if tidy.endswith(ending) else tidy
    stem = stem[: LONGEST_NAME - len(ending)]
    while len((stem + ending).encode()) > MOST_NAME_BYTES:
        stem = stem[:-1]
    name = (stem.rstrip(" .") + ending).strip(" .") or otherwise
    return f"_{name}" if _DEVICES.fullmatch(name) else name


class Names:
    """The names given so far: no two alike, not even where capital letters do not count."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def place(self, folder: str, name: str) -> str:
        """A path for a file in a folder, "" for none; a name that is taken gets a number."""
        plain, above = PurePosixPath(safe_name(name)), f"{folder}/" if folder else ""
        path, number = f"{above}{plain}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{above}{plain.stem} ({number}){plain.suffix}"
        self._taken.add(path.casefold())
        return path


class StreamedZip:
    """A ZIP of which each part can be sent as soon as it is written."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._zip = ZipFile(self._sink, "w", ZIP_DEFLATED, compresslevel=1)
        self._sums: list[str] = []

    def add(self, path: str, chunks: Iterable[bytes], *, at: datetime) -> Iterator[bytes]:
        """Write a file; gives what can be sent."""
        digest = hashlib.sha256()
        with self._zip.open(_entry(path, at), "w") as entry:
            for chunk in chunks:
                digest.update(chunk)
                entry.write(chunk)
                yield self._sink.taken()
        self._sums.append(f"{digest.hexdigest()}  {path}\n")
        yield self._sink.taken()

    def end(self, *, at: datetime) -> Iterator[bytes]:
        """Write the sums and the list of contents."""
        sums = "".join(self._sums).encode()
        with self._zip.open(_entry(SUMS, at), "w") as entry:
            entry.write(sums)
        self.close()
        yield self._sink.taken()

    def close(self) -> None:
        """Let go of it, also where nobody waits for the rest."""
        self._zip.close()


class _Sink(RawIOBase):
    """Takes what the ZIP writes, until it is sent."""

    def __init__(self) -> None:
        self._waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        part = memoryview(data)  # type: ignore[arg-type]  # the writer sends bytes of some kind
        self._waiting += part
        return len(part)

    def taken(self) -> bytes:
        """What came since the last time."""
        taken = bytes(self._waiting)
        self._waiting.clear()
        return taken


def _entry(path: str, at: datetime) -> ZipInfo:
    """A file of a ZIP with its local time, which ZIP keeps without a zone."""
    local = at.astimezone(LOCAL_ZONE)
    year = max(local.year, _FIRST_YEAR_OF_ZIP)
    entry = ZipInfo(path, (year, local.month, local.day, local.hour, local.minute, local.second))
    entry.compress_type, entry.external_attr = ZIP_DEFLATED, _READABLE
    return entry
