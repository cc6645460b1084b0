"""A list on its way into a file: what stands around the rows, and the rows as they pass."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from content.languages import Language
from course.language import Voice, voice
from course.papers import Mark
from course.reports.formats.texts import plain_line
from course.reports.lists.cells import Cell, Column

GROUP = 8
"""Signs of a digest between two spaces, so that people can compare it."""

AT_ONCE = 1000
"""Rows between two looks at how far it is."""

Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What a file says beside its rows. `filtered` tells which rows were asked for, in words.

    The headings of the columns are in the language of the file already.
    """

    title: str
    columns: tuple[Column, ...]
    filtered: str
    programme: str
    project_number: str | None
    by: str
    at: datetime
    language: Language
    marks: Sequence[Mark] = ()
    notes: tuple[str, ...] = ()
    closing: str = ""  # who signs at the end of a list that others sign

    @property
    def speaking(self) -> Voice:
        """The words around the rows."""
        return voice(self.language)

    def described(self, rows: int, digest: str) -> tuple[str, ...]:
        """The sentences at the end: which rows these are, when and by whom taken, and their sum."""
        speaking = self.speaking
        return (
            self.filtered,
            *self.notes,
            say_taken(rows, self.by, self.at, speaking),
            speaking.say("SHA-256 of the rows: %(digest)s", digest=grouped_digest(digest)),
        )


class Passing:
    """Rows as they pass: counted, and summed as the plain CSV has them."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Iterable[Cells],
        told: Callable[[int], None] = lambda _rows: None,
    ) -> None:
        self._rows = iter(rows)
        self._told = told
        self.heading = plain_line([column.name for column in columns]).encode()
        self._sum = hashlib.sha256(self.heading)
        self.count = 0

    @property
    def digest(self) -> str:
        """SHA-256 of the plain CSV, once all have passed."""
        return self._sum.hexdigest()

    def parts(self) -> Iterator[tuple[Sequence[Cells], bytes]]:
        """Some rows at a time, with their lines in the plain CSV."""
        while part := list(islice(self._rows, AT_ONCE)):
            lines = "".join([plain_line(cells) for cells in part]).encode()
            self._sum.update(lines)
            self.count += len(part)
            yield part, lines
            self._told(self.count)

    def through(self) -> None:
        """Let all of them pass, for their number and their sum alone."""
        for _ in self.parts():
            pass

    def __iter__(self) -> Iterator[Cells]:
        for part, _ in self.parts():
            yield from part


def say_taken(rows: int | None, by: str, at: datetime, speaking: Voice) -> str:
    """How many rows where that is known, as they were when, for whom."""
    counted = [] if rows is None else [speaking.say_count("%(num)s row.", "%(num)s rows.", rows)]
    return " ".join(
        (
            *counted,
            speaking.say(
                "As of %(day)s, %(clock)s.", day=speaking.short_day(at), clock=speaking.clock(at)
            ),
            speaking.say("Taken by: %(name)s.", name=by),
        )
    )


def grouped_digest(digest: str) -> str:
    """A digest in groups that people can compare."""
    return " ".join(digest[start : start + GROUP] for start in range(0, len(digest), GROUP))
