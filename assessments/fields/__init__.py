"""The form of an assignment: kinds of field, reading what was typed, what is still missing."""

from assessments.faults import Fault
from assessments.fields.handing_in import missing_for_hand_in
from assessments.fields.kinds import (
    CheckboxField,
    ChoiceField,
    Column,
    DateField,
    Field,
    FieldKind,
    FileField,
    FileKind,
    NumberField,
    TableField,
    TextField,
)
from assessments.fields.values import (
    Reading,
    Row,
    read_values,
    rows_of,
    unreadable,
    unreadable_values,
)

__all__ = [
    "CheckboxField",
    "ChoiceField",
    "Column",
    "DateField",
    "Fault",
    "Field",
    "FieldKind",
    "FileField",
    "FileKind",
    "NumberField",
    "Reading",
    "Row",
    "TableField",
    "TextField",
    "missing_for_hand_in",
    "read_values",
    "rows_of",
    "unreadable",
    "unreadable_values",
]
