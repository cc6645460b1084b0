"""A file that was sent or made → kept under the hash of its content."""

import errno
import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO, cast

from assessments.fields import FileKind
from course.errors import FileRefused, FilesAway, FilesFull
from course.stored_file import StoredFile
from course.uploads.checking import ENDINGS, HEIC, kind_of, media_type_of, size_of, take_in
from course.uploads.names import tidy
from course.uploads.pictures import draw_anew
from course.uploads.places import Folder, Place, place_of

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""What a system says where nothing more fits."""

_STORED_AS = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}")


def store(
    upload: IO[bytes], *, name: str, kinds: Collection[FileKind], folder: Folder
) -> StoredFile:
    """Check a file that somebody sent and keep what is needed of it.

    Raises FileRefused with `reason`, a fault's code, and `name`; FilesFull and FilesAway where it
    cannot be kept now. Then nothing of it is left.
    """
    name, place = tidy(name), place_of(folder)
    with told_where_it_fails(), place.incoming() as file:
        take_in(upload, file, name)
        media_type = media_type_of(file, name)
        if kind_of(media_type) not in kinds:
            raise FileRefused(reason="file_kind_here", name=name)
        if kind_of(media_type) is not FileKind.IMAGE:
            return _keep(file, name, media_type, place)
        original = _hash_of(file)
        with place.incoming() as drawn:
            media_type = draw_anew(file, drawn, name=name, heic=media_type == HEIC)
            return _keep(drawn, name, media_type, place, original=original)


def store_own(content: bytes, *, name: str, media_type: str, folder: Folder) -> StoredFile:
    """Keep a file that the service itself made, as it is. Raises FilesFull and FilesAway."""
    place = place_of(folder)
    with told_where_it_fails(), place.incoming() as file:
        file.write(content)
        return _keep(file, name, media_type, place)


def store_made(
    write: Callable[[BinaryIO], None], *, key: str, name: str, media_type: str, folder: Folder
) -> StoredFile:
    """Keep a file that is written on the way, however long. Raises FilesFull and FilesAway.

    `key` makes its place its own: it can be deleted without asking who else keeps the same.
    Whatever `write` raises, nothing is left.
    """
    place = place_of(folder)
    with told_where_it_fails(), place.incoming() as file:
        write(file)
        return _keep(file, name, media_type, place, key=key)


def delete_stored(stored_as: str, *, folder: Folder) -> None:
    """Delete what `store_made` kept; what is gone already stays gone. Raises FilesAway."""
    with told_where_it_fails():
        place_of(folder).delete(stored_as)


def open_stored(stored_as: str, *, folder: Folder) -> BinaryIO:
    """A kept file, for reading. Raises FileNotFoundError where it is gone, and FilesAway."""
    if not _STORED_AS.fullmatch(stored_as):
        raise FileNotFoundError(stored_as)
    return place_of(folder).open(stored_as)


@contextmanager
def told_where_it_fails() -> Iterator[None]:
    """Say of a failing disk whether it is full or away."""
    try:
        yield
    except OSError as failed:
        raise (FilesFull if failed.errno in FULL else FilesAway) from failed


def _keep(
    file: BinaryIO,
    name: str,
    media_type: str,
    place: Place,
    *,
    original: str | None = None,
    key: str | None = None,
) -> StoredFile:
    sha256, size = _hash_of(file), size_of(file)
    kept = sha256 if key is None else hashlib.sha256(f"{key}:{sha256}".encode()).hexdigest()
    stored_as = f"{kept[:2]}/{kept[2:]}"
    place.keep(file, stored_as)
    return StoredFile(
        name=f"{Path(name).stem}{ENDINGS.get(media_type, Path(name).suffix)}",
        media_type=media_type,
        bytes=size,
        sha256=sha256,
        stored_as=stored_as,
        original_sha256=original,
    )


def _hash_of(file: BinaryIO) -> str:
    file.flush()
    file.seek(0)
    return hashlib.file_digest(cast("BufferedReader", file), "sha256").hexdigest()
