"""The kinds of blank that the form of an assignment may have."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from assessments.items import Item
from content.languages import Text

MOST_ROWS = 60
"""Rows of a table where its author sets no limit."""


class FieldKind(StrEnum):
    """What is typed, chosen or attached."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    CHECKBOX = "checkbox"
    FILE = "file"
    TABLE = "table"


class FileKind(StrEnum):
    """What a field for files takes; the media types behind each are known to `uploads`."""

    PDF = "pdf"
    IMAGE = "image"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldBase:
    """What every blank has; `required` is asked at handing in, never of a draft."""

    name: str
    label: Text
    hint: Text | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextField(FieldBase):
    """A line or a text of several lines, with its length in words."""

    kind: ClassVar = FieldKind.TEXT
    min_words: int | None = None
    max_words: int | None = None
    lines: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceField(FieldBase):
    """One of a fixed list."""

    kind: ClassVar = FieldKind.CHOICE
    options: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberField(FieldBase):
    """A number between two bounds, which are included."""

    kind: ClassVar = FieldKind.NUMBER
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateField(FieldBase):
    """A day."""

    kind: ClassVar = FieldKind.DATE


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckboxField(FieldBase):
    """A statement to tick; where required, it must be ticked."""

    kind: ClassVar = FieldKind.CHECKBOX


@dataclass(frozen=True, slots=True, kw_only=True)
class FileField(FieldBase):
    """Attachments; the service puts the ids of stored files into the values."""

    kind: ClassVar = FieldKind.FILE
    max_files: int = 1
    kinds: tuple[FileKind, ...] = tuple(FileKind)


Column = TextField | ChoiceField | NumberField | DateField | CheckboxField


@dataclass(frozen=True, slots=True, kw_only=True)
class TableField(FieldBase):
    """Rows of the same columns, as many as the trainee needs."""

    kind: ClassVar = FieldKind.TABLE
    columns: tuple[Column, ...]
    min_rows: int = 0
    max_rows: int = MOST_ROWS


Field = Column | FileField | TableField
