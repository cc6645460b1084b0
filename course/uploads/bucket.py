"""A bucket that speaks S3, of Amazon or of anybody else. Loaded only where one is configured."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, BinaryIO, cast

import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from course.errors import FilesAway
from course.settings import Bucket

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined]  # typing alone knows it

    from obstore import ReadableFile

CHUNK = 1024 * 1024
PATIENCE = "10s"


class BucketPlace:
    """Objects under a prefix. What is sent over is whole or not there: S3 shows no halves."""

    def __init__(self, bucket: Bucket) -> None:
        self._store = S3Store.from_url(
            bucket.url,
            config=bucket.config(),  # type: ignore[arg-type]  # named as AWS names them
            client_options={
                "allow_http": bucket.is_plain_http,
                "connect_timeout": PATIENCE,
                "timeout": "60s",
            },
            retry_config={"max_retries": 2},
        )

    @contextmanager
    def incoming(self) -> Iterator[BinaryIO]:
        """A file without a name: it ends with the process, however that ends."""
        with TemporaryFile() as file:
            yield cast("BinaryIO", file)

    def keep(self, file: BinaryIO, stored_as: str) -> None:
        """Send it over in chunks. Raises FilesAway."""
        file.seek(0)
        try:
            obstore.put(self._store, stored_as, file)
        except BaseError as away:
            raise FilesAway from away

    def open(self, stored_as: str) -> BinaryIO:
        """Fetch it chunk by chunk as it is read. Raises FilesAway."""
        try:
            found = obstore.open_reader(self._store, stored_as, buffer_size=CHUNK)
        except (NotFoundError, FileNotFoundError) as gone:
            raise FileNotFoundError(stored_as) from gone
        except BaseError as away:
            raise FilesAway from away
        return cast("BinaryIO", io.BufferedReader(_Reader(found), CHUNK))

    def delete(self, stored_as: str) -> None:
        """Delete it; S3 says the same where there is none. Raises FilesAway."""
        try:
            obstore.delete(self._store, stored_as)
        except (NotFoundError, FileNotFoundError):
            return
        except BaseError as away:
            raise FilesAway from away


class _Reader(io.RawIOBase):
    """An object as a file that can be read and searched."""

    def __init__(self, found: "ReadableFile") -> None:
        self._found = found

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def readinto(self, into: "Buffer") -> int:
        view = memoryview(into)
        part = memoryview(self._found.read(len(view)))
        view[: len(part)] = part
        return len(part)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._found.seek(offset, whence)

    def tell(self) -> int:
        return self._found.tell()
