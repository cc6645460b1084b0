"""When a panel is to be held: the curriculum, section 4.3, and the four weeks of counting."""

from datetime import date, timedelta
from typing import Literal

from assessments.counting import DAYS_TO_DECIDE

DAYS_TO_HOLD = 14
"""Days after the end of participation within which the panel is to meet."""

Lateness = Literal["in_time", "late", "uncounted"]


def last_day_to_hold(ended_on: date) -> date:
    """The last day on which a first panel is in time."""
    return ended_on + timedelta(days=DAYS_TO_HOLD)


def last_day_to_count(ended_on: date) -> date:
    """The last day on which a decision, so also a supplement, lets the person be counted."""
    return ended_on + timedelta(days=DAYS_TO_DECIDE)


def lateness(ended_on: date, held_on: date) -> Lateness:
    """What a panel's day means: late is allowed, after day 28 the person is not counted."""
    if held_on > last_day_to_count(ended_on):
        return "uncounted"
    return "late" if held_on > last_day_to_hold(ended_on) else "in_time"
