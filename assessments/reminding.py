"""May a letter remind somebody now? A cap that no sequence of days gets round.

At most one letter in 48 hours, at most three since the person was last seen, none at night. Being
seen, which is doing anything in the course, begins the count anew.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

BETWEEN_LETTERS = timedelta(hours=48)
MOST_UNANSWERED = 3
FIRST_HOUR, LAST_HOUR = 7, 20
QUIET_FOR = timedelta(days=7)
"""Nothing heard for so long is a reason to write, and so it is again after as long a silence."""

SOON_DAYS = 3
"""Work due within so many days is soon."""


@dataclass(frozen=True, slots=True)
class Reminders:
    """The letters that one person got: the last one, and how many since they were last seen."""

    last_at: datetime | None = None
    count: int = 0

    def since(self, seen_at: datetime | None) -> "Reminders":
        """The count as it stands, once the person has been seen after the last letter."""
        if self.last_at is not None and seen_at is not None and seen_at > self.last_at:
            return replace(self, count=0)
        return self

    def with_one_more(self, at: datetime) -> "Reminders":
        """After another letter."""
        return Reminders(at, self.count + 1)


def is_daytime(local_hour: int) -> bool:
    """Whether letters may go out at this hour, where the person lives."""
    return FIRST_HOUR <= local_hour < LAST_HOUR


def may_remind(
    before: Reminders, *, seen_at: datetime | None, at: datetime, local_hour: int
) -> bool:
    """Whether one more letter stays within the cap."""
    counted = before.since(seen_at)
    rested = counted.last_at is None or at - counted.last_at >= BETWEEN_LETTERS
    return rested and counted.count < MOST_UNANSWERED and is_daytime(local_hour)


def is_quiet(before: Reminders, *, seen_at: datetime, at: datetime) -> bool:
    """Whether nothing was heard for a week, and no letter went out meanwhile.

    `seen_at`: the last sign of life, or the first day of who never gave one.
    """
    spoken = seen_at if before.last_at is None else max(seen_at, before.last_at)
    return at - spoken >= QUIET_FOR
