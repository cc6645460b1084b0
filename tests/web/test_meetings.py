"""Taught days and attendance in minutes."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import CohortTrainer, Meeting, Person
from course.queries.records import record_of
from course.terms import MeetingKind
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_enrolment,
    make_version,
)
from tests.make_fieldwork import make_attendance, make_meeting
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
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
    assert "sobota 12 grudnia 2026, 09:00" in client.page("/meetings").text
    taken = client.post("/meetings/new", data=planned(cast, title="Inny"))
    assert taken.status_code == 409
    assert "Inny" in taken.get_data(as_text=True)
    assert client.post("/meetings/new", data=planned(cast, starts_at="jutro")).status_code == 422


def test_only_own_cohorts_are_offered(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    answer = signed_in_as(cast.ben).post("/meetings/new", data=planned(cast, cohort="999999"))
    assert answer.status_code == 422
    assert session.scalars(select(Meeting)).all() == []


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


def test_a_make_up_is_planned_from_what_was_missed(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    missed, client = make_meeting(session, cast.cohort, cast.ben), signed_in_as(cast.ben)
    form = client.page(f"/meetings/new?for={missed.id}")
    assert 'value="W1-2"' in form.html
    typed = planned(cast, code="W1-2", makes_up_for=str(missed.id))
    assert client.post("/meetings/new", data=typed).status_code == 303
    made = session.scalars(select(Meeting).where(Meeting.code == "W1-2")).one()
    assert made.makes_up_for_id == missed.id
    assert f"/meetings/{made.id}" in client.page(f"/meetings/{missed.id}").links()
    assert "odrabia W1" in client.page("/meetings").text
    chain = client.post(
        "/meetings/new", data=typed | {"code": "W1-3", "makes_up_for": str(made.id)}
    )
    assert chain.status_code == 422


def test_a_make_up_belongs_to_the_cohort_of_what_was_missed(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    other = make_cohort(session, cast.programme)
    add(session, CohortTrainer(cohort_id=other.id, person_id=cast.ben.id, started_on=MONDAY.date()))
    elsewhere = make_meeting(session, other, cast.ben)
    typed = planned(cast, code="W1-2", makes_up_for=str(elsewhere.id))
    assert signed_in_as(cast.ben).post("/meetings/new", data=typed).status_code == 422
    filtered = signed_in_as(cast.ben).page(f"/meetings?cohort={cast.cohort.id}")
    assert f"/meetings/{elsewhere.id}" not in filtered.links()
    assert f"/meetings/{elsewhere.id}" in signed_in_as(cast.ben).page("/meetings?cohort=9").links()


def test_a_plan_is_changed_and_the_rest_stays(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    taken = make_meeting(session, cast.cohort, cast.ben, code="W2")
    client, address = signed_in_as(cast.ben), f"/meetings/{meeting.id}/change"
    assert 'value="2026-11-13T12:03"' in client.page(address).html
    assert client.post(address, data=planned(cast, code="W2")).status_code == 409
    assert client.post(address, data=planned(cast, minutes="0")).status_code == 422
    assert client.post(address, data=planned(cast, code="W4")).status_code == 303
    session.refresh(meeting)
    assert (meeting.code, meeting.place) == ("W4", "Krosno")
    make_attendance(session, taken, cast.enrolment, 360)
    kept = f"/meetings/{taken.id}/change"
    assert 'name="minutes"' not in client.page(kept).html
    client.post(kept, data={"title": "Inny", "place": "Sanok", "minutes": "30"})
    session.refresh(taken)
    assert (taken.title, taken.place, taken.minutes) == ("Inny", "Sanok", 360)


def test_a_cancelled_meeting_is_shown_with_its_reason(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben, starts_at=MONDAY + timedelta(days=1))
    address = f"/meetings/{meeting.id}"
    with time_machine.travel(MONDAY, tick=False):
        client = signed_in_as(cast.ben)
        assert client.post(f"{address}/cancel", data={"reason": ""}).status_code == 422
        assert client.post(f"{address}/cancel", data={"reason": "Awaria"}).status_code == 303
        assert "Awaria" in client.page(address).text
        assert "odwołane" in client.page("/meetings").text
        assert "Awaria" in client.page(f"{address}/change").text
        assert client.post(f"{address}/cancel", data={"reason": "Znów"}).status_code == 409
        trainee = signed_in_as(cast.ana)
        assert "Awaria" in trainee.page("/meetings/mine").text
        make_consents(session, cast.enrolment, cast.ana)
        assert "Rola i słuchanie" not in trainee.page("/course").text


def test_what_is_compulsory_follows_from_the_frozen_rule(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    for address in (f"/meetings/{meeting.id}", "/meetings"):
        assert "obowiązkowe" not in signed_in_as(cast.ben).page(address).text
    cast.programme.rule_digest = make_version(session, course.rules["social-organiser"]).digest
    for address in (f"/meetings/{meeting.id}", "/meetings"):
        assert "obowiązkowe" in signed_in_as(cast.ben).page(address).text
    assert "W1, W3 (Q1)" in signed_in_as(cast.ben).page("/meetings/new").text
    assert "obowiązkowe" in signed_in_as(cast.ana).page("/meetings/mine").text


def test_hours_are_polish_on_both_sides_of_the_change_of_clocks(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.ben)
    for code, day in (("W1", "2027-03-27"), ("W2", "2027-03-29")):
        client.post("/meetings/new", data=planned(cast, code=code, starts_at=f"{day}T09:00"))
    client.post(
        "/meetings/new", data=planned(cast, code="W3", starts_at="2027-03-28T01:00", minutes="120")
    )
    begin = [one.strftime("%H:%M") for one in session.scalars(select(Meeting.starts_at))]
    assert begin == ["08:00", "07:00", "00:00"]
    with time_machine.travel(MONDAY, tick=False):
        text = signed_in_as(cast.ana).page("/meetings/mine").text
    assert "sobota 27 marca 2027, 09:00–15:00, czas polski" in text
    assert "poniedziałek 29 marca 2027, 09:00–15:00, czas polski" in text
    assert "niedziela 28 marca 2027, 01:00–04:00, czas polski" in text
    missing = planned(cast, code="W4", starts_at="2027-03-28T02:30")
    assert client.post("/meetings/new", data=missing).status_code == 422


def test_own_attendance_is_seen_by_oneself_alone(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    nina = make_enrolment(session, cast.cohort)
    meeting = make_meeting(session, cast.cohort, cast.ben)
    make_attendance(session, meeting, cast.enrolment, 300)
    own = signed_in_as(cast.ana).page("/meetings/mine").text
    assert "spóźnienie" in own
    assert "Zaliczono ci: 5 h." in own
    other = signed_in_as(session.get_one(Person, nina.person_id)).page("/meetings/mine").text
    assert "spóźnienie" not in other
    assert "Rola i słuchanie" not in signed_in_as(cast.dov).page("/meetings/mine").text


@pytest.mark.parametrize("number", [1, 3])
def test_lists_ask_the_database_the_same_for_any_number(
    session: Session, signed_in_as: SignIn, queries: Queries, cast: Cast, number: int
) -> None:
    for place in range(number):
        meeting = make_meeting(session, cast.cohort, cast.ben, code=f"W{place}")
        make_attendance(session, meeting, cast.enrolment, 300)
    for who, address, asked in (
        (cast.ben, "/meetings", 3),
        (cast.ben, f"/meetings/{meeting.id}", 7),
        (cast.ana, "/meetings/mine", 4),
    ):
        client = signed_in_as(who)
        with queries() as statements:
            client.page(address)
        assert len(statements) == asked, address


def test_long_lists_begin_with_the_newest(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    for number in range(31):
        day = MONDAY - timedelta(days=40 - number)
        make_meeting(session, cast.cohort, cast.ben, code=f"S{number}", starts_at=day)
    client = signed_in_as(cast.ben)
    assert "S0. " not in client.page("/meetings").text
    assert "S0. " in client.page("/meetings?all=yes").text
