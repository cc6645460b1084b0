"""Forty instants around the end of an attempt: seasons, extra time and clocks that jump."""

from datetime import UTC, datetime, timedelta

import pytest

from assessments.deadlines import GRACE, TimeState, allowed_time, due_at, not_before, time_state
from tests.authored import make_quiz
from tests.nights import AUTUMN_SUMMER_HOUR, AUTUMN_WINTER_HOUR, MINUTES, NIGHTS, WARSAW

MILLISECOND, HOUR = timedelta(milliseconds=1), timedelta(hours=1)
MINUTES_40 = timedelta(minutes=40)

NOON = datetime(2026, 12, 6, 12, tzinfo=UTC)

EDGES = (
    (-MILLISECOND, TimeState.OPEN),
    (timedelta(0), TimeState.OPEN),
    (MILLISECOND, TimeState.GRACE),
    (GRACE, TimeState.GRACE),
    (GRACE + MILLISECOND, TimeState.OVER),
)


@pytest.mark.parametrize(("late", "state"), EDGES)
@pytest.mark.parametrize(
    ("started_at", "extra_percent", "minutes"),
    [
        (NOON, 0, 40),
        (NOON, 25, 50),
        (NOON, 50, 60),
        (NOON, 100, 80),
    ],
)
def test_time_ends_to_the_millisecond_with_a_persons_extra_time(
    started_at: datetime, extra_percent: int, minutes: int, late: timedelta, state: TimeState
) -> None:
    due = due_at(make_quiz(minutes=40), started_at=started_at, extra_percent=extra_percent)
    assert due == started_at + timedelta(minutes=minutes)
    assert time_state(due, due + late) is state


@pytest.mark.parametrize(("started_at", "due", "at", "state"), NIGHTS)
def test_nights_when_clocks_are_changed_are_as_long_as_others(
    started_at: datetime, due: str, at: str, state: TimeState
) -> None:
    ends = due_at(make_quiz(minutes=MINUTES), started_at=started_at, extra_percent=0)
    assert ends == datetime.fromisoformat(due).replace(tzinfo=UTC)
    # the same instant, told by the clock on the wall
    for seen in (datetime.fromisoformat(at), datetime.fromisoformat(at).astimezone(WARSAW)):
        assert time_state(ends, seen) is state
        assert time_state(ends.astimezone(WARSAW), seen) is state


@pytest.mark.parametrize(
    ("started_at", "at", "seen", "state"),
    [
        # set back by an hour: what was seen already counts
        (NOON, NOON - HOUR, [NOON, NOON + MINUTES_40], TimeState.OPEN),
        (NOON, NOON - HOUR, [NOON + MINUTES_40 + MILLISECOND, NOON], TimeState.GRACE),
        (NOON, NOON - HOUR, [NOON + MINUTES_40 + GRACE + MILLISECOND], TimeState.OVER),
        # set forth by an hour: the server's clock decides, and nothing brings it back
        (NOON, NOON + HOUR, [NOON], TimeState.OVER),
        (NOON, NOON, [NOON + HOUR], TimeState.OVER),
        # nothing was seen yet
        (NOON, NOON + MINUTES_40, [], TimeState.OPEN),
        # read from the wall in the hour that comes twice: the second is the later
        (AUTUMN_SUMMER_HOUR, AUTUMN_SUMMER_HOUR, [AUTUMN_WINTER_HOUR], TimeState.OVER),
        (AUTUMN_WINTER_HOUR, AUTUMN_WINTER_HOUR, [AUTUMN_SUMMER_HOUR], TimeState.OPEN),
    ],
)
def test_a_clock_that_jumps_gives_no_time(
    started_at: datetime, at: datetime, seen: list[datetime], state: TimeState
) -> None:
    due = due_at(make_quiz(minutes=40), started_at=started_at, extra_percent=0)
    assert time_state(due, not_before(at, seen)) is state


def test_without_a_limit_time_never_ends() -> None:
    assert allowed_time(make_quiz(), 50) is None
    assert due_at(make_quiz(), started_at=NOON, extra_percent=50) is None
    assert time_state(None, NOON + 1000 * HOUR) is TimeState.OPEN
