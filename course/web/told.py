"""How practical work is said on a page: values, rows, counts, sizes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.checks import CheckResult, run_checks
from assessments.definitions import Assignment, Criterion, DistinctValues, Rubric, Words
from assessments.fields import (
    CheckboxField,
    ChoiceField,
    Column,
    DateField,
    Field,
    FileField,
    MapField,
    NumberField,
    PlaceField,
    Row,
    ScaleField,
    SeveralField,
    TableField,
    TextField,
    TimeField,
    chosen_of,
    degree_in,
    rows_of,
)
from assessments.items import Item
from assessments.typed import day_in, number_in
from course.models import Marking
from course.sentences.mark import N_
from course.web.i18n import language, speaking

TITLE_PARTS = 4
LONGEST_PART = 40
KILOBYTE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One automatic count, as a line and as a bar."""

    label: str
    found: str
    needed: str
    said: str
    value: int
    at_least: int
    met: bool


def counts_of(assignment: Assignment, values: dict[str, object]) -> list[Count]:
    """Every automatic count of a form, as it is filled in now."""
    return [_count(result, assignment, values) for result in run_checks(assignment, values)]


def told(column: Column, value: object) -> str:
    """A value as a person reads it; what cannot be read is shown as it was typed."""
    match column:
        case CheckboxField():
            return speaking().gettext("yes") if value else speaking().gettext("no")
        case ChoiceField():
            return _option(column.options, str(value))
        case SeveralField():
            return "; ".join(_option(column.options, one) for one in chosen_of(value))
        case ScaleField():
            return _degree(column, value)
        case DateField():
            day = day_in(str(value))
            return speaking().short_day(day) if day else str(value)
        case NumberField():
            number = number_in(str(value))
            return str(value) if number is None else speaking().number(number)
        case TextField() | PlaceField() | TimeField():
            return str(value)


def _option(options: Sequence[Item], chosen: str) -> str:
    found = next((option for option in options if option.id == chosen), None)
    return found.text.in_language(language()) if found else chosen


def _degree(scale: ScaleField, value: object) -> str:
    degree = degree_in(scale, value)
    return str(value) if degree is None else degree_told(scale, degree)


def degree_told(scale: ScaleField, degree: int) -> str:
    """A degree with its sign, where the scale has two sides, and what it means: "−2 – against"."""
    figure = figure_of(scale, degree)
    text = scale.text_of(degree)
    return f"{figure} – {text.in_language(language())}" if text else figure


def figure_of(scale: ScaleField, degree: int) -> str:
    """The figure alone: 3, −2, +1."""
    sign = "−" if degree < 0 else "+" if degree > 0 and scale.lowest < 0 else ""
    return f"{sign}{abs(degree)}"


def different_fields(
    assignment: Assignment, some: Mapping[str, object], others: Mapping[str, object]
) -> list[Field]:
    """The fields that two versions fill in differently; files have no versions."""
    return [
        field
        for field in assignment.fields
        if not isinstance(field, FileField | MapField)
        and (some.get(field.name) or "") != (others.get(field.name) or "")
    ]


def row_title(table: TableField, row: Row) -> str:
    """A row in one line, by what it begins with: "R-07, drzwi, 12.11., 35 min"."""
    parts: list[str] = []
    for column in table.columns:
        value = row.get(column.name)
        if value and not isinstance(column, CheckboxField) and len(parts) < TITLE_PARTS:
            parts.append(_part(column, value))
            if len(parts[-1]) > LONGEST_PART // 2:  # a sentence says enough
                break
    return ", ".join(parts)


def criteria_told(marking: Marking, rubric: Rubric) -> list[tuple[Criterion, int, str]]:
    """Each criterion with the level that it was given, and what was said of it."""
    given = {mark.criterion: mark for mark in marking.criterion_marks}
    return [
        (one, given[one.id].level, given[one.id].comment)
        for one in rubric.criteria
        if one.id in given
    ]


def size_told(size: int) -> str:
    """The size of a file: 240 kB, 1,2 MB."""
    if size < KILOBYTE * KILOBYTE:
        return f"{max(1, round(size / KILOBYTE))}\N{NO-BREAK SPACE}kB"
    megabytes = speaking().number(round(size / KILOBYTE**2, 1))
    return f"{megabytes}\N{NO-BREAK SPACE}MB"


def _part(column: Column, value: object) -> str:
    text = told(column, value)
    day = day_in(str(value)) if isinstance(column, DateField) else None
    if day is not None:
        return speaking().day_and_month(day)
    if column.name == "minutes" and str(value).isdecimal():
        return speaking().hours(int(str(value)))
    if isinstance(column, ChoiceField | SeveralField):
        text = text[:1].lower() + text[1:]
    return text if len(text) <= LONGEST_PART else f"{text[:LONGEST_PART].rstrip()}…"


def _how_much(result: CheckResult, at_most: int | None) -> str:
    """Six of five would sound like a mistake."""
    if at_most or result.found > result.check.at_least:
        return N_("%(value)s, %(total)s needed")
    return N_("%(value)s of %(total)s")


def _count(result: CheckResult, assignment: Assignment, values: dict[str, object]) -> Count:
    check, speak = result.check, speaking()
    at_most = check.measure.at_most if isinstance(check.measure, Words) else None
    needed = f"{check.at_least}–{at_most}" if at_most else str(check.at_least)
    return Count(
        label=check.label.in_language(language()),
        found=_distinct(check.measure, assignment, values) or str(result.found),
        needed=speak.say("%(needed)s needed", needed=needed),
        said=speak.say(_how_much(result, at_most), value=result.found, total=needed),
        value=min(result.found, check.at_least),
        at_least=check.at_least,
        met=result.met,
    )


def _distinct(measure: object, assignment: Assignment, values: dict[str, object]) -> str:
    """The different values themselves, where it is these that are counted."""
    if not isinstance(measure, DistinctValues):
        return ""
    table = assignment.field(measure.table)
    columns = table.columns if isinstance(table, TableField) else ()
    column = next(one for one in columns if one.name == measure.column)
    cells = [row.get(column.name) or [] for row in rows_of(measure.table, values)]
    found = {one for cell in cells for one in chosen_of(cell if isinstance(cell, list) else [cell])}
    options = column.options if isinstance(column, ChoiceField | SeveralField) else ()
    names = [option.text.in_language(language()) for option in options if option.id in found]
    return ", ".join(name[:1].lower() + name[1:] for name in names)
