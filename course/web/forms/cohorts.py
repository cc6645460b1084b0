"""What is typed about cohorts and the people in them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date

from assessments.faults import Fault
from assessments.registers import read_teryt
from content.languages import Language
from course.actions.cohorts import CohortPlan
from course.terms import AddressForm
from course.web.forms.people import Typed, read_email, read_line, read_name

LONGEST_REASON = 400
Faults = Mapping[str, Fault]


def read_text(typed: str, *, at_most: int) -> tuple[str, Fault | None]:
    """A line that must be filled in, and what is wrong with it."""
    line = read_line(typed)
    if not line:
        return line, Fault("required")
    if len(line) > at_most:
        return line, Fault("too_long", {"found": len(line), "at_most": at_most})
    return line, None


def read_day(typed: str) -> date | None:
    """A day as the browser's calendar writes it; not in a year without a year before or after."""
    try:
        day = date.fromisoformat(typed.strip())
    except ValueError:
        return None
    return day if MINYEAR < day.year < MAXYEAR else None


@dataclass(frozen=True, slots=True)
class CohortForm:
    """A new cohort: what was typed, what was wrong, and the plan when nothing was."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Faults = field(default_factory=dict)
    plan: CohortPlan | None = None

    @classmethod
    def of(cls, typed: Typed) -> "CohortForm":
        """Read the form."""
        lengths = {"code": 40, "title": 200, "city": 100}
        read = {
            name: read_text(typed.get(name, ""), at_most=most) for name, most in lengths.items()
        }
        values = {name: value for name, (value, _) in read.items()}
        faults = {name: fault for name, (_, fault) in read.items() if fault}
        days = {name: typed.get(name, "") for name in ("starts_on", "ends_on")}
        starts_on, ends_on = (read_day(day) for day in days.values())
        teryt = read_line(typed.get("teryt", ""))
        language = typed.get("language", "")
        values |= days | {"teryt": teryt, "language": language}
        faults |= {name: Fault("not_a_date") for name, day in days.items() if not read_day(day)}
        if teryt and not read_teryt(teryt):
            faults["teryt"] = Fault("bad_teryt")
        if language not in set(Language):
            faults["language"] = Fault("unknown_choice")
        if starts_on and ends_on and ends_on < starts_on:
            faults["ends_on"] = Fault("dates_reversed")
        if faults or starts_on is None or ends_on is None:
            return cls(values, faults)
        plan = CohortPlan(
            code=values["code"],
            title=values["title"],
            city=values["city"],
            teryt=read_teryt(teryt),
            language=Language(language),
            starts_on=starts_on,
            ends_on=ends_on,
        )
        return cls(values, {}, plan)


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Somebody to enrol or to appoint."""

    name: str = ""
    email: str = ""
    address_form: str = AddressForm.NEUTRAL.value
    language: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed, *, email_needed: bool) -> "PersonForm":
        """Read the form."""
        name, name_fault = read_name(typed.get("name", ""))
        email, email_fault = read_email(typed.get("email", ""))
        if not email and not email_needed:
            email_fault = None
        address_form, language = typed.get("address_form", ""), typed.get("language", "")
        faults = {
            "name": name_fault,
            "email": email_fault,
            "address_form": None if address_form in set(AddressForm) else Fault("unknown_choice"),
            "language": None if language in set(Language) else Fault("unknown_choice"),
        }
        return cls(
            name, email, address_form, language, {name: one for name, one in faults.items() if one}
        )


@dataclass(frozen=True, slots=True)
class LeavingForm:
    """The end of a participation, in either way, as typed."""

    ended_on: str = ""
    reason: str = ""
    faults: Faults = field(default_factory=dict)

    @classmethod
    def of_end(cls, typed: Typed) -> "LeavingForm":
        """A finished participation and its last day."""
        ended_on = typed.get("ended_on", "")
        return cls(ended_on, "", {} if read_day(ended_on) else {"ended_on": Fault("not_a_date")})

    @classmethod
    def of_withdrawal(cls, typed: Typed) -> "LeavingForm":
        """A participation that broke off, and why."""
        reason, fault = read_text(typed.get("reason", ""), at_most=LONGEST_REASON)
        return cls("", reason, {"reason": fault} if fault else {})

    def faulty(self, name: str, fault: Fault) -> "LeavingForm":
        """The same form with what a rule found."""
        return LeavingForm(self.ended_on, self.reason, {**self.faults, name: fault})
