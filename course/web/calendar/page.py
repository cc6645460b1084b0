"""A person's coming dates in words, and the address that a phone subscribes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from course.actions.calendar import renew_calendar
from course.clock import local_day, now
from course.database import reading, writing
from course.language import Voice
from course.models import Person
from course.queries.calendar import Dated, DateKind, calendar_of
from course.settings_here import address_of
from course.web.access import signed_in
from course.web.calendar.blueprint import bp
from course.web.calendar.feed import token_of
from course.web.calendar.told import is_known, leads_to, title_of
from course.web.due import until_told
from course.web.i18n import speaking
from course.web.visitors import visitor


@dataclass(frozen=True, slots=True)
class Shown:
    """One date as a line of the page."""

    title: str
    when: str
    place: str
    href: str
    cancelled: bool
    done: bool


@dataclass(frozen=True, slots=True)
class Month:
    """The dates of a month, by its first day."""

    first: date
    lines: Sequence[Shown]


@bp.get("/calendar")
@signed_in
def show() -> ResponseReturnValue:
    """All coming dates by month, the past ones folded, and how to have them in one's phone."""
    today = local_day(now())
    dates = [one for one in calendar_of(reading(), visitor(), at=now()) if is_known(one)]
    address = address_of("calendar.feed", token=token_of(visitor()))
    return render_template(
        "calendar/show.html",
        coming=_by_month(one for one in dates if one.day >= today),
        past=_by_month(one for one in reversed(dates) if one.day < today),
        teaches=any(one.cohort for one in dates),
        studies=not all(one.cohort for one in dates),
        address=address,
        webcal=f"webcal://{address.partition('://')[2]}",
    )


@bp.post("/calendar/address")
@signed_in
def renew() -> ResponseReturnValue:
    """Make a new address; the old one stops working."""
    with writing() as session:
        person = session.get_one(Person, visitor().id, with_for_update=True)
        renew_calendar(session, person, by=person, at=now())
    flash(speaking().gettext("The calendar has a new address. The old one no longer works."))
    return redirect(url_for(".show", _anchor="subscribe"), 303)


def _by_month(dates: Iterable[Dated]) -> Sequence[Month]:
    return [
        Month(first, [_shown(one, speaking()) for one in found])
        for first, found in groupby(dates, key=lambda one: one.day.replace(day=1))
    ]


def _shown(one: Dated, speak: Voice) -> Shown:
    leads, title = leads_to(one), title_of(one, speak)
    off = one.meeting is not None and one.meeting.cancelled_at is not None
    return Shown(
        speak.say("Cancelled: %(title)s", title=title) if off else title,
        _when(one, speak),
        one.place,
        url_for(leads.endpoint, **leads.values),
        off,
        one.done,
    )


def _when(one: Dated, speak: Voice) -> str:
    if one.meeting is not None:
        return speak.span(one.meeting.starts_at, one.meeting.minutes, year=False)
    if one.kind is DateKind.DUE:
        return until_told(one.day)
    return speak.near_day(one.day)
