"""What beside a field warns of personal data: sentences with the reason, never a refusal."""

from collections.abc import Callable, Mapping, Sequence

from flask import get_template_attribute

from assessments.definitions import JournalForm
from assessments.fields import Column, Field, PlaceField, TableField, TextField, cells, rows_typed
from assessments.personal_data import Finding, house_number_in, personal_data_in
from course.sentences import PERSONAL_DATA_TEXTS
from course.web.i18n import speaking

LONGEST_QUOTED = 40
MOST_WARNINGS = 3
"""Beside one field; whoever mends three sees the next ones then."""


def warnings_of(column: Column, value: object) -> list[str]:
    """What gives a person away in a value, in words, in the order of the text."""
    if not isinstance(column, TextField | PlaceField):
        return []
    text = str(value or "")
    found = list(personal_data_in(text))
    number = house_number_in(text) if isinstance(column, PlaceField) else None
    if number is not None and not any(number.overlaps(other) for other in found):
        found.append(number)
    return [_told(text, one) for one in found[:MOST_WARNINGS]]


def warnings_of_text(text: str) -> list[str]:
    """The same of words that no field of a form describes."""
    return [_told(text, one) for one in personal_data_in(text)[:MOST_WARNINGS]]


def warnings_of_entry(form: JournalForm, values: Mapping[str, object]) -> list[str]:
    """What gives a person away in an entry of the journal, in the order of its form."""
    found = [said for field in form.fields for said in warnings_of(field, values.get(field.name))]
    return list(dict.fromkeys(found))


def warnings_drawn(
    fields: Sequence[Field], values: Mapping[str, object], blanks: Mapping[str, str]
) -> dict[str, str]:
    """The warnings of a page, drawn anew: `blanks` tells the name of each cell on that page."""
    draw: Callable[[list[str]], str] = get_template_attribute("assignments/warned.html", "warned")
    return {
        f"warned-{blanks[name]}": str(draw(warnings_of(column, value)))
        for name, column, value in cells(fields, values)
        if name in blanks and isinstance(column, TextField | PlaceField)
    }


def blanks_sent(fields: Sequence[Field], raw: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """For each cell its name on the form that was sent, where empty rows left gaps."""
    names = {field.name: field.name for field in fields}
    for table in fields:
        if isinstance(table, TableField):
            for kept, (row, _) in enumerate(rows_typed(table, raw)):
                names |= {
                    f"{table.name}-{kept}-{column.name}": f"{table.name}-{row}-{column.name}"
                    for column in table.columns
                }
    return names


def _told(text: str, found: Finding) -> str:
    quoted = text[found.start : found.end]
    if len(quoted) > LONGEST_QUOTED:
        quoted = f"{quoted[:LONGEST_QUOTED].rstrip()}…"
    return speaking().say(PERSONAL_DATA_TEXTS[found.kind], found=quoted)
