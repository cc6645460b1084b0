"""A map of a form, as its file describes it: which rows it draws, and along which axes."""

from collections.abc import Iterable
from typing import TypedDict, Unpack

from assessments.fields import Axis, Column, Field, MapField, TableField
from assessments.fields.points import steps_of
from content.authored_yaml import Fields, Node
from content.faults import unknown
from content.languages import Text


class Common(TypedDict):
    """What every field has."""

    name: str
    label: Text
    hint: Text | None
    required: bool


def read_map(fields: Fields, **common: Unpack[Common]) -> MapField:
    """What is written; whether its table and columns exist is known when the form is whole."""
    return MapField(
        **common,
        table=fields["table"].string(),
        point=fields["point"].string(),
        x=_axis(fields["x"]),
        y=_axis(fields["y"]),
    )


def check_map(node: Node, asked: MapField, fields: Iterable[Field]) -> None:
    """The table is one of the same form, its columns exist, and the axes have two ends."""
    written = dict(node.entries())
    tables = {field.name: field for field in fields if isinstance(field, TableField)}
    if asked.table not in tables:
        written["table"].fault(unknown("table", asked.table, tables))
        return
    columns = {column.name: column for column in tables[asked.table].columns}
    if asked.point not in columns:
        written["point"].fault(unknown("column", asked.point, columns))
    for name, axis in (("x", asked.x), ("y", asked.y)):
        _check_axis(written[name], axis, columns)


def _axis(node: Node) -> Axis:
    fields = node.mapping(required=("column", "low", "high"))
    return Axis(fields["column"].string(), fields["low"].text(), fields["high"].text())


def _check_axis(node: Node, axis: Axis, columns: dict[str, Column]) -> None:
    if axis.column not in columns:
        node.fault(unknown("column", axis.column, columns))
    elif steps_of(columns[axis.column]) is None:
        node.fault(
            f'"{axis.column}" has no two ends: an axis is a choice, a scale,'
            " or a number with minimum and maximum"
        )
