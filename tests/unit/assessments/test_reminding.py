"""The cap on letters that remind: one in two days, three unanswered, none at night."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.reminding import (
    BETWEEN_LETTERS,
    MOST_UNANSWERED,
    Reminders,
    is_daytime,
    is_quiet,
    may_remind,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("before", "seen_days_ago", "may"),
    [
        (Reminders(), None, True),
        (Reminders(NOON - 2 * DAY, 1), None, True),
        (Reminders(NOON - 2 * DAY + timedelta(seconds=1), 1), None, False),
        (Reminders(NOON - 1 * DAY, 1), 0, False),  # being seen shortens no pause
        (Reminders(NOON - 9 * DAY, 3), None, False),
        (Reminders(NOON - 9 * DAY, 3), 9, False),
        (Reminders(NOON - 9 * DAY, 3), 8, True),
        (Reminders(NOON - 9 * DAY, 2), 20, True),
    ],
)
def test_the_cap(before: Reminders, seen_days_ago: int | None, *, may: bool) -> None:
    seen_at = None if seen_days_ago is None else NOON - seen_days_ago * DAY
    assert may_remind(before, seen_at=seen_at, at=NOON, local_hour=12) is may


@pytest.mark.parametrize(("hour", "day"), [(6, False), (7, True), (19, True), (20, False)])
def test_the_night_is_quiet(hour: int, *, day: bool) -> None:
    assert is_daytime(hour) is day
    assert may_remind(Reminders(), seen_at=None, at=NOON, local_hour=hour) is day


def test_silence_is_told_after_a_week_and_again_after_another() -> None:
    week = 7 * DAY
    assert is_quiet(Reminders(), seen_at=NOON - week, at=NOON)
    assert not is_quiet(Reminders(), seen_at=NOON - week + timedelta(seconds=1), at=NOON)
    assert not is_quiet(Reminders(NOON - 2 * DAY, 1), seen_at=NOON - 9 * DAY, at=NOON)
    assert is_quiet(Reminders(NOON - week, 1), seen_at=NOON - 2 * week, at=NOON)


Events = list[tuple[int, bool]]


@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=80))
def test_no_sequence_of_days_yields_more(events: Events) -> None:
    """Hours that pass, and whether the person is seen then or the worker would like to write."""
    at, seen_at, kept = NOON, None, Reminders()
    sent: list[datetime] = []
    since_seen = 0
    for hours, is_seen in events:
        at += timedelta(hours=hours, seconds=1)
        if is_seen:
            seen_at, since_seen = at, 0
        elif may_remind(kept, seen_at=seen_at, at=at, local_hour=at.hour):
            kept = kept.since(seen_at).with_one_more(at)
            sent.append(at)
            since_seen += 1
        assert since_seen <= MOST_UNANSWERED
    assert all(is_daytime(one.hour) for one in sent)
    pauses = [later - one for one, later in pairwise(sent)]
    assert all(pause >= BETWEEN_LETTERS for pause in pauses)
