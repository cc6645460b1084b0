"""What is typed about institutions and their agreements."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assessments.faults import Fault
from course.registers import read_nip, read_teryt
from course.terms import InstitutionKind
from course.web.forms.cohorts import read_day, read_text
from course.web.forms.people import Typed, read_line

LONGEST_NAME = 300
LONGEST_CITY = 100
LONGEST_NUMBER = 60
LONGEST_SIGNATORY = 200


@dataclass(frozen=True, slots=True)
class InstitutionForm:
    """A new institution: what was typed, and what was wrong."""

    name: str = ""
    kind: str = ""
    nip: str = ""
    teryt: str = ""
    city: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed) -> "InstitutionForm":
        """Read the form; numbers are kept as typed where they are wrong."""
        name, name_fault = read_text(typed.get("name", ""), at_most=LONGEST_NAME)
        city, city_fault = read_text(typed.get("city", ""), at_most=LONGEST_CITY)
        kind = typed.get("kind", "")
        nip, teryt = read_line(typed.get("nip", "")), read_line(typed.get("teryt", ""))
        faults = {
            "name": name_fault,
            "kind": None if kind in set(InstitutionKind) else Fault("unknown_choice"),
            "nip": None if read_nip(nip) else Fault("bad_nip"),
            "teryt": None if read_teryt(teryt) else Fault("bad_teryt"),
            "city": city_fault,
        }
        return cls(
            name,
            kind,
            read_nip(nip) or nip,
            read_teryt(teryt) or teryt,
            city,
            {name: fault for name, fault in faults.items() if fault},
        )

    def faulty(self, name: str, fault: Fault) -> "InstitutionForm":
        """The same form with what a rule found."""
        return replace(self, faults={**self.faults, name: fault})


@dataclass(frozen=True, slots=True)
class AgreementForm:
    """A deed on an agreement: its number, its day, who signed."""

    number: str = ""
    day: str = ""
    signatory: str = ""
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of_number(cls, typed: Typed) -> "AgreementForm":
        """A new draft."""
        number, fault = read_text(typed.get("number", ""), at_most=LONGEST_NUMBER)
        return cls(number=number, faults={"number": fault} if fault else {})

    @classmethod
    def of_day(cls, typed: Typed) -> "AgreementForm":
        """A day on which something happened to the agreement."""
        day = read_line(typed.get("day", ""))
        return cls(day=day, faults={} if read_day(day) else {"day": Fault("not_a_date")})

    @classmethod
    def of_signature(cls, typed: Typed) -> "AgreementForm":
        """A day and who signed on it, with the function or the power of attorney."""
        form = cls.of_day(typed)
        signatory, fault = read_text(typed.get("signatory", ""), at_most=LONGEST_SIGNATORY)
        faults = {**form.faults, **({"signatory": fault} if fault else {})}
        return replace(form, signatory=signatory, faults=faults)

    @property
    def on(self) -> date:
        """The day of a form without faults."""
        return date.fromisoformat(self.day)

    def faulty(self, name: str, fault: Fault) -> "AgreementForm":
        """The same form with what a rule found."""
        return replace(self, faults={**self.faults, name: fault})
