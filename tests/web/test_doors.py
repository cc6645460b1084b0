"""Signing in: with a card, a password, a link; what a wrong secret costs; where one lands."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from content.languages import Language
from course.actions.people import disable_person
from course.language import Voice
from course.models import AuditEntry, Person, WrongTries
from course.settings import Settings
from course.sign_in_secrets import Card
from course.terms import Act, LinkPurpose
from course.web.onward import is_own_path
from tests.make import MONDAY
from tests.make_people import (
    PASSWORD,
    make_person_with_card,
    make_token,
)
from tests.pages import Page, PageClient

POLISH = Voice(Language.PL)


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def enter(client: PageClient, email: str, password: str, **more: str) -> TestResponse:
    return client.post("/sign-in/password", data={"email": email, "password": password, **more})


def enter_with(client: PageClient, card: Card, pin: str | None = None) -> TestResponse:
    return client.post("/sign-in/card", data={"code": card.code, "pin": pin or card.pin})


def is_in(client: PageClient) -> bool:
    return client.get("/account").status_code == 200


def text_of(response: TestResponse) -> str:
    return Page(response.get_data(as_text=True)).text


def test_a_password_lets_in_and_is_noted(client: PageClient, jan: Person, session: Session) -> None:
    response = enter(client, " JAN@Example.org", PASSWORD)
    assert (response.status_code, response.location) == (303, "/")
    assert is_in(client)
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.actor_id, entry.facts) == (
        Act.PERSON_SIGNED_IN,
        jan.id,
        {"door": "password"},
    )


def test_a_card_lets_in_however_its_code_is_typed(
    client: PageClient, session: Session, settings: Settings
) -> None:
    _person, card = make_person_with_card(session, settings)
    typed = card.code.lower().replace("-", " ")
    response = client.post("/sign-in/card", data={"code": typed, "pin": f" {card.pin} "})
    assert response.status_code == 303
    assert is_in(client)


def test_the_qr_code_fills_in_the_code(client: PageClient) -> None:
    assert 'value="K7QF-2M9D"' in client.page("/k/k7qf2m9d").html


@pytest.mark.parametrize(("shared", "kept"), [({"shared": "yes"}, False), ({}, True)])
def test_a_shared_phone_forgets_when_the_browser_closes(
    client: PageClient, jan: Person, shared: dict[str, str], *, kept: bool
) -> None:
    enter(client, "jan@example.org", PASSWORD, **shared)
    with client.session_transaction() as cookie:
        assert cookie.permanent is kept


def test_a_wrong_password_and_an_unknown_address_look_the_same(
    client: PageClient, jan: Person
) -> None:
    wrong, unknown = enter(client, "jan@example.org", "x"), enter(client, "x@example.org", "x")
    assert wrong.status_code == unknown.status_code == 422
    said = POLISH.fault("wrong_password", {"left": 9})
    assert said in text_of(wrong)
    assert said in text_of(unknown)
    assert 'value="jan@example.org"' in wrong.get_data(as_text=True)
    assert "x@example.org" in unknown.get_data(as_text=True)


def test_a_wrong_pin_keeps_the_code_and_not_the_pin(
    client: PageClient, session: Session, settings: Settings
) -> None:
    _person, card = make_person_with_card(session, settings)
    response = enter_with(client, card, "000000" if card.pin != "000000" else "111111")
    assert response.status_code == 422
    assert POLISH.fault("wrong_pin", {"left": 9}) in text_of(response)
    assert f'value="{card.code}"' in response.get_data(as_text=True)


@pytest.mark.parametrize(
    "address", ["", "jan", "jan@", "a b@c.pl", "j\x00an@example.org", "ż@a.pl"]
)
def test_what_is_no_address_is_not_tried(
    client: PageClient, session: Session, address: str
) -> None:
    assert enter(client, address, "x").status_code == 422
    assert enter(client, "a@b.pl", "").status_code == 422
    assert client.post("/sign-in/card", data={"code": "", "pin": ""}).status_code == 422
    assert session.scalars(select(WrongTries)).all() == []


def test_ten_wrong_tries_shut_the_door_for_ever_longer(
    client: PageClient, jan: Person, clock: time_machine.Traveller
) -> None:
    statuses = [enter(client, "jan@example.org", "x").status_code for _ in range(10)]
    assert statuses == [422] * 9 + [409]
    refused = enter(client, "jan@example.org", PASSWORD)
    assert refused.status_code == 409
    until = POLISH.moment(MONDAY + timedelta(minutes=15))
    assert until in text_of(refused)
    for minutes in (15, 30, 60, 120, 240, 480, 960, 1440, 1440):
        clock.shift(timedelta(minutes=minutes))
        assert enter(client, "jan@example.org", "x").status_code == 409
    clock.shift(timedelta(minutes=1439))
    assert enter(client, "jan@example.org", PASSWORD).status_code == 409
    clock.shift(timedelta(minutes=1))
    assert enter(client, "jan@example.org", PASSWORD).status_code == 303


def test_a_right_secret_forgets_the_wrong_tries(
    client: PageClient, jan: Person, session: Session
) -> None:
    for _ in range(9):
        enter(client, "jan@example.org", "x")
    assert enter(client, "jan@example.org", PASSWORD).status_code == 303
    assert session.scalars(select(WrongTries)).all() == []


def test_each_address_and_card_is_counted_alone_and_names_nobody(
    client: PageClient, jan: Person, session: Session, settings: Settings
) -> None:
    _person, card = make_person_with_card(session, settings)
    for _ in range(10):
        enter_with(client, card, "x")
    assert enter_with(client, card).status_code == 409
    assert enter(client, "jan@example.org", PASSWORD).status_code == 303
    hashes = session.scalars(select(WrongTries.subject_hash)).all()
    assert [len(one) for one in hashes] == [64]


def test_a_disabled_person_is_out_at_once_and_stays_out(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    token = make_token(session, settings, jan, LinkPurpose.SIGN_IN)
    enter(client, "jan@example.org", PASSWORD)
    disable_person(session, jan, by=None, at=MONDAY)
    assert not is_in(client)
    assert enter(client, "jan@example.org", PASSWORD).status_code == 422
    assert client.post(f"/link/{token}").status_code == 409


def test_one_lands_where_one_was_going(client: PageClient, jan: Person) -> None:
    waiting = client.get("/account?x=1").location
    assert waiting == "/sign-in?next=/account?x%3D1"
    assert "/account?x=1" in client.page(waiting).html
    response = enter(client, "jan@example.org", PASSWORD, next="/account?x=1")
    assert response.location == "/account?x=1"
    assert client.get("/sign-in?next=/account").location == "/account"
    assert client.get("/sign-in?next=//evil.example").location == "/"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "account",
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "javascript:alert(1)",
        "///evil.example",
        "//[",
    ],
)
def test_next_leads_only_to_own_pages(address: str) -> None:
    assert not is_own_path(address)


def test_signing_out_forgets(client: PageClient, jan: Person) -> None:
    enter(client, "jan@example.org", PASSWORD)
    assert client.post("/sign-out").location == "/sign-in"
    assert not is_in(client)
    assert client.post("/sign-out").status_code == 303


@pytest.mark.parametrize(
    "address", ["/sign-in/card", "/sign-in/password", "/sign-out", "/language"]
)
def test_deeds_are_not_addresses_to_visit(client: PageClient, address: str) -> None:
    assert client.get(address).status_code == 405


def test_another_person_takes_over_nothing_of_the_browser(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    enter(client, "jan@example.org", PASSWORD)
    with client.session_transaction() as cookie:
        cookie["hat"] = "coordinator"
    _other, card = make_person_with_card(session, settings)
    enter_with(client, card)
    with client.session_transaction() as cookie:
        assert "hat" not in cookie


def test_signing_in_takes_few_statements(
    client: PageClient, jan: Person, queries: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    with queries() as statements:
        enter(client, "jan@example.org", "x")
    assert len(statements) <= 4
