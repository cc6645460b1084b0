"""The only place that reads the clock."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

LOCAL_ZONE = ZoneInfo("Europe/Warsaw")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def local_day(instant: datetime) -> date:
    """The calendar day of an instant where the programme takes place."""
    return instant.astimezone(LOCAL_ZONE).date()


def day_begins(day: date) -> datetime:
    """The first instant of a calendar day where the programme takes place."""
    return datetime.combine(day, time(), LOCAL_ZONE).astimezone(UTC)
