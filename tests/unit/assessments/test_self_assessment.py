from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.self_assessment import CourseTime, due, is_late, opened

STARTS = date(2026, 10, 5)
TIME = CourseTime(starts_on=STARTS, ends_on=STARTS + timedelta(days=168))


@pytest.mark.parametrize(
    ("days", "come"),
    [
        (-30, ["entry"]),
        (0, ["entry"]),
        (83, ["entry"]),
        (84, ["entry", "middle"]),
        (139, ["entry", "middle"]),
        (140, ["entry", "middle", "exit"]),
        (400, ["entry", "middle", "exit"]),
    ],
)
def test_each_moment_comes_with_the_time_of_the_cohort(days: int, come: list[str]) -> None:
    assert list(opened(TIME, STARTS + timedelta(days=days))) == come


def test_the_review_talk_opens_the_middle_and_never_shuts_it() -> None:
    early = CourseTime(starts_on=STARTS, ends_on=TIME.ends_on, review_on=STARTS)
    late = CourseTime(starts_on=STARTS, ends_on=TIME.ends_on, review_on=TIME.ends_on)
    assert early.opens_on("middle") == STARTS
    assert late.opens_on("middle") == TIME.half_on


def test_the_end_of_a_participation_opens_everything() -> None:
    over = CourseTime(starts_on=STARTS, ends_on=TIME.ends_on, over=True)
    assert list(opened(over, STARTS)) == ["entry", "middle", "exit"]


@given(st.integers(-50, 400), st.sets(st.sampled_from(["entry", "middle", "exit"])))
def test_a_moment_that_has_come_stays_open_and_the_earliest_is_due(
    days: int, kept: set[str]
) -> None:
    today = STARTS + timedelta(days=days)
    come = list(opened(TIME, today))
    assert come == list(opened(TIME, today + timedelta(days=50)))[: len(come)]
    assert due(TIME, kept, today) == next((one for one in come if one not in kept), "")
    assert [is_late(TIME, one, today) for one in come] == [True] * (len(come) - 1) + [False]
