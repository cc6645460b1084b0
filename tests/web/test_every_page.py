"""Every page opens in Polish and in English, is sound, and holds no word of the other language."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from xml.etree import ElementTree as ET

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.language import CATALOGUES
from course.models import Person
from course.settings import Settings
from tests.make_scene import Scene, make_scene
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.access_table import WHO_MAY, Of

pytestmark = pytest.mark.usefixtures("monday")

NO_PAGE = {
    "assignments.file": "a file",
    "certificates.paper": "a file",
    "certificates.print_several": "a file",
    "credentials.badge": "a picture",
    "credentials.credential": "for machines",
    "credentials.did": "for machines",
    "credentials.drawing": "a picture",
    "credentials.issuer": "for machines",
    "credentials.picture": "a picture",
    "credentials.status": "for machines",
    "exchange.export": "a file",
    "institutions.file": "a file",
    "institutions.proof_file": "a file",
    "lists.fetch": "a file",
    "lists.sheet": "a file",
    "lists.take": "a file",
    "marking.blind_sheet": "a file",
    "marking.blind_zip": "a file",
    "marking.sheet": "a file",
    "marking.work_zip": "a file",
    "meetings.sheet": "a file",
    "observations.scan": "a file",
    "pages.health": "for machines",
    "pages.home": "leads on to where one's work begins",
    "pages.robots": "for machines",
    "panels.protocol": "a file",
    "programmes.export": "a file",
    "programmes.mark": "a picture",
    "quizzes.begin_preview": "leads on to a draw",
    "records.card_pdf": "a file",
    "records.mine": "leads on to one's own card",
    "snapshots.as_json": "for machines",
    "snapshots.as_pdf": "a file",
    "static": "files",
    "totals.english": "speaks the language of its address",
    "totals.polish": "speaks the language of its address",
}
FOR_STRANGERS = {"people.sign_in": "leads on whoever signed in"}
ONE_OF_EACH = ("ana", "ben", "carla", "vera", "adam", "iga", "mira", "lena")
TELLING = 12
"""Shorter texts are often parts of others, or the same in both languages."""

_GAP = re.compile(r"%\(\w+\)s|%%|<[^>]*>")


@pytest.fixture
def scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Scene:
    return make_scene(session, settings, course, cast)


def test_what_is_no_page_is_still_there(app: Flask) -> None:
    assert set(NO_PAGE) <= {rule.endpoint for rule in app.url_map.iter_rules()}


def test_a_forgotten_translation_is_found() -> None:
    page = '<html lang="{}"><main><p lang="en">Sign in again</p><h1>{}</h1></main></html>'
    polish, english = "Przejdź do treści", "Skip to the content"
    assert _foreign_words(Page(page.format("pl", f"{polish}, {english}.")), Language.PL) == {
        english
    }
    assert _foreign_words(Page(page.format("en", f"{english}, {polish}.")), Language.EN) == {polish}


@pytest.mark.parametrize("language", Language)
def test_every_page(
    app: Flask,
    client: PageClient,
    signed_in_as: Callable[[Person], PageClient],
    scene: Scene,
    language: Language,
) -> None:
    browsers = {name: signed_in_as(scene.people[name]) for name in ONE_OF_EACH} | {"nobody": client}
    for browser in browsers.values():
        with browser.session_transaction() as cookie:
            cookie["language"] = language.value
    wrong = {}
    for name, door in _pages(app):
        answer = browsers[name].get(scene.objects["ana"].address(app, door))
        if answer.status_code != 200:
            wrong[name, door] = {str(answer.status_code)}
        elif found := _foreign_words(Page(answer.get_data(as_text=True)), language):
            wrong[name, door] = found
    assert wrong == {}


def _pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Every page for one person of each role who may open it: they see different things there."""
    for door, who in WHO_MAY.items():
        endpoint = door.partition(":")[0]
        [rule] = app.url_map.iter_rules(endpoint)
        if "GET" in (rule.methods or set()) and endpoint not in NO_PAGE:
            may = set((who.ana if isinstance(who, Of) else who).split())
            may = {"nobody"} if door in FOR_STRANGERS else may
            yield from ((name, door) for name in (*ONE_OF_EACH, "nobody") if name in may)


def _foreign_words(page: Page, language: Language) -> set[str]:
    assert page.root.get("lang") == language
    said = " ".join(" ".join(_said(page.root, language)).split())
    return {words for words in _words_of_the_other(language) if _is_in(words, said)}


def _said(element: ET.Element, language: Language) -> Iterator[str]:
    """All texts that are not marked as being in another language, with those read aloud."""
    if element.get("lang", language) == language:
        yield from (element.get(name, "") for name in ("aria-label", "placeholder", "title"))
        yield element.text or ""
        for part in element:
            yield from _said(part, language)
    yield element.tail or ""


def _is_in(words: str, said: str) -> bool:
    return words in said and re.search(rf"(?<!\w){re.escape(words)}(?!\w)", said) is not None


@cache
def _words_of_the_other(language: Language) -> set[str]:
    """Stretches of text in the catalogue that only the other language has."""
    english, polish = set[str](), set[str]()
    with (CATALOGUES / "pl" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        for message in read_po(file):
            english |= _stretches(message.id)
            polish |= _stretches(message.string)
    return polish - english if language is Language.EN else english - polish


def _stretches(texts: str | tuple[str, ...] | list[str] | None) -> set[str]:
    """A text, or each of its plural forms, without what is filled in."""
    forms = [texts] if isinstance(texts, str) else texts or []
    stretches = (" ".join(part.split()) for form in forms for part in _GAP.split(form))
    return {part for part in stretches if len(part) > TELLING}
