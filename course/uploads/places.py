"""Where files are kept: a folder, or a bucket that speaks S3. Both by the hash of the content."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO, Protocol, cast

from course.settings import Bucket

Folder = Path | Bucket
"""What the settings name."""


class Place(Protocol):
    """A place in which files are kept."""

    def incoming(self) -> AbstractContextManager[BinaryIO]:
        """A file to write into, gone at the end unless it was kept."""
        ...

    def keep(self, file: BinaryIO, stored_as: str) -> None:
        """Put a finished file into its place; after this it survives a loss of power."""
        ...

    def open(self, stored_as: str) -> BinaryIO:
        """A kept file, for reading. Raises FileNotFoundError where it is gone."""
        ...

    def delete(self, stored_as: str) -> None:
        """Delete a kept file, unless it is gone already."""
        ...


class LocalPlace:
    """A folder of this machine, or one that several machines share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def incoming(self) -> Iterator[BinaryIO]:
        """A file beside the kept ones, so that it is kept by a mere renaming."""
        incoming = _incoming(self._folder)
        incoming.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=incoming, delete=False) as file:
            try:
                yield cast("BinaryIO", file)
            finally:
                Path(file.name).unlink(missing_ok=True)

    def keep(self, file: BinaryIO, stored_as: str) -> None:
        """Rename: whoever looks sees the whole file or none."""
        file.flush()
        os.fsync(file.fileno())
        place = self._folder / stored_as
        place.parent.mkdir(parents=True, exist_ok=True)
        Path(file.name).replace(place)
        directory = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)

    def open(self, stored_as: str) -> BinaryIO:
        """Open it where it lies."""
        return (self._folder / stored_as).open("rb")

    def delete(self, stored_as: str) -> None:
        """Delete it where it lies."""
        (self._folder / stored_as).unlink(missing_ok=True)


@cache
def place_of(folder: Folder) -> Place:
    """The place that the settings name. What speaks S3 is loaded only where it is used."""
    if isinstance(folder, Path):
        return LocalPlace(folder)
    return cast("Place", import_module("course.uploads.bucket").BucketPlace(folder))


def tidy_incoming(folder: Folder, *, before: datetime) -> int:
    """Remove what uploads that were cut off long ago left behind; how many there were."""
    if not isinstance(folder, Path):
        return 0  # a bucket is written to from files without a name, which end with the process
    left = [path for path in _incoming(folder).glob("*") if _is_older(path, before)]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _incoming(folder: Path) -> Path:
    return folder / "incoming"


def _is_older(path: Path, moment: datetime) -> bool:
    try:
        return path.stat().st_mtime < moment.timestamp()
    except FileNotFoundError:  # kept meanwhile
        return False
