"""What a phone may keep: whole editions that name nobody, come without a cookie, never mixed."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from content.languages import Language
from course.app import STATIC
from course.catalogue import Catalogue, attach
from course.models import Person
from course.web.offline.installing import FILES
from course.web.offline.sizes import bytes_of_module
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
OFFLINE_LESSON = "/offline/pl/lessons/m1/1-what-organising-is"
EDITIONS = (
    "/offline/pl",
    "/offline/en",
    OFFLINE_LESSON,
    "/offline/en/glossary",
    "/offline/pl/practice/new/conversation",
)
OF_LOOKS = {"css/contrast.css", "css/dark.css"}
"""Which of them a page names depends on how the browser wants pages to look."""

_IMPORT = re.compile(r'^(?:import|export) .*?from "\./(\w+\.js)";', re.MULTILINE | re.DOTALL)


def course_of(client: PageClient) -> dict[str, object]:
    """What the worker is told."""
    told = client.get("/sw.js").get_data(as_text=True)
    found: dict[str, object] = json.loads(told.partition("= ")[2].partition(";\n")[0])
    return found


@pytest.mark.parametrize("address", EDITIONS)
def test_an_edition_is_the_same_for_everybody_and_carries_nothing(
    address: str, signed_in_as: SignIn, ready: Cast, app: Flask
) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answers = [signed_in_as(person).get(address) for person in (ready.ana, ready.ben)]
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    for person, answer in zip((ready.ana, ready.ben), answers, strict=True):
        page = answer.get_data(as_text=True)
        assert answer.status_code == 200
        assert answer.headers.getlist("Set-Cookie") == []
        assert person.name not in page
        assert "csrf" not in page
        assert "data-person=" not in page
    assert answers[0].get_data() == answers[1].get_data()


def test_an_edition_speaks_the_language_of_its_address(ana: PageClient, ready: Cast) -> None:
    assert ana.page("/offline/en/glossary").root.get("lang") == "en"
    assert ana.page("/offline/pl/glossary").root.get("lang") == "pl"
    assert ana.page("/course").root.get("lang") == ready.ana.language


def test_a_lesson_without_network_says_what_the_lesson_says(ana: PageClient, ready: Cast) -> None:
    kept = ana.page(OFFLINE_LESSON)
    read = ana.page("/lessons/m1/1-what-organising-is")
    [title] = kept.root.iter("h1")
    assert title.text == next(read.root.iter("h1")).text
    for paragraph in read.root.iter("p"):
        if "lead" in paragraph.get("class", "").split():
            assert "".join(paragraph.itertext()) in "".join(kept.root.itertext())


@pytest.mark.usefixtures("ready")
def test_a_locked_module_is_not_given_away(ana: PageClient, course: Catalogue) -> None:
    lesson = course.curriculum.module("m8").lessons[0].slug
    for address in ("/offline/pl/sets/m8", f"/offline/pl/lessons/{lesson}"):
        assert ana.get(address).status_code == 409, address


def test_what_does_not_exist_is_not_found(ana: PageClient, ready: Cast) -> None:
    for address in (
        "/offline/pl/sets/m99",
        "/offline/pl/lessons/m1/no",
        "/offline/pl/practice/new/no",
        "/offline/de",
    ):
        assert ana.get(address).status_code == 404, address


def test_a_set_lists_pages_of_its_own_version(
    ana: PageClient, ready: Cast, course: Catalogue
) -> None:
    listed = ana.get("/offline/pl/sets/m1").get_json()
    assert [one["title"] for one in listed["lessons"]] == [
        one.title.pl for one in course.curriculum.module("m1").lessons
    ]
    assert len(listed["pages"]) == len(listed["lessons"]) + 1
    for address in (*listed["pages"], *ana.get("/offline/pl/sets/practice").get_json()["pages"]):
        assert ana.get(address).headers["Course-Version"] == listed["version"]
    assert course_of(ana)["version"] == listed["version"]


def test_the_size_is_told_to_within_a_fifth(
    ana: PageClient, ready: Cast, course: Catalogue
) -> None:
    pages = ana.get("/offline/pl/sets/m1").get_json()["pages"]
    weighed = sum(len(ana.get(address).get_data()) for address in pages)
    told = bytes_of_module(course.curriculum.module("m1"), Language.PL)
    assert 0.8 * weighed <= told <= 1.2 * weighed


def test_the_version_changes_with_a_lesson_a_word_and_a_release(
    app: Flask, client: PageClient, course: Catalogue
) -> None:
    before = course_of(client)["version"]
    [first, *rest] = course.curriculum.modules
    [lesson, *lessons] = first.lessons
    changed = replace(first, lessons=(replace(lesson, digest="another"), *lessons))
    attach(app, replace(course, curriculum=replace(course.curriculum, modules=(changed, *rest))))
    with_lesson = course_of(client)["version"]
    attach(app, replace(course, curriculum=replace(course.curriculum, terms={})))
    with_words = course_of(client)["version"]
    attach(app, course)
    assert course_of(client)["version"] == before
    app.config["BUILD"] += "-next"
    try:
        attach(app, replace(course))
        with_release = course_of(client)["version"]
    finally:
        app.config["BUILD"] = app.config["BUILD"].removesuffix("-next")
        attach(app, course)
    assert len({before, with_lesson, with_words, with_release}) == 4


def test_every_file_that_kept_pages_need_is_kept(ana: PageClient, ready: Cast) -> None:
    """Each names its sheets and scripts, and scripts import others."""
    named = {
        address.partition("/static/")[2].partition("/")[2]
        for edition in EDITIONS
        for address in re.findall(
            r'(?:href|src)="([^"]+)"', ana.get(edition).get_data(as_text=True)
        )
        if "/static/" in address
    }
    scripts = [name for name in named if name.endswith(".js")]
    for name in scripts:
        text = (STATIC / name).read_text(encoding="utf-8")
        scripts += [f"js/{one}" for one in _IMPORT.findall(text) if f"js/{one}" not in scripts]
    named.discard("icons/touch-180.png")
    assert named | set(scripts) | OF_LOOKS == set(FILES)


def test_the_worker_is_asked_anew_each_time_and_mostly_unchanged(client: PageClient) -> None:
    first = client.get("/sw.js")
    assert first.mimetype == "text/javascript"
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/sw.js", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_the_manifest_names_icons_that_are_there(client: PageClient) -> None:
    told = client.get("/manifest.webmanifest").get_json(force=True)
    assert (told["start_url"], told["scope"], told["display"]) == ("/", "/", "standalone")
    assert {icon.get("purpose") for icon in told["icons"]} == {None, "maskable"}
    for icon in told["icons"]:
        with client.get(icon["src"]) as answer:
            size = int.from_bytes(answer.get_data()[16:20])
        assert answer.status_code == 200
        assert icon["sizes"] == f"{size}x{size}"


def test_signing_out_clears_what_was_kept_but_not_how_the_browser_looks(ana: PageClient) -> None:
    answer = ana.post("/sign-out")
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    [here] = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("here=")]
    assert "Expires=Thu, 01 Jan 1970" in here


def test_saved_on_this_phone_lists_the_modules_that_are_open(
    ana: PageClient, ready: Cast, signed_in_as: SignIn
) -> None:
    page = ana.page("/saved")
    kept = [element.get("data-keep") for element in page.root.iter() if element.get("data-keep")]
    assert "m1" in kept
    assert "m8" not in kept
    assert signed_in_as(ready.ben).page("/saved").html.count("data-keep=") == 8
    assert signed_in_as(ready.carla).page("/saved").html.count("data-keep=") == 8


def test_the_scripts_are_small() -> None:
    """A phone fetches the worker beside its first page."""
    assert (Path(STATIC) / "js/worker.js").stat().st_size < 10_000


def test_not_me_stands_on_errors_and_in_quizzes_too(ana: PageClient, ready: Cast) -> None:
    attempt = ana.post("/quizzes/m1/start").location
    for address in ("/lessons/no/no", attempt, f"{attempt}/1", "/saved", "/practice"):
        answer = ana.get(address, follow_redirects=True)
        assert "data-sign-out" in answer.get_data(as_text=True), address
