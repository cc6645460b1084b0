"""A place in a text that may give a person away."""

from dataclasses import dataclass
from enum import StrEnum


class PersonalData(StrEnum):
    """What it looks like; each has its sentence with the reason."""

    PESEL = "pesel"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    HOUSE_NUMBER = "house_number"
    HEALTH = "health"


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind, and from which character to which it reaches; the end is not included."""

    kind: PersonalData
    start: int
    end: int

    def overlaps(self, other: "Finding") -> bool:
        """Whether both look at the same characters."""
        return self.start < other.end and other.start < self.end
