"""The form of an assignment, as its file describes it → Field."""

import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import TypedDict, assert_never

from assessments.fields import (
    CheckboxField,
    ChoiceField,
    DateField,
    Field,
    FieldKind,
    FileField,
    FileKind,
    NumberField,
    TableField,
    TextField,
)
from assessments.fields.kinds import MOST_ROWS
from assessments.reading.files import items_in, kind_in, tell_apart
from content.authored_yaml import Fields, Node
from content.languages import Text

# No part begins with a digit: "<table>-<row>-<column>" can be taken apart in one way only.
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z][a-z0-9]*)*")

_COLUMN_KINDS = tuple(kind for kind in FieldKind if kind not in {FieldKind.FILE, FieldKind.TABLE})
# What each kind of field asks of its author, and what it allows besides.
_KEYS: Mapping[FieldKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    FieldKind.TEXT: ((), ("min_words", "max_words", "lines")),
    FieldKind.CHOICE: (("options",), ()),
    FieldKind.NUMBER: ((), ("minimum", "maximum")),
    FieldKind.DATE: ((), ()),
    FieldKind.CHECKBOX: ((), ()),
    FieldKind.FILE: ((), ("max_files", "kinds")),
    FieldKind.TABLE: (("columns",), ("min_rows", "max_rows")),
}


class _Common(TypedDict):
    name: str
    label: Text
    hint: Text | None
    required: bool


def read_fields(node: Node) -> tuple[Field, ...]:
    """The blanks of a form, in their order; what cannot be read is a fault and left out."""
    return _fields(node, tuple(FieldKind))


def _fields(node: Node, kinds: Collection[FieldKind]) -> tuple[Field, ...]:
    written = node.sequence(at_least=1)
    tell_apart(written, "name")
    read = [_field(member, kinds) for member in written]
    return tuple(field for field in read if field is not None)


def _field(node: Node, kinds: Collection[FieldKind]) -> Field | None:
    kind = kind_in(node, kinds)
    if kind is None:
        return None
    required, optional = _KEYS[kind]
    fields = node.mapping(
        required=("name", "kind", "label", *required), optional=("hint", "required", *optional)
    )
    match kind:
        case FieldKind.TEXT:
            return _text(fields)
        case FieldKind.CHOICE:
            options = items_in(fields["options"], at_least=2)
            return ChoiceField(**_common(fields), options=options)
        case FieldKind.NUMBER:
            return _number(fields)
        case FieldKind.DATE:
            return DateField(**_common(fields))
        case FieldKind.CHECKBOX:
            return CheckboxField(**_common(fields))
        case FieldKind.FILE:
            return _file(fields)
        case FieldKind.TABLE:
            return _table(fields)
        case _:
            assert_never(kind)


def _common(fields: Fields) -> _Common:
    return _Common(
        name=fields["name"].matching(_NAME, "a name such as seldom_heard"),
        label=fields["label"].text(),
        hint=fields["hint"].text() if "hint" in fields else None,
        required=fields["required"].boolean(),
    )


def _text(fields: Fields) -> TextField:
    min_words = _limit(fields, "min_words")
    max_words = _limit(fields, "max_words")
    _in_order(fields["min_words"], min_words, max_words)
    return TextField(
        **_common(fields),
        min_words=min_words,
        max_words=max_words,
        lines=_limit(fields, "lines") or 1,
    )


def _number(fields: Fields) -> NumberField:
    minimum = fields["minimum"].decimal() if "minimum" in fields else None
    maximum = fields["maximum"].decimal() if "maximum" in fields else None
    _in_order(fields["minimum"], minimum, maximum)
    return NumberField(**_common(fields), minimum=minimum, maximum=maximum)


def _file(fields: Fields) -> FileField:
    kinds = fields["kinds"]
    named = kinds.strings(at_least=1)
    for member in kinds.members or ():
        member.one_of(tuple(FileKind))
    known = tuple(kind for kind in FileKind if kind in named)
    return FileField(
        **_common(fields),
        max_files=_limit(fields, "max_files") or 1,
        kinds=known if "kinds" in fields else tuple(FileKind),
    )


def _table(fields: Fields) -> TableField:
    min_rows = fields["min_rows"].integer(at_least=0) if "min_rows" in fields else 0
    max_rows = _limit(fields, "max_rows") or MOST_ROWS
    _in_order(fields["min_rows"], min_rows, max_rows)
    columns = _fields(fields["columns"], _COLUMN_KINDS)
    return TableField(
        **_common(fields),
        columns=tuple(c for c in columns if not isinstance(c, FileField | TableField)),
        min_rows=min_rows,
        max_rows=max_rows,
    )


def _limit(fields: Fields, name: str) -> int | None:
    return fields[name].integer(at_least=1) if name in fields else None


def _in_order(node: Node, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if low is not None and high is not None and low > high:
        node.fault(f"the least, {low}, is more than the most, {high}")
