"""What a validator types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from assessments.faults import Fault
from course.terms import AssessmentOutcome

SHORTEST_STATEMENT = 30
LONGEST_STATEMENT = 4000


@dataclass(frozen=True, slots=True)
class AssessmentForm:
    """The day, the outcome and the statement of an assessment, as typed, and what is wrong."""

    held_on: str = ""
    outcome: str = ""
    statement: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Mapping[str, str], *, ended_on: date, today: date) -> "AssessmentForm":
        """Read what was typed; an assessment lies between the end of participation and today."""
        held_on, outcome = typed.get("held_on", "").strip(), typed.get("outcome", "")
        statement = typed.get("statement", "").strip()
        found = {
            "held_on": _day_fault(held_on, ended_on, today),
            "outcome": None if outcome in set(AssessmentOutcome) else Fault("unknown_choice"),
            "statement": _statement_fault(statement),
        }
        faults = {name: fault for name, fault in found.items() if fault is not None}
        return cls(held_on, outcome, statement, faults)


def _day_fault(typed: str, ended_on: date, today: date) -> Fault | None:
    if not typed:
        return Fault("required")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return Fault("not_a_date")
    if day < ended_on:
        return Fault("before_end", {"ended_on": ended_on})
    return Fault("in_future") if day > today else None


def _statement_fault(typed: str) -> Fault | None:
    if len(typed) < SHORTEST_STATEMENT:
        return Fault("too_short", {"found": len(typed), "at_least": SHORTEST_STATEMENT})
    if len(typed) > LONGEST_STATEMENT:
        return Fault("too_long", {"found": len(typed), "at_most": LONGEST_STATEMENT})
    return None
