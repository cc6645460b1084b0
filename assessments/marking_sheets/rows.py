"""The columns of a marking sheet, and what a filled row says."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.definitions import Rubric
from assessments.faults import Fault

ID, PRINT, WHO, TITLE, HANDED_IN = "id", "print", "who", "assignment", "handed_in"
FEEDBACK, OUTCOME = "feedback", "outcome"
LEVEL, COMMENT = "level:", "comment:"
"""How the code of a criterion's column begins."""

LONGEST_COMMENT = 4_000
PASS, REVISE = "pass", "revise"

_LONGEST_PRINT = 60


def columns_of(rubric: Rubric) -> list[str]:
    """The codes of a sheet's columns, in their order."""
    criteria = [f"{kind}{one.id}" for one in rubric.criteria for kind in (LEVEL, COMMENT)]
    return [ID, PRINT, WHO, TITLE, HANDED_IN, *criteria, FEEDBACK, OUTCOME]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a spreadsheet: where it is, what is in it, and whether that is a formula."""

    place: str
    value: object
    is_formula: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody wrote about a piece of work. Comments that are empty are left out."""

    levels: Mapping[str, int] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    feedback: str = ""
    outcome: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written at all."""
        return not (self.levels or self.comments or self.feedback.strip() or self.outcome)

    def says(self, other: "Written") -> bool:
        """Whether both say the same, but for spaces around the feedback."""
        return (dict(self.levels), dict(self.comments), self.feedback.strip(), self.outcome) == (
            dict(other.levels),
            dict(other.comments),
            other.feedback.strip(),
            other.outcome,
        )


@dataclass(frozen=True, slots=True)
class Print:
    """What a row was made from: the piece, one's own draft of its marking, those of others.

    The drafts are told by their revisions, added up; 0 stands for none.
    """

    piece: str
    own: int = 0
    others: int = 0

    def __str__(self) -> str:
        """As it stands in the sheet."""
        return f"{self.piece}.{self.own}.{self.others}"

    @classmethod
    def read(cls, text: str) -> "Print | None":
        """What stands in a sheet; none where somebody changed it."""
        piece, *numbers = text.strip()[:_LONGEST_PRINT].split(".")
        if len(numbers) != 2 or not all(one.isascii() and one.isdecimal() for one in numbers):  # noqa: PLR2004 -- own and others
            return None
        return cls(piece, *map(int, numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A row as somebody filled it in; `row` is its number in the file."""

    row: int
    id: int
    print: Print
    written: Written
    faults: tuple[Fault, ...] = ()
