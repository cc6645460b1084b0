"""How long a certificate holds, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.validity import RENEWAL_DAYS, last_day_of, renewal_opens_on, renewed_until

DAYS = st.dates(date(2026, 1, 1), date(2060, 12, 31))
MONTHS = st.integers(1, 120)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 11, 23), 24, date(2028, 11, 23)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 23), None, None),
    ],
)
def test_months_are_counted_from_day_to_day(
    first: date, months: int | None, last: date | None
) -> None:
    assert last_day_of(first, months) == last


@given(DAYS, MONTHS, DAYS)
def test_who_renews_loses_nothing(ends_on: date, months: int, today: date) -> None:
    until = renewed_until(ends_on, months, today=today)
    assert until is not None
    assert until > max(ends_on, today)
    assert renewed_until(ends_on, None, today=today) is None


@given(DAYS)
def test_the_renewal_opens_long_enough_before(ends_on: date) -> None:
    assert ends_on - renewal_opens_on(ends_on) == timedelta(days=RENEWAL_DAYS)
