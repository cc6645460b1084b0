"""The last days of a panel and of an appeal."""

from datetime import date, timedelta

from assessments.appeals import last_day_to_appeal
from assessments.counting import DAYS_TO_DECIDE
from assessments.panel_days import last_day_to_count, last_day_to_hold, lateness

ENDED = date(2026, 11, 20)


def test_a_panel_is_in_time_for_fourteen_days_and_counts_for_twenty_eight() -> None:
    told = {days: lateness(ENDED, ENDED + timedelta(days=days)) for days in range(31)}
    assert {days for days, one in told.items() if one == "in_time"} == set(range(15))
    assert {days for days, one in told.items() if one == "late"} == set(range(15, 29))
    assert {days for days, one in told.items() if one == "uncounted"} == {29, 30}
    assert last_day_to_hold(ENDED) == date(2026, 12, 4)
    assert last_day_to_count(ENDED) - ENDED == timedelta(days=DAYS_TO_DECIDE)


def test_an_appeal_is_in_time_for_fourteen_days() -> None:
    assert last_day_to_appeal(ENDED) == date(2026, 12, 4)
