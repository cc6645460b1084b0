"""Remind a trainee of what is near: one letter, within the cap."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from assessments.reminding import is_quiet, may_remind
from course.actions.letters import post
from course.clock import LOCAL_ZONE, day_begins
from course.models import Enrolment, Letter, Person
from course.queries.reminding import meetings_tomorrow, place_to_remind, reminders_of
from course.terms import LetterKind


@dataclass(frozen=True, slots=True)
class LeftToDo:
    """What a trainee has still to do: work with its title and last day; whether there is more."""

    due: Sequence[tuple[str, date]]
    anything: bool


def remind(session: Session, enrolment_id: int, left: LeftToDo, *, at: datetime) -> Letter | None:
    """Post one letter about all that is near; nothing where nothing is, or the cap is reached."""
    place = place_to_remind(session, enrolment_id, at=at)
    if place is None:
        return None
    before, seen_at = reminders_of(session, place)
    hour = at.astimezone(LOCAL_ZONE).hour
    if not may_remind(before, seen_at=seen_at, at=at, local_hour=hour):
        return None
    meetings = meetings_tomorrow(session, place.cohort_id, at=at)
    quiet = left.anything and is_quiet(before, seen_at=seen_at or _began(place), at=at)
    if not (meetings or left.due or quiet):
        return None
    facts = {
        "meetings": [
            {"title": one.title, "starts_at": one.starts_at.isoformat(), "place": one.place}
            for one in meetings
        ],
        "due": [{"title": title, "due_on": day.isoformat()} for title, day in left.due],
        "quiet": quiet,
        "path": "/course",
        "person_id": place.person_id,
    }
    after = before.since(seen_at).with_one_more(at)
    place.reminded_at, place.reminders = after.last_at, after.count
    key = f"reminder-{place.id}-{int(at.timestamp())}"
    return post(session, LetterKind.REMINDER, to=place.person, key=key, at=at, facts=facts)


def choose_reminders(person: Person, *, wanted: bool, at: datetime) -> None:
    """Get letters that remind, or no longer."""
    if wanted:
        person.reminders_off_at = None
    elif person.reminders_off_at is None:
        person.reminders_off_at = at


def _began(place: Enrolment) -> datetime:
    """From when a person could have been seen."""
    first = place.cohort.starts_on
    return day_begins(max(first, place.started_on) if place.started_on else first)
