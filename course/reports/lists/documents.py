"""A list as a document: its title, its headings, and in words which rows were asked for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy.orm import Session

from content.languages import Language
from course.language import Voice
from course.models import Programme
from course.papers import Mark
from course.reports.formats import Document
from course.reports.lists.asked import DAYS, Asked, Choices, Filter
from course.reports.lists.cells import Column
from course.reports.lists.listing import Listing, Looking
from course.sentences import N_

# What a list that knows a filter says without it, with it, and how the value is called there.
_SAYS = {
    Filter.COHORT: (N_("every cohort"), N_("cohort %(value)s")),
    Filter.STATE: (N_("every state"), N_("state “%(value)s”")),
    Filter.CITY: (None, N_("city %(value)s")),
    Filter.MEETING: (None, N_("meeting %(value)s")),
    Filter.WORDS: (None, N_("name with “%(value)s”")),
    Filter.SINCE: (None, N_("since %(value)s")),
    Filter.UNTIL: (None, N_("until %(value)s")),
    Filter.AS_OF: (None, N_("as of %(value)s")),
}


def document_of(
    session: Session,
    listing: Listing,
    looking: Looking,
    choices: Choices,
    *,
    marks: Sequence[Mark] = (),
) -> Document:
    """What every file of a list says around the rows."""
    speaking, programme = looking.speaking, looking.programme
    return Document(
        title=title_of(listing, programme, speaking),
        columns=columns_said(session, listing, looking),
        filtered=say_filter(listing, looking.asked, choices, speaking),
        closing=speaking.gettext(listing.closing) if listing.closing else "",
        notes=tuple(listing.notes(session, looking)),
        programme=programme_title(programme, looking.language),
        project_number=programme.project_number or programme.code,
        by=looking.by.name,
        at=looking.at,
        language=looking.language,
        marks=marks,
    )


def columns_said(session: Session, listing: Listing, looking: Looking) -> tuple[Column, ...]:
    """The columns of a list, with headings in the language of who looks."""
    return tuple(
        replace(column, heading=looking.speaking.gettext(column.heading))
        for column in listing.columns(session, looking)
    )


def title_of(listing: Listing, programme: Programme, speaking: Voice) -> str:
    """The programme, and the list within it."""
    heading = speaking.gettext(listing.heading)
    title = programme_title(programme, speaking.language)
    return f"{title}: {heading[:1].lower()}{heading[1:]}"


def programme_title(programme: Programme, language: Language) -> str:
    """The title of a programme in a language."""
    return programme.title_pl if language is Language.PL else programme.title_en


def say_filter(listing: Listing, asked: Asked, choices: Choices, speaking: Voice) -> str:
    """Which rows were asked for, in words."""
    values, parts = asked.address(), []
    for name, (without, with_it) in _SAYS.items():
        value = values.get(name.value) if name in listing.knows else None
        if value is not None:
            told = speaking.gettext(listing.says.get(name, with_it))
            parts.append(told % {"value": _called(name, value, choices, speaking)})
        elif without is not None and name in listing.knows:
            parts.append(speaking.gettext(without))
    return speaking.say("Filter: %(parts)s.", parts=", ".join(parts) or speaking.gettext("none"))


def _called(name: Filter, value: str, choices: Choices, speaking: Voice) -> str:
    if name in DAYS:
        return speaking.short_day(date.fromisoformat(value))
    return (choices.of(name) or {}).get(value, value)
