"""What was typed into a form → values to store, and what is wrong with each.

The only validator of a form's answers: for the screen, the outbox and the import. A fault never
loses what was typed; values are JSON-able: text, choice, number and day as text, a checkbox as a
bool, a table as a list of rows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from assessments.faults import Fault
from assessments.fields.kinds import (
    CheckboxField,
    ChoiceField,
    Column,
    DateField,
    Field,
    FileField,
    NumberField,
    TableField,
    TextField,
)
from assessments.typed import LONGEST_TEXT, clean, day_in, number_in, plain_number, words_in

Raw = Mapping[str, Sequence[str]]
Row = Mapping[str, object]

_TICKED = frozenset({"yes", "on", "true", "1"})
_LONGEST_ROW_NUMBER = 4


@dataclass(frozen=True, slots=True)
class Reading:
    """Values by field; faults by field or by "<table>-<row>-<column>", rows as in the values."""

    values: dict[str, object]
    faults: Mapping[str, Fault]


def read_values(fields: Iterable[Field], raw: Raw) -> Reading:
    """Read a form; rows left empty are dropped, so the rows of the values have no gaps.

    Fields for files are left out: the service knows which files are stored.
    """
    asked = tuple(fields)
    values: dict[str, object] = {}
    for field in asked:
        match field:
            case TableField():
                values[field.name] = _read_rows(field, raw)
            case FileField():
                continue
            case _:
                values[field.name] = _read_value(field, raw.get(field.name, ()))
    return Reading(values, unreadable_values(asked, values))


def unreadable_values(fields: Iterable[Field], values: Mapping[str, object]) -> dict[str, Fault]:
    """Faults that a draft may have too: what cannot be read, is out of bounds or too long."""
    asked = tuple(fields)
    faults = {
        name: fault
        for name, column, value in cells(asked, values)
        if (fault := unreadable(column, value)) is not None
    }
    for field in asked:
        if isinstance(field, TableField) and (fault := too_many_rows(field, values)) is not None:
            faults[field.name] = fault
    return faults


def too_many_rows(table: TableField, values: Mapping[str, object]) -> Fault | None:
    """More rows than the table takes; all of them are kept."""
    found = len(rows_of(table.name, values))
    if found <= table.max_rows:
        return None
    return Fault("too_many_rows", {"found": found, "at_most": table.max_rows})


def cells(
    fields: Iterable[Field], values: Mapping[str, object]
) -> Iterator[tuple[str, Column, object]]:
    """Each thing typed, also in tables, with the name of its blank on the form."""
    for field in fields:
        match field:
            case TableField():
                for number, row in enumerate(rows_of(field.name, values)):
                    for column in field.columns:
                        name = f"{field.name}-{number}-{column.name}"
                        yield name, column, row.get(column.name, "")
            case FileField():
                continue
            case _:
                yield field.name, field, values.get(field.name, "")


def rows_of(table: str, values: Mapping[str, object]) -> Sequence[Row]:
    """The rows of a table; none where it was never filled in."""
    rows = values.get(table)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def unreadable(column: Column, value: object) -> Fault | None:
    """Why a value that is there cannot be taken as it is; a blank is never unreadable."""
    if value in {"", False}:
        return None
    match column:
        case TextField():
            return _long_text(column, str(value))
        case ChoiceField():
            known = any(option.id == value for option in column.options)
            return None if known else Fault("unknown_choice", {"chosen": value})
        case NumberField():
            return _odd_number(column, str(value))
        case DateField():
            return None if day_in(str(value)) else Fault("not_a_date", {"typed": value})
        case CheckboxField():
            return None
        case _:
            assert_never(column)


def _long_text(field: TextField, text: str) -> Fault | None:
    if len(text) > LONGEST_TEXT:
        return Fault("too_long", {"found": len(text), "at_most": LONGEST_TEXT})
    if field.max_words is not None and (found := words_in(text)) > field.max_words:
        return Fault("too_many_words", {"found": found, "at_most": field.max_words})
    return None


def _odd_number(field: NumberField, text: str) -> Fault | None:
    number = number_in(text)
    if number is None:
        return Fault("not_a_number", {"typed": text})
    if field.minimum is not None and number < field.minimum:
        return Fault("number_too_small", {"minimum": field.minimum})
    if field.maximum is not None and number > field.maximum:
        return Fault("number_too_large", {"maximum": field.maximum})
    return None


def _read_rows(table: TableField, raw: Raw) -> list[dict[str, object]]:
    """Rows by their number on the form; a name reads "<table>-<row>-<column>"."""
    typed: dict[int, dict[str, Sequence[str]]] = {}
    start = f"{table.name}-"
    for name, texts in raw.items():
        if name.startswith(start):
            row, _, column = name.removeprefix(start).partition("-")
            if row.isascii() and row.isdigit() and len(row) <= _LONGEST_ROW_NUMBER:
                typed.setdefault(int(row), {})[column] = texts
    rows = (
        {
            column.name: _read_value(column, typed[number].get(column.name, ()))
            for column in table.columns
        }
        for number in sorted(typed)
    )
    return [row for row in rows if any(row.values())]


def _read_value(column: Column, texts: Sequence[str]) -> object:
    """One way to write each value; what cannot be read stays as it was typed."""
    if isinstance(column, CheckboxField):
        return not _TICKED.isdisjoint(texts)
    text = clean(texts[0]) if texts else ""
    if not text.strip():
        return ""
    match column:
        case TextField():
            return text
        case ChoiceField():
            return text.strip()
        case NumberField():
            number = number_in(text)
            return text.strip() if number is None else plain_number(number)
        case DateField():
            day = day_in(text)
            return text.strip() if day is None else day.isoformat()
        case _:
            assert_never(column)
