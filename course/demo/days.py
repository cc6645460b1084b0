"""The days of the story, counted from the moment in which it is told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from course.clock import LOCAL_ZONE, local_day

FRIDAY, SATURDAY = 4, 5
WEEK = 7


@dataclass(frozen=True, slots=True)
class Days:
    """A day is a number: 0 is today, -1 yesterday. The story itself takes place before today."""

    told_at: datetime

    def day(self, days: int) -> date:
        """The calendar day."""
        return local_day(self.told_at) + timedelta(days=days)

    def at(self, days: int, clock: str) -> datetime:
        """An instant of a day, by the clock on the wall."""
        on_the_wall = datetime.combine(self.day(days), time.fromisoformat(clock), LOCAL_ZONE)
        return on_the_wall.astimezone(UTC)

    def workday(self, days: int) -> int:
        """The day itself, or the Friday before a weekend."""
        return days - max(0, self.day(days).weekday() - FRIDAY)

    def saturday(self, days: int) -> int:
        """The day itself, or the last Saturday before it."""
        return days - (self.day(days).weekday() - SATURDAY) % WEEK
