"""Who came: on screen, with exceptions and corrections, and on the paper to be signed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from pypdf import PageObject, PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.meetings import record_attendance
from course.errors import NotAllowed
from course.models import Attendance, Person
from course.queries.meetings import Presence, seen_of
from course.queries.records import record_of
from course.terms import AttendanceState, MeetingKind
from tests.make import (
    MONDAY,
    make_enrolment,
    make_person,
    make_trainer,
)
from tests.make_fieldwork import make_meeting
from tests.pages import Page, PageClient
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]


def marks(presences: dict[int, str], seen: str = seen_of([]), **more: str) -> dict[str, str]:
    return {f"state-{key}": state for key, state in presences.items()} | {"seen": seen} | more


def chosen(page: Page) -> dict[str, str]:
    return {
        field.get("name", ""): field.get("value", "")
        for field in page.root.iter("input")
        if field.get("type") == "radio" and field.get("checked") is not None
    }


def test_attendance_is_recorded_in_minutes(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    absent = make_enrolment(session, cast.cohort)
    unsaid = make_enrolment(session, cast.cohort)
    client = signed_in_as(cast.ben)
    client.post(
        f"/meetings/{meeting.id}",
        data={
            "seen": seen_of([]),
            f"state-{cast.enrolment.id}": "late",
            f"minutes-{cast.enrolment.id}": "300",
            f"state-{absent.id}": "absent",
            f"minutes-{absent.id}": "17",
            f"minutes-{unsaid.id}": "",
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
        f"/meetings/{meeting.id}",
        data={f"state-{cast.enrolment.id}": "late", f"minutes-{cast.enrolment.id}": "999"},
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
        came = {f"state-{cast.enrolment.id}": "present", "seen": seen_of([])}
        answer = client.post(f"/meetings/{meeting.id}", data=came)
    assert "Te zajęcia są jeszcze przed nami" in page.text
    assert answer.status_code == 422
    assert session.scalars(select(Attendance)).all() == []


def test_odd_fields_of_attendance_are_left_aside(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    odd = {f"state-{'9' * 5000}": "present", "state-x": "late", "minutes-x": "10"}
    odd["seen"] = seen_of([])
    answer = signed_in_as(cast.ben).post(f"/meetings/{meeting.id}", data=odd)
    assert answer.status_code == 303
    assert session.scalars(select(Attendance)).all() == []


def test_everybody_is_present_with_one_press(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    nina = make_enrolment(session, cast.cohort, make_person(session, "Nina Żak"))
    meeting = make_meeting(session, cast.cohort, cast.ben)
    page = signed_in_as(cast.ben).page(f"/meetings/{meeting.id}")
    preset = chosen(page)
    assert list(preset) == [f"state-{cast.enrolment.id}", f"state-{nina.id}"]
    assert set(preset.values()) == {"present"}
    legends = ["".join(legend.itertext()) for legend in page.root.iter("legend")]
    assert legends == ["1. Ana Ćwikła", "2. Nina Żak"]
    signed_in_as(cast.ben).post(f"/meetings/{meeting.id}", data=preset | {"seen": seen_of([])})
    assert session.scalars(select(Attendance.minutes_present)).all() == [360, 360]


def test_an_excuse_is_needed_and_kept(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    meeting, key = make_meeting(session, cast.cohort, cast.ben), cast.enrolment.id
    client, address = signed_in_as(cast.ben), f"/meetings/{meeting.id}"
    assert client.post(address, data=marks({key: "excused"})).status_code == 422
    excused = marks({key: "excused"}, **{f"excuse-{key}": "Wyjazd służbowy"})
    assert client.post(address, data=excused).status_code == 303
    assert 'value="Wyjazd służbowy"' in client.page(address).html
    assert "Wyjazd służbowy" in signed_in_as(cast.ana).page("/meetings/mine").text
    odd = client.post(address, data=marks({key: "asleep"}))
    assert odd.status_code == 422


def test_two_trainers_at_once_see_both_versions(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting, key = make_meeting(session, cast.cohort, cast.ben), cast.enrolment.id
    ewa = make_trainer(session, cast.cohort, "Ewa Mak")
    address = f"/meetings/{meeting.id}"
    late = marks({key: "late"}, **{f"minutes-{key}": "200"})
    assert signed_in_as(ewa).post(address, data=late).status_code == 303
    answer = signed_in_as(cast.ben).post(address, data=marks({key: "absent"}))
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert chosen(page) == {f"state-{key}": "absent"}
    assert "Ewa Mak" in page.text
    assert "spóźnienie, 3 h 20 min" in page.text
    [seen] = [one.get("value", "") for one in page.root.iter("input") if one.get("name") == "seen"]
    again = signed_in_as(cast.ben).post(address, data=marks({key: "absent"}, seen))
    assert again.status_code == 303
    assert session.scalars(select(Attendance.minutes_present)).all() == [0]


def test_a_review_talk_says_whose_it_was(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    nina = make_enrolment(session, cast.cohort)
    meeting = make_meeting(
        session, cast.cohort, cast.ben, code="R1", kind=MeetingKind.REVIEW, minutes=45
    )
    client, address = signed_in_as(cast.ben), f"/meetings/{meeting.id}"
    assert set(chosen(client.page(address)).values()) == {""}
    client.post(address, data=marks({cast.enrolment.id: "present", nina.id: ""}))
    [row] = session.scalars(select(Attendance))
    assert (row.enrolment_id, record_of(session, cast.enrolment.id).review_talks) == (
        cast.enrolment.id,
        1,
    )


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (12, 1), (40, 3)])
def test_the_list_to_be_signed_has_every_name_in_order(
    session: Session, signed_in_as: SignIn, cast: Cast, number: int, pages: int
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    for place in range(number - 1):
        person = make_person(session, f"Osoba {'CĆDEŁLŻŹ'[place % 8]}{'abcde'[place // 8]}ńska")
        make_enrolment(session, cast.cohort, person)
    client = signed_in_as(cast.ben)
    answer = client.get(f"/meetings/{meeting.id}/sheet")
    assert answer.mimetype == "application/pdf"
    reader = PdfReader(BytesIO(answer.data))
    assert len(reader.pages) == pages
    text = words(reader)
    for said in ("Lista obecności", "W1. Rola i słuchanie", "piątek, 13 listopada 2026"):
        assert said in text
    for said in ("12:03–18:03", "Krosno, Lwowska 28a", "Ben Wrona", "Podpis – przyjście"):
        assert said in text
    for page in reader.pages:
        assert cast.programme.project_number in words_of(page)
    listed = [
        "".join(legend.itertext()).replace(". ", " ", 1)
        for legend in client.page(f"/meetings/{meeting.id}").root.iter("legend")
    ]
    places = [text.index(line) for line in listed]
    assert len(places) == number
    assert places == sorted(places)


def test_a_list_without_names_has_rows_to_write_in(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    answer = signed_in_as(cast.ben).get(f"/meetings/{meeting.id}/sheet?blank=yes")
    text = words(PdfReader(BytesIO(answer.data)))
    assert "Ana Ćwikła" not in text
    assert " 20 " in f"{text} "


def words(reader: PdfReader) -> str:
    return " ".join(words_of(page) for page in reader.pages)


def words_of(page: PageObject) -> str:
    return " ".join(page.extract_text().replace("\N{NO-BREAK SPACE}", " ").split())


def test_nobody_records_their_own_attendance(
    session: Session, cast: Cast, signed_in_as: SignIn
) -> None:
    """Ewa trains the cohort in which she studies too."""
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    place = make_enrolment(session, cast.cohort, ewa)
    meeting = make_meeting(session, cast.cohort, cast.ben)
    client, address = signed_in_as(ewa), f"/meetings/{meeting.id}"
    page = client.page(address)
    assert f'name="state-{place.id}"' not in page.html
    assert "Ewa Druga" in page.text
    assert "Twoją obecność zapisuje inna osoba z zespołu trenerskiego." in page.text
    sent = {f"state-{one.id}": "present" for one in (place, cast.enrolment)}
    sent["seen"] = seen_of([])
    assert client.post(address, data=sent).status_code == 303
    there = session.scalars(select(Attendance.enrolment_id)).all()
    assert there == [cast.enrolment.id]
    whole = Presence(AttendanceState.PRESENT, meeting.minutes)
    with pytest.raises(NotAllowed):
        record_attendance(session, meeting, {place.id: whole}, seen="", by=ewa, at=MONDAY)
