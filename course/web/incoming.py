"""What a form sends along, taken in so that a full disk costs the file and never the text."""

from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Request

IN_MEMORY = 500 * 1024
"""Bytes of a file that are held before a file without a name is made for it."""


class Arriving(SpooledTemporaryFile[bytes]):
    """A file as it arrives. What cannot be written down is told to whoever reads it."""

    failed: OSError | None = None

    def write(self, data: Any) -> int:  # noqa: ANN401 -- anything that holds bytes
        """Go on as if it were kept, so that the rest of the form is still read."""
        if self.failed is None:
            try:
                return super().write(data)
            except OSError as failed:
                self.failed = failed
        return len(data)

    def seek(self, *place: int) -> int:
        """Go to a place; what was held back until now is written first."""
        if self.failed is None:
            try:
                return super().seek(*place)
            except OSError as failed:
                self.failed = failed
        return 0

    def read(self, *size: int) -> bytes:
        """Read on. Raises the OSError with which the writing ended."""
        if self.failed is not None:
            raise self.failed
        return super().read(*size)

    def close(self) -> None:
        """Let it go, whatever could not be written."""
        with suppress(OSError):
            super().close()


class CarefulRequest(Request):
    """A request whose files arrive like this."""

    def _get_file_stream(self, *_about: object, **_more: object) -> IO[bytes]:
        return Arriving(IN_MEMORY)
