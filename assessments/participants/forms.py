"""The form of a participant: what a funder asks of a person at the start and after leaving."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from content.languages import Text

Values = Mapping[str, str]
"""What a form holds, by the name of the item: codes of choices, days as 2026-12-06, a tick as YES.

A blank is an empty text or is not there.
"""

YES = "yes"
REFUSED = "refused"
"""The code of "I refuse to say", which every refusable item offers beside its own choices."""


class ItemKind(StrEnum):
    """What is typed, chosen or ticked."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    TICK = "tick"
    PESEL = "pesel"
    TERYT = "teryt"
    POSTAL_CODE = "postal_code"
    PHONE = "phone"
    EMAIL = "email"


class Moment(StrEnum):
    """When something is asked."""

    START = "start"
    LEAVING = "leaving"


class Obligation(StrEnum):
    """Whether the person counts without an answer; "refusable": a refusal is an answer."""

    ALWAYS = "always"
    REFUSABLE = "refusable"
    OPTIONAL = "optional"


class FilledBy(StrEnum):
    """Who knows the answer; what the service knows is shown and not typed."""

    PARTICIPANT = "participant"
    COORDINATOR = "coordinator"
    SERVICE = "service"


class Prefilled(StrEnum):
    """What the service knows already: a first proposal, or the answer where it fills the item."""

    FIRST_NAME = "first_name"
    SURNAME = "surname"
    EMAIL = "email"
    STARTED_ON = "started_on"
    ENDED_ON = "ended_on"
    AGE = "age"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a code list, in the funder's words on the Polish side."""

    code: str
    words: Text


@dataclass(frozen=True, slots=True)
class Condition:
    """The other item's answer is one of these; with `holds` false: it is none of these."""

    item: str
    among: tuple[str, ...]
    holds: bool = True

    def is_met(self, values: Values) -> bool:
        """Whether the answers so far fulfil it."""
        return (values.get(self.item, "") in self.among) is self.holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question of the form.

    `when`: asked only where every condition is met. `official`: the name of the field in the
    funder's system; what it does not ask for has none. `fixed`: the answer for every participant.
    """

    name: str
    title: Text
    kind: ItemKind
    obligation: Obligation
    asked: Moment = Moment.START
    hint: Text | None = None
    options: tuple[Option, ...] = ()
    when: tuple[Condition, ...] = ()
    filled_by: FilledBy = FilledBy.PARTICIPANT
    prefilled: Prefilled | None = None
    fixed: str | None = None
    official: str | None = None

    def is_asked(self, values: Values) -> bool:
        """Whether the answers to other items make this one a question."""
        return all(condition.is_met(values) for condition in self.when)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A few questions that belong together: one screen of a phone."""

    title: Text
    items: tuple[Item, ...]
    hint: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """Who compared the form with the funder's guideline, when, and what is still to be compared."""

    remark: Text
    by: str | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LongTerm:
    """More months than this without work make a person long-term unemployed, by age at start."""

    under_25: int
    from_25: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantForm:
    """All that one funder asks; a programme freezes one version of it."""

    slug: str
    version: int
    title: Text
    lead: Text
    refusal: Text
    long_term: LongTerm
    confirmed: Confirmed
    sections: tuple[Section, ...]

    def items(self, asked: Moment | None = None) -> Iterator[Item]:
        """Every item in its order, or those of one moment."""
        for section in self.sections:
            yield from (item for item in section.items if asked in {None, item.asked})

    def item(self, name: str) -> Item:
        """Raise KeyError for an item that this version of the form does not have."""
        for item in self.items():
            if item.name == name:
                return item
        raise KeyError(name)

    def choices(self, item: Item) -> tuple[Option, ...]:
        """The code list of an item; a refusable one ends with the refusal."""
        if item.obligation is not Obligation.REFUSABLE:
            return item.options
        return (*item.options, Option(REFUSED, self.refusal))

    def shown(self, asked: Moment, *by: FilledBy) -> tuple[Section, ...]:
        """The sections of one moment with what these fill in; sections left empty are dropped."""
        kept = (
            replace(
                section,
                items=tuple(
                    item for item in section.items if item.asked is asked and item.filled_by in by
                ),
            )
            for section in self.sections
        )
        return tuple(section for section in kept if section.items)
