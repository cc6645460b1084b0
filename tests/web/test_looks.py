"""How one wishes to read: kept in the browser, and for whoever signed in on every device."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person
from course.web.looks import Colours, Look, Spacing, TextSize
from tests.make_people import PASSWORD
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
STRONG = {"colours": "contrast", "size": "largest", "spacing": "wide"}


def wished(page: Page) -> tuple[str, str, list[str]]:
    """The marks of a page, the colours of the browser's own parts, and its sheets of colours."""
    scheme = page.root.find(".//meta[@name='color-scheme']")
    assert scheme is not None
    hrefs = [(one.get("href") or "").rpartition("/")[2] for one in page.root.iter("link")]
    return (
        page.root.get("data-look", ""),
        scheme.get("content", ""),
        [one for one in hrefs if one in {"dark.css", "contrast.css"}],
    )


def come_in(client: PageClient, *, shared: bool = False) -> None:
    """Jan signs in with his password."""
    typed = {"email": "jan@example.org", "password": PASSWORD}
    answer = client.post("/sign-in/password", data=typed | ({"shared": "yes"} if shared else {}))
    assert answer.status_code == 303


@pytest.mark.parametrize("look", [Look(*one) for one in product(Colours, TextSize, Spacing)])
def test_what_is_written_is_read(look: Look) -> None:
    assert Look.read(str(look)) == look


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dark",
        "dark.large",
        "dark.large.wide.",
        "dark.large.wide.wide",
        "large.dark.wide",
        "Dark.large.wide",
        " dark.large.wide",
        "dark.large.\u200bwide",
        "dark.large.wide;x",
        "x" * 4000,
    ],
)
def test_nothing_else_is_read(client: PageClient, text: str) -> None:
    assert Look.read(text) is None
    client.set_cookie("look", text)
    assert wished(client.page("/sign-in")) == ("", "light dark", ["dark.css"])


@pytest.mark.parametrize(
    ("kept", "shown"),
    [
        ("device.normal.normal", ("", "light dark", ["dark.css"])),
        ("light.large.normal", ("large", "light", [])),
        ("dark.normal.wide", ("wide", "dark", ["dark.css"])),
        ("contrast.largest.wide", ("largest wide", "dark", ["contrast.css"])),
    ],
)
def test_pages_are_as_wished(
    client: PageClient, kept: str, shown: tuple[str, str, list[str]]
) -> None:
    client.set_cookie("look", kept)
    for address in ("/sign-in", "/look", "/guides/help"):
        assert wished(client.page(address)) == shown


def test_who_has_not_signed_in_chooses_for_this_browser(client: PageClient) -> None:
    answer = client.post("/look", data=STRONG | {"next": "/guides/help"})
    assert (answer.status_code, answer.location) == (303, "/guides/help")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("look=contrast.largest.wide;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age=31536000" in cookie
    assert wished(client.page("/sign-in")) == ("largest wide", "dark", ["contrast.css"])


def test_what_is_not_said_or_not_known_stays(client: PageClient) -> None:
    client.set_cookie("look", "dark.large.wide")
    client.post("/look", data={"size": "huge", "spacing": "normal"})
    assert wished(client.page("/look")) == ("large", "dark", ["dark.css"])


def test_one_button_leads_back_to_the_beginning(client: PageClient) -> None:
    client.post("/look", data=STRONG)
    client.post("/look", data=STRONG | {"usual": "yes"})
    assert wished(client.page("/look")) == ("", "light dark", ["dark.css"])


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_nobody_is_led_to_another_site(client: PageClient, evil: str) -> None:
    assert client.post("/look", data=STRONG | {"next": evil}).location == "/look"
    page = client.page("/look", headers={"Referer": f"https://evil.example{evil}"})
    assert "evil" not in page.html


def test_the_page_leads_back_to_where_one_was(client: PageClient) -> None:
    before = {"Referer": "http://localhost/v?x=1"}
    assert "/v?x=1" in client.page("/look", headers=before).links()
    assert "/v" in client.page("/look?next=/v", headers=before).links()
    again = client.page("/look", headers={"Referer": "http://localhost/look?next=/v"})
    assert again.root.find(".//main//a[@class='back']") is None


def test_a_wish_follows_a_person_to_another_device(
    client: PageClient, signed_in_as: SignIn, jan: Person
) -> None:
    here, there = signed_in_as(jan), signed_in_as(jan)
    here.post("/look", data=STRONG)
    assert jan.look == "contrast.largest.wide"
    assert wished(there.page("/account")) == ("largest wide", "dark", ["contrast.css"])
    come_in(client)
    cookie = client.get_cookie("look")
    assert cookie is not None
    assert cookie.value == jan.look
    assert wished(client.page("/account"))[0] == "largest wide"


def test_it_is_nobodys_business(signed_in_as: SignIn, jan: Person, session: Session) -> None:
    """The audit trail does not learn who needs large letters."""
    signed_in_as(jan).post("/look", data=STRONG)
    assert session.scalars(select(AuditEntry).where(AuditEntry.actor_id == jan.id)).all() == []


def test_it_is_gone_at_sign_out(client: PageClient, jan: Person) -> None:
    come_in(client)
    client.post("/look", data=STRONG)
    client.post("/sign-out")
    assert client.get_cookie("look") is None
    assert wished(client.page("/sign-in")) == ("", "light dark", ["dark.css"])
    assert jan.look == "contrast.largest.wide"


def test_on_a_shared_phone_it_ends_with_the_browser(client: PageClient, jan: Person) -> None:
    jan.look = "dark.large.wide"
    come_in(client, shared=True)
    cookie = client.get_cookie("look")
    assert cookie is not None
    assert (cookie.value, cookie.max_age) == ("dark.large.wide", None)
    client.post("/sign-out")
    come_in(client)
    cookie = client.get_cookie("look")
    assert cookie is not None
    assert cookie.max_age == 365 * 24 * 3600


def test_what_was_chosen_before_signing_in_becomes_ones_own(
    client: PageClient, jan: Person
) -> None:
    """Who needs large letters needs them to sign in, and again tomorrow."""
    client.post("/look", data=STRONG)
    come_in(client)
    assert jan.look == "contrast.largest.wide"
    client.post("/sign-out")
    come_in(client)
    assert wished(client.page("/account"))[0] == "largest wide"


def test_ones_own_wish_is_not_changed_by_a_browser(client: PageClient, jan: Person) -> None:
    jan.look = "light.normal.normal"
    client.post("/look", data=STRONG)
    come_in(client)
    assert jan.look == "light.normal.normal"
    assert wished(client.page("/account")) == ("", "light", [])


def test_nobody_inherits_the_wish_of_who_did_not_sign_out(
    signed_in_as: SignIn, cast: Cast, jan: Person
) -> None:
    client = signed_in_as(cast.ana)
    client.post("/look", data=STRONG)
    come_in(client)
    assert client.get_cookie("look") is None
    assert jan.look == ""
    assert wished(client.page("/account"))[0] == ""


def test_a_row_that_is_not_understood_asks_the_browser(signed_in_as: SignIn, jan: Person) -> None:
    jan.look = "purple"
    client = signed_in_as(jan)
    client.set_cookie("look", "dark.normal.normal")
    assert wished(client.page("/account")) == ("", "dark", ["dark.css"])
