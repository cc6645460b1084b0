"""The holder's page, the paper, the register and the page for strangers."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from course.actions.decisions import propose_decision
from course.catalogue import Catalogue
from course.codes import grouped
from course.models import Certificate, Person
from course.queries.certificates import enrolment_to_propose
from course.queries.papers import papers_made
from course.terms import AddressForm
from tests.make import MONDAY, make_person
from tests.make_certificates import (
    make_certificate,
    make_frozen,
    make_qualified,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def certificate(session: Session, cast: Cast) -> Certificate:
    cast.ana.address_form = AddressForm.FEMININE
    return make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))


def said(client: PageClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return Page(answer.get_data(as_text=True)).text


# The holder's page
def test_before_the_rules_there_is_patience(signed_in_as: SignIn, cast: Cast) -> None:
    assert "Zasady są w przygotowaniu" in signed_in_as(cast.ana).page("/certificate").text


def test_what_is_missing_leads_to_where_it_is_done(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    make_frozen(session, cast.programme, course.rules["pilot"])
    page = signed_in_as(cast.ana).page("/certificate")
    assert "Brakuje 12 z 13 wymagań" in page.text
    assert "Test „Słuchanie”" in page.text.replace("„ ", "„")
    for address in ("/consents", "/quizzes/m3", "/assignments/z1", "/practice"):
        assert address in page.links()


def test_the_way_to_the_certificate_is_told(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    ana = signed_in_as(cast.ana)
    make_qualified(session, cast.enrolment, cast.vera)
    assert "Teraz osoba koordynująca złoży wniosek" in ana.page("/certificate").text
    assert "Spełnione: 2" in ana.page("/certificate").text
    propose(session, cast)
    assert "Decyzja czeka na drugą osobę" in ana.page("/certificate").text


def propose(session: Session, cast: Cast) -> None:
    place = enrolment_to_propose(session, cast.carla, cast.enrolment.id)
    propose_decision(session, place, by=cast.carla, at=MONDAY)


def test_the_holder_finds_papers_and_code(
    signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    page = signed_in_as(cast.ana).page("/certificate")
    assert "Ana Ćwikła, Organizatorka Społeczna" in page.text
    assert grouped(certificate.code) in page.text
    for language in ("pl", "en"):
        assert f"/certificates/{certificate.id}/paper/{language}" in page.links()


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (200, "Ważny do 11 czerwca 2027."),
        (90, "Można go teraz odnowić"),
        (-1, "Był ważny do 22 listopada 2026"),
    ],
)
def test_the_holder_is_told_until_when(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    certificate: Certificate,
    *,
    days: int,
    told: str,
) -> None:
    ana = signed_in_as(cast.ana)
    assert "ażny do" not in ana.page("/certificate").text
    certificate.expires_on = MONDAY.date() + timedelta(days=days)
    session.flush()
    assert told in ana.page("/certificate").text
    assert "/paper/pl" in ana.page("/certificate").html


def test_who_has_no_place_is_told_so(session: Session, signed_in_as: SignIn) -> None:
    page = signed_in_as(make_person(session)).page("/certificate")
    assert "Teraz nie ma cię w żadnej edycji" in page.text


# The name
def test_the_holder_decides_about_the_name(
    client: PageClient, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    ana, address = signed_in_as(cast.ana), f"/certificates/{certificate.id}/name"
    seen = [said(client, f"/v/{certificate.code}")]
    for shown in ("yes", "no"):
        assert ana.post(address, data={"shown": shown}).status_code == 303
        seen.append(said(client, f"/v/{certificate.code}"))
    assert ["Ana Ćwikła" in page for page in seen] == [False, True, False]
    assert "A. Ć." in seen[0]
    for person in (cast.carla, cast.dov):
        assert signed_in_as(person).post(address, data={"shown": "yes"}).status_code == 404


# The paper
def test_the_paper_is_made_once_and_stays(
    session: Session, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    address = f"/certificates/{certificate.id}/paper/pl"
    first = signed_in_as(cast.ana).get(address, buffered=True)
    assert (first.status_code, first.mimetype) == (200, "application/pdf")
    assert "certyfikat-SZ-2026-0001-pl.pdf" in first.headers["Content-Disposition"]
    cast.programme.title_pl = "Inny tytuł"
    session.flush()
    again = signed_in_as(cast.carla).get(address, buffered=True)
    assert again.data == first.data
    assert papers_made(session, [certificate.id]) == (1, 2)
    english = signed_in_as(cast.adam).get(address.replace("/pl", "/en"), buffered=True)
    assert english.data[:5] == b"%PDF-"
    assert papers_made(session, [certificate.id]) == (2, 2)


def test_papers_are_for_the_holder_and_the_programme(
    signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    address = f"/certificates/{certificate.id}"
    for person in (cast.ben, cast.dov, cast.vera, cast.iga):
        client = signed_in_as(person)
        assert client.get(f"{address}/paper/pl").status_code == 404
        assert client.get(address).status_code == 404
    assert signed_in_as(cast.ana).get(f"{address}/paper/de").status_code == 404


# The register
def test_a_certificate_is_revoked_with_a_reason(
    client: PageClient, signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    carla, address = signed_in_as(cast.carla), f"/certificates/{certificate.id}"
    for reason, fault in (("  ", "Proszę to uzupełnić."), ("x" * 401, "401")):
        answer = carla.post(f"{address}/revoke", data={"reason": reason})
        assert answer.status_code == 422
        assert fault in answer.get_data(as_text=True)
    assert carla.post(f"{address}/revoke", data={"reason": "nieprawdziwe"}).status_code == 303
    assert "nieprawdziwe" in carla.page(address).text
    assert "nieprawdziwe" not in signed_in_as(cast.ana).page(address).text
    public = said(client, f"/v/{certificate.code}")
    assert "23 listopada 2026 certyfikat stracił ważność" in public
    assert not {"nieprawdziwe", "Ana", "A. Ć."} & {public, *public.split()}
    assert carla.post(f"{address}/revoke", data={"reason": "znowu"}).status_code == 409
    assert "unieważniony" in signed_in_as(cast.ana).page("/certificate").text


def test_only_coordinators_keep_the_register(
    signed_in_as: SignIn, cast: Cast, certificate: Certificate
) -> None:
    for person in (cast.ana, cast.ben, cast.vera, cast.adam, cast.iga):
        for deed in ("revoke", "corrections/name"):
            answer = signed_in_as(person).post(f"/certificates/{certificate.id}/{deed}")
            assert answer.status_code == 403
    assert "/revoke" not in signed_in_as(cast.adam).page(f"/certificates/{certificate.id}").html
    assert signed_in_as(cast.carla).post("/certificates/999999/revoke").status_code == 404


# The page for strangers
def test_strangers_read_that_it_is_valid(client: PageClient, certificate: Certificate) -> None:
    page = said(client, f"/v/{certificate.code}")
    for words in ("Ważny", "Organizatorka Społeczna", "SZ/2026/0001", "Krosno", "16 h", "słucha;"):
        assert words in page
    assert "Ana Ćwikła" not in page


def test_the_answer_is_kept_by_nobody(client: PageClient, certificate: Certificate) -> None:
    for code in (certificate.code, "A" * 26):
        headers = client.get(f"/v/{code}").headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Robots-Tag"] == "noindex"


def test_typing_is_forgiven(client: PageClient, certificate: Certificate) -> None:
    typed = grouped(certificate.code).lower().replace("-", " - ")
    answer = client.get("/v", query_string={"code": f" {typed} "})
    assert (answer.status_code, answer.location) == (303, f"/v/{certificate.code}")
    assert "Ważny" in said(client, f"/v/{grouped(certificate.code).lower()}")
    assert "Kod certyfikatu" in said(client, "/v")
    assert client.get("/v?code=%20").status_code == 200
    assert client.get("/v?code=%2F").location == "/v/-"


@pytest.mark.parametrize("code", ["A" * 26, "K7QF-2M9D", "-", "ż", "' OR 1=1 --"])
def test_unknown_codes_get_one_calm_answer(client: PageClient, code: str) -> None:
    assert "Nie znamy takiego kodu" in said(client, f"/v/{code}", 404)


def test_an_expired_one_says_until_when(
    session: Session, client: PageClient, certificate: Certificate
) -> None:
    certificate.expires_on = MONDAY.date() - timedelta(days=1)
    session.flush()
    assert "Był ważny do 22 listopada 2026" in said(client, f"/v/{certificate.code}")
    certificate.expires_on = date(2026, 11, 23)
    session.flush()
    assert "Był ważny" not in said(client, f"/v/{certificate.code}")


@pytest.mark.parametrize(
    ("typed", "agrees"),
    [("ana cwikla", True), ("Ćwikła  Ana", True), ("ĆWIKŁA", True), ("Ana", False), ("Ola", False)],
)
def test_a_name_read_on_the_paper_is_compared(
    client: PageClient, certificate: Certificate, *, typed: str, agrees: bool
) -> None:
    answer = client.post(f"/v/{certificate.code}", data={"name": typed})
    page = Page(answer.get_data(as_text=True)).text
    assert ("Tak, " in page) is agrees
    assert ("Nie, na certyfikacie jest inne nazwisko" in page) is not agrees


def test_it_speaks_english(client: PageClient, certificate: Certificate) -> None:
    answer = client.get(f"/v/{certificate.code}", headers={"Accept-Language": "en"})
    page = Page(answer.get_data(as_text=True)).text
    assert "Valid" in page
    assert "Social Organiser" in page
