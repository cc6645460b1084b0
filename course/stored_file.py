"""What is known of a file that lies in the store."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file kept under its content: the same content is kept once. `bytes` is its length.

    `original_sha256` is what a picture had before it was drawn anew.
    """

    name: str
    media_type: str
    bytes: int
    sha256: str
    stored_as: str
    original_sha256: str | None = None
