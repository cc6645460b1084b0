"""Switching reminders off: on the account, and by the address in a letter, without signing in."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from course.models import Person
from course.settings import Settings
from course.sign_in_secrets import reminders_token
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def nobody(app: Flask, session: Session) -> PageClient:
    client = PageClient(app, app.response_class)
    client.watch(session)
    return client


def has_switch(client: PageClient) -> bool:
    return client.page("/account").root.find(".//h2[@id='reminders']") is not None


def test_the_account_has_a_switch_for_trainees_with_an_address(
    session: Session, cast: Cast, ana: PageClient, signed_in_as: SignIn
) -> None:
    assert has_switch(ana)
    assert not has_switch(signed_in_as(cast.ben))
    for wanted, is_off in (("", True), ("", True), ("yes", False)):
        assert ana.post("/account/reminders", data={"wanted": wanted}).status_code == 303
        assert (session.get_one(Person, cast.ana.id).reminders_off_at is not None) is is_off
    cast.ana.email, cast.ana.card_hash, cast.ana.pin_hash = None, "c" * 64, "p"
    session.commit()
    assert not has_switch(ana)


def test_opening_the_address_does_nothing_and_pressing_does(
    session: Session, settings: Settings, cast: Cast, nobody: PageClient
) -> None:
    address = f"/reminders/{reminders_token(cast.ana, settings.key('reminders'))}"
    page = nobody.page(address)
    assert "Wyłączyć przypomnienia?" in page.text
    assert cast.ana.name not in page.html
    assert session.get_one(Person, cast.ana.id).reminders_off_at is None
    for _ in range(2):
        answer = nobody.post(address)
        assert "Przypomnienia są wyłączone" in Page(answer.get_data(as_text=True)).text
    assert session.get_one(Person, cast.ana.id).reminders_off_at is not None
    assert nobody.get("/course").status_code == 302  # nobody is signed in by it


def test_a_token_is_of_one_person_and_one_purpose(
    session: Session, settings: Settings, cast: Cast, nobody: PageClient
) -> None:
    right = reminders_token(cast.ana, settings.key("reminders"))
    _, _, secret = right.partition(".")
    other_purpose = reminders_token(cast.ana, settings.key("links"))
    for token in (f"{cast.ben.id}.{secret}", f"0.{secret}", right[:-1], other_purpose, "x"):
        assert nobody.get(f"/reminders/{token}").status_code == 404, token
        assert nobody.post(f"/reminders/{token}").status_code == 404, token
    assert nobody.get(f"/link/{right}").get_data(as_text=True).find("use_link") == -1
    assert session.get_one(Person, cast.ben.id).reminders_off_at is None
