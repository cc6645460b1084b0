"""Practice and meetings for tests."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from course.models import Attendance, Cohort, Enrolment, FieldEntry, Meeting, Person
from course.terms import FieldEntryKind, FieldEntryState, MeetingKind
from tests.make import MONDAY, add


def make_entry(session: Session, enrolment: Enrolment, **columns: Any) -> FieldEntry:
    """A conversation of 35 minutes that waits for confirmation."""
    defaults: dict[str, Any] = {
        "kind": FieldEntryKind.CONVERSATION,
        "done_on": date(2026, 11, 20),
        "minutes": 35,
        "what": "Rozmowa z R-01 przy garażach",
        "values": {},
        "state": FieldEntryState.CLAIMED,
        "claimed_at": MONDAY,
    }
    return add(session, FieldEntry(enrolment_id=enrolment.id, **(defaults | columns)))


def make_meeting(session: Session, cohort: Cohort, led_by: Person, **columns: Any) -> Meeting:
    """The first workshop, six hours long."""
    defaults: dict[str, Any] = {
        "kind": MeetingKind.WORKSHOP,
        "code": "W1",
        "title": "Rola i słuchanie",
        "place": "Krosno, Lwowska 28a",
        "starts_at": MONDAY - timedelta(days=10),
        "minutes": 360,
    }
    return add(session, Meeting(cohort_id=cohort.id, led_by_id=led_by.id, **(defaults | columns)))


def make_attendance(
    session: Session, meeting: Meeting, enrolment: Enrolment, minutes: int
) -> Attendance:
    """That somebody was there for some minutes."""
    return add(
        session,
        Attendance(
            meeting_id=meeting.id,
            enrolment_id=enrolment.id,
            minutes_present=minutes,
            recorded_by_id=meeting.led_by_id,
            recorded_at=MONDAY,
        ),
    )
