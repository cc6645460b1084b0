"""What is asked of the certification list: read from the address, so that it can be shared."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.faults import Fault
from course.queries.counting import Place
from course.reports.people import PeopleFilter
from course.terms import CertificationState
from course.web.forms.cohorts import read_day
from course.web.forms.people import Typed, read_line

NAMES = ("words", "cohort", "city", "state", "issued_from", "issued_to")
LONGEST_WORDS = 100


@dataclass(frozen=True, slots=True)
class FilterForm:
    """What was typed, what was wrong, and the filter; what is wrong is not applied."""

    values: Mapping[str, str]
    faults: Mapping[str, Fault]
    asked: PeopleFilter
    cohorts: Mapping[int, str]
    cities: tuple[str, ...]

    @classmethod
    def of(cls, typed: Typed, places: Sequence[Place]) -> "FilterForm":
        """Read the filter; cohorts and cities are those of the people there are."""
        values = {name: read_line(typed.get(name, ""))[:LONGEST_WORDS] for name in NAMES}
        cohorts = {place.cohort_id: place.cohort for place in places}
        cities = tuple(sorted({place.city for place in places}))
        known: dict[str, set[str]] = {
            "cohort": {str(cohort_id) for cohort_id in cohorts},
            "city": set(cities),
            "state": {state.value for state in CertificationState},
        }
        faults = {
            name: Fault("unknown_choice")
            for name, options in known.items()
            if values[name] and values[name] not in options
        }
        days = {name: read_day(values[name]) for name in ("issued_from", "issued_to")}
        faults |= {
            name: Fault("not_a_date") for name, day in days.items() if values[name] and day is None
        }
        return cls(values, faults, _filter(values, faults, days), cohorts, cities)

    @property
    def cohort(self) -> str | None:
        """The title of the cohort that is asked for."""
        return None if self.asked.cohort_id is None else self.cohorts[self.asked.cohort_id]

    @property
    def used(self) -> dict[str, str]:
        """What stands in the address of every form of this list."""
        return {name: value for name, value in self.values.items() if value}


def _filter(
    values: Mapping[str, str], faults: Mapping[str, Fault], days: Mapping[str, date | None]
) -> PeopleFilter:
    good = {name: "" if name in faults else value for name, value in values.items()}
    return PeopleFilter(
        words=good["words"],
        cohort_id=int(good["cohort"]) if good["cohort"] else None,
        city=good["city"] or None,
        state=CertificationState(good["state"]) if good["state"] else None,
        issued_from=days["issued_from"],
        issued_to=days["issued_to"],
    )
