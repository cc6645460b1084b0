"""A file that the worker was asked for, and how such a file is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from content.languages import Language
from course.models import PreparedFile
from course.settings import Settings
from course.terms import ListKind


@dataclass(frozen=True, slots=True)
class Order:
    """A file that was claimed, as it was asked for."""

    id: int
    programme_id: int
    list: ListKind
    ending: str
    asked: dict[str, str]
    language: Language
    by_id: int
    name: str

    @classmethod
    def of(cls, file: PreparedFile) -> "Order":
        """Read it while the write that claimed it lasts."""
        return cls(
            file.id,
            file.programme_id,
            file.list,
            file.ending,
            file.asked,
            file.language,
            file.asked_by_id,
            file.file_name,
        )


@dataclass(frozen=True, slots=True)
class Making:
    """How a file is written, what it is, and how many rows it has once it is written."""

    write: Callable[[BinaryIO], None]
    media_type: str
    rows: Callable[[], int]


Clock = Callable[[], datetime]
Maker = Callable[[Order, Settings, Clock], Making]
