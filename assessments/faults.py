"""What can be wrong with something typed or chosen: a code and its facts, never a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FAULT_CODES = (
    # anything typed or chosen
    "missing",
    "not_a_number",
    "number_too_small",
    "number_too_large",
    "not_a_date",
    "not_a_time",
    "unknown_choice",
    "too_long",
    # answers to a quiz
    "too_many_chosen",
    "unknown_item",
    "unknown_place",
    "repeated_place",
    # the form of an assignment
    "too_few_words",
    "too_many_words",
    "too_few_rows",
    "too_many_rows",
    "too_many_files",
    "too_few_ticked",
    "too_many_ticked",
    "not_on_scale",
    "not_ticked",
    "no_file",
    # the PESEL of a participant, seen beside those of others
    "pesel_taken",
    "pesel_taken_by",
    "pesel_taken_elsewhere",
    # an entry of the field journal
    "in_future",
    "before_participation",
    "not_whole",
    # a participant's data
    "pesel_length",
    "bad_pesel",
    "pesel_or_none",
    "sex_not_in_pesel",
    "birth_not_in_pesel",
    "birth_impossible",
    "unusual_age",
    "bad_teryt",
    "teryt_elsewhere",
    "bad_postal_code",
    "bad_phone",
    "bad_email",
    "dates_reversed",
    "status_day_outside",
    "after_start",
    "is_long_term",
    "not_long_term",
    "may_not_refuse",
    # a marking
    "unknown_criterion",
    "unknown_level",
    "criterion_unmarked",
    "below_pass_points",
    "criterion_at_zero",
    "starred_below_two",
    "feedback_missing",
    "outcome_missing",
    # a marking sheet
    "cell_formula",
    "cell_level",
    "cell_outcome",
    "cell_too_long",
    "row_id",
    "row_repeated",
    "piece_gone",
    "piece_changed",
    "piece_marked",
    "piece_marked_by_somebody",
    "piece_drafted",
    "piece_drafted_by_somebody",
    "own_draft_newer",
    "other_rubric",
)
"""Every code there is, so that the floor of languages can prove that each has its sentence."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong, with the numbers and ids that its sentence needs."""

    code: str
    facts: Mapping[str, object] = field(default_factory=dict)
