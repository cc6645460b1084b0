"""What a page of results holds: groups, each told apart by where it leads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from content.excerpts import Part
from content.languages import Language
from content.passages import Kind
from course.web.locks import LockShown

FIRST_SHOWN = {Kind.TERM: 5, Kind.LESSON: 8, Kind.QUESTION: 5, Kind.GUIDE: 3}
"""The kinds in the order of the page, with how many of each stand there at first."""

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionShown:
    """A place in a text, with the words around what was looked for."""

    excerpt: Sequence[Part]
    heading: Sequence[Part] = ()
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultShown:
    """One thing found: open with its sections, or closed with the reason."""

    title: Sequence[Part]
    href: str
    where: str = ""
    sections: Sequence[SectionShown] = ()
    lock: LockShown | None = None


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Results of one kind: the first ones, and how many there are."""

    kind: Kind
    results: Sequence[ResultShown]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """A search and what came of it; `spoken` is the language in which it was found."""

    query: str
    words: Sequence[str] = ()
    groups: Sequence[GroupShown] = ()
    instead: Mapping[str, str] = field(default_factory=dict)
    spoken: Language

    @property
    def total(self) -> int:
        return sum(group.total for group in self.groups)


def group_of(
    kind: Kind, found: Sequence[Thing], shown: Callable[[Thing], ResultShown], whole: str
) -> GroupShown:
    """Results of a kind, all of them where the whole group is asked for."""
    first = found if whole == kind else found[: FIRST_SHOWN[kind]]
    return GroupShown(kind, [shown(one) for one in first], len(found))
