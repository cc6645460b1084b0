"""Authored YAML → definitions, and definitions → JSON that a version's row keeps, and back."""

from assessments.reading.assignments import read_assignments
from assessments.reading.examples import read_examples
from assessments.reading.journal import read_journal
from assessments.reading.participant_forms import read_participant_forms
from assessments.reading.quizzes import read_quizzes
from assessments.reading.rules import read_rules
from assessments.reading.versions import (
    Definition,
    as_json,
    assignment_from_json,
    digest,
    journal_form_from_json,
    participant_form_from_json,
    quiz_from_json,
    rule_from_json,
)

__all__ = [
    "Definition",
    "as_json",
    "assignment_from_json",
    "digest",
    "journal_form_from_json",
    "participant_form_from_json",
    "quiz_from_json",
    "read_assignments",
    "read_examples",
    "read_journal",
    "read_participant_forms",
    "read_quizzes",
    "read_rules",
    "rule_from_json",
]
