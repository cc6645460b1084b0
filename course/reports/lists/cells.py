"""What stands in a list: columns, cells and lines, the same for the screen and every file."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple


class CellKind(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"  # words of a closed list too; and numbers that nobody adds up: PESEL, NIP, phone
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    SIGNATURE = "signature"  # empty: somebody signs there by hand


class Spoken(NamedTuple):
    """A value of a closed list: its code for machines, its words for people."""

    code: str
    words: str


Cell = str | int | Decimal | date | datetime | Spoken | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name for machines, its heading for people, its width in characters.

    `heading` is marked for translation, or it is a name as it stands (of an assignment).
    What is not `on_paper` stands in files that machines read: a sheet of A4 holds no more.
    """

    name: str
    heading: str
    width: int
    kind: CellKind = CellKind.TEXT
    on_paper: bool = True


class Line(NamedTuple):
    """One row of a list: the id of what it is about, to which the screen links, and its cells."""

    about: int
    cells: tuple[Cell, ...]
