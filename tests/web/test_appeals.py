"""A refusal and an appeal on their pages."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Appeal, Decision, Person
from course.terms import AppealOutcome, DecisionOutcome, Role
from tests.make import MONDAY, make_grant
from tests.make_panels import (
    Three,
    decide,
    make_appeal,
    make_concluded,
    make_refused,
    make_three,
)
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]


@pytest.fixture(autouse=True)
def _on_monday(monday: None) -> None:
    """Everything happens on Monday, but where a test says otherwise."""


@pytest.fixture
def three(session: Session, cast: Cast) -> Three:
    return make_three(session, cast)


def test_two_people_refuse_and_the_person_is_led_to_the_appeal(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    panel = make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    door = f"/enrolments/{cast.enrolment.id}/refusal"
    assert door in carla.page(f"/panels/{panel.id}").html
    assert door in carla.page(f"/people/{cast.enrolment.id}").html
    address = carla.post(door).location
    decision = session.scalars(select(Decision)).one()
    assert address == f"/decisions/{decision.id}"
    assert "Decyzja czeka na drugą osobę" in signed_in_as(cast.ana).page("/certificate").text
    assert f"{address}/approve" not in carla.page(address).html
    assert "Zatwierdź: nie nadano" in cyryl.page(address).text
    for member in three.people:
        client = signed_in_as(member)
        assert "decyduje ktoś inny" in client.page("/decisions").text
        assert "udział w komisji tej osoby" in client.page(address).text
        assert f"{address}/approve" not in client.page(address).html
        assert client.post(f"{address}/approve").status_code == 409
    assert cyryl.post(f"{address}/approve").status_code == 303
    assert "Decyzja: nie nadano" in cyryl.page(address).text
    assert door not in carla.page(f"/people/{cast.enrolment.id}").html
    assert f"{address}/appeal" in signed_in_as(cast.ana).page("/certificate").links()


def test_an_appeal_is_lodged_and_decided(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    decision = make_refused(session, cast, three)
    ana, address = signed_in_as(cast.ana), f"/decisions/{decision.id}/appeal"
    assert "7 grudnia 2026" in ana.page(address).text
    assert ana.post(address, data={"reasons": " "}).status_code == 422
    assert ana.post(address, data={"reasons": "Nie pytano o negocjacje."}).location == address
    assert ana.post(address, data={"reasons": "Jeszcze raz."}).status_code == 409
    appeal = session.scalars(select(Appeal)).one()
    assert appeal.lodged_by_id == cast.ana.id
    door = f"/appeals/{appeal.id}"
    for barred in (cast.carla, cast.cyryl, three.inga):
        page = signed_in_as(barred).page(door)
        assert "To odwołanie rozstrzyga ktoś inny" in page.text
        assert f'action="{door}"' not in page.html
        data = {"outcome": "upheld", "statement": "Tak."}
        assert signed_in_as(barred).post(door, data=data).status_code == 409
    vera = signed_in_as(cast.vera)
    assert door in vera.page("/appeals").links()
    half = vera.post(door, data={"statement": "Pytano za krótko."})
    assert half.status_code == 422
    assert "Pytano" in half.get_data(as_text=True)
    told = {"outcome": "upheld", "statement": "Pytano za krótko."}
    assert vera.post(door, data=told).status_code == 303
    again = vera.post(door, data={**told, "outcome": "dismissed"})
    assert again.status_code == 409
    assert "Pytano za krótko." in ana.page(address).text
    assert "Wszystko spełnione" in ana.page("/certificate").text


def test_the_last_day_counts_and_the_next_does_not(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    decision = make_refused(session, cast, three)
    address, data = f"/decisions/{decision.id}/appeal", {"reasons": "Nie pytano o negocjacje."}
    with time_machine.travel(MONDAY + timedelta(days=14, hours=13), tick=False):  # 8 December
        ana = signed_in_as(cast.ana)
        late = ana.post(address, data=data)
        assert late.status_code == 409
        assert "Nie pytano o negocjacje." in late.get_data(as_text=True).replace("\xa0", " ")
        assert "Czas na odwołanie minął" in ana.page(address).text
    with time_machine.travel(MONDAY + timedelta(days=14, hours=11), tick=False):
        assert signed_in_as(cast.ana).post(address, data=data).status_code == 303


def test_a_coordinator_types_in_an_appeal_brought_on_paper(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    decision = make_refused(session, cast, three)
    address, carla = f"/decisions/{decision.id}/appeal", signed_in_as(cast.carla)
    assert address in carla.page(f"/decisions/{decision.id}").links()
    assert carla.post(address, data={"reasons": "Na papierze."}).status_code == 303
    assert session.scalars(select(Appeal)).one().lodged_by_id == cast.carla.id
    assert signed_in_as(cast.ben).get(address).status_code == 404


def test_a_coordinator_decides_no_appeal_of_their_own(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    appeal = make_appeal(session, make_refused(session, cast, three), cast.ana)
    make_grant(session, cast.ana, Role.COORDINATOR, cast.programme)
    assert signed_in_as(cast.ana).get(f"/appeals/{appeal.id}").status_code == 404
    decide(session, appeal, cast.vera, AppealOutcome.DISMISSED)
    assert "odwołanie oddalone" in signed_in_as(cast.vera).page("/appeals").text.lower()
