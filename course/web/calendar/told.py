"""Dates of a calendar in words: what it is, where, and which page tells more."""

from dataclasses import dataclass
from typing import Any

from course.catalogue import catalogue
from course.language import Voice
from course.queries.calendar import Dated, DateKind
from course.sentences import N_

_LOOKS = {
    "middle": N_("Self-assessment in the middle of the course opens"),
    "exit": N_("Self-assessment at the end of the course opens"),
}


@dataclass(frozen=True, slots=True)
class Leads:
    """A page that tells more: its endpoint, and the values of its address."""

    endpoint: str
    values: dict[str, Any]


def is_known(date: Dated) -> bool:
    """Whether the course still has what the date is about: assignments may be taken out."""
    return date.kind is not DateKind.DUE or date.slug in catalogue().assignments


def title_of(date: Dated, voice: Voice) -> str:
    """What happens; with the cohort where somebody teaches it."""
    title = _own_title(date, voice)
    return f"{date.cohort}: {title}" if date.cohort else title


def leads_to(date: Dated) -> Leads:
    """Where more of it stands."""
    match date.kind:
        case DateKind.MEETING if date.cohort and date.meeting:
            return Leads("meetings.show", {"meeting_id": date.meeting.id})
        case DateKind.MEETING:
            return Leads("meetings.mine", {})
        case DateKind.DUE if date.cohort:
            return Leads("cohorts.index", {})
        case DateKind.DUE:
            return Leads("assignments.show", {"slug": date.slug})
        case DateKind.SELF_ASSESSMENT:
            return Leads("records.self_assessment", {"moment": date.slug})
        case DateKind.PANEL:
            return Leads("certificates.mine", {})
        case DateKind.LAST_DAY:
            return Leads("study.course", {})


def _own_title(date: Dated, voice: Voice) -> str:
    match date.kind:
        case DateKind.MEETING:
            meeting = date.meeting
            return f"{meeting.code}. {meeting.title}" if meeting else ""
        case DateKind.DUE:
            title = catalogue().assignments[date.slug].title.in_language(voice.language)
            return voice.say("Last day to hand in “%(title)s”", title=title)
        case DateKind.SELF_ASSESSMENT:
            return voice.gettext(_LOOKS[date.slug])
        case DateKind.PANEL:
            return voice.gettext("Your talk with the panel")
        case DateKind.LAST_DAY:
            return voice.gettext("Last day of the course")
