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
    TIME = "time"
    PLACE = "place"
    SEVERAL = "several"
    SCALE = "scale"
    CHECKBOX = "checkbox"
    FILE = "file"
    TABLE = "table"
    MAP = "map"


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
class TimeField(FieldBase):
    """A time of the clock, to the minute."""

    kind: ClassVar = FieldKind.TIME


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceField(FieldBase):
    """A street or an area in one line; a house number is warned of, for it leads to a person."""

    kind: ClassVar = FieldKind.PLACE


@dataclass(frozen=True, slots=True, kw_only=True)
class SeveralField(FieldBase):
    """Some of a fixed list, as few and as many as the author says."""

    kind: ClassVar = FieldKind.SEVERAL
    options: tuple[Item, ...]
    min_chosen: int | None = None
    max_chosen: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleField(FieldBase):
    """A whole degree between two ends, which are included.

    `texts`: one for each end, or one for each degree, from the lowest up.
    """

    kind: ClassVar = FieldKind.SCALE
    lowest: int
    highest: int
    texts: tuple[Text, ...]

    def degrees(self) -> range:
        """Every degree, from the lowest up."""
        return range(self.lowest, self.highest + 1)

    def text_of(self, degree: int) -> Text | None:
        """What a degree means; None between two ends that alone have a text."""
        if len(self.texts) == len(self.degrees()):
            return self.texts[degree - self.lowest]
        return {self.lowest: self.texts[0], self.highest: self.texts[-1]}.get(degree)


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


Column = (
    TextField
    | ChoiceField
    | NumberField
    | DateField
    | TimeField
    | PlaceField
    | SeveralField
    | ScaleField
    | CheckboxField
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TableField(FieldBase):
    """Rows of the same columns, as many as the trainee needs.

    `from_journal`: nobody types its rows; until the work is handed in they are the entries of the
    person's field journal.
    """

    kind: ClassVar = FieldKind.TABLE
    columns: tuple[Column, ...]
    min_rows: int = 0
    max_rows: int = MOST_ROWS
    from_journal: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A direction of a map: the column that it shows, and what each end means."""

    column: str
    low: Text
    high: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MapField(FieldBase):
    """The rows of a table of the same form as points on two axes; it holds no value of its own.

    `point` is the column that names a point; x runs from left to right, y upwards.
    """

    kind: ClassVar = FieldKind.MAP
    table: str
    point: str
    x: Axis
    y: Axis


Field = Column | FileField | TableField | MapField
