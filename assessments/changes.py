"""What changed between two versions of a piece of work: words, rows of tables, files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from assessments.fields import Field, Row, TableField, TextField, rows_of

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_WORDS_KEPT = 0.2
"""Where fewer stayed, they stayed by chance: a text told word by word could not be read."""

_ALIKE = 0.5
"""From here on two rows are one that was changed, not one taken out and another put in."""


class Change(StrEnum):
    """What became of a word, a row or a file."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table as it was and as it is; one that came or went has only one of the two."""

    change: Change
    before: Row | None
    after: Row | None


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What became of one field. `pieces` are of a text, `rows` of a table; files have neither."""

    field: Field
    is_changed: bool
    pieces: tuple[Piece, ...] = ()
    rows: tuple[RowChange, ...] = ()


def text_changes(before: str, after: str) -> tuple[Piece, ...]:
    """The way from one text to another: word by word, or as a whole where little stayed.

    What stayed and what came, joined, is the new text; what stayed and what went, the old one.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    steps = SequenceMatcher(None, old, new).get_opcodes()
    kept = sum(len("".join(old[i:j]).split()) for kind, i, j, _, _ in steps if kind == "equal")
    if kept < _WORDS_KEPT * max(len(before.split()), len(after.split())):
        return tuple(_pieces("replace", before, after))
    return tuple(
        piece
        for kind, i, j, k, m in steps
        for piece in _pieces(kind, "".join(old[i:j]), "".join(new[k:m]))
    )


def row_changes(before: Sequence[Row], after: Sequence[Row]) -> tuple[RowChange, ...]:
    """The way from one table to another; rows that are much alike count as one that was changed."""
    old, new = [_named(row) for row in before], [_named(row) for row in after]
    found: list[RowChange] = []
    for kind, i, j, k, m in SequenceMatcher(None, old, new).get_opcodes():
        gone, come = before[i:j], after[k:m]
        if kind == "equal":
            found += [RowChange(Change.SAME, *pair) for pair in zip(gone, come, strict=True)]
        else:
            found += _paired(gone, come)
    return tuple(found)


def field_changes(
    fields: Sequence[Field], before: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[FieldChange]:
    """What became of each field of a form; files are compared by what stands for them."""
    for field in fields:
        old, new = before.get(field.name) or "", after.get(field.name) or ""
        match field:
            case TableField(name=name):
                rows = row_changes(rows_of(name, before), rows_of(name, after))
                changed = any(row.change is not Change.SAME for row in rows)
                yield FieldChange(field, changed, rows=rows)
            case TextField():
                yield FieldChange(field, old != new, text_changes(str(old), str(new)))
            case _:
                yield FieldChange(field, old != new)


def _pieces(kind: str, gone: str, come: str) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece(Change.SAME, come)
        return
    if gone:
        yield Piece(Change.REMOVED, gone)
    if come:
        yield Piece(Change.ADDED, come)


def _named(row: Row) -> tuple[tuple[str, str], ...]:
    """A row for comparing: blanks and what is missing are the same."""
    return tuple(sorted((name, str(value)) for name, value in row.items() if value))


def _paired(gone: Sequence[Row], come: Sequence[Row]) -> Iterator[RowChange]:
    """Rows that stand in the place of others: each with the first one left that is like it."""
    left = list(gone)
    for row in come:
        like = next((one for one in left if _likeness(one, row) >= _ALIKE), None)
        if like is None:
            yield RowChange(Change.ADDED, None, row)
            continue
        for missed in left[: left.index(like)]:
            yield RowChange(Change.REMOVED, missed, None)
        left = left[left.index(like) + 1 :]
        yield RowChange(Change.CHANGED, like, row)
    for row in left:
        yield RowChange(Change.REMOVED, row, None)


def _likeness(some: Row, other: Row) -> float:
    """How many of the cells that either row fills are the same, from 0 to 1."""
    one, two = dict(_named(some)), dict(_named(other))
    names = one.keys() | two.keys()
    if not names:
        return 1.0
    return sum(one.get(name) == two.get(name) for name in names) / len(names)
