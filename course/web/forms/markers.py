"""The shares of markers as they are typed: a number from 0 to 100 for each role and person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from assessments.faults import Fault
from course.actions.allocation import MOST_PERCENT
from course.models import MarkerShare, Person
from course.terms import MarkingRole
from course.web.i18n import speaking

_DIGITS = 3

Key = tuple[MarkingRole, int]


@dataclass(frozen=True, slots=True)
class SharesForm:
    """What was typed by the name of its field, what it comes to, and what is wrong with it."""

    typed: Mapping[str, str] = field(default_factory=dict)
    shares: Mapping[Key, int] = field(default_factory=dict)
    faults: Mapping[str, Fault] = field(default_factory=dict)

    @classmethod
    def stored(cls, shares: Iterable[MarkerShare]) -> "SharesForm":
        """As it is now."""
        return cls({name_of(one.role, one.person_id): str(one.share) for one in shares})

    @classmethod
    def read(
        cls, raw: Mapping[str, str], offered: Iterable[tuple[MarkingRole, Person]]
    ) -> "SharesForm":
        """Read the fields that were offered; an empty one takes part in nothing."""
        typed, shares, faults = {}, {}, {}
        for role, person in offered:
            name = name_of(role, person.id)
            typed[name] = text = raw.get(name, "").strip()
            number = _number(text)
            if number is None:
                faults[name] = Fault("not_a_share", {"at_most": MOST_PERCENT})
            else:
                shares[role, person.id] = number
        return cls(typed, shares, faults)

    def fault_lines(self) -> list[tuple[str, str]]:
        """What is wrong, each with the field to go to."""
        return [(name, speaking().fault(one.code, one.facts)) for name, one in self.faults.items()]


def name_of(role: MarkingRole, person_id: int) -> str:
    """The name of a field: "second-12"."""
    return f"{role.value}-{person_id}"


def _number(text: str) -> int | None:
    if not text:
        return 0
    if not (text.isascii() and text.isdecimal() and len(text) <= _DIGITS):
        return None
    return int(text) if int(text) <= MOST_PERCENT else None
