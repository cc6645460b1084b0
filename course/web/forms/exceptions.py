"""What a trainer or a coordinator types about an exception."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from assessments.typed import clean, day_in
from course.actions.exceptions import Entry
from course.queries.exceptions import Askable, is_in_minutes
from course.terms import ExceptionKind
from course.web.forms.people import Typed, read_line

LONGEST_WHY = 2000
SHORTEST_WHY = 10
MOST_MINUTES = 6000
MOST_TIMES = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class ExceptionForm:
    """About what, how much, of which day and on which evidence, as typed; what is wrong with it."""

    kind: ExceptionKind
    requirement: str = ""
    amount: str = ""
    done_on: str = ""
    why: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        kind: ExceptionKind,
        typed: Typed,
        askable: Askable,
        *,
        first: date | None,
        today: date,
    ) -> "ExceptionForm":
        """Read what was typed; what is kept on paper was done within the participation."""
        form = cls(
            kind=kind,
            requirement=typed.get("requirement", ""),
            amount=read_line(typed.get("amount", "")),
            done_on=read_line(typed.get("done_on", "")),
            why=clean(typed.get("why", "")).strip(),
        )
        known = form.requirement in askable.of(kind)
        found = {
            "requirement": None if known else Fault("unknown_choice"),
            "why": _why_fault(form.why),
        }
        if kind is ExceptionKind.PAPER_RECORD:
            length = askable.length(form.requirement)
            found["amount"] = _amount_fault(form.amount, form.requirement, length)
            found["done_on"] = _day_fault(form.done_on, first, today)
        return replace(form, faults={name: fault for name, fault in found.items() if fault})

    @property
    def entry(self) -> Entry:
        """What to enter; only of a form without faults."""
        on_paper = self.kind is ExceptionKind.PAPER_RECORD
        return Entry(
            kind=self.kind,
            requirement=self.requirement,
            why=self.why,
            amount=int(self.amount) if on_paper else None,
            done_on=day_in(self.done_on) if on_paper else None,
        )


def _why_fault(typed: str) -> Fault | None:
    if not typed:
        return Fault("required")
    if len(typed) > LONGEST_WHY:
        return Fault("too_long", {"found": len(typed), "at_most": LONGEST_WHY})
    return Fault("why_too_short") if len(typed) < SHORTEST_WHY else None


def _amount_fault(typed: str, requirement: str, length: int | None) -> Fault | None:
    if not typed:
        return Fault("required")
    if not (typed.isascii() and typed.isdecimal()):
        return Fault("not_a_count")
    most = length or (MOST_MINUTES if is_in_minutes(requirement) else MOST_TIMES)
    number = int(typed) if len(typed) <= len(str(most)) else most + 1
    if number > most:
        return Fault("number_too_large", {"maximum": most})
    return Fault("number_too_small", {"minimum": 1}) if number < 1 else None


def _day_fault(typed: str, first: date | None, today: date) -> Fault | None:
    if not typed:
        return Fault("required")
    day = day_in(typed)
    if day is None:
        return Fault("not_a_date")
    if first is not None and day < first:
        return Fault("before_start", {"started_on": first})
    return Fault("in_future") if day > today else None
