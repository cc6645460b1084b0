"""Practice and meetings for tests."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.journal import told_by
from course.actions.versions import keep_definition
from course.catalogue import Catalogue
from course.models import (
    Attendance,
    Cohort,
    Enrolment,
    FieldEntry,
    Meeting,
    Observation,
    Person,
    WitnessContact,
)
from course.stored_file import StoredFile
from course.terms import FieldEntryKind, FieldEntryState, MeetingKind, ObservationKind
from tests.make import MONDAY, add

KEY = "written-on-this-phone"
TALK = {  # as its form sends it
    "request_key": KEY,
    "code": "R-07",
    "channel": "door",
    "done_on": "2026-11-20",
    "minutes": "",
    "minutes_other": "40",
    "seldom_heard": "carer",
    "worries": "„Po 22 nie ma czym\r\nwrócić”",
    "energy": "2",
    "next_step": "meeting",
    "next_step_on": "2026-11-22",
    "clean": "yes",
}


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
        "request_key": secrets.token_hex(8),
    }
    return add(session, FieldEntry(enrolment_id=enrolment.id, **(defaults | columns)))


def make_talks(
    session: Session,
    course: Catalogue,
    enrolment_id: int,
    rows: Sequence[Mapping[str, object]],
    **columns: Any,
) -> list[FieldEntry]:
    """Conversations in the journal, from rows as the listening log shows them; each only once."""
    form = course.journal[FieldEntryKind.CONVERSATION]
    version = keep_definition(session, form, at=MONDAY)
    known = session.scalars(
        select(FieldEntry.request_key).where(FieldEntry.enrolment_id == enrolment_id)
    ).all()
    made = []
    for row in rows:
        key = f"talk-{row['code']}"
        if key in known:
            continue
        values = {name: value for name, value in row.items() if name != "done"}
        told = told_by(course.journal, form, values)
        entry = FieldEntry(
            enrolment_id=enrolment_id,
            request_key=key,
            values=values,
            version_digest=version.digest,
            kind=FieldEntryKind(told.kind),
            done_on=told.done_on,
            minutes=told.minutes,
            what=told.what,
            channel=told.channel,
            seldom_heard=told.seldom_heard,
            followed_up_on=told.done_on if row["done"] else None,
            **({"state": FieldEntryState.CLAIMED, "claimed_at": MONDAY} | columns),
        )
        made.append(add(session, entry))
    return made


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


def make_observation(
    session: Session,
    enrolment: Enrolment,
    trainer: Person,
    *,
    scan: StoredFile | None = None,
    **columns: Any,
) -> Observation:
    """What a witness said of a trainee's work, and who the witness is."""
    defaults: dict[str, Any] = {
        "kind": ObservationKind.WITNESS_STATEMENT,
        "dated_on": date(2026, 11, 20),
        "answers": {"acquaintance": "Sąsiadka", "deed": "Zwołanie zebrania na podwórku"},
        "entered_at": MONDAY,
    }
    columns = defaults | columns
    if scan is not None:
        columns |= {"file_name": scan.name, "media_type": scan.media_type, "bytes": scan.bytes}
        columns |= {"sha256": scan.sha256, "stored_as": scan.stored_as}
    observation = add(
        session, Observation(enrolment_id=enrolment.id, entered_by_id=trainer.id, **columns)
    )
    if columns["kind"] is ObservationKind.WITNESS_STATEMENT:
        contact = {"name": "Bronisława Świadek", "contact": "601 202 303"}
        add(session, WitnessContact(observation_id=observation.id, **contact))
    return observation
