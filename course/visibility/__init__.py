"""Which rows may this person see or touch? One SQL condition for lists, single rows and files.

Seeing is not touching: a deed has its own condition, which joins the very grant that allows the
deed in the very programme of the row.
"""

from course.visibility.marking import (
    cohorts_allocated_by,
    conflicts_kept_by,
    enrolments_with_conflicts_kept_by,
    submissions_allocatable_by,
    submissions_markable_by,
    submissions_marked_blind_by,
    submissions_marked_openly_by,
)
from course.visibility.outcomes import (
    agreements_kept_by,
    agreements_visible_to,
    certificates_kept_by,
    certificates_visible_to,
    decisions_approvable_by,
)
from course.visibility.places import (
    Condition,
    cohorts_kept_by,
    cohorts_planned_by,
    cohorts_taught_with,
    cohorts_visible_to,
    enrolments_assessable_by,
    enrolments_followed_by,
    enrolments_given_cards_by,
    enrolments_given_time_by,
    enrolments_of,
    enrolments_reported_to,
    enrolments_taught_by,
    enrolments_with,
    granted_to,
    own_enrolments,
    programmes_with,
    teaches,
)
from course.visibility.practice import (
    field_entries_decidable_by,
    meetings_kept_by,
    observations_kept_by,
    observations_visible_to,
    witnesses_visible_to,
)
from course.visibility.quizzes import (
    attempts_kept_by,
    attempts_of,
    attempts_visible_to,
    paper_tests_kept_by,
)
from course.visibility.work import (
    asked_to_mark_blind,
    enrolments_entered_for_by,
    submissions_blind_to,
    submissions_entered_by,
    submissions_visible_to,
    submissions_written_by,
)

__all__ = [
    "Condition",
    "agreements_kept_by",
    "agreements_visible_to",
    "asked_to_mark_blind",
    "attempts_kept_by",
    "attempts_of",
    "attempts_visible_to",
    "certificates_kept_by",
    "certificates_visible_to",
    "cohorts_allocated_by",
    "cohorts_kept_by",
    "cohorts_planned_by",
    "cohorts_taught_with",
    "cohorts_visible_to",
    "conflicts_kept_by",
    "decisions_approvable_by",
    "enrolments_assessable_by",
    "enrolments_entered_for_by",
    "enrolments_followed_by",
    "enrolments_given_cards_by",
    "enrolments_given_time_by",
    "enrolments_of",
    "enrolments_reported_to",
    "enrolments_taught_by",
    "enrolments_with",
    "enrolments_with_conflicts_kept_by",
    "field_entries_decidable_by",
    "granted_to",
    "meetings_kept_by",
    "observations_kept_by",
    "observations_visible_to",
    "own_enrolments",
    "paper_tests_kept_by",
    "programmes_with",
    "submissions_allocatable_by",
    "submissions_blind_to",
    "submissions_entered_by",
    "submissions_markable_by",
    "submissions_marked_blind_by",
    "submissions_marked_openly_by",
    "submissions_visible_to",
    "submissions_written_by",
    "teaches",
    "witnesses_visible_to",
]
