"""What is typed about the certificates to come of a programme."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO

from assessments.faults import Fault
from course.web.forms.certificates import line_fault
from course.web.forms.people import LONGEST_NAME, read_line

MOST_MONTHS = 120
PNG = b"\x89PNG\r\n\x1a\n"
"""How each PNG begins (ISO/IEC 15948)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """A mark or a length of time, as it was typed; each has a form of its own."""

    name: str = ""
    typed_months: str = ""
    months: int | None = None
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of_mark(cls, typed: Mapping[str, str], picture: IO[bytes] | None) -> "PaperForm":
        """A mark needs its words and a picture; what is in the picture is checked when kept."""
        name = read_line(typed.get("name", ""))
        found = {"name": line_fault(name, LONGEST_NAME), "picture": _picture_fault(picture)}
        return cls(name=name, faults={where: one for where, one in found.items() if one})

    @classmethod
    def of_validity(cls, typed: Mapping[str, str]) -> "PaperForm":
        """Months, or nothing for good."""
        said = typed.get("months", "").strip()
        if not said:
            return cls()
        months = int(said) if said.isascii() and said.isdigit() and len(said) < len("1000") else 0
        if not 1 <= months <= MOST_MONTHS:
            fault = Fault("too_few_months", {"most": MOST_MONTHS})
            return cls(typed_months=said, faults={"months": fault})
        return cls(typed_months=said, months=months)


def _picture_fault(picture: IO[bytes] | None) -> Fault | None:
    if picture is None:
        return Fault("required")
    begins = picture.read(len(PNG))
    picture.seek(0)
    return None if begins == PNG else Fault("not_png")
