"""Printed cards: issued by who may, shown once, and the old one ends."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.models import Person
from course.settings import Settings
from course.terms import EnrolmentState, Role
from tests.make import make_cohort, make_enrolment, make_grant, make_person
from tests.make_people import make_person_with_card
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
NEWCOMER = {"name": "Róża Śnieżko", "address_form": "neutral", "language": "pl", "email": ""}


def printed(response: TestResponse, client: PageClient) -> tuple[str, str]:
    """The code and the PIN of the one card on the sheet."""
    assert response.status_code == 303
    page = client.page(response.location)
    [code] = re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", page.text)
    [pin] = re.findall(r"PIN (\d{3} \d{3})", page.text)
    assert 'class="qr"' in page.html
    return code, pin


@pytest.mark.parametrize("who", ["ben", "carla"])
def test_a_new_card_works_and_the_old_one_does_not(
    signed_in_as: SignIn,
    cast: Cast,
    session: Session,
    settings: Settings,
    client: PageClient,
    who: str,
) -> None:
    person, old = make_person_with_card(session, settings)
    place = make_enrolment(session, cast.cohort, person)
    holder = signed_in_as(person)
    issuer = signed_in_as(getattr(cast, who))
    code, pin = printed(issuer.post(f"/enrolments/{place.id}/card"), issuer)
    assert holder.get("/account").status_code == 302
    entering = client.post("/sign-in/card", data={"code": old.code, "pin": old.pin})
    assert entering.status_code == 422
    assert client.post("/sign-in/card", data={"code": code, "pin": pin}).status_code == 303


def test_cards_are_shown_once_and_never_kept_by_a_browser(signed_in_as: SignIn, cast: Cast) -> None:
    issuer = signed_in_as(cast.ben)
    sheet = issuer.post(f"/enrolments/{cast.enrolment.id}/card").location
    first, second = issuer.get(sheet), issuer.get(sheet)
    assert "Ana Ćwikła" in Page(first.get_data(as_text=True)).text
    assert first.headers["Cache-Control"] == "no-store"
    assert "Ana Ćwikła" not in Page(second.get_data(as_text=True)).text


def test_the_sheet_belongs_to_the_browser_that_ordered_it(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    issuer = signed_in_as(cast.ben)
    sheet = issuer.post(f"/enrolments/{cast.enrolment.id}/card").location
    assert "Ana Ćwikła" not in signed_in_as(cast.carla).page(sheet).text
    other = make_cohort(session, cast.programme)
    assert "Ana Ćwikła" not in signed_in_as(cast.carla).page(f"/cohorts/{other.id}/cards").text
    assert "Ana Ćwikła" in issuer.page(sheet).text


def test_somebody_without_an_address_gets_a_card_at_once(
    signed_in_as: SignIn, cast: Cast, client: PageClient, session: Session
) -> None:
    coordinator = signed_in_as(cast.carla)
    answer = coordinator.post(f"/cohorts/{cast.cohort.id}/enrol", data=NEWCOMER)
    code, pin = printed(answer, coordinator)
    assert client.get(f"/k/{code}").status_code == 200
    assert client.post("/sign-in/card", data={"code": code, "pin": pin}).status_code == 303
    person = session.scalars(select(Person).where(Person.name == "Róża Śnieżko")).one()
    assert person.email is None


def test_no_card_opens_the_work_of_others(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    place = make_enrolment(session, cast.cohort, cast.vera)
    client = signed_in_as(cast.ben)
    assert client.post(f"/enrolments/{place.id}/card").status_code == 409
    assert f"/enrolments/{place.id}/card" not in client.page(f"/enrolments/{place.id}").html
    assert cast.vera.card_hash is None


def test_only_the_own_trainer_and_coordinator_give_cards(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    other = make_person(session)
    make_grant(session, other, Role.TRAINER, cast.programme)
    answers = {
        person.name: signed_in_as(person).post(f"/enrolments/{cast.enrolment.id}/card").status_code
        for person in (other, cast.adam, cast.vera, cast.ana, cast.iga)
    }
    assert answers == {
        other.name: 404,
        cast.adam.name: 403,
        cast.vera.name: 403,
        cast.ana.name: 403,
        cast.iga.name: 403,
    }
    assert signed_in_as(other).get(f"/cohorts/{cast.cohort.id}/cards").status_code == 404
    own = make_enrolment(session, cast.cohort, cast.ben, state=EnrolmentState.ADMITTED)
    assert signed_in_as(cast.ben).post(f"/enrolments/{own.id}/card").status_code == 404


def test_a_forgotten_pin_has_a_way_back_in_two_taps(
    signed_in_as: SignIn,
    cast: Cast,
    session: Session,
    settings: Settings,
    client: PageClient,
) -> None:
    """From the trainer's first page: one to the names, one for the card."""
    person, old = make_person_with_card(session, settings, "Stanisław Bąk")
    place = make_enrolment(session, cast.cohort, person)
    issuer = signed_in_as(cast.ben)
    first = issuer.page("/", follow_redirects=True)
    assert "/cards/new" in {link.get("href") for link in first.root.iter("a")}
    names = issuer.page("/cards/new")
    [deed] = [
        form for form in names.root.iter("form") if form.get("action", "").startswith("/enrolments")
    ]
    assert deed.get("action") == f"/enrolments/{place.id}/card"
    assert "Stanisław Bąk" in "".join(deed.itertext())
    code, pin = printed(issuer.post(deed.get("action", "")), issuer)
    assert client.post("/sign-in/card", data={"code": old.code, "pin": old.pin}).status_code == 422
    assert client.post("/sign-in/card", data={"code": code, "pin": pin}).status_code == 303


def test_only_those_are_named_who_may_get_a_card_here(
    signed_in_as: SignIn, cast: Cast, session: Session, settings: Settings
) -> None:
    elsewhere = make_cohort(session, cast.cohort.programme, title="Krosno, edycja 9")
    made = [
        (cast.cohort, "Stanisław Bąk", EnrolmentState.ADMITTED),
        (cast.cohort, "Róża Lis", EnrolmentState.WITHDRAWN),
        (elsewhere, "Jan Obcy", EnrolmentState.ADMITTED),
    ]
    for cohort, name, state in made:
        person, _ = make_person_with_card(session, settings, name, batch=name)
        make_enrolment(session, cohort, person, state=state)
    named = signed_in_as(cast.ben).page("/cards/new").text
    assert "Stanisław Bąk" in named
    assert "Róża Lis" not in named
    assert "Jan Obcy" not in named
    assert "Ana Ćwikła" not in named  # she has an e-mail address, and a way back of her own
    assert "Jan Obcy" in signed_in_as(cast.carla).page("/cards/new").text
