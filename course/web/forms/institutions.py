"""What is typed about institutions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from assessments.faults import Fault
from assessments.registers import read_email, read_nip, read_phone, read_postal_code, read_teryt
from course.actions.institutions import WRITTEN, Entry
from course.models import Institution
from course.terms import InstitutionKind
from course.web.forms.cohorts import read_text
from course.web.forms.people import Typed, read_line

LONGEST = {"name": 300, "city": 100, "street": 200}
NUMBERS: Mapping[str, tuple[Callable[[str], str | None], str]] = {
    "nip": (read_nip, "bad_nip"),
    "teryt": (read_teryt, "bad_teryt"),
    "postal_code": (read_postal_code, "bad_postal_code"),
    "email": (read_email, "bad_email"),
    "phone": (read_phone, "bad_phone"),
}
OPTIONAL = {"street", "postal_code", "email", "phone"}


@dataclass(frozen=True, slots=True)
class InstitutionForm:
    """An institution: what was typed, what was wrong, and what the page had shown."""

    values: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Typed) -> "InstitutionForm":
        """Read the form; numbers are kept as typed where they are wrong."""
        lines = {name: read_line(typed.get(name, "")) for name in WRITTEN}
        read = {name: _read(name, line) for name, line in lines.items()}
        faults = {name: fault for name, (_, fault) in read.items() if fault}
        return cls({name: value for name, (value, _) in read.items()}, faults)

    @classmethod
    def shown(cls, institution: Institution) -> "InstitutionForm":
        """The form of an institution as it stands."""
        return cls({name: getattr(institution, name) or "" for name in WRITTEN})

    @property
    def entry(self) -> Entry:
        """What a form without faults says."""
        said = self.values
        return Entry(
            name=said["name"],
            kind=InstitutionKind(said["kind"]),
            nip=said["nip"],
            teryt=said["teryt"],
            city=said["city"],
            street=said["street"] or None,
            postal_code=said["postal_code"] or None,
            email=said["email"] or None,
            phone=said["phone"] or None,
        )

    def faulty(self, name: str, fault: Fault) -> "InstitutionForm":
        """The same form with what a rule found."""
        return replace(self, faults={**self.faults, name: fault})


def _read(name: str, line: str) -> tuple[str, Fault | None]:
    if not line and name in OPTIONAL:
        return "", None
    if name == "kind":
        return line, None if line in set(InstitutionKind) else Fault("unknown_choice")
    if name in NUMBERS:
        read, code = NUMBERS[name]
        tidy = read(line)
        return tidy or line, None if tidy else Fault(code)
    return read_text(line, at_most=LONGEST[name])
