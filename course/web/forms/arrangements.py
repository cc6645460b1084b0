"""What is typed about assignments: their plan, more time, a talk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from assessments.typed import clean, day_in
from course.actions.arrangements import Plan
from course.web.forms.people import Typed, read_line

LONGEST_WORD = 400
LONGEST_AGREED = 4000
MOST_PERCENT = 100
Faults = Mapping[str, Fault]


@dataclass(frozen=True, slots=True)
class PlanForm:
    """The plan of one assignment, one line of the page. `shown`: what the page showed of it.

    Only lines that somebody changed are written, so that two who plan do not undo each other.
    """

    slug: str
    due_on: str = ""
    second_percent: str = "0"
    holds_markings: bool = False
    shown: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def stored(cls, slug: str, plan: Plan) -> "PlanForm":
        """The plan as it stands."""
        due_on = plan.due_on.isoformat() if plan.due_on else ""
        form = cls(slug, due_on, str(plan.second_percent), plan.holds_markings)
        return replace(form, shown=form.said)

    @classmethod
    def of(cls, slug: str, typed: Typed) -> "PlanForm":
        """Read one line."""
        due_on = read_line(typed.get(f"due_on-{slug}", ""))
        percent = read_line(typed.get(f"second_percent-{slug}", "")).removesuffix("%").strip()
        holds, shown = f"holds_markings-{slug}" in typed, typed.get(f"shown-{slug}", "")
        faults = {
            "due_on": Fault("not_a_date") if due_on and day_in(due_on) is None else None,
            "second_percent": _percent_fault(percent or "0"),
        }
        found = {name: fault for name, fault in faults.items() if fault is not None}
        return cls(slug, due_on, percent or "0", holds, shown, found)

    @property
    def said(self) -> str:
        """The line in one text, to be compared."""
        return f"{self.due_on}|{self.second_percent}|{int(self.holds_markings)}"

    @property
    def changed(self) -> bool:
        """Whether somebody typed something else than the page showed."""
        return self.said != self.shown

    def plan(self) -> Plan:
        """The plan, once nothing is wrong."""
        return Plan(
            due_on=day_in(self.due_on),
            second_percent=int(self.second_percent),
            holds_markings=self.holds_markings,
        )


@dataclass(frozen=True, slots=True)
class TimeForm:
    """A day until when, and words about it: of who asks for more time, or of who answers."""

    until: str = ""
    words: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of_request(cls, typed: Typed, *, due_on: date | None, today: date) -> "TimeForm":
        """What a trainee asks; the reason is needed."""
        return cls._read(typed, due_on, today, needs_day=True, needs_words=True)

    @classmethod
    def of_gift(cls, typed: Typed, *, due_on: date | None, today: date) -> "TimeForm":
        """More time that a trainer gives."""
        return cls._read(typed, due_on, today, needs_day=True, needs_words=False)

    @classmethod
    def of_refusal(cls, typed: Typed) -> "TimeForm":
        """A trainer's no, which needs its reason."""
        return cls._read(typed, None, date.min, needs_day=False, needs_words=True)

    @property
    def day(self) -> date | None:
        """The day, where one was typed."""
        return day_in(self.until)

    @classmethod
    def _read(
        cls, typed: Typed, due_on: date | None, today: date, *, needs_day: bool, needs_words: bool
    ) -> "TimeForm":
        until, words = read_line(typed.get("until", "")), read_line(typed.get("words", ""))
        faults = {
            "until": _until_fault(until, due_on, today) if needs_day else None,
            "words": _words_fault(words, LONGEST_WORD, needed=needs_words),
        }
        return cls(until, words, {name: one for name, one in faults.items() if one is not None})


@dataclass(frozen=True, slots=True)
class TalkForm:
    """The talk after the last return: its day, what was agreed, whether there is another time."""

    held_on: str = ""
    agreed: str = ""
    another_time: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed, *, today: date) -> "TalkForm":
        """Read the form."""
        held_on, agreed = read_line(typed.get("held_on", "")), clean(typed.get("agreed", ""))
        another, day = typed.get("another_time", ""), day_in(held_on)
        faults = {
            "held_on": Fault("not_a_date")
            if day is None
            else Fault("in_future")
            if day > today
            else None,
            "agreed": _words_fault(agreed.strip(), LONGEST_AGREED, needed=True),
            "another_time": None if another in {"yes", "no"} else Fault("unknown_choice"),
        }
        found = {name: fault for name, fault in faults.items() if fault is not None}
        return cls(held_on, agreed, another, found)

    @property
    def day(self) -> date | None:
        """The day, where one was typed."""
        return day_in(self.held_on)


def _percent_fault(typed: str) -> Fault | None:
    if not (typed.isascii() and typed.isdecimal()):
        return Fault("not_a_number")
    if len(typed) > len(str(MOST_PERCENT)) or int(typed) > MOST_PERCENT:
        return Fault("number_too_large", {"maximum": MOST_PERCENT})
    return None


def _until_fault(typed: str, due_on: date | None, today: date) -> Fault | None:
    day = day_in(typed)
    if day is None:
        return Fault("not_a_date")
    if day < today:
        return Fault("day_past")
    if due_on is not None and day <= due_on:
        return Fault("not_later", {"due_on": due_on})
    return None


def _words_fault(typed: str, at_most: int, *, needed: bool) -> Fault | None:
    if needed and not typed:
        return Fault("required")
    if len(typed) > at_most:
        return Fault("too_long", {"found": len(typed), "at_most": at_most})
    return None
