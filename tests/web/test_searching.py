"""Search: what is found by whom, what is closed, and what hostile or empty words do."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.language import hard_spaces
from course.models import Person
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def studying(session: Session, cast: Cast, ana: PageClient) -> PageClient:
    """Ana, who has accepted the declarations: module 1 is open to her, the others are not."""
    make_consents(session, cast.enrolment, cast.ana)
    return ana


def search(client: PageClient, query: str, more: str = "") -> Page:
    return client.page(f"/search?q={quote(query)}{more}")


def in_english(client: PageClient) -> PageClient:
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    return client


def results(page: Page) -> list[str]:
    return [link for link in page.links() if link.startswith(("/lessons/", "/glossary#"))]


def marked(page: Page) -> set[str]:
    return {"".join(one.itertext()) for one in page.root.iter("mark")}


@pytest.mark.parametrize("typed", ["Alinsky", "saul alinsky", "ALINSKY", "alinskk"])
def test_a_word_leads_to_its_section(studying: PageClient, typed: str) -> None:
    page = search(studying, typed)
    address = "/lessons/m1/2-where-it-comes-from"
    [section] = [link for link in page.links() if link.startswith(f"{address}#s-chicago")]
    anchor = section.partition("#")[2]
    assert f'id="{anchor}"' in studying.page(address).html
    assert "Alinsky" in marked(page)
    assert "Moduł 1. Idea, wartości i rola" in page.text


def test_a_word_of_the_glossary_comes_first_and_whole(
    studying: PageClient, course: Catalogue
) -> None:
    page = search(studying, "mapy sil")
    assert results(page)[0] == "/glossary#term-power-map"
    meaning = course.curriculum.terms["power-map"].definition.pl
    assert " ".join(hard_spaces(meaning).split()) in page.text
    assert {"mapa", "sił"} <= marked(page)


def test_what_is_closed_is_named_with_the_reason_and_nothing_of_it_is_told(
    studying: PageClient,
) -> None:
    page = search(studying, "drabina sześciu pytań")
    assert not [word for word in marked(page) if "drabin" in word.lower()]
    assert "Pytania" in page.text
    assert "Moduł 3. Słuchanie. Otworzy się po zaliczeniu testu modułu 2" in page.text
    assert not [link for link in page.links() if link.startswith("/lessons/m3")]
    assert "szczebl" not in page.text.lower()
    assert "/quizzes/m2" in page.links()


def test_open_lessons_stand_above_closed_ones(studying: PageClient) -> None:
    page = search(studying, "rozmowa", "&all=lesson")
    closed = [one.get("class") == "shut" for one in lessons_on(page)]
    assert set(closed) == {True, False}
    assert closed == sorted(closed)
    assert any(link.startswith("/lessons/m1/") for link in page.links())
    assert not any(link.startswith("/lessons/m2/") for link in page.links())


def test_before_the_declarations_every_lesson_waits_for_them(ana: PageClient) -> None:
    page = search(ana, "Alinsky")
    assert "/consents" in page.links()
    assert not any(link.startswith("/lessons/") for link in page.links())
    assert "Chicago" not in page.text


@pytest.mark.parametrize("who", ["ben", "carla", "vera", "adam"])
def test_who_works_with_the_course_finds_all_of_it(
    signed_in_as: SignIn, cast: Cast, who: str
) -> None:
    page = search(signed_in_as(getattr(cast, who)), "rozmowa", "&all=lesson")
    modules = {link.split("/")[2] for link in page.links() if link.startswith("/lessons/")}
    assert modules == {f"m{number}" for number in range(1, 9)}
    assert "Otworzy się" not in page.text


@pytest.mark.parametrize("who", ["iga", "lena"])
def test_who_has_nothing_to_do_with_lessons_finds_words_and_help(
    signed_in_as: SignIn, cast: Cast, who: str
) -> None:
    page = search(signed_in_as(getattr(cast, who)), "rozmowa")
    assert "/glossary#term-one-to-one" in page.links()
    assert "Lekcje" not in page.text


def test_a_stranger_signs_in_first_and_keeps_the_words(client: PageClient) -> None:
    response = client.get("/search?q=mapa+sił")
    assert response.status_code == 302
    assert "/search" in response.location
    assert "mapa" in response.location


@pytest.mark.parametrize(
    "query",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7*7 }}",
        "rozmowa <b>mapa</b>",
        "%(num)s %s",
        "' OR 1=1 --",
    ],
)
def test_hostile_words_are_only_words(signed_in_as: SignIn, cast: Cast, query: str) -> None:
    page = search(signed_in_as(cast.ben), query)
    assert "<script>alert" not in page.html
    assert "<img src=x" not in page.html
    assert "<b>mapa" not in page.html
    [field] = [one for one in page.root.iter("input") if one.get("name") == "q"]
    assert field.get("value") == query


@pytest.mark.parametrize("query", ["a", "?!", "„…”", "  ", "\x00", "ż", "🙂", "%", "_"])
def test_too_little_to_look_for(studying: PageClient, query: str) -> None:
    page = search(studying, query)
    assert not results(page)
    assert "Nic nie ma" not in page.text


def test_an_empty_page_says_how_to_search(studying: PageClient) -> None:
    for address in ("/search", "/search?q="):
        assert "Wystarczy jedno słowo" in studying.page(address).text


@pytest.mark.parametrize("query", ["x" * 500, "mapa " * 100, "ąęż " * 200, "-" * 500])
def test_a_query_of_five_hundred_letters(studying: PageClient, query: str) -> None:
    page = search(studying, query)
    [field] = [one for one in page.root.iter("input") if one.get("name") == "q"]
    assert len(field.get("value", "")) <= 200


def test_nothing_found_says_what_to_do(studying: PageClient) -> None:
    page = search(studying, "zażółć gęślą")
    assert "Nic nie ma dla „zażółć gęślą”" in page.text
    assert "/glossary" in page.links()
    assert "Zapytaj trenerkę lub trenera" in page.text


def test_a_slip_of_the_finger_is_told(studying: PageClient) -> None:
    page = search(studying, "sprawczosx")
    assert "Słowa „sprawczosx” nie ma nigdzie. Pokazujemy „sprawczość”." in page.text
    assert "/glossary#term-agency" in page.links()


def test_the_first_are_shown_and_all_on_demand(signed_in_as: SignIn, cast: Cast) -> None:
    ben = signed_in_as(cast.ben)
    page = search(ben, "rozmowa")
    [more] = [link for link in page.links() if "all=lesson" in link]
    assert more.endswith("#lessons")
    assert 'id="lessons"' in page.html
    assert len(lessons_on(page)) == 8
    assert len(lessons_on(ben.page(more.partition("#")[0]))) > 20
    assert len(lessons_on(search(ben, "rozmowa", "&all=nonsense"))) == 8


def lessons_on(page: Page) -> list[Element]:
    [group] = [one for one in page.root.iter("section") if one.get("aria-labelledby") == "lessons"]
    return list(group.iter("h3"))


def test_english_finds_english(studying: PageClient) -> None:
    page = search(in_english(studying), "organisers")
    assert "Module 1. Idea, values and role" in page.text
    assert not [one for one in page.root.iter("p") if one.get("lang")]


def test_what_only_the_other_language_has_is_told_with_its_language(
    signed_in_as: SignIn, cast: Cast
) -> None:
    ben = in_english(signed_in_as(cast.ben))
    page = search(ben, "klatka schodowa")
    assert "only in Polish" in page.text
    told = [one for one in page.root.iter("p") if one.get("lang") == "pl"]
    assert told
    links = [link for link in page.links() if link.startswith("/lessons/") and "#" in link]
    assert links
    for link in links:
        address, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in ben.page(address).html


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("query", ["mapa sił", "listening", "ćwiczenie", "organizator"])
def test_every_result_leads_to_a_place_that_is_there(
    signed_in_as: SignIn, cast: Cast, language: Language, query: str
) -> None:
    ben = signed_in_as(cast.ben)
    with ben.session_transaction() as cookie:
        cookie["language"] = language.value
    for link in results(search(ben, query)):
        address, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in ben.page(address).html or not anchor


def test_a_search_asks_the_database_little(studying: PageClient, queries: Queries) -> None:
    search(studying, "rozmowa")
    with queries() as statements:
        search(studying, "rozmowa")
    assert len(statements) == 3  # the visitor, where they stand, questions


def test_the_glossary_can_be_looked_through_by_anybody(client: PageClient) -> None:
    page = client.page("/glossary?q=mapy")
    names = [" ".join("".join(one.itertext()).split()) for one in page.root.iter("dt")]
    assert names[0].startswith(("mapa sił", "mapa zasobów"))
    assert all("map" in name for name in names[:2])
    assert len(names) < 10
    assert client.page("/glossary?q=power+map").text.count("mapa sił") >= 1
    assert "W słowniczku nie ma takiego słowa" in client.page("/glossary?q=xyzzyx").text


def test_search_is_at_hand(studying: PageClient) -> None:
    for address, action in (("/course", "/search"), ("/glossary", "/glossary")):
        page = studying.page(address)
        [form] = [one for one in page.root.iter("form") if one.get("role") == "search"]
        assert form.get("action") == action
        assert form.get("method") == "get"
