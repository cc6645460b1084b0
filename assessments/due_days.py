"""When a piece of work is due, and how far away that is. A day lasts until its midnight."""

from collections.abc import Hashable, Mapping, Sequence
from datetime import date
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def due_day(planned: date | None, given: Sequence[date]) -> date | None:
    """The day for one trainee: everybody's, moved by the newest that was given to this person.

    More time never makes the day come sooner than it comes for everybody.
    """
    if not given:
        return planned
    return given[-1] if planned is None else max(planned, given[-1])


def moved_days(
    planned: Mapping[Key, date], given: Mapping[Key, Sequence[date]]
) -> Mapping[Key, date]:
    """The same for many at once: the day of each that has one."""
    days = {key: due_day(planned.get(key), given.get(key, ())) for key in (*planned, *given)}
    return {key: day for key, day in days.items() if day is not None}


def days_late(handed_in_on: date, due_on: date | None) -> int:
    """Whole days after the day; 0 in time, or where no day is set."""
    return 0 if due_on is None else max(0, (handed_in_on - due_on).days)


def submissions_allowed(at_most: int, talks_for_another: int) -> int:
    """How often one may hand in: each talk with the trainer that says so allows once more."""
    return at_most + talks_for_another
