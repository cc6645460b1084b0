"""The file of the field journal → its forms, by the kind of entry."""

from collections.abc import Mapping
from pathlib import Path

from assessments.definitions import Assignment, Journal, JournalForm
from assessments.definitions.journal import DONE, DONE_ON, MINUTES
from assessments.fields import ChoiceField, Column, DateField, NumberField, TableField, TextField
from assessments.reading.files import read_file, tell_apart
from assessments.reading.forms import read_columns
from content.authored_yaml import Fields, Node
from content.faults import Faults, unknown

DAY_IN_MINUTES = 1440


def read_journal(path: Path, assignments: Mapping[str, Assignment]) -> Journal:
    """Each form of the journal; those that fill a table have its columns. Raises BrokenCourse."""
    faults = Faults()
    node = read_file(path, f"{path.parent.name}/{path.name}", faults)
    written = node.mapping(required=("forms",))["forms"].sequence(at_least=1)
    tell_apart(written, "kind")
    forms = [_form(one, assignments) for one in written]
    faults.raise_if_any()
    return {form.slug: form for form in forms}


def _form(node: Node, assignments: Mapping[str, Assignment]) -> JournalForm:
    written = node.mapping(required=("kind", "line"), optional=("fields", "columns_of", "where"))
    if ("fields" in written) == ("columns_of" in written):
        node.fault('expected either "fields" or "columns_of"')
    if "where" in written and "columns_of" not in written:
        written["where"].fault('"where" goes only with "columns_of"')
    fields = tuple(one for one in _columns(written, assignments) if one.name != DONE)
    _check_measured(node, fields)
    texts = [column.name for column in fields if isinstance(column, TextField) and column.required]
    return JournalForm(
        slug=written["kind"].string(),
        fields=fields,
        line=_known(written["line"], texts) or "",
        where=_where(written["where"], fields) if "where" in written else {},
        table=written["columns_of"].string() if "columns_of" in written else None,
    )


def _columns(written: Fields, assignments: Mapping[str, Assignment]) -> tuple[Column, ...]:
    if "columns_of" not in written:
        return read_columns(written["fields"]) if "fields" in written else ()
    tables = {
        f"{assignment.slug}.{field.name}": field
        for assignment in assignments.values()
        for field in assignment.fields
        if isinstance(field, TableField) and field.from_journal
    }
    name = _known(written["columns_of"], list(tables))
    return tables[name].columns if name in tables else ()


def _check_measured(node: Node, fields: tuple[Column, ...]) -> None:
    """Each entry has its day, and minutes that fit into one."""
    if not fields:
        return  # said already
    named = {column.name: column for column in fields}
    for name, kind in ((DONE_ON, DateField), (MINUTES, NumberField)):
        column = named.get(name)
        if column is None or not isinstance(column, kind) or not column.required:
            node.fault(f'expected a required "{name}": a day, or a number of minutes')
    minutes = named.get(MINUTES)
    if isinstance(minutes, NumberField):
        low, high = minutes.minimum, minutes.maximum
        if low is None or low < 1 or high is None or high > DAY_IN_MINUTES:
            node.fault(f"minutes go from 1 to {DAY_IN_MINUTES} at most")


def _where(node: Node, fields: tuple[Column, ...]) -> Mapping[str, str]:
    choices = {column.name: column for column in fields if isinstance(column, ChoiceField)}
    where: dict[str, str] = {}
    for name, written in node.entries():
        if name not in choices:
            written.place.fault(unknown("choice", name, choices))
            continue
        where[name] = _known(written, [option.id for option in choices[name].options]) or ""
    return where


def _known(node: Node, names: list[str]) -> str | None:
    """A name that exists; None, with a fault, where it does not, and None where nothing stands."""
    if node.is_absent:
        return None
    name = node.string()
    if name not in names:
        node.fault(unknown("name", name, names))
    return name
