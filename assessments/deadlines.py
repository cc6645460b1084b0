"""How long an attempt may take: the server's clock decides, by what was fixed at the start."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from assessments.definitions import Quiz

GRACE = timedelta(seconds=90)
"""30 seconds for the network, 60 for the hands; after it an answer is kept but not counted."""

_WHOLE = 100


class TimeState(StrEnum):
    """Where an instant lies before or after the end of an attempt."""

    OPEN = "open"
    GRACE = "grace"  # no new question is shown, but what was begun may still be saved
    OVER = "over"


def allowed_time(quiz: Quiz, extra_percent: int) -> timedelta | None:
    """The time for one attempt with a person's extra time; none where time is not limited."""
    if quiz.minutes is None:
        return None
    return timedelta(minutes=quiz.minutes) * (_WHOLE + extra_percent) / _WHOLE


def due_at(quiz: Quiz, *, started_at: datetime, extra_percent: int) -> datetime | None:
    """When an attempt ends, in UTC, fixed at its start.

    Local clocks would count an hour too many, or too few, in the nights when they are changed.
    """
    allowed = allowed_time(quiz, extra_percent)
    return None if allowed is None else started_at.astimezone(UTC) + allowed


def extra_percent_in(quiz: Quiz, *, started_at: datetime, due: datetime | None) -> int:
    """How much more time than others an attempt was given, in percent of theirs."""
    if quiz.minutes is None or due is None:
        return 0
    return round((due - started_at) / timedelta(minutes=quiz.minutes) * _WHOLE) - _WHOLE


def time_state(due: datetime | None, at: datetime) -> TimeState:
    """The last microsecond of the time, and of the grace, still belongs to it."""
    if due is None:
        return TimeState.OPEN
    late = at.astimezone(UTC) - due.astimezone(UTC)
    if late <= timedelta(0):
        return TimeState.OPEN
    return TimeState.GRACE if late <= GRACE else TimeState.OVER


def not_before(at: datetime, seen: Iterable[datetime]) -> datetime:
    """The instant, or what was seen already if that is later: a clock set back gives no time."""
    return max(one.astimezone(UTC) for one in (at, *seen))
