"""What the page for strangers tells about a certificate, and what stays untold."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from course.actions.certificates import revoke_certificate
from course.models import Certificate
from tests.make import MONDAY
from tests.make_certificates import make_certificate, make_successor
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.strangers import ask, said

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("cwikla ana", "Tak, na certyfikacie jest takie imię i nazwisko."),
        ("A. Ćwikła", "Tak, na certyfikacie jest takie nazwisko."),
        ("Ola Ćwikła", "Nazwisko się zgadza, imię nie."),
        ("Ana", "Nie, na certyfikacie jest inne nazwisko."),
    ],
)
def test_it_is_said_what_agrees(
    client: PageClient, certificate: Certificate, typed: str, answer: str
) -> None:
    page = said(ask(client, certificate.code, name=typed))
    assert answer in page
    assert "Ana Ćwikła" not in page.replace(typed, "")


def test_a_signed_one_offers_its_badge_and_another_does_not(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    page = client.page(f"/v/{certificate.code}")
    files = ("badge.png", "badge.svg", "credential.json")
    offered = {f"/v/{certificate.code}/{name}" for name in files}
    assert offered <= {one.get("href") for one in page.root.iter("a")}
    certificate.credential = None
    session.flush()
    page = client.page(f"/v/{certificate.code}")
    assert not offered & {one.get("href") for one in page.root.iter("a")}


def test_who_is_named_is_not_compared(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    certificate.show_name = True
    session.flush()
    page = ask(client, certificate.code, name="Kowalska")
    assert "Ana Ćwikła" in said(page)
    assert "inne nazwisko" not in said(page)
    assert 'name="name"' not in page.get_data(as_text=True)


def test_a_revoked_one_tells_its_number_and_day_and_compares_nothing(
    session: Session, client: PageClient, cast: Cast, certificate: Certificate
) -> None:
    revoke_certificate(session, certificate, reason="powód", by=cast.carla, at=MONDAY)
    page = ask(client, certificate.code, name="Ćwikła")
    assert "Tak, " not in said(page)
    for secret in ("powód", "Ćwik", "A. Ć.", "Krosno", "16 h", 'name="name"'):
        assert secret not in page.get_data(as_text=True)
    assert "SZ/2026/0001" in said(page)


def test_the_newest_one_is_named_as_far_as_a_stranger_may_know(
    session: Session, client: PageClient, cast: Cast, certificate: Certificate
) -> None:
    second = make_successor(session, certificate, (cast.carla, cast.cyryl), holder_name="Ana Sowa")
    third = make_successor(session, second, (cast.carla, cast.cyryl), holder_name="Ana Sowa-Wilk")
    for old in (certificate, second):
        page = ask(client, old.code).get_data(as_text=True)
        assert "nr SZ/2026/0003" in said(ask(client, old.code))
        assert "Tytuł pozostaje ważny" in Page(page).text
        assert not {third.code, "Wilk"} & set(page.replace("-", " ").split())
    revoke_certificate(session, third, reason="powód", by=cast.carla, at=MONDAY)
    page = said(ask(client, certificate.code))
    assert "Tytuł pozostaje ważny" not in page
    assert "Tamten też nie jest już ważny" in page


def test_the_way_to_check_without_us_is_told(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    address = f"/v/{certificate.code}/credential.json"
    assert address in client.page(f"/v/{certificate.code}").links()
    assert client.get(address).status_code == 200
    certificate.credential = certificate.status_index = None
    session.flush()
    old = client.page(f"/v/{certificate.code}")
    assert address not in old.links()
    assert "register.html" in old.text


def test_a_term_of_validity_is_told(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    assert "Ważny do" not in said(ask(client, certificate.code))
    certificate.expires_on = MONDAY.date() + timedelta(days=30)
    session.flush()
    assert "Ważny do23 grudnia 2026" in said(ask(client, certificate.code))


def test_search_engines_are_sent_away(client: PageClient, certificate: Certificate) -> None:
    assert client.get("/robots.txt").get_data(as_text=True) == "User-agent: *\nDisallow: /v/\n"
    for code in (certificate.code, "A" * 26):
        assert '<meta name="robots" content="noindex">' in ask(client, code).get_data(as_text=True)
