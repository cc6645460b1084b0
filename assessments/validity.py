"""How long a certificate holds, and when it may be renewed."""

from calendar import monthrange
from datetime import date, timedelta

RENEWAL_DAYS = 90
"""So long before its end a certificate may be renewed."""

LETTER_DAYS = 60
"""So long before its end the holder is told."""

MONTHS_A_YEAR = 12


def last_day_of(first: date, months: int | None) -> date | None:
    """The last day of a certificate issued on a day; None where it holds for good.

    A month that has no such day ends on its last one.
    """
    if months is None:
        return None
    years, month = divmod(first.month - 1 + months, MONTHS_A_YEAR)
    year = first.year + years
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def renewed_until(ends_on: date, months: int | None, *, today: date) -> date | None:
    """The last day after a renewal: who renews in time loses nothing of the time before."""
    return last_day_of(max(ends_on, today), months)


def renewal_opens_on(ends_on: date) -> date:
    """The first day on which a certificate may be renewed."""
    return ends_on - timedelta(days=RENEWAL_DAYS)
