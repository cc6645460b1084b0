"""A coordinator calls a panel, changes it and cancels it on the page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.conflicts import declare_conflict
from course.models import Panel, PanelMember, Person
from course.terms import Role
from tests.make import MONDAY, make_grant
from tests.make_certificates import ENDED_ON
from tests.make_panels import (
    HELD_ON,
    Three,
    enter,
    make_judged,
    make_panel,
    make_three,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def three(session: Session, cast: Cast) -> Three:
    return make_three(session, cast)


@pytest.fixture
def panel(session: Session, cast: Cast, three: Three) -> Panel:
    return make_panel(session, cast, three)


def typed(three: Three, **changed: str) -> dict[str, str]:
    """The form of a call, filled in."""
    return {
        "held_on": HELD_ON.isoformat(),
        "place": "Krosno, Rynek 5",
        "chair": "trainer_of_another_cohort",
        "trainer_of_another_cohort-person": str(three.olga.id),
        "trainer_of_another_cohort-capacity": "trenerka edycji 2",
        "practising_organiser-person": str(three.piotr.id),
        "practising_organiser-capacity": "organizator w Jaśle",
        "institution-person": str(three.inga.id),
        "institution-capacity": "naczelniczka wydziału",
        "institution-institution": str(three.institution_id),
        **changed,
    }


def test_a_coordinator_calls_a_panel(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    make_judged(session, cast.enrolment)
    make_grant(session, cast.ben, Role.VALIDATOR, cast.programme)
    declare_conflict(session, cast.vera, cast.ana, why="Siostra.", by=cast.vera, at=MONDAY)
    carla = signed_in_as(cast.carla)
    address = f"/enrolments/{cast.enrolment.id}/panel"
    assert address in carla.page("/panels").links()
    assert address not in signed_in_as(cast.adam).page("/panels").links()  # an auditor only reads
    page = carla.page(address)
    assert "Ben Wrona: zajęcia z tą osobą lub ocena jej prac" in page.text
    assert "Vera Nowak: konflikt interesów z tą osobą" in page.text
    assert offered(page) == {"Olga Mazur", "Piotr Lis", "Inga Bąk"}
    answer = carla.post(address, data=typed(three))
    made = session.scalars(select(Panel)).one()
    assert (answer.status_code, answer.location) == (303, f"/panels/{made.id}")
    shown = carla.page(f"/panels/{made.id}")
    assert "trenerka edycji 2" in shown.text
    assert "Urząd Miasta Krosna" in shown.text
    assert carla.post(address, data=typed(three)).status_code == 409
    assert session.scalars(select(Panel)).one().id == made.id


def offered(page: Page) -> set[str]:
    return {
        option.text or ""
        for select_ in page.root.iter("select")
        if (select_.get("name") or "").endswith("-person")
        for option in select_.iter("option")
        if option.get("value")
    }


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_on": ""},
        {"held_on": (ENDED_ON - timedelta(days=1)).isoformat()},
        {"place": " "},
        {"place": "x" * 201},
        {"chair": "nobody"},
        {"institution-institution": ""},
        {"institution-institution": "999999"},
        {"practising_organiser-capacity": ""},
        {"practising_organiser-person": "999999"},
        {"practising_organiser-person": "ala"},
    ],
)
def test_what_is_wrong_is_told_and_nothing_typed_is_lost(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, wrong: dict[str, str]
) -> None:
    make_judged(session, cast.enrolment)
    data = typed(three, **{"trainer_of_another_cohort-capacity": "Zażółć gęślą", **wrong})
    answer = signed_in_as(cast.carla).post(f"/enrolments/{cast.enrolment.id}/panel", data=data)
    assert answer.status_code == 422
    assert "Zażółć gęślą" in answer.get_data(as_text=True)
    assert session.scalars(select(Panel)).all() == []


def test_one_person_has_one_seat_and_trainers_no_seat(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    make_judged(session, cast.enrolment)
    make_grant(session, cast.ben, Role.VALIDATOR, cast.programme)
    carla, address = signed_in_as(cast.carla), f"/enrolments/{cast.enrolment.id}/panel"
    for person in (three.inga, cast.ben, cast.ana, cast.dov):
        data = typed(three, **{"practising_organiser-person": str(person.id)})
        assert carla.post(address, data=data).status_code == 422
    assert session.scalars(select(PanelMember)).all() == []


def test_a_late_day_is_told_with_what_it_means(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    panel = make_panel(session, cast, three, held_on=ENDED_ON + timedelta(days=14))
    carla = signed_in_as(cast.carla)
    told = []
    for days in (14, 15, 28, 29):
        panel.held_on = ENDED_ON + timedelta(days=days)
        session.flush()
        text = carla.page(f"/panels/{panel.id}").text
        told.append(("Później niż 14 dni" in text, "Po 28. dniu" in text))
    assert told == [(False, False), (True, False), (True, False), (False, True)]


def test_a_panel_is_changed_and_cancelled(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    carla, address = signed_in_as(cast.carla), f"/panels/{panel.id}"
    assert "Krosno, Rynek 5" in carla.page(f"{address}/change").html
    data = typed(three, place="Krosno, Dworek")
    assert carla.post(f"{address}/change", data=data).status_code == 303
    assert "Krosno, Dworek" in carla.page(address).text
    assert carla.post(f"{address}/change", data=typed(three, place="")).status_code == 422
    assert carla.post(f"{address}/cancel", data={"why": " "}).status_code == 422
    assert carla.post(f"{address}/cancel", data={"why": "Inga choruje."}).status_code == 303
    assert "Inga choruje." in carla.page(address).text
    assert carla.post(f"{address}/cancel", data={"why": "Jeszcze raz."}).status_code == 409


def test_who_handed_in_is_not_replaced(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    enter(session, panel, three.piotr)
    data = typed(three, **{"practising_organiser-person": str(cast.vera.id)})
    answer = signed_in_as(cast.carla).post(f"/panels/{panel.id}/change", data=data)
    assert answer.status_code == 409
    assert "odwołaj tę komisję" in folded(answer.get_data(as_text=True))


def folded(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")
