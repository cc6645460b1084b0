"""Taught days and attendance in minutes."""

from collections.abc import Callable
from datetime import timedelta

import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Attendance, Meeting, Person
from course.queries.records import record_of
from course.terms import MeetingKind
from tests.make import MONDAY, make_enrolment
from tests.make_fieldwork import make_attendance, make_meeting
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]


def planned(cast: Cast, **changed: str) -> dict[str, str]:
    return {
        "cohort": str(cast.cohort.id),
        "kind": "workshop",
        "code": "w2",
        "title": "Klinika słuchania",
        "place": "Krosno",
        "starts_at": "2026-12-12T09:00",
        "minutes": "360",
    } | changed


def test_a_trainer_plans_a_workshop(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    client = signed_in_as(cast.ben)
    client.page("/meetings/new")
    assert client.post("/meetings/new", data=planned(cast)).status_code == 303
    meeting = session.scalars(select(Meeting)).one()
    assert (meeting.code, meeting.starts_at.isoformat()) == ("W2", "2026-12-12T08:00:00+00:00")
    assert "sobota, 12 grudnia 2026, 09:00" in client.page("/meetings").text
    taken = client.post("/meetings/new", data=planned(cast, title="Inny"))
    assert taken.status_code == 409
    assert "Inny" in taken.get_data(as_text=True)


def test_only_own_cohorts_are_offered(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    answer = signed_in_as(cast.ben).post("/meetings/new", data=planned(cast, cohort="999999"))
    assert answer.status_code == 422
    assert session.scalars(select(Meeting)).all() == []


def test_attendance_is_recorded_in_minutes(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    absent = make_enrolment(session, cast.cohort)
    late = make_enrolment(session, cast.cohort)
    client = signed_in_as(cast.ben)
    client.post(
        f"/meetings/{meeting.id}",
        data={
            f"minutes-{cast.enrolment.id}": "300",
            f"minutes-{absent.id}": "0",
            f"minutes-{late.id}": "",
        },
    )
    rows = {row.enrolment_id: row.minutes_present for row in session.scalars(select(Attendance))}
    assert rows == {cast.enrolment.id: 300, absent.id: 0}
    record = record_of(session, cast.enrolment.id)
    assert (record.workshop_minutes, record.workshops_attended) == (300, frozenset({"W1"}))


def test_too_many_minutes_are_named_and_kept(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    answer = signed_in_as(cast.ben).post(
        f"/meetings/{meeting.id}", data={f"minutes-{cast.enrolment.id}": "999"}
    )
    assert answer.status_code == 422
    assert 'value="999"' in answer.get_data(as_text=True)
    assert session.scalars(select(Attendance)).all() == []


def test_nobody_was_at_a_meeting_that_is_still_to_come(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben, starts_at=MONDAY + timedelta(days=1))
    with time_machine.travel(MONDAY, tick=False):
        client = signed_in_as(cast.ben)
        page = client.page(f"/meetings/{meeting.id}")
        minutes = {f"minutes-{cast.enrolment.id}": "300"}
        answer = client.post(f"/meetings/{meeting.id}", data=minutes)
    assert "Te zajęcia są jeszcze przed nami" in page.text
    assert answer.status_code == 422
    assert session.scalars(select(Attendance)).all() == []


def test_less_than_half_of_a_workshop_is_not_attended(session: Session, cast: Cast) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    make_attendance(session, meeting, cast.enrolment, 179)
    record = record_of(session, cast.enrolment.id)
    assert (record.workshop_minutes, record.workshops_attended) == (179, frozenset())


def test_meetings_of_others_are_not_found(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    assert signed_in_as(cast.carla).get(f"/meetings/{meeting.id}").status_code == 403
    assert signed_in_as(cast.ana).get("/meetings").status_code == 403


def test_odd_fields_of_attendance_are_left_aside(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    odd = {f"minutes-{'9' * 5000}": "10", "minutes-x": "10"}
    answer = signed_in_as(cast.ben).post(f"/meetings/{meeting.id}", data=odd)
    assert answer.status_code == 303
    assert session.scalars(select(Attendance)).all() == []


def test_supervisions_and_review_talks_are_counted_apart_from_workshops(
    session: Session, cast: Cast
) -> None:
    for code, kind in (
        ("S1", MeetingKind.SUPERVISION),
        ("S2", MeetingKind.SUPERVISION),
        ("R1", MeetingKind.REVIEW),
    ):
        meeting = make_meeting(session, cast.cohort, cast.ben, code=code, kind=kind)
        make_attendance(session, meeting, cast.enrolment, meeting.minutes)
    missed = make_meeting(session, cast.cohort, cast.ben, code="S3", kind=MeetingKind.SUPERVISION)
    make_attendance(session, missed, cast.enrolment, 0)
    record = record_of(session, cast.enrolment.id)
    assert (record.supervisions, record.review_talks) == (2, 1)
    assert (record.workshop_minutes, record.workshops_attended) == (0, frozenset())
