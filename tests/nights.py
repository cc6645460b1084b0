"""Nights in which clocks are changed: attempts begun in them, and instants around their ends."""

from datetime import datetime
from zoneinfo import ZoneInfo

from assessments.deadlines import TimeState

WARSAW = ZoneInfo("Europe/Warsaw")
MINUTES = 90
"""How long these attempts may take."""

# On 25 October 2026 the hour from 2 to 3 comes twice, on 28 March 2027 it does not come at all.
AUTUMN = datetime(2026, 10, 25, 1, 30, tzinfo=WARSAW)
AUTUMN_SUMMER_HOUR = datetime(2026, 10, 25, 2, 30, tzinfo=WARSAW)
AUTUMN_WINTER_HOUR = datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=WARSAW)
SPRING = datetime(2027, 3, 28, 1, 30, tzinfo=WARSAW)

NIGHTS = (
    # 90 minutes over the hour that comes twice: to 2.00, and not 3.00, winter time
    (AUTUMN, "2026-10-25T01:00", "2026-10-25T02:00:00+01:00", TimeState.OPEN),
    (AUTUMN, "2026-10-25T01:00", "2026-10-25T02:00:00.001+01:00", TimeState.GRACE),
    (AUTUMN, "2026-10-25T01:00", "2026-10-25T02:01:30+01:00", TimeState.GRACE),
    (AUTUMN, "2026-10-25T01:00", "2026-10-25T02:01:30.001+01:00", TimeState.OVER),
    (AUTUMN, "2026-10-25T01:00", "2026-10-25T02:59:59+02:00", TimeState.OPEN),
    # begun in the first of two hours that bear the same name, and in the second
    (AUTUMN_SUMMER_HOUR, "2026-10-25T02:00", "2026-10-25T03:00:00+01:00", TimeState.OPEN),
    (AUTUMN_SUMMER_HOUR, "2026-10-25T02:00", "2026-10-25T03:00:01+01:00", TimeState.GRACE),
    (AUTUMN_WINTER_HOUR, "2026-10-25T03:00", "2026-10-25T04:00:00+01:00", TimeState.OPEN),
    (AUTUMN_WINTER_HOUR, "2026-10-25T03:00", "2026-10-25T04:01:31+01:00", TimeState.OVER),
    # 90 minutes over the hour that does not come: to 4.00, and not 3.00, summer time
    (SPRING, "2027-03-28T02:00", "2027-03-28T03:59:59.999+02:00", TimeState.OPEN),
    (SPRING, "2027-03-28T02:00", "2027-03-28T04:00:00.001+02:00", TimeState.GRACE),
    (SPRING, "2027-03-28T02:00", "2027-03-28T04:01:30.001+02:00", TimeState.OVER),
)
"""Its start; its end in UTC; an instant as a clock on the wall tells it; and what holds then."""
