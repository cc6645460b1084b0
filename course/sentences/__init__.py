"""Which sentence belongs to which code. Sentences are English and marked for translation."""

from course.sentences.acts import SUBJECT_TEXTS
from course.sentences.errors import ERROR_TEXTS
from course.sentences.exchange import EXCHANGE_TEXTS, KIND_TEXTS
from course.sentences.faults import FIELD_TEXTS
from course.sentences.locks import LOCK_TEXTS
from course.sentences.mark import N_
from course.sentences.participants import ANSWER_TEXTS, DATA_MISSING
from course.sentences.personal_data import PERSONAL_DATA_TEXTS
from course.sentences.requirements import CONDITION_TEXTS, NOTHING_WAITS, REQUIREMENT_TEXTS
from course.sentences.separation import GROUND_TEXTS
from course.sentences.statistics import ADVICE_TEXTS, FIGURE_TEXTS, RELIABILITY_TEXTS
from course.sentences.words import ENUM_TEXTS

__all__ = [
    "ADVICE_TEXTS",
    "ANSWER_TEXTS",
    "CONDITION_TEXTS",
    "DATA_MISSING",
    "ENUM_TEXTS",
    "ERROR_TEXTS",
    "EXCHANGE_TEXTS",
    "FIELD_TEXTS",
    "FIGURE_TEXTS",
    "GROUND_TEXTS",
    "KIND_TEXTS",
    "LOCK_TEXTS",
    "NOTHING_WAITS",
    "N_",
    "PERSONAL_DATA_TEXTS",
    "RELIABILITY_TEXTS",
    "REQUIREMENT_TEXTS",
    "SUBJECT_TEXTS",
]
