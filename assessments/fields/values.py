"""What was typed into a form → values to store, and what is wrong with each.

The only validator of a form's answers: for the screen, the outbox and the import. A fault never
loses what was typed; values are JSON-able: text, choice, number, day, time, place and degree as
text, a checkbox as a bool, several choices as a list of ids, a table as a list of rows.
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
    MapField,
    NumberField,
    PlaceField,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
)
from assessments.items import Item
from assessments.typed import (
    LONGEST_TEXT,
    clean,
    day_in,
    number_in,
    plain_number,
    time_in,
    words_in,
)

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

    Fields for files are left out: the service knows which files are stored. So are maps.
    """
    asked = tuple(fields)
    values: dict[str, object] = {}
    for field in asked:
        match field:
            case TableField():
                values[field.name] = _read_rows(field, raw)
            case FileField() | MapField():
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
            case FileField() | MapField():
                continue
            case _:
                yield field.name, field, values.get(field.name, "")


def chosen_of(value: object) -> list[str]:
    """The ids that were ticked of several; none where nothing was."""
    return [str(chosen) for chosen in value] if isinstance(value, list) else []


def rows_of(table: str, values: Mapping[str, object]) -> Sequence[Row]:
    """The rows of a table; none where it was never filled in."""
    rows = values.get(table)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def unreadable(column: Column, value: object) -> Fault | None:
    """Why a value that is there cannot be taken as it is; a blank is never unreadable."""
    if not value:
        return None
    match column:
        case TextField():
            return _long_text(column, str(value))
        case PlaceField():
            return _too_long(str(value))
        case ChoiceField():
            return _unknown(column.options, [str(value)])
        case SeveralField():
            return _odd_choices(column, chosen_of(value))
        case NumberField():
            return _odd_number(column, str(value))
        case ScaleField():
            return None if degree_in(column, value) is not None else _off_scale(column)
        case DateField():
            return None if day_in(str(value)) else Fault("not_a_date", {"typed": value})
        case TimeField():
            return None if time_in(str(value)) else Fault("not_a_time", {"typed": value})
        case CheckboxField():
            return None
        case _:
            assert_never(column)


def degree_in(scale: ScaleField, value: object) -> int | None:
    """The degree of a scale that was chosen; None where there is none such."""
    number = number_in(str(value))
    if number is None or number != number.to_integral_value():
        return None
    return int(number) if int(number) in scale.degrees() else None


def _off_scale(scale: ScaleField) -> Fault:
    return Fault("not_on_scale", {"lowest": scale.lowest, "highest": scale.highest})


def _unknown(options: Sequence[Item], chosen: Iterable[str]) -> Fault | None:
    known = {option.id for option in options}
    other = next((one for one in chosen if one not in known), None)
    return None if other is None else Fault("unknown_choice", {"chosen": other})


def _odd_choices(field: SeveralField, chosen: Sequence[str]) -> Fault | None:
    if field.max_chosen is not None and len(chosen) > field.max_chosen:
        return Fault("too_many_ticked", {"found": len(chosen), "at_most": field.max_chosen})
    return _unknown(field.options, chosen)


def _too_long(text: str) -> Fault | None:
    if len(text) > LONGEST_TEXT:
        return Fault("too_long", {"found": len(text), "at_most": LONGEST_TEXT})
    return None


def _long_text(field: TextField, text: str) -> Fault | None:
    if (fault := _too_long(text)) is not None:
        return fault
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
    """Rows in the order of the form, those left empty dropped."""
    return [row for _, row in rows_typed(table, raw)]


def rows_typed(table: TableField, raw: Raw) -> list[tuple[int, dict[str, object]]]:
    """Rows with their number on the form; a name reads "<table>-<row>-<column>"."""
    typed: dict[int, dict[str, Sequence[str]]] = {}
    start = f"{table.name}-"
    for name, texts in raw.items():
        if name.startswith(start):
            row, _, column = name.removeprefix(start).partition("-")
            if row.isascii() and row.isdigit() and len(row) <= _LONGEST_ROW_NUMBER:
                typed.setdefault(int(row), {})[column] = texts
    rows = ((number, _read_row(table, typed[number])) for number in sorted(typed))
    return [(number, row) for number, row in rows if any(row.values())]


def _read_row(table: TableField, typed: Raw) -> dict[str, object]:
    return {
        column.name: _read_value(column, typed.get(column.name, ())) for column in table.columns
    }


def _read_value(column: Column, texts: Sequence[str]) -> object:
    """One way to write each value; what cannot be read stays as it was typed."""
    if isinstance(column, CheckboxField):
        return not _TICKED.isdisjoint(texts)
    if isinstance(column, SeveralField):
        return _read_choices(column, texts)
    text = clean(texts[0]) if texts else ""
    if not text.strip():
        return ""
    match column:
        case TextField():
            return text
        case ChoiceField():
            return text.strip()
        case PlaceField():
            return " ".join(text.split())
        case TimeField():
            moment = time_in(text)
            return text.strip() if moment is None else f"{moment:%H:%M}"
        case NumberField() | ScaleField():
            number = number_in(text)
            return text.strip() if number is None else plain_number(number)
        case DateField():
            day = day_in(text)
            return text.strip() if day is None else day.isoformat()
        case _:
            assert_never(column)


def _read_choices(field: SeveralField, texts: Sequence[str]) -> list[str]:
    """Each once, in the order of the list; what is not on the list comes last."""
    typed = dict.fromkeys(stripped for text in texts if (stripped := clean(text).strip()))
    known = [option.id for option in field.options if option.id in typed]
    return known + [chosen for chosen in typed if chosen not in known]
