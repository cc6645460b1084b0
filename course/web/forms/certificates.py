"""What is typed about certificates."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.faults import Fault
from assessments.typed import clean
from course.terms import CorrectionKind
from course.web.forms.people import read_name

LONGEST_REASON = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionForm:
    """Why there shall be a newer certificate, and the name on it where that is the reason."""

    kind: CorrectionKind
    holder_name: str
    why: str
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def of(cls, typed: Mapping[str, str], kind: CorrectionKind) -> "CorrectionForm":
        """Read what was typed; each form names its reason apart, as both stand on one page."""
        name, name_fault = read_name(typed.get("holder_name", ""))
        why = clean(typed.get(f"why_{kind}", "")).strip()
        found = {f"why_{kind}": line_fault(why, LONGEST_REASON)}
        if kind is CorrectionKind.NAME:
            found["holder_name"] = name_fault
        faults = {where: fault for where, fault in found.items() if fault}
        return cls(kind=kind, holder_name=name, why=why, faults=faults)


def line_fault(typed: str, longest: int) -> Fault | None:
    """What is wrong with a line that may not be empty."""
    if not typed:
        return Fault("required")
    if len(typed) > longest:
        return Fault("too_long", {"found": len(typed), "at_most": longest})
    return None
