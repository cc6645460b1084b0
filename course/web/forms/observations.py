"""What a trainer types about work that was seen outside."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from assessments.observations import read_answers
from assessments.typed import clean
from course.actions.observations import Seen, Witness
from course.queries.observations import QUESTIONS
from course.terms import ObservationKind

LONGEST_LINE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ObservationForm:
    """The day, the answers, what it is for and who the witness is, as typed; what is wrong."""

    kind: ObservationKind
    dated_on: str = ""
    assignment: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    witness_name: str = ""
    witness_contact: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kind: ObservationKind,
        typed: Mapping[str, str],
        *,
        assignments: Collection[str],
        first: date | None,
        last: date,
    ) -> "ObservationForm":
        """Read what was typed; the day lies between the first of the participation and the last."""
        answers, faults = read_answers(QUESTIONS[kind], typed)
        form = cls(
            kind=kind,
            dated_on=typed.get("dated_on", "").strip(),
            assignment=typed.get("assignment", ""),
            answers=answers,
            witness_name=clean(typed.get("witness_name", "")).strip(),
            witness_contact=clean(typed.get("witness_contact", "")).strip(),
        )
        known = not form.assignment or form.assignment in assignments
        found = {
            "dated_on": _day_fault(form.dated_on, first, last),
            "assignment": None if known else Fault("unknown_choice"),
            **faults,
            **form._witness_faults(),
        }
        return replace(form, faults={name: fault for name, fault in found.items() if fault})

    @property
    def seen(self) -> Seen:
        """What to keep; only of a form without faults."""
        return Seen(
            kind=self.kind,
            dated_on=date.fromisoformat(self.dated_on),
            answers=self.answers,
            assignment_slug=self.assignment or None,
        )

    @property
    def witness(self) -> Witness | None:
        """Who said it; none where a trainer saw it."""
        if self.kind is ObservationKind.OBSERVATION:
            return None
        return Witness(self.witness_name, self.witness_contact)

    def faulty(self, name: str, fault: Fault) -> "ObservationForm":
        """The same with one more fault."""
        return replace(self, faults={**self.faults, name: fault})

    def _witness_faults(self) -> Mapping[str, Fault | None]:
        if self.kind is ObservationKind.OBSERVATION:
            return {}
        return {
            "witness_name": _line_fault(self.witness_name),
            "witness_contact": _line_fault(self.witness_contact),
        }


def _line_fault(typed: str) -> Fault | None:
    if not typed:
        return Fault("required")
    if len(typed) > LONGEST_LINE:
        return Fault("too_long", {"found": len(typed), "at_most": LONGEST_LINE})
    return None


def _day_fault(typed: str, first: date | None, last: date) -> Fault | None:
    if not typed:
        return Fault("required")
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return Fault("not_a_date")
    if first is not None and day < first:
        return Fault("before_start", {"started_on": first})
    return Fault("in_future") if day > last else None
