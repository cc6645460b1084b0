"""What a form still lacks before it may be handed in; drafts are never asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from assessments.faults import Fault
from assessments.fields.kinds import (
    CheckboxField,
    Column,
    Field,
    FileField,
    SeveralField,
    TableField,
    TextField,
)
from assessments.fields.values import cells, chosen_of, rows_of, too_many_rows, unreadable
from assessments.typed import words_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Form(Protocol):
    """An assignment, or the form of an entry in the journal."""

    @property
    def fields(self) -> Sequence[Field]:
        """Its blanks, in their order."""


def missing_for_hand_in(form: Form, values: Mapping[str, object]) -> dict[str, Fault]:
    """Everything that stands in the way, in the order of the form, named as in `read_values`."""
    faults: dict[str, Fault] = {}
    for field in form.fields:
        whole = _lack_of_whole(field, values)
        if whole is not None:
            faults[field.name] = whole
        for name, column, value in cells((field,), values):
            fault = unreadable(column, value) or _lack(column, value)
            if fault is not None:
                faults[name] = fault
    return faults


def _lack_of_whole(field: Field, values: Mapping[str, object]) -> Fault | None:
    """Too few or too many rows or files."""
    match field:
        case TableField():
            found = len(rows_of(field.name, values))
            at_least = max(field.min_rows, int(field.required))
            if found < at_least:
                return Fault("too_few_rows", {"found": found, "at_least": at_least})
            return too_many_rows(field, values)
        case FileField():
            files = values.get(field.name)
            found = len(files) if isinstance(files, list) else 0
            if field.required and not found:
                return Fault("no_file")
            if found > field.max_files:
                return Fault("too_many_files", {"found": found, "at_most": field.max_files})
            return None
        case _:
            return None


def _lack(column: Column, value: object) -> Fault | None:
    """A blank lacks only where it is required; what was begun must be long or many enough."""
    if not value:
        code = "not_ticked" if isinstance(column, CheckboxField) else "missing"
        return Fault(code) if column.required else None
    if isinstance(column, TextField) and column.min_words is not None:
        found = words_in(str(value))
        if found < column.min_words:
            return Fault("too_few_words", {"found": found, "at_least": column.min_words})
    if isinstance(column, SeveralField) and column.min_chosen is not None:
        found = len(chosen_of(value))
        if found < column.min_chosen:
            return Fault("too_few_ticked", {"found": found, "at_least": column.min_chosen})
    return None
