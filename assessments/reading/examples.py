"""The files of examples → Example."""

from collections.abc import Mapping
from pathlib import Path

from assessments.definitions import LEVELS, Assignment
from assessments.examples import Example, ExampleWork, Reason
from assessments.fields import (
    CheckboxField,
    Column,
    Field,
    FileField,
    MapField,
    PlaceField,
    SeveralField,
    TableField,
    TextField,
)
from assessments.reading.files import read_folder, tell_apart, whole_between
from content.authored_yaml import Fields, Node
from content.faults import unknown


def read_examples(folder: Path, assignments: Mapping[str, Assignment]) -> Mapping[str, Example]:
    """Examples by the slug of their assignment. Raises BrokenCourse with every fault."""
    return read_folder(folder, lambda node: _example(node, assignments))


def _example(node: Node, assignments: Mapping[str, Assignment]) -> Example:
    fields = node.mapping(required=("assignment", "case", "works"))
    slug = fields["assignment"].slug()
    assignment = assignments.get(slug)
    if assignment is None:
        fields["assignment"].fault(unknown("assignment", slug, assignments))
    works = fields["works"].sequence(at_least=1)
    tell_apart(works, "level")
    return Example(
        slug=slug,
        case=fields["case"].text(),
        works=tuple(_work(work, assignment) for work in works if assignment is not None),
    )


def _work(node: Node, assignment: Assignment) -> ExampleWork:
    fields = node.mapping(required=("level", "values", "why"), optional=("excerpts",))
    tables = {one.name: one for one in assignment.fields if isinstance(one, TableField)}
    criteria = {criterion.id: criterion for criterion in assignment.rubric.criteria}
    why = {name: _reason(written) for name, written in _known(fields, "why", "criterion", criteria)}
    for criterion in criteria.keys() - why.keys():
        fields["why"].fault(f'the criterion "{criterion}" is missing')
    return ExampleWork(
        level=whole_between(fields["level"], LEVELS[0], LEVELS[-1]),
        values=_values(fields["values"], {one.name: one for one in assignment.fields}),
        excerpts={
            name: written.text() for name, written in _known(fields, "excerpts", "table", tables)
        },
        why=why,
    )


def _known(
    fields: Fields, key: str, kind: str, names: Mapping[str, object]
) -> list[tuple[str, Node]]:
    """What is written under names that exist; the others are faults."""
    if key not in fields:
        return []
    for name, written in fields[key].entries():
        if name not in names:
            written.place.fault(unknown(kind, name, names))
    return [(name, written) for name, written in fields[key].entries() if name in names]


def _reason(node: Node) -> Reason:
    fields = node.mapping(required=("level", "text"))
    return Reason(whole_between(fields["level"], LEVELS[0], LEVELS[-1]), fields["text"].text())


def _values(node: Node, asked: Mapping[str, Field]) -> dict[str, object]:
    values: dict[str, object] = {}
    for name, written in node.entries():
        match asked.get(name):
            case None:
                written.place.fault(unknown("field", name, asked))
            case FileField():
                written.place.fault("files are not shown in an example")
            case MapField():
                written.place.fault("a map draws itself from its table")
            case TableField(columns=columns):
                values[name] = _rows(written, {column.name: column for column in columns})
            case column:
                values[name] = _value(written, column)
    return values


def _rows(node: Node, columns: Mapping[str, Column]) -> tuple[dict[str, object], ...]:
    rows = []
    for member in node.sequence():
        row: dict[str, object] = {}
        for name, written in member.entries():
            if name in columns:
                row[name] = _value(written, columns[name])
            else:
                written.place.fault(unknown("column", name, columns))
        rows.append(row)
    return tuple(rows)


def _value(node: Node, column: Column) -> object:
    """A text in both languages; where it is the same in both, such as a code, it stands bare."""
    if isinstance(column, CheckboxField):
        return node.boolean()
    if isinstance(column, SeveralField):
        return list(node.strings())
    if isinstance(column, TextField | PlaceField) and node.pairs is not None:
        return node.text()
    return node.string()
