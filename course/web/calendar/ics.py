"""A calendar as a file that phones and Outlook read: iCalendar, RFC 5545 and 7986.

Times are told in UTC, so that no table of time zones can be wrong; what takes a day has a day. The
same dates always make the same bytes. No name of anybody, no mark and no result stands in it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from icalendar import Calendar, Event
from icalendar.prop import vDuration

from course.language import Voice
from course.queries.calendar import Dated, DateKind
from course.settings_here import address_of, settings_here
from course.web.calendar.told import is_known, leads_to, title_of

ASKED_AGAIN = 6
"""After how many hours a phone is asked to look for what changed."""

MEDIA_TYPE = "text/calendar"


def calendar_file(dates: Iterable[Dated], voice: Voice) -> bytes:
    """The dates as one file, in the language of their person."""
    name = voice.gettext("Socially Organised: my dates")
    calendar = Calendar()
    calendar.add("prodid", f"-//Spolecznie Zorganizowani//course//{voice.language.value.upper()}")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    again = vDuration(timedelta(hours=ASKED_AGAIN))
    again.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", again)
    calendar.add("x-published-ttl", f"PT{ASKED_AGAIN}H")
    for date in dates:
        if is_known(date):
            calendar.add_component(_event(date, voice))
    written: bytes = calendar.to_ical()
    return written


def _event(date: Dated, voice: Voice) -> Event:
    leads = leads_to(date)
    event = Event()
    event.add("uid", f"{date.key}@{urlsplit(settings_here().base_url).hostname}")
    event.add("dtstamp", _whole(date.changed_at))
    event.add("last-modified", _whole(date.changed_at))
    event.add("sequence", date.changes)
    event.add("url", address_of(leads.endpoint, **leads.values))
    if date.place:
        event.add("location", date.place)
    title = title_of(date, voice)
    if date.meeting is None:
        _whole_day(event, date)
        event.add("summary", title)
        event.add("description", _said_of_day(date, voice))
        return event
    meeting = date.meeting
    event.add("dtstart", _whole(meeting.starts_at))
    event.add("dtend", _whole(meeting.starts_at) + timedelta(minutes=meeting.minutes))
    off = meeting.cancelled_at is not None
    event.add("status", "CANCELLED" if off else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if off else "OPAQUE")
    event.add("summary", voice.say("Cancelled: %(title)s", title=title) if off else title)
    event.add("description", voice.span(meeting.starts_at, meeting.minutes))
    return event


def _whole_day(event: Event, date: Dated) -> None:
    event.add("dtstart", date.day)
    event.add("dtend", date.day + timedelta(days=1))  # the first day after it
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE" if date.kind is DateKind.PANEL else "TRANSPARENT")


def _said_of_day(date: Dated, voice: Voice) -> str:
    day = voice.day(date.day)
    if date.kind is DateKind.DUE:
        return voice.say("Until midnight, Polish time: %(day)s.", day=day)
    if date.kind is DateKind.PANEL:
        return voice.say("%(day)s. The hour is told to you apart.", day=day)
    return day


def _whole(instant: datetime) -> datetime:
    """An instant in whole seconds: the format knows no parts of them."""
    return instant.replace(microsecond=0)
