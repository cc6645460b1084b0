"""The form of an assignment, as its file describes it → Field."""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal

from assessments.fields import (
    CheckboxField,
    ChoiceField,
    Column,
    DateField,
    Field,
    FieldKind,
    FileField,
    FileKind,
    MapField,
    NumberField,
    PlaceField,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
)
from assessments.fields.kinds import MOST_ROWS
from assessments.reading.files import items_in, kind_in, tell_apart
from assessments.reading.maps import Common, check_map, read_map
from content.authored_yaml import Fields, Node

# No part begins with a digit: "<table>-<row>-<column>" can be taken apart in one way only.
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[-_][a-z][a-z0-9]*)*")

_COLUMN_KINDS = tuple(
    kind for kind in FieldKind if kind not in {FieldKind.FILE, FieldKind.TABLE, FieldKind.MAP}
)
_MOST_DEGREES = 11


def read_fields(node: Node) -> tuple[Field, ...]:
    """The blanks of a form, in their order; what cannot be read is a fault and left out."""
    read = _fields(node, tuple(FieldKind))
    fields = tuple(field for _, field in read)
    for written, field in read:
        if isinstance(field, MapField):
            check_map(written, field, fields)
    return fields


def read_columns(node: Node) -> tuple[Column, ...]:
    """The blanks of a form that is as simple as a row: no tables, no files, no maps."""
    read = (field for _, field in _fields(node, _COLUMN_KINDS))
    return tuple(c for c in read if not isinstance(c, FileField | TableField | MapField))


def _fields(node: Node, kinds: Collection[FieldKind]) -> list[tuple[Node, Field]]:
    written = node.sequence(at_least=1)
    tell_apart(written, "name")
    read = [(member, _field(member, kinds)) for member in written]
    return [(member, field) for member, field in read if field is not None]


def _field(node: Node, kinds: Collection[FieldKind]) -> Field | None:
    kind = kind_in(node, kinds)
    if kind is None:
        return None
    required, optional, read = _SHAPES[kind]
    asked = () if kind is FieldKind.MAP else ("required",)
    fields = node.mapping(
        required=("name", "kind", "label", *required), optional=("hint", *asked, *optional)
    )
    return read(fields)


def _common(fields: Fields) -> Common:
    return Common(
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


def _choice(fields: Fields) -> ChoiceField:
    return ChoiceField(**_common(fields), options=items_in(fields["options"], at_least=2))


def _several(fields: Fields) -> SeveralField:
    options = items_in(fields["options"], at_least=2)
    least, most = _limit(fields, "min_chosen"), _limit(fields, "max_chosen")
    _in_order(fields["min_chosen"], least, most)
    for name, limit in (("min_chosen", least), ("max_chosen", most)):
        if limit is not None and limit > len(options):
            fields[name].fault(f"there are only {len(options)} options")
    return SeveralField(**_common(fields), options=options, min_chosen=least, max_chosen=most)


def _scale(fields: Fields) -> ScaleField:
    lowest, highest = fields["lowest"].integer(), fields["highest"].integer()
    degrees = highest - lowest + 1
    if not 2 <= degrees <= _MOST_DEGREES:  # noqa: PLR2004 -- one degree is no scale
        fields["highest"].fault(f"a scale has 2 to {_MOST_DEGREES} degrees, not {degrees}")
    texts = tuple(member.text() for member in fields["texts"].sequence(at_least=2))
    if len(texts) not in {2, degrees}:
        fields["texts"].fault(f"expected 2 texts, one for each end, or {degrees}")
    return ScaleField(**_common(fields), lowest=lowest, highest=highest, texts=texts)


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
    return TableField(
        **_common(fields),
        columns=read_columns(fields["columns"]),
        min_rows=min_rows,
        max_rows=max_rows,
        from_journal="from_journal" in fields and fields["from_journal"].boolean(),
    )


def _limit(fields: Fields, name: str) -> int | None:
    return fields[name].integer(at_least=1) if name in fields else None


def _in_order(node: Node, low: Decimal | int | None, high: Decimal | int | None) -> None:
    if low is not None and high is not None and low > high:
        node.fault(f"the least, {low}, is more than the most, {high}")


_Keys = tuple[str, ...]
# What each kind of field asks of its author, what it allows besides, and how it is read.
_SHAPES: Mapping[FieldKind, tuple[_Keys, _Keys, Callable[[Fields], Field]]] = {
    FieldKind.TEXT: ((), ("min_words", "max_words", "lines"), _text),
    FieldKind.CHOICE: (("options",), (), _choice),
    FieldKind.NUMBER: ((), ("minimum", "maximum"), _number),
    FieldKind.DATE: ((), (), lambda fields: DateField(**_common(fields))),
    FieldKind.TIME: ((), (), lambda fields: TimeField(**_common(fields))),
    FieldKind.PLACE: ((), (), lambda fields: PlaceField(**_common(fields))),
    FieldKind.SEVERAL: (("options",), ("min_chosen", "max_chosen"), _several),
    FieldKind.SCALE: (("lowest", "highest", "texts"), (), _scale),
    FieldKind.CHECKBOX: ((), (), lambda fields: CheckboxField(**_common(fields))),
    FieldKind.FILE: ((), ("max_files", "kinds"), _file),
    FieldKind.TABLE: (("columns",), ("min_rows", "max_rows", "from_journal"), _table),
    FieldKind.MAP: (("table", "point", "x", "y"), (), lambda one: read_map(one, **_common(one))),
}
