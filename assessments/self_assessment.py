"""When trainees look at their own competences: at entry, in the middle, at exit.

A moment that has come stays open for good: whoever is late is told so, and never kept from a
certificate. What is told decides nothing; it is compared by who told it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

ENTRY, MIDDLE, EXIT = "entry", "middle", "exit"
LEVELS = range(1, 6)


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseTime:
    """The days of a cohort, when the review talk was held, and whether participation has ended."""

    starts_on: date
    ends_on: date
    review_on: date | None = None
    over: bool = False

    @property
    def half_on(self) -> date:
        """Half of the time has passed."""
        return self.starts_on + (self.ends_on - self.starts_on) / 2

    @property
    def last_sixth_on(self) -> date:
        """What is left is the time of the portfolio: four of twenty-four weeks."""
        return self.ends_on - (self.ends_on - self.starts_on) / 6

    def opens_on(self, moment: str) -> date | None:
        """From which day on a moment is open; the first one from admission."""
        match moment:
            case "middle":
                return min(self.review_on or self.half_on, self.half_on)
            case "exit":
                return self.last_sixth_on
            case _:
                return None


def opened(time: CourseTime, today: date) -> Sequence[str]:
    """The moments that have come; with the end of a participation all of them have."""
    come = [ENTRY]
    for moment in (MIDDLE, EXIT):
        opens_on = time.opens_on(moment)
        if time.over or (opens_on is not None and opens_on <= today):
            come.append(moment)
    return come


def due(time: CourseTime, kept: Collection[str], today: date) -> str:
    """The earliest moment that has come and is not kept yet; nothing where there is none."""
    return next((one for one in opened(time, today) if one not in kept), "")


def is_late(time: CourseTime, moment: str, today: date) -> bool:
    """Whether the next moment has come already."""
    return moment in opened(time, today)[:-1]
