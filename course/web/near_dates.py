"""The nearest dates of a trainee, whatever they are about, as lines of My course."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from course.catalogue import Catalogue
from course.models import Meeting
from course.queries.my_course import Ending
from course.web.due import DueShown
from course.web.i18n import language, speaking

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Near:
    """One date: how many days until then, what, when in words, where, and what tells more."""

    days: int
    title: str
    when: str
    place: str
    href: str


def near_dates(
    course: Catalogue,
    meetings: Sequence[tuple[Meeting, int]],
    dues: Mapping[str, DueShown],
    ending: Ending,
    today: date,
) -> Sequence[Near]:
    """Meetings, last days and the talk with the panel, the nearest first; what is past is not."""
    speak, found = speaking(), []
    for meeting, days in meetings:
        when = speak.span(meeting.starts_at, meeting.minutes, year=False)
        found.append(Near(days, meeting.title, when, meeting.place, url_for("meetings.mine")))
    for slug, due in dues.items():
        if not due.past and slug in course.assignments:
            title = course.assignments[slug].title.in_language(language())
            href = url_for("assignments.show", slug=slug)
            found.append(Near((due.day - today).days, title, due.until, "", href))
    if ending.panel_on is not None and ending.panel_on >= today:
        days, when = (ending.panel_on - today).days, speak.near_day(ending.panel_on)
        title = speak.gettext("Your talk with the panel")
        place = ending.panel_place or ""
        found.append(Near(days, title, when, place, url_for("certificates.mine")))
    return sorted(found, key=lambda one: one.days)[:SHOWN]
