"""A form of the field journal: what arrived, and how it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from werkzeug.datastructures import MultiDict

from assessments.definitions import JournalForm
from assessments.definitions.journal import (
    CHANNEL,
    CODE,
    DONE_ON,
    MINUTES,
    NEXT_STEP,
    NEXT_STEP_ON,
)
from assessments.fields import CheckboxField, Column, Fault, read_values
from course.catalogue import catalogue
from course.models import FieldEntry
from course.queries.fieldwork import form_of
from course.web.forms.options import Chosen, is_degrees, options_of
from course.web.i18n import language, speaking
from course.web.told import told

OTHER = "_other"
"""Ends the name of the blank for what is not among the chips: another day, other minutes."""

WITH_CHIPS = (DONE_ON, MINUTES)
USUAL_MINUTES = ("10", "20", "35")
_STEP = (NEXT_STEP, NEXT_STEP_ON)
_ABOUT = (CODE, CHANNEL, DONE_ON, MINUTES, "place")


def read_entry(form: JournalForm, raw: MultiDict[str, str]) -> dict[str, object]:
    """The values that a form sent; where no chip says the day or the minutes, the blank does."""
    typed = dict(raw.lists())
    for name in WITH_CHIPS:
        if not "".join(typed.get(name, ())):
            typed[name] = typed.get(f"{name}{OTHER}", [])
    return read_values(form.fields, typed).values


@dataclass(frozen=True, slots=True)
class EntryForm:
    """A form of the journal as it stands. It offers what `blank` of assignments/field.html asks."""

    form: JournalForm
    values: Mapping[str, object]
    request_key: str
    today: date
    revision: int = 0
    faults: Mapping[str, Fault] = field(default_factory=dict)
    folded: bool = False

    def fault(self, name: str) -> str | None:
        """What is wrong with one field, in words."""
        fault = self.faults.get(name)
        return speaking().fault(fault.code, fault.facts) if fault else None

    def faults_told(self) -> list[tuple[str, str]]:
        """Everything that is wrong, each with the field to go to."""
        return faults_told(self.form, self.faults)

    def options(self, choice: Chosen) -> list[tuple[str, ...]]:
        """The options as the macros want them."""
        return options_of(choice)

    def is_degrees(self, choice: Chosen) -> bool:
        """Whether the options are three degrees."""
        return is_degrees(choice)

    @property
    def about(self) -> list[Column]:
        """What an entry takes over from the last one: how, when, how long, where."""
        named = {column.name: column for column in self.form.fields}
        return [named[name] for name in _ABOUT if name in named]

    @property
    def shown(self) -> list[Column]:
        """What everybody fills in."""
        return [
            column
            for column in self._rest
            if (column.required or column.name in _STEP) and not _is_statement(column)
        ]

    @property
    def more(self) -> list[Column]:
        """What only some have more to say about."""
        return [one for one in self._rest if one not in self.shown and not _is_statement(one)]

    @property
    def statements(self) -> list[Column]:
        """Sentences to agree with, which close the form."""
        return [column for column in self.form.fields if _is_statement(column)]

    @property
    def required(self) -> str:
        """Names of the blanks that must be filled, for the script that keeps records offline."""
        return " ".join(column.name for column in self.form.fields if column.required)

    @property
    def about_told(self) -> str:
        """What is taken over, in one line: "Drzwi, Dziś, 20 min, os. Traugutta"."""
        return ", ".join(
            self._said(column)
            for column in self.about
            if column.name != CODE and self.values.get(column.name)
        )

    def days(self) -> list[tuple[str, str]]:
        """Chips for the day; the last one leaves it to the blank beside."""
        speak, yesterday = speaking(), self.today - timedelta(days=1)
        return [
            (self.today.isoformat(), speak.gettext("Today")),
            (yesterday.isoformat(), speak.gettext("Yesterday")),
            ("", speak.gettext("Another day")),
        ]

    def lengths(self) -> list[tuple[str, str]]:
        """Chips for the minutes."""
        usual = [(minutes, speaking().hours(int(minutes))) for minutes in USUAL_MINUTES]
        return [*usual, ("", speaking().gettext("Other"))]

    def _said(self, column: Column) -> str:
        value = self.values[column.name]
        if column.name == MINUTES and str(value).isdecimal():
            return speaking().hours(int(str(value)))
        chips = dict(self.days()) if column.name == DONE_ON else {}
        return chips.get(str(value)) or told(column, value)

    @property
    def _rest(self) -> list[Column]:
        return [column for column in self.form.fields if column not in self.about]


def faults_told(form: JournalForm, faults: Mapping[str, Fault]) -> list[tuple[str, str]]:
    """What is wrong in each field, as (name, "label: sentence")."""
    labels = {column.name: column.label.in_language(language()) for column in form.fields}
    lines = []
    for name, fault in faults.items():
        between = " " if labels[name].endswith("?") else ": "
        lines.append((name, labels[name] + between + speaking().fault(fault.code, fault.facts)))
    return lines


def entry_told(entry: FieldEntry) -> list[tuple[str, str]]:
    """Everything that an entry says, as (label, words); what is left blank is left out."""
    return values_told(form_of(entry, catalogue().journal), entry.values)


def values_told(form: JournalForm, values: Mapping[str, object]) -> list[tuple[str, str]]:
    """The values that a form holds, as (label, words)."""
    columns: Sequence[Column] = [
        column
        for column in form.fields
        if column.name not in WITH_CHIPS and not _is_statement(column)
    ]
    return [
        (column.label.in_language(language()), told(column, values[column.name]))
        for column in columns
        if values.get(column.name)
    ]


def _is_statement(column: Column) -> bool:
    return isinstance(column, CheckboxField) and column.required
