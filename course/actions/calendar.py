"""The address of a person's calendar, made anew."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import Person
from course.terms import Act


def renew_calendar(session: Session, person: Person, *, by: Person, at: datetime) -> None:
    """Give a calendar a new address; whoever knows the old one sees it no longer."""
    person.calendar_version += 1
    facts = {"changed": "calendar_address"}
    note(session, Act.PERSON_CHANGED, by=by, subject=person, at=at, facts=facts)
