"""Booklets as PDF: what the paper says, looks like, and that it is made once."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from pypdf import PdfReader
from sqlalchemy.orm import Session

from content.languages import Language, Text
from course.catalogue import Catalogue, attach
from course.models import Person
from course.papers import has_pango, typesetter, typesetting
from course.settings import Settings
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast
from tests.seen import drawn

SignIn = Callable[[Person], PageClient]
BOOKLET = "/modules/m1/booklet.pdf"
ENTRY = re.compile(r"^(?:\d+\.)?\s*(.+?)\s*\.{3,}\s*(\d+)$")
"""A line of the contents: the title, dots, the page."""


@pytest.fixture
def ana(session: Session, signed_in_as: SignIn, cast: Cast) -> PageClient:
    """Ana, who has accepted the declarations."""
    make_consents(session, cast.enrolment, cast.ana)
    return signed_in_as(cast.ana)


def paper(client: PageClient, address: str) -> bytes:
    with client.get(address) as answer:
        assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
        return answer.get_data()


def lines(reader: PdfReader, page: int) -> list[str]:
    text = reader.pages[page].extract_text().replace("\N{NO-BREAK SPACE}", " ")
    return [" ".join(line.split()) for line in text.splitlines()]


def kept(settings: Settings) -> set[Path]:
    assert isinstance(settings.files, Path)
    return {one for one in settings.files.rglob("*") if one.is_file()}


@pytest.mark.parametrize("language", list(Language))
def test_its_contents_name_the_pages_on_which_things_stand(
    ana: PageClient, course: Catalogue, language: Language
) -> None:
    assert typesetter() is not None, "Pango is missing: install it to make papers"
    with ana.session_transaction() as cookie:
        cookie["language"] = language.value
    reader = PdfReader(BytesIO(paper(ana, BOOKLET)))
    entries = [found.groups() for line in lines(reader, 0) if (found := ENTRY.match(line))]
    module = course.curriculum.module("m1")
    assert len(entries) >= len(module.lessons) + 2  # its assignment with the form, and its words
    for title, page in entries:
        assert title in lines(reader, int(page) - 1), (title, page)
        assert f"{page} / {len(reader.pages)}" in " ".join(lines(reader, int(page) - 1))
    titles = [lesson.title.in_language(language) for lesson in module.lessons]
    assert [title for title, _ in entries][: len(titles)] == titles


def test_it_can_be_read_aloud_and_found_again(ana: PageClient) -> None:
    reader = PdfReader(BytesIO(paper(ana, BOOKLET)))
    root: Any = reader.trailer["/Root"]
    assert root["/Lang"] == "pl"
    assert root["/MarkInfo"]["/Marked"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Moduł 1. Idea, wartości i rola"
    assert "Moduł 1. Idea, wartości i rola" in lines(reader, 3)  # above each page but the first
    assert "Moduł 1. Idea, wartości i rola" not in lines(reader, 0)[-3:]
    assert len(reader.outline) >= 2


def test_whole_fonts_say_what_they_draw(ana: PageClient) -> None:
    """A family split into parts garbles Polish: only the two whole ones may be in it."""
    reader = PdfReader(BytesIO(paper(ana, BOOKLET)))
    fonts: set[str] = set()
    for page in reader.pages:
        resources: Any = page["/Resources"]
        for font in resources["/Font"].values():
            fonts.add(str(font.get_object()["/BaseFont"]).partition("+")[2])
    assert fonts == {"CSans", "CSans-Semi-Bold"}


def test_drawings_keep_their_colours_and_there_is_room_to_write(
    ana: PageClient, tmp_path: Path
) -> None:
    """A drawing that lost its style is a black block; an exercise has lines below it."""
    pages = [Image.open(one).convert("L") for one in drawn(paper(ana, BOOKLET), tmp_path, dpi=50)]
    for picture in pages:
        black = sum(picture.histogram()[:64])
        assert black < 0.12 * picture.width * picture.height
    content = paper(ana, BOOKLET)
    exercises = [
        number
        for number, page in enumerate(PdfReader(BytesIO(content)).pages)
        if re.search(r"Ćwiczenie, \d+ min", page.extract_text())
    ]
    assert exercises
    sheets = drawn(content, tmp_path, dpi=100)
    for number in exercises:
        assert _ruled(Image.open(sheets[number]).convert("L")) >= 4


def _ruled(picture: Image.Image) -> int:
    """How many lines go nearly across the page, 3 mm and more apart."""
    rows = [
        y
        for y in range(picture.height)
        if sum(picture.crop((0, y, picture.width, y + 1)).histogram()[:200]) > 0.6 * picture.width
    ]
    return sum(1 for row, above in zip(rows, [-99, *rows], strict=False) if row - above > 11)


def test_it_is_made_once_for_all_who_ask(
    ana: PageClient, ben: PageClient, settings: Settings
) -> None:
    content = paper(ana, BOOKLET)
    before = kept(settings)
    assert paper(ben, BOOKLET) == content
    assert kept(settings) == before


def test_a_changed_word_makes_another(
    app: Flask, client: PageClient, course: Catalogue, settings: Settings
) -> None:
    first = paper(client, "/glossary.pdf")
    before = kept(settings)
    slug, term = next(iter(course.curriculum.terms.items()))
    other = replace(term, definition=Text(pl="Zażółć gęślą jaźń.", en="Changed."))
    terms = {**course.curriculum.terms, slug: other}
    attach(app, replace(course, curriculum=replace(course.curriculum, terms=terms)))
    try:
        changed = paper(client, "/glossary.pdf")
    finally:
        attach(app, course)
    assert len(kept(settings) - before) == 1
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(changed)).pages)
    assert "Zażółć gęślą jaźń." in text.replace("\N{NO-BREAK SPACE}", " ")
    assert paper(client, "/glossary.pdf") == first
    for name in ("Glossary", "Słowniczek"):
        assert (name in client.page("/glossary").text) == (name == "Słowniczek")


def test_it_opens_when_the_module_does(
    session: Session, signed_in_as: SignIn, cast: Cast, client: PageClient
) -> None:
    studying = signed_in_as(cast.ana)
    answer = studying.get(BOOKLET)
    assert (answer.status_code, answer.location) == (303, "/consents")
    make_consents(session, cast.enrolment, cast.ana)
    assert studying.get("/modules/m3/booklet.pdf").status_code == 409  # locked
    assert studying.get("/modules/m99/booklet.pdf").status_code == 404
    assert "/sign-in" in str(client.get(BOOKLET).location)


def test_pages_lead_to_it_where_it_can_be_made(
    ana: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert has_pango()
    assert BOOKLET in ana.page("/modules/m1/booklet").links()
    assert "/glossary.pdf" in ana.page("/glossary").links()
    monkeypatch.setattr("course.web.materials.has_pango", lambda: False)
    for page in (ana.page("/modules/m1/booklet"), ana.page("/glossary")):
        assert "Teraz nie da się tu przygotować pliku PDF" in page.text
        assert not any(link.endswith(".pdf") for link in page.links())


def test_who_asks_where_none_can_be_made_is_told_so(
    app: Flask, client: PageClient, course: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    curriculum = replace(course.curriculum, terms={})
    attach(app, replace(course, curriculum=curriculum))
    monkeypatch.setattr(typesetting, "typesetter", lambda: None)
    try:
        assert client.get("/glossary.pdf").status_code == 409
    finally:
        attach(app, course)
