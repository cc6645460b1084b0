"""The accessibility statement has the parts, words and ids that people and programs look for."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from flask import Flask

from course.settings import Operator, Settings
from tests.pages import Page, PageClient

ADDRESS = "/deklaracja-dostepnosci"
OBLIGATORY = (
    *("wstep", "podmiot", "zakres", "url", "data-publikacja", "data-aktualizacja", "status"),
    *("data-sporzadzenie", "data-przeglad", "kontakt", "email", "telefon", "procedura"),
    *("architektura", "komunikacja"),
)
"""The ids of version 2.0; the review is obligatory from the first one on."""

HEADINGS = [
    "Deklaracja dostępności",
    "Stan dostępności cyfrowej",
    "Niedostępne treści",
    "Niezgodność z załącznikiem",
    "Przygotowanie deklaracji dostępności i jej aktualizacja",
    "Udogodnienia, ograniczenia i inne informacje",
    "Co działa",
    "Czego jeszcze nie umiemy",
    "Inna droga",
    "Skróty klawiszowe",
    "Informacje zwrotne i dane kontaktowe",
    "Obsługa wniosków i skarg związanych z dostępnością",
    "Pozostałe informacje",
    "Aplikacje mobilne",
    "Dostępność architektoniczna",
    "Dostępność komunikacyjno-informacyjna",
]
TOLD = Operator(
    name="Stowarzyszenie Sąsiedzi",
    published_on=date(2026, 9, 1),
    person="Ewa Lis",
    email="dostepnosc@example.org",
    phone="+48 13 000 00 00",
    building="Rynek 1, Krosno. Wejście bez progu.",
    communication="Tłumacz języka migowego po umówieniu.",
)


@pytest.fixture
def told(app: Flask, settings: Settings) -> Iterator[None]:
    """Whoever runs the service has told everything."""
    app.config["SETTINGS"] = replace(settings, operator=TOLD)
    yield
    app.config["SETTINGS"] = settings


def by_id(page: Page, name: str) -> ET.Element:
    [found] = [one for one in page.root.iter() if one.get("id") == f"a11y-{name}"]
    return found


def said(element: ET.Element) -> str:
    return " ".join("".join(element.itertext()).split())


@pytest.mark.usefixtures("told")
@pytest.mark.parametrize("language", ["pl", "en"])
def test_it_has_every_obligatory_part_once(client: PageClient, language: str) -> None:
    page = client.page(ADDRESS, headers={"Accept-Language": language})
    assert page.root.get("lang") == language
    assert all(said(by_id(page, name)) for name in OBLIGATORY)
    days = {name: by_id(page, name) for name in OBLIGATORY if name.startswith("data-")}
    assert {one.tag for one in days.values()} == {"time"}
    assert days["data-publikacja"].get("datetime") == "2026-09-01"
    assert by_id(page, "url").get("href") == "http://localhost"
    assert by_id(page, "email").get("href") == "mailto:dostepnosc@example.org"
    assert by_id(page, "telefon").get("href") == "tel:+48130000000"
    assert "nie podano" not in page.text
    assert "not filled in" not in page.text


@pytest.mark.usefixtures("told")
def test_its_polish_is_that_of_the_ministry(client: PageClient) -> None:
    page = client.page(ADDRESS)
    main = page.root.find(".//main")
    assert main is not None
    assert [said(one) for one in main.iter() if one.tag in {"h1", "h2", "h3"}] == HEADINGS
    assert said(by_id(page, "wstep")).startswith(
        "Stowarzyszenie Sąsiedzi zobowiązuje się zapewnić dostępność swojej strony internetowej"
        " zgodnie z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych"
        " i aplikacji mobilnych podmiotów publicznych."
    )
    assert said(by_id(page, "status")) == (
        "Strona internetowa jest częściowo zgodna z załącznikiem do ustawy z dnia 4 kwietnia 2019"
        " r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych"
        " z powodu niezgodności lub wyłączeń wymienionych poniżej."
    )


@pytest.mark.usefixtures("told")
def test_polish_words_on_the_english_page_say_that_they_are_polish(client: PageClient) -> None:
    page = client.page(ADDRESS, headers={"Accept-Language": "en"})
    [building] = by_id(page, "architektura").iterfind(".//span")
    assert (building.get("lang"), building.text) == ("pl", TOLD.building)


@pytest.mark.usefixtures("told")
def test_english_words_are_taken_where_they_are_told(app: Flask, client: PageClient) -> None:
    settings = app.config["SETTINGS"]
    english = replace(TOLD, building_en="Market Square 1, Krosno. No step at the door.")
    app.config["SETTINGS"] = replace(settings, operator=english)
    page = client.page(ADDRESS, headers={"Accept-Language": "en"})
    assert "No step at the door." in said(by_id(page, "architektura"))
    assert "Rynek" not in page.text


def test_what_nobody_told_is_said_to_be_missing(client: PageClient) -> None:
    page = client.page(ADDRESS)
    for name in ("podmiot", "data-publikacja", "kontakt", "email", "telefon"):
        assert said(by_id(page, name)) == "jeszcze nie podano"
    assert "Ta deklaracja nie jest jeszcze pełna" in page.text


def test_the_old_address_and_every_page_lead_to_it(client: PageClient) -> None:
    answer = client.get("/guides/accessibility")
    assert (answer.status_code, answer.location) == (301, ADDRESS)
    links = {link.get("href"): said(link) for link in client.page("/guides/help").root.iter("a")}
    assert links[ADDRESS] == "Deklaracja dostępności"
