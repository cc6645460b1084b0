"""A list, described once; and who looks at it, for what, when and in which language."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from assessments.coverage import Course
from assessments.participants import Values
from content.languages import Language
from course.clock import local_day
from course.errors import TooManyRows
from course.language import Voice, voice
from course.models import Person, Programme
from course.permissions import Permission
from course.reports.formats.kinds import FileKind
from course.reports.lists.asked import Asked, Filter
from course.reports.lists.cells import Column, Line
from course.terms import ListKind

Opens = Callable[[Sequence[int]], Mapping[int, Values]]
"""Opens what is sealed about the participants in these places, and notes each reading."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Who looks at a list of a programme. The programme's rule is loaded, and the person's grants.

    What a person may not see stands in no list: rows are fetched through the visibility of `by`.
    """

    programme: Programme
    asked: Asked
    by: Person
    at: datetime
    language: Language
    course: Course | None = None  # as authored, for titles; None: slugs stay as they are
    skip: int = 0  # rows before the page that is shown; a file has all of them
    opens: Opens | None = None  # None: what is sealed is left out

    @property
    def speaking(self) -> Voice:
        """The words of its cells."""
        return voice(self.language)

    @property
    def as_of(self) -> date:
        """The day as of which the list is asked for."""
        return self.asked.as_of or local_day(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list of which the screen and every file have the same rows in the same order.

    `rows` leaves out the first `looking.skip` ones, never holds the whole list in memory, and no
    read of it lasts long: see `course.queries.pages`. Names are in Polish order. `heading`,
    `purpose` (one sentence: what it is for) and `file_name` are marked for translation; `states`
    are those that its filter offers. `labels` and `says` name a filter on the page, and in the
    description of a file, otherwise than usual. `kinds` are the forms in which it can be taken
    away. `notes` are sentences about the whole list: totals, and what a reader might wonder at.
    """

    kind: ListKind
    heading: str
    purpose: str
    file_name: str
    opened_with: Permission
    knows: frozenset[Filter]
    columns: Callable[[Session, Looking], tuple[Column, ...]]
    rows: Callable[[Session, Looking], Iterator[Line]]
    count: Callable[[Session, Looking], int]
    states: tuple[StrEnum, ...] = ()
    state_texts: Mapping[StrEnum, str] = field(default_factory=dict)  # of states that are no terms
    labels: Mapping[Filter, str] = field(default_factory=dict)
    says: Mapping[Filter, str] = field(default_factory=dict)
    notes: Callable[[Session, Looking], Sequence[str]] = lambda _session, _looking: ()
    closing: str = ""  # under what somebody signs at the end of a list that others sign
    kinds: tuple[FileKind, ...] = tuple(FileKind)
    opens_seals: bool = False  # its files hold more than its page: what is sealed
    taken_with: Permission = Permission.EXPORT_LISTS  # as a file, beside `opened_with`

    def most_rows(self, kind: FileKind) -> int:
        """The longest file of a kind; what was sealed never lies in the store, it goes at once."""
        return min(kind.most_rows, kind.most_at_once) if self.opens_seals else kind.most_rows

    def check_length(self, kind: FileKind, rows: int) -> None:
        """Raises TooManyRows where a file cannot hold so many."""
        if rows > self.most_rows(kind):
            raise TooManyRows(rows=rows, limit=self.most_rows(kind))


def fixed(*columns: Column) -> Callable[[Session, Looking], tuple[Column, ...]]:
    """The columns of a list that has always the same."""
    return lambda _session, _looking: columns
