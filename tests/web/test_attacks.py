"""What hostile people would try, and what they get."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Cohort, Enrolment, Person
from course.settings import Settings
from course.terms import EnrolmentState
from tests.make import make_cohort, make_enrolment
from tests.make_people import make_person_with_card
from tests.pages import PageClient
from tests.people import Cast, Neighbours, make_neighbours

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def elsewhere(session: Session, cast: Cast) -> Neighbours:
    """Another programme; Mira is its coordinator."""
    return make_neighbours(session, cast)


@pytest.fixture
def theirs(elsewhere: Neighbours) -> int:
    """A cohort of the other programme."""
    return elsewhere.cohort.id


@pytest.fixture
def mira(elsewhere: Neighbours) -> Person:
    return elsewhere.mira


def place_at(session: Session, person: Person, cohort_id: int) -> Enrolment:
    return session.scalars(
        select(Enrolment).where(Enrolment.person_id == person.id, Enrolment.cohort_id == cohort_id)
    ).one()


def enrol(client: PageClient, cohort_id: int, email: str, name: str = "Ktoś Inny") -> int:
    typed = {"name": name, "email": email, "address_form": "neutral", "language": "pl"}
    return client.post(f"/cohorts/{cohort_id}/enrol", data=typed).status_code


def test_nobody_takes_an_account_over_by_enrolling_it_elsewhere_and_printing_a_card(
    session: Session, signed_in_as: SignIn, cast: Cast, mira: Person, theirs: int
) -> None:
    attacker = signed_in_as(mira)
    assert enrol(attacker, theirs, cast.ana.email or "") == 303
    assert cast.ana.name == "Ana Ćwikła"  # what was typed changed nothing
    place = place_at(session, cast.ana, theirs)
    for state in (EnrolmentState.ADMITTED, EnrolmentState.WITHDRAWN):
        place.state, place.exit_reason = state, None
        session.flush()
        assert attacker.post(f"/enrolments/{place.id}/card").status_code == 409
        assert f"/enrolments/{place.id}/card" not in attacker.page(f"/enrolments/{place.id}").html
    assert cast.ana.card_hash is None
    assert signed_in_as(cast.ben).post(f"/enrolments/{cast.enrolment.id}/card").status_code == 409


def test_a_card_printed_beforehand_does_not_open_the_work_in_another_programme(
    session: Session,
    client: PageClient,
    settings: Settings,
    signed_in_as: SignIn,
    cast: Cast,
    theirs: int,
) -> None:
    person, card = make_person_with_card(session, settings)
    person.email = "prepared@example.org"
    make_enrolment(session, session.get_one(Cohort, theirs), person)
    entering = {"code": card.code, "pin": card.pin}
    assert client.post("/sign-in/card", data=entering).status_code == 303
    assert client.get("/new-password").status_code == 403  # the printer of a card chooses none
    assert client.post("/new-password", data={"new_password": "trzy gruszki"}).status_code == 403
    assert "/forgotten" in client.page("/account").links()
    assert enrol(signed_in_as(cast.carla), cast.cohort.id, "prepared@example.org") == 303
    assert client.get("/account").status_code == 302
    assert client.post("/sign-in/card", data=entering).status_code == 422


def test_a_card_stays_when_its_own_programme_enrols_anew(
    session: Session, client: PageClient, settings: Settings, signed_in_as: SignIn, cast: Cast
) -> None:
    person, card = make_person_with_card(session, settings)
    person.email = "again@example.org"
    make_enrolment(session, make_cohort(session, cast.programme), person)
    assert enrol(signed_in_as(cast.carla), cast.cohort.id, "again@example.org") == 303
    assert (
        client.post("/sign-in/card", data={"code": card.code, "pin": card.pin}).status_code == 303
    )
