"""A programme on one page: the days on which its figures are shown, and what is on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from course.reports.agreements import AgreementProof
from course.reports.indicators import Count
from course.terms import AgreementState

MONTHS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class MonthEnd:
    """A figure at the end of a month; the last one is that of the day itself."""

    day: date
    counted: int


def month_ends(*, since: date, as_of: date) -> Sequence[date]:
    """The ends of the last months since a day, and the day itself."""
    days = [as_of]
    while len(days) < MONTHS_SHOWN:
        before = days[0].replace(day=1) - timedelta(days=1)
        if before < since:
            break
        days.insert(0, before)
    return days


def institutions_on_the_way(count: Count[AgreementProof]) -> int:
    """How many institutions have an agreement that is not in force yet, and no other that is."""
    return len(
        {
            proof.agreement.institution_id
            for proof in count.left_out
            if proof.through is None and proof.state is not AgreementState.ENDED
        }
    )
