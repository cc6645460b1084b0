"""The kinds of errors: the web's only table turns each kind into a status."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Something that the rules do not allow: a code and facts, never a sentence."""

    code: ClassVar[str] = "domain_error"

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code, facts)
        self.facts: Mapping[str, object] = facts


class NotFound(DomainError):
    """No such row, or not for this person: the two look the same."""

    code = "not_found"


class NotAllowed(DomainError):
    """The person may not do this here."""

    code = "not_allowed"


class RuleBroken(DomainError):
    """The deed is refused by a rule; the text tells which."""

    code = "rule_broken"


class OtherPerson(NotAllowed):
    """What was sent was written by somebody else who used this device."""

    code = "other_person"


class Unreadable(DomainError):
    """What was sent could not be understood."""

    code = "unreadable"
