"""What hostile people would try, and what they get."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import Cohort, Enrolment, Person
from course.settings import Settings
from course.terms import EnrolmentState
from tests.make import make_cohort, make_enrolment
from tests.make_fieldwork import make_meeting
from tests.make_people import PASSWORD, make_person_with_card, make_person_with_password
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


@pytest.mark.parametrize("number", [2**63 - 1, 2**63, 10**30])
@pytest.mark.parametrize(
    "address", ["/submissions/{}", "/files/{}", "/cohorts/{}", "/meetings/{}", "/certificates/{}"]
)
def test_numbers_that_no_row_has_open_nothing(
    signed_in_as: SignIn, cast: Cast, address: str, number: int
) -> None:
    assert signed_in_as(cast.ben).get(address.format(number)).status_code == 404


@pytest.mark.parametrize("number", [10**30, -1, "x"])
def test_numbers_in_queries_that_no_row_has_are_left_out(
    signed_in_as: SignIn, cast: Cast, number: object
) -> None:
    signed_in_as(cast.ben).page(f"/marking?cohort={number}&after={number}")
    signed_in_as(cast.adam).page(f"/audit?before={number}")


def test_minutes_of_many_digits_are_a_fault_of_the_field(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben, code="W9")
    typed = {f"state-{cast.enrolment.id}": "late", f"minutes-{cast.enrolment.id}": "9" * 5000}
    assert signed_in_as(cast.ben).post(f"/meetings/{meeting.id}", data=typed).status_code == 422


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "/\t/evil.example",
        "\n//evil.example",
        "javascript:alert(1)",
    ],
)
def test_nobody_is_led_to_another_site(session: Session, client: PageClient, address: str) -> None:
    make_person_with_password(session, email="a@example.org")
    entering = {"email": "a@example.org", "password": PASSWORD, "next": address}
    assert client.post("/sign-in/password", data=entering).location == "/"
    assert client.get("/sign-in", query_string={"next": address}).location == "/"
    assert client.post("/language", data={"language": "pl", "next": address}).location == "/"


def test_signing_in_keeps_nothing_of_the_session_before(
    session: Session, client: PageClient
) -> None:
    make_person_with_password(session, email="a@example.org")
    planted = {"hat": "coordinator", "cards": {"cohort": 1}, "password_until": 9e12}
    with client.session_transaction() as cookie:
        cookie.update(planted)
    entering = {"email": "a@example.org", "password": PASSWORD}
    assert client.post("/sign-in/password", data=entering).status_code == 303
    with client.session_transaction() as cookie:
        assert not planted.keys() & cookie.keys()
    assert client.get("/new-password").status_code == 403


def test_one_address_in_many_spellings_has_one_count_of_wrong_tries(
    session: Session, client: PageClient
) -> None:
    make_person_with_password(session, email="a@example.org")
    for spelt in ["a@example.org", "A@EXAMPLE.org ", " \uff41@example.org"] * 3 + ["a@Example.org"]:
        client.post("/sign-in/password", data={"email": spelt, "password": "x"})
    entering = {"email": "a@example.org", "password": PASSWORD}
    assert client.post("/sign-in/password", data=entering).status_code == 409
