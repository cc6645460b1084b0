"""What every page has: a guard, headers, a language, and patience with lost tokens."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import FieldEntry, Person
from course.web.access import public
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def with_tokens(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def test_a_route_that_says_nothing_is_refused(prepared_app: Flask, client: PageClient) -> None:
    forgotten = prepared_app.view_functions["pages.health"]
    access = forgotten.__dict__.pop("course_access")
    try:
        assert client.get("/healthz").status_code == 403
    finally:
        forgotten.__dict__["course_access"] = access


def test_every_route_says_who_may_come_in(app: Flask) -> None:
    silent = [
        name for name, view in app.view_functions.items() if not hasattr(view, "course_access")
    ]
    assert silent == []


def test_nobody_is_led_to_the_sign_in_and_back(client: PageClient) -> None:
    answer = client.get("/practice?x=1")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/practice?x%3D1")


def test_a_page_keeps_to_itself(client: PageClient) -> None:
    headers = client.get("/guides/help").headers
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in headers["Vary"]
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("slug", ["help", "privacy", "start", "declaration"])
def test_guides_speak_both_languages(client: PageClient, slug: str) -> None:
    polish = client.page(f"/guides/{slug}")
    english = client.page(f"/guides/{slug}", headers={"Accept-Language": "en"})
    assert (polish.root.get("lang"), english.root.get("lang")) == ("pl", "en")
    assert polish.text != english.text


@pytest.mark.parametrize("address", ["/nic", "/guides/nic", "/static/x/nic.css"])
def test_what_is_missing_is_said_calmly(client: PageClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_wrong_method_is_said_calmly(client: PageClient) -> None:
    assert client.post("/guides/help").status_code == 405


def test_our_own_fault_is_a_page(
    client: PageClient, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> str:
        raise ZeroDivisionError

    monkeypatch.setitem(app.view_functions, "pages.health", public(broken))
    assert client.get("/healthz").status_code == 500


ENTRY = {
    "request_key": "written-here",
    "done_on_other": "2026-11-20",
    "minutes_other": "60",
    "what": "Sprzątanie skweru",
    "residents": "7",
}
ADDRESS = "/practice/new/action"


@pytest.mark.usefixtures("with_tokens")
def test_a_lost_token_costs_nothing_typed(
    signed_in_as: SignIn, cast: Cast, session: Session
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    client = signed_in_as(cast.ana)
    answer = client.post(ADDRESS, data=ENTRY, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 400
    page = Page(answer.get_data(as_text=True))
    kept = {field.get("name"): (field.text or "").strip() for field in page.root.iter("textarea")}
    assert kept == ENTRY
    token = page.root.find(".//main//input[@name='csrf_token']")
    assert token is not None
    fields = {**kept, "csrf_token": token.get("value")}
    again = client.post(ADDRESS, data=fields)
    assert again.status_code == 303
    assert session.scalars(select(FieldEntry.what)).all() == [ENTRY["what"]]


@pytest.mark.usefixtures("with_tokens")
def test_another_site_cannot_put_words_into_our_page(signed_in_as: SignIn, cast: Cast) -> None:
    answer = signed_in_as(cast.ana).post(
        ADDRESS, data=ENTRY, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 400
    assert "skweru" not in answer.get_data(as_text=True)


def test_an_expired_sign_in_costs_nothing_typed(client: PageClient) -> None:
    answer = client.post(ADDRESS, data=ENTRY, headers={"Origin": "http://localhost"})
    assert answer.status_code == 401
    assert "Sprzątanie skweru" in answer.get_data(as_text=True)
