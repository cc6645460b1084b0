"""The files of assignments → Assignment."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from assessments.definitions import (
    Assignment,
    Check,
    DistinctValues,
    Measure,
    RowCount,
    Words,
)
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    Column,
    Field,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
)
from assessments.reading.files import read_folder
from assessments.reading.forms import read_fields
from assessments.reading.rubrics import read_rubric
from content.authored_yaml import Fields, Node
from content.faults import unknown

_MEASURES = ("count", "distinct", "words")


def read_assignments(folder: Path) -> Mapping[str, Assignment]:
    """Assignments by slug, one file each. Raises BrokenCourse with every fault of every file."""
    return read_folder(folder, _assignment)


def _assignment(node: Node) -> Assignment:
    written = node.mapping(
        required=("slug", "module", "number", "title", "brief", "fields", "rubric"),
        optional=("checks", "max_submissions"),
    )
    fields = read_fields(written["fields"])
    checks = written["checks"].sequence()
    limits = {}
    if "max_submissions" in written:
        limits["max_submissions"] = written["max_submissions"].integer(at_least=1)
    return Assignment(
        slug=written["slug"].slug(),
        module=written["module"].slug(),
        number=written["number"].integer(at_least=1),
        title=written["title"].text(),
        brief=written["brief"].text(),
        fields=fields,
        checks=tuple(check for check in (_check(one, fields) for one in checks) if check),
        rubric=read_rubric(written["rubric"]),
        **limits,
    )


def _check(node: Node, fields: Sequence[Field]) -> Check | None:
    written = node.mapping(
        required=("label", "at_least"),
        optional=(*_MEASURES, "where", "where_filled", "at_most"),
    )
    named = [name for name in _MEASURES if name in written]
    if len(named) != 1:
        node.fault("expected one of count, distinct or words")
        return None
    for key, partner in (("where", "count"), ("where_filled", "count"), ("at_most", "words")):
        if key in written and partner != named[0]:
            written[key].fault(f'"{key}" goes only with "{partner}"')
    measure = _measure(named[0], written, fields)
    at_least = written["at_least"].integer(at_least=0)
    return None if measure is None else Check(written["label"].text(), at_least, measure)


def _measure(named: str, written: Fields, fields: Sequence[Field]) -> Measure | None:
    match named:
        case "count":
            return _row_count(written, fields)
        case "distinct":
            return _distinct_values(written["distinct"], fields)
        case _:
            texts = [field.name for field in fields if isinstance(field, TextField)]
            name = _known(written["words"], "text field", texts)
            at_most = written["at_most"].integer(at_least=1) if "at_most" in written else None
            return Words(field=name, at_most=at_most)


def _row_count(written: Fields, fields: Sequence[Field]) -> RowCount | None:
    columns = _columns(written["count"], written["count"].string(), fields)
    if columns is None:
        return None
    filled = written["where_filled"]
    return RowCount(
        table=written["count"].string(),
        where=_where(written["where"], columns) if "where" in written else {},
        filled=None if filled.is_absent else _known(filled, "column", columns),
    )


def _where(node: Node, columns: Mapping[str, Column]) -> Mapping[str, tuple[str, ...]]:
    """Values that a column really can have."""
    where: dict[str, tuple[str, ...]] = {}
    for name, written in node.entries():
        if name not in columns:
            written.place.fault(unknown("column", name, columns))
            continue
        where[name] = written.strings(at_least=1)
        values = _values_of(columns[name])
        for value in written.members or ():
            if values:
                _known(value, "value", values)
    return where


def _values_of(column: Column) -> Sequence[str]:
    match column:
        case ChoiceField(options=options) | SeveralField(options=options):
            return [option.id for option in options]
        case ScaleField():
            return [str(degree) for degree in column.degrees()]
        case CheckboxField():
            return ["yes", "no"]
        case _:
            return []


def _distinct_values(node: Node, fields: Sequence[Field]) -> DistinctValues | None:
    table, _, column = node.string().partition(".")
    columns = _columns(node, table, fields)
    if columns is None:
        return None
    if column not in columns:
        node.fault(unknown("column", column, columns))
    return DistinctValues(table=table, column=column)


def _columns(node: Node, table: str, fields: Sequence[Field]) -> Mapping[str, Column] | None:
    """The columns of a table by name; None, with a fault, where there is no such table."""
    tables = {field.name: field for field in fields if isinstance(field, TableField)}
    if table not in tables:
        node.fault(unknown("table", table, tables))
        return None
    return {column.name: column for column in tables[table].columns}


def _known(node: Node, kind: str, names: Sequence[str] | Mapping[str, object]) -> str:
    name = node.string()
    if name not in names:
        node.fault(unknown(kind, name, names))
    return name
