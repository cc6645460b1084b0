"""What a funder asks of participants: the form, reading what was typed, what is still missing."""

from assessments.participants.columns import FormColumn, cell_of, code_of, columns_of
from assessments.participants.facts import age_on, born_on, pesel_of, sex_of
from assessments.participants.forms import (
    REFUSED,
    YES,
    Condition,
    Confirmed,
    FilledBy,
    Item,
    ItemKind,
    LongTerm,
    Moment,
    Obligation,
    Option,
    ParticipantForm,
    Prefilled,
    Section,
    Values,
)
from assessments.participants.lacking import to_mend
from assessments.participants.together import FOUR_WEEKS
from assessments.participants.values import (
    Participation,
    Reading,
    missing,
    proposed,
    read_values,
    unreadable,
)

__all__ = [
    "FOUR_WEEKS",
    "REFUSED",
    "YES",
    "Condition",
    "Confirmed",
    "FilledBy",
    "FormColumn",
    "Item",
    "ItemKind",
    "LongTerm",
    "Moment",
    "Obligation",
    "Option",
    "ParticipantForm",
    "Participation",
    "Prefilled",
    "Reading",
    "Section",
    "Values",
    "age_on",
    "born_on",
    "cell_of",
    "code_of",
    "columns_of",
    "missing",
    "pesel_of",
    "proposed",
    "read_values",
    "sex_of",
    "to_mend",
    "unreadable",
]
