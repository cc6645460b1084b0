"""What is typed about a promise to the funder."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assessments.faults import Fault
from assessments.typed import clean
from course.actions.promises import NUMBERS, Promise
from course.models import IndicatorTarget
from course.web.forms.certificates import line_fault
from course.web.forms.people import read_line

OBLIGATORY = frozenset({"target", "unit", "source_of_measurement"})
LONGEST = {
    "unit": 60,
    "source_of_measurement": 400,
    "moment_of_measurement": 400,
    "definition": 2000,
}
LARGEST = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseForm:
    """A promise as it was typed; `promise` only where nothing is wrong."""

    values: Mapping[str, object] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)
    promise: Promise | None = None

    @classmethod
    def kept(cls, target: IndicatorTarget | None) -> "PromiseForm":
        """As it was promised so far."""
        names = (*NUMBERS, *LONGEST)
        return cls(values={name: getattr(target, name) for name in names} if target else {})

    @classmethod
    def of(cls, typed: Mapping[str, str]) -> "PromiseForm":
        """Read what was typed: numbers are whole, and those of women and men make up the target."""
        values = {name: read_line(typed.get(name, "")) for name in (*NUMBERS, *LONGEST)}
        values["definition"] = clean(typed.get("definition", "")).strip()
        faults = {name: fault for name in values if (fault := _fault(name, values[name]))}
        if faults:
            return cls(values=values, faults=faults)
        promise = _promise(values)
        if not promise.adds_up:
            fault = Fault("not_the_target", {"target": promise.target})
            return cls(values=values, faults={"target_women": fault})
        return cls(values=values, promise=promise)


def _fault(name: str, typed: str) -> Fault | None:
    if not typed:
        return Fault("required") if name in OBLIGATORY else None
    if name in LONGEST:
        return line_fault(typed, LONGEST[name])
    if not (typed.isascii() and typed.isdigit()):
        return Fault("not_a_count")
    if len(typed) > len(str(LARGEST)) or int(typed) > LARGEST:
        return Fault("number_too_large", {"maximum": LARGEST})
    return None


def _promise(values: Mapping[str, str]) -> Promise:
    numbers = {name: int(values[name]) if values[name] else None for name in NUMBERS}
    return Promise(
        target=numbers["target"] or 0,
        base=numbers["base"] or 0,
        target_women=numbers["target_women"],
        target_men=numbers["target_men"],
        unit=values["unit"],
        definition=values["definition"],
        source_of_measurement=values["source_of_measurement"],
        moment_of_measurement=values["moment_of_measurement"],
    )
