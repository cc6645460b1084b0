"""The blueprint that the doors of the field journal share."""

from datetime import date

from flask import Blueprint

from assessments.definitions.journal import NEXT_STEP
from assessments.journal import next_step_day
from course.catalogue import catalogue
from course.models import FieldEntry
from course.queries.fieldwork import form_of
from course.terms import FieldEntryKind
from course.web.forms.journal import entry_told
from course.web.giving_away import warnings_of_entry
from course.web.told import told

bp = Blueprint("fieldwork", __name__)
bp.add_app_template_filter(entry_told, "entry_told")
bp.add_app_template_filter(FieldEntryKind, "kind")


@bp.app_template_filter("entry_warnings")
def entry_warnings(entry: FieldEntry) -> list[str]:
    """What in an entry gives a person away, in words, in the order of its form."""
    return warnings_of_entry(form_of(entry, catalogue().journal), entry.values)


@bp.app_template_filter("step_day")
def step_day(entry: FieldEntry) -> date | None:
    """By when the next step is to be done."""
    return next_step_day(entry.values)


@bp.app_template_filter("step_told")
def step_told(entry: FieldEntry) -> str:
    """The next step in words."""
    form = form_of(entry, catalogue().journal)
    column = next(column for column in form.fields if column.name == NEXT_STEP)
    return told(column, entry.values[NEXT_STEP])
