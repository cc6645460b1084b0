"""The last day of an assignment in words: until when, how far away that is, and who was late."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from assessments.due_days import days_late
from course.clock import local_day
from course.models import Submission
from course.sentences.mark import N_
from course.terms import SubmissionState, WorkMedium
from course.web.i18n import speaking

# The weekday bends in Polish, so each has a sentence of its own.
_UNTIL = (
    N_("until Monday, %(day)s, midnight"),
    N_("until Tuesday, %(day)s, midnight"),
    N_("until Wednesday, %(day)s, midnight"),
    N_("until Thursday, %(day)s, midnight"),
    N_("until Friday, %(day)s, midnight"),
    N_("until Saturday, %(day)s, midnight"),
    N_("until Sunday, %(day)s, midnight"),
)

_WRITTEN = {SubmissionState.DRAFT, SubmissionState.RETURNED}


@dataclass(frozen=True, slots=True)
class DueShown:
    """A last day as a page shows it. Midnight is that of Poland, where all of it takes place."""

    day: date
    until: str
    left: str
    past: bool


def due_shown(day: date | None, today: date) -> DueShown | None:
    """Say "do niedzieli, 6 grudnia, do północy", "zostały 3 dni"; nothing without a day."""
    if day is None:
        return None
    return DueShown(day, until_told(day), _left(day, today), day < today)


def until_told(day: date) -> str:
    """Until when, with the weekday."""
    return speaking().say(_UNTIL[day.weekday()], day=speaking().long_day_and_month(day))


def still_due(day: date | None, work: Submission | None, today: date) -> DueShown | None:
    """The same for who still writes; the day of the first time presses nobody who mends it."""
    if day is None or (work is not None and work.state not in _WRITTEN):
        return None
    mends = work is not None and (work.number > 1 or work.handed_in_at is not None)
    return None if mends and day < today else due_shown(day, today)


def dues_shown(
    days: Mapping[str, date], works: Mapping[str, Submission], today: date
) -> Mapping[str, DueShown]:
    """The last days of one trainee's assignments, by assignment."""
    found = {slug: still_due(day, works.get(slug), today) for slug, day in days.items()}
    return {slug: due for slug, due in found.items() if due is not None}


def late_told(work: Submission, day: date | None) -> str:
    """By how much the work came late; empty where it did not.

    Only of the first time, and not of paper: nobody knows when that reached the trainer.
    """
    if work.handed_in_at is None or work.number > 1 or work.given_as is not WorkMedium.SCREEN:
        return ""
    late = days_late(local_day(work.handed_in_at), day)
    if not late:
        return ""
    return speaking().say_count("handed in %(num)s day late", "handed in %(num)s days late", late)


def _left(day: date, today: date) -> str:
    speak, days = speaking(), (day - today).days
    if days == 0:
        return speak.gettext("this is the last day")
    if days > 0:
        return speak.say_count("%(num)s day left", "%(num)s days left", days)
    return speak.say_count("passed %(num)s day ago", "passed %(num)s days ago", -days)
