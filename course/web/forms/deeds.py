"""What is asked of the audit trail: read from the address, so that it can be shared."""

from collections.abc import Mapping
from dataclasses import dataclass

from assessments.faults import Fault
from course.queries.deeds_asked import DeedsAsked
from course.sentences import SUBJECT_TEXTS
from course.terms import Act
from course.web.forms.cohorts import read_day
from course.web.forms.people import Typed
from course.web.numbers import row_number

NAMES = ("act", "since", "until", "about", "by", "kind", "subject")


@dataclass(frozen=True, slots=True)
class DeedsForm:
    """What was typed, what was wrong, and the filter; what is wrong is not applied."""

    values: Mapping[str, str]
    faults: Mapping[str, Fault]
    asked: DeedsAsked

    @classmethod
    def of(cls, typed: Typed) -> "DeedsForm":
        """Read the filter; numbers that no row can have ask for nothing, as if they were not."""
        values = {name: typed.get(name, "").strip() for name in NAMES}
        days = {name: read_day(values[name]) for name in ("since", "until")}
        faults = {
            name: Fault("not_a_date") for name, day in days.items() if values[name] and day is None
        }
        if values["act"] and values["act"] not in set(Act):
            faults["act"] = Fault("unknown_choice")
        ids = {name: _row(values[name]) for name in ("about", "by", "subject")}
        values |= {name: "" for name, number in ids.items() if number is None}
        if values["kind"] not in SUBJECT_TEXTS:
            values["kind"] = ""
        asked = DeedsAsked(
            act=Act(values["act"]) if values["act"] and "act" not in faults else None,
            about_id=ids["about"],
            by_id=ids["by"],
            subject_kind=values["kind"] or None,
            subject_id=ids["subject"],
            since=days["since"],
            until=days["until"],
        )
        return cls(values, faults, asked)

    @property
    def used(self) -> dict[str, str]:
        """What stands in the address of the pages of this trail."""
        return {name: value for name, value in self.values.items() if value}


def _row(typed: str) -> int | None:
    try:
        return row_number(typed)
    except ValueError:
        return None
