"""A participant's answers as columns: for the participants' list and the funder's import template.

Two lists of columns. The form's own: every item. The funder's: the fields of its system by their
official names and in its words; items that share a name, as the details of each status do, share
a column, for only one of them is ever answered.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.participants.forms import YES, Item, ItemKind, ParticipantForm, Values
from content.languages import Language, Text

_TICK = {True: Text(pl="tak", en="yes"), False: Text(pl="nie", en="no")}


@dataclass(frozen=True, slots=True)
class FormColumn:
    """A column, its heading, and the items of which the first with an answer fills its cell."""

    heading: Text
    items: tuple[Item, ...]


def columns_of(form: ParticipantForm, *, official: bool) -> Sequence[FormColumn]:
    """In the order of the form; official: as the template of the funder's system has them."""
    if not official:
        return [FormColumn(item.title, (item,)) for item in form.items()]
    shared: dict[str, tuple[Item, ...]] = {}
    for item in form.items():
        if item.official is not None:
            shared[item.official] = (*shared.get(item.official, ()), item)
    return [FormColumn(Text(pl=name, en=name), items) for name, items in shared.items()]


def code_of(column: FormColumn, values: Values) -> str:
    """The value as it is kept: the code of a choice, a day as 2026-12-06; blank where none is."""
    return next((value for item in column.items if (value := values.get(item.name))), "")


def cell_of(form: ParticipantForm, column: FormColumn, values: Values, language: Language) -> str:
    """The words of the first item with an answer; blank where nothing was said.

    A code that this version of the form does not know stays as it is.
    """
    for item in column.items:
        value = values.get(item.name, "")
        if item.kind is ItemKind.TICK and item.is_asked(values):
            return _TICK[value == YES].in_language(language)
        if value:
            return _words(form, item, value, language)
    return ""


def _words(form: ParticipantForm, item: Item, value: str, language: Language) -> str:
    for option in form.choices(item):
        if option.code == value:
            return option.words.in_language(language)
    return value
