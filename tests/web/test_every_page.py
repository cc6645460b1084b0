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
from tests.page_kinds import OF_ONE_LANGUAGE, ONE_OF_EACH, page_kinds
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

TELLING = 12
"""Shorter texts are often parts of others, or the same in both languages."""

_GAP = re.compile(r"%\(\w+\)s|%%|<[^>]*>")


@pytest.fixture
def scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Scene:
    return make_scene(session, settings, course, cast)


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
    doors = [kind for kind in page_kinds(app) if kind.endpoint not in OF_ONE_LANGUAGE]
    for name, door in ((name, kind.door) for kind in doors for name in kind.people):
        answer = browsers[name].get(scene.objects["ana"].address(app, door))
        if answer.status_code != 200:
            wrong[name, door] = {str(answer.status_code)}
        elif found := _foreign_words(Page(answer.get_data(as_text=True)), language):
            wrong[name, door] = found
    assert wrong == {}


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
