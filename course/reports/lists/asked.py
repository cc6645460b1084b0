"""What is asked of a list: one filter for the screen and every file.

It is read from an address, and written back as one, so that it can be shared, saved as a view and
kept beside a file that the worker makes.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assessments.faults import Fault

LONGEST_WORDS = 100

_UNSEEN = re.compile(r"[^\S ]|[\x00-\x1f\x7f]")


class Filter(StrEnum):
    """What can be asked of a list; the value is its name in the address."""

    WORDS = "words"
    COHORT = "cohort"
    CITY = "city"
    STATE = "state"
    SINCE = "since"
    UNTIL = "until"
    AS_OF = "as_of"
    MEETING = "meeting"


DAYS = (Filter.SINCE, Filter.UNTIL, Filter.AS_OF)

_ONCE_CALLED = {Filter.SINCE: "issued_from", Filter.UNTIL: "issued_to"}
"""Addresses that were shared before all lists had one filter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A filter. What a list does not know is never set; `state` is the code of one of its states.

    The days are whole ones, both ends included.
    """

    words: str = ""
    cohort_id: int | None = None
    city: str | None = None
    state: str | None = None
    since: date | None = None
    until: date | None = None
    as_of: date | None = None
    meeting_id: int | None = None

    def address(self) -> dict[str, str]:
        """The filter as an address and as JSON keep it: what is not asked for is left out."""
        said = {
            Filter.WORDS: self.words,
            Filter.COHORT: self.cohort_id,
            Filter.CITY: self.city,
            Filter.STATE: self.state,
            Filter.SINCE: self.since,
            Filter.UNTIL: self.until,
            Filter.AS_OF: self.as_of,
            Filter.MEETING: self.meeting_id,
        }
        return {name.value: str(value) for name, value in said.items() if value not in {None, ""}}

    def facts(self) -> dict[str, object]:
        """The filter for the audit trail: that a name was searched is told, but not which."""
        told: dict[str, object] = dict(self.address())
        if told.pop(Filter.WORDS.value, None):
            told["searched"] = True
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What can be chosen in a filter, as people read it, by what the address says."""

    cohorts: Mapping[str, str] = field(default_factory=dict)
    cities: Sequence[str] = ()
    states: Mapping[str, str] = field(default_factory=dict)
    meetings: Mapping[str, str] = field(default_factory=dict)

    def of(self, name: Filter) -> Mapping[str, str] | None:
        """The choices of one filter; None where people type."""
        return {
            Filter.COHORT: self.cohorts,
            Filter.CITY: {city: city for city in self.cities},
            Filter.STATE: self.states,
            Filter.MEETING: self.meetings,
        }.get(name)


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What was typed, what was wrong, and the filter; what is wrong is not applied."""

    values: Mapping[str, str]
    faults: Mapping[str, Fault]
    asked: Asked
    choices: Choices

    @classmethod
    def of(
        cls, typed: Mapping[str, str], *, knows: AbstractSet[Filter], choices: Choices
    ) -> "FilterForm":
        """Read what a list knows from an address; the rest of the address is not its own."""
        values = {name.value: _typed(typed, name) for name in Filter if name in knows}
        days = {name.value: _day(values.get(name, "")) for name in DAYS}
        faults = {
            name: fault
            for name, value in values.items()
            if value and (fault := _fault(Filter(name), value, days, choices))
        }
        if "since" not in faults and "until" not in faults and _reversed(days):
            faults["until"] = Fault("until_before_since")
        good = {name: value for name, value in values.items() if value and name not in faults}
        return cls(values, faults, _asked(good, days), choices)

    @property
    def used(self) -> dict[str, str]:
        """What stands in the address of every form of this list."""
        return {name: value for name, value in self.values.items() if value}


def _typed(typed: Mapping[str, str], name: Filter) -> str:
    raw = typed.get(name) or typed.get(_ONCE_CALLED.get(name, name), "")
    return " ".join(_UNSEEN.sub(" ", raw).split())[:LONGEST_WORDS]


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _fault(
    name: Filter, value: str, days: Mapping[str, date | None], choices: Choices
) -> Fault | None:
    if name in DAYS:
        return None if days[name] else Fault("not_a_date")
    options = choices.of(name)
    return None if options is None or value in options else Fault("unknown_choice")


def _reversed(days: Mapping[str, date | None]) -> bool:
    since, until = days["since"], days["until"]
    return since is not None and until is not None and until < since


def _asked(good: Mapping[str, str], days: Mapping[str, date | None]) -> Asked:
    return Asked(
        words=good.get("words", ""),
        cohort_id=int(good["cohort"]) if "cohort" in good else None,
        city=good.get("city"),
        state=good.get("state"),
        since=days["since"] if "since" in good else None,
        until=days["until"] if "until" in good else None,
        as_of=days["as_of"] if "as_of" in good else None,
        meeting_id=int(good["meeting"]) if "meeting" in good else None,
    )
