"""Studying where there is no signal: modules that were saved, practice, and an honest word."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from course.language import hard_spaces
from course.settings import ROOT
from tests.browser.at_quiz import AtQuiz, drafts, enrol, rows, seen
from tests.browser.conftest import PHONE, Window
from tests.browser.kept import save_module, wait_for_worker, wait_until, whole_sets
from tests.browser.scene import Scene, serve_scene
from tests.browser.steps import Look, Walker, come_in_with_card
from tests.switching import Switch, open_switch

NEW = "/practice/new/conversation"
NO_NETWORK = "Teraz nie ma sieci"
FIRST, SECOND = "/lessons/m1/1-what-organising-is", "/lessons/m1/2-where-it-comes-from"


@pytest.fixture
def lucja(scene: Scene, window: Window, course: Catalogue) -> Walker:
    """Łucja with her phone, which has its worker."""
    return phone_of(window(PHONE), scene, scene.address, course)


def phone_of(page: Page, scene: Scene, address: str, course: Catalogue) -> Walker:
    card = enrol(scene, course, "Łucja Ćwikła")
    walker = Walker(page, address, seen, scripts=True)
    come_in_with_card(walker, *card)
    wait_for_worker(page)
    return walker


def test_a_saved_module_is_read_without_the_network(
    lucja: Walker, course: Catalogue, look: Look
) -> None:
    page, module = lucja.page, course.curriculum.module("m1")
    lucja.go("/course")
    button = page.locator("[data-keep='m1'] [data-save]")
    expect(button).to_contain_text(re.compile(r"\d,\d\sMB"))
    save_module(page, "m1")
    expect(page.locator("[data-keep='m1']")).to_contain_text("Zapisane na tym telefonie")
    look(page)
    page.context.set_offline(True)
    for lesson in module.lessons:
        lucja.go(f"/lessons/{lesson.slug}")
        expect(page.locator("h1")).to_have_text(hard_spaces(lesson.title.pl))
        expect(page.locator("[data-saved-day]")).to_contain_text(re.compile(r"\d"))
        assert page.evaluate("getComputedStyle(document.body).fontFamily").startswith(
            '"Course Sans'
        )
    look(page)
    lucja.go(f"/lessons/{module.lessons[0].slug}")
    page.get_by_role("link", name="Dalej").click()
    expect(page.locator("h1")).to_have_text(hard_spaces(module.lessons[1].title.pl))
    page.get_by_role("link", name="Słowniczek").click()
    expect(page.locator("dl.words > div")).to_have_count(len(course.curriculum.terms))
    look(page)
    lucja.go(FIRST)
    page.locator("#in-exercise-1").fill("Napisane w autobusie.")
    expect(page.locator("#exercise-1 [data-save-state]")).to_contain_text("Czeka na sieć")
    page.context.set_offline(False)
    expect(page.locator("#exercise-1 [data-save-state]")).to_contain_text("Zapisano o")
    page.locator("[data-part='back'] a").click()
    expect(page.locator("#in-exercise-1")).to_have_value("Napisane w autobusie.")
    expect(page.locator("form[data-sign-out]").first).to_be_attached()


def test_without_network_other_pages_tell_what_lies_here(lucja: Walker, look: Look) -> None:
    page = lucja.page
    lucja.go("/course")
    page.context.set_offline(True)
    lucja.go("/assignments")
    expect(page.locator("h1")).to_have_text(hard_spaces("Teraz nie ma sieci"))
    expect(page.locator("[data-part='nothing']")).to_be_visible()
    look(page)
    page.context.set_offline(False)
    lucja.go("/saved")
    look(page)
    save_module(page, "m1")
    page.context.set_offline(True)
    lucja.go("/assignments")
    expect(page.locator("[data-part='nothing']")).to_be_hidden()
    look(page)
    page.locator("[data-part='modules'] a").first.click()
    expect(page).to_have_url(re.compile(FIRST))
    page.context.set_offline(False)
    lucja.go("/saved")
    page.locator("[data-keep='m1'] [data-remove]").click()
    expect(page.locator("[data-keep='m1'] [role='status']")).to_contain_text("Usunięto")
    assert "m1" not in str(whole_sets(page).keys())


def test_pages_without_network_speak_the_language_read_last(lucja: Walker) -> None:
    page = lucja.page
    lucja.go("/account")
    lucja.press("main button[value='en']")
    wait_until(lambda: noted(page, "language") == "en", page)
    page.context.set_offline(True)
    lucja.go("/practice")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("h1")).to_have_text("There is no network now")


def noted(page: Page, name: str) -> str:
    told: str = page.evaluate(
        "name => caches.match(`/offline/note/${name}`).then(kept => kept?.text() ?? '')", name
    )
    return told


def test_practice_is_written_down_without_opening_its_page_before(
    lucja: Walker, look: Look
) -> None:
    page = lucja.page
    lucja.go("/practice")
    wait_until(lambda: "set practice" in str(whole_sets(page)), page)
    page.context.set_offline(True)
    lucja.go(NEW)
    look(page)
    for name, value in (("channel", "door"), ("minutes", "20"), ("seldom_heard", "none")):
        page.locator(f"[name={name}][value='{value}']").check(force=True)
    page.locator("[name=done_on]").first.check(force=True)
    for name, value in (("energy", "2"), ("next_step", "none")):
        page.locator(f"[name={name}][value='{value}']").check(force=True)
    page.locator("[name=code]").fill("R-01")
    page.locator("[name=worries]").fill("Światło na klatce.")
    page.locator("[name=clean]").check(force=True)
    page.locator("button[value=save]").click()
    expect(page.locator("[data-waiting-records] .save.wait")).to_have_count(1)
    lucja.go("/practice")
    waiting = page.locator("[data-part='drafts']")
    expect(waiting).to_contain_text("Zapis praktyki")
    waiting.locator("summary").click()
    expect(waiting).to_contain_text("Światło na klatce.")
    look(page)
    page.context.set_offline(False)
    wait_until(lambda: drafts(page) == [], page)  # the page that was kept sends it by itself
    lucja.go("/practice")
    expect(page.locator("details.entry summary b")).to_have_text(["R-01, rozmowa"])


def test_a_reload_in_a_quiz_says_that_answers_are_kept(scene: Scene, ana: AtQuiz) -> None:
    page = ana.page
    wait_for_worker(page)
    ana.cut()
    ana.answer()
    ana.says("Czeka na sieć")
    page.reload()
    expect(page.locator("h1")).to_have_text(hard_spaces("Teraz nie ma sieci"))
    expect(page.locator("[data-part='drafts']")).to_contain_text("Odpowiedź w teście")
    assert len(drafts(page)) == 1
    assert rows(scene) == []
    ana.cut(off=False)
    wait_until(lambda: drafts(page) == [], page)
    assert len(rows(scene)) == 1


def test_the_state_of_the_network_is_told_until_it_is_back(lucja: Walker, look: Look) -> None:
    page, line = lucja.page, lucja.page.locator("[data-outbox] span")
    lucja.go("/account")
    expect(line).not_to_contain_text(NO_NETWORK)
    page.context.set_offline(True)
    expect(line).to_have_text(hard_spaces(f"{NO_NETWORK}."))
    page.locator("main button[value='en']").click()
    note = page.locator("main form [role='alert']")
    expect(note).to_contain_text("Naciśnij jeszcze raz")
    look(page)
    assert page.url.endswith("/account")
    page.context.set_offline(False)
    expect(line).to_have_text("")
    expect(note).to_have_count(0)
    lucja.press("main button[value='en']")
    expect(page.locator("html")).to_have_attribute("lang", "en")


@pytest.fixture
def switch(scene: Scene) -> Iterator[Switch]:
    with open_switch(scene.address) as switch:
        yield switch


@pytest.fixture
def next_release(scene: Scene, tmp_path: Path) -> Iterator[str]:
    """Where the same service answers after a release that changed a lesson, and a stylesheet."""
    for part in ("course", "content", "assessments"):
        shutil.copytree(ROOT / part, tmp_path / "next" / part)
    lesson = tmp_path / "next/content/lessons/pl/m1/1-what-organising-is.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text + "\nNowe zdanie.\n", encoding="utf-8")
    sheet = tmp_path / "next/course/static/css/tokens.css"
    sheet.write_text(sheet.read_text(encoding="utf-8") + "\n/* new */\n", encoding="utf-8")
    environment = {**scene.environment, "COURSE_DIR": str(tmp_path / "next")}
    with serve_scene(environment, folder=tmp_path / "next") as address:
        yield address


def test_a_release_replaces_a_saved_module_as_a_whole(
    scene: Scene, switch: Switch, next_release: str, window: Window, course: Catalogue
) -> None:
    """While the new pages come, and where they cannot all come, the old ones stay together."""
    page = window(PHONE)
    lucja = phone_of(page, scene, switch.address, course)
    lucja.go("/saved")
    save_module(page, "m1")
    [before] = whole_sets(page).items()
    assert_is_of_one_release(page, before)

    switch.target = next_release
    switch.dropped = r"/offline/pl/lessons/m1/3"
    switch.passed.clear()
    lucja.go("/course")
    wait_until(lambda: f"/offline/pl{SECOND}" in switch.passed, page)
    assert list(whole_sets(page).items()) == [before]
    page.context.set_offline(True)
    lucja.go(FIRST)
    expect(page.locator("main")).not_to_contain_text("Nowe zdanie.")
    assert styled_by(page) == styled_in(before[1])
    page.context.set_offline(False)

    switch.dropped = ""
    lucja.go("/course")
    is_kept = "name => caches.has(name)"
    wait_until(lambda: not page.evaluate(is_kept, before[0]), page)
    [after] = whole_sets(page).items()
    assert_is_of_one_release(page, after)
    assert styled_in(after[1]) != styled_in(before[1])
    page.context.set_offline(True)
    lucja.go(FIRST)
    expect(page.locator("main")).to_contain_text(hard_spaces("Nowe zdanie."))
    assert styled_by(page) == styled_in(after[1])
    shells = page.evaluate("caches.keys().then(all => all.filter(name => /^shell/.test(name)))")
    assert len(shells) == 1


def assert_is_of_one_release(page: Page, kept: tuple[str, dict[str, str]]) -> None:
    """Every page names the same assets, and each of them is kept."""
    _, pages = kept
    named = {
        address
        for path, text in pages.items()
        if path != "/offline/record"
        for address in re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|woff2))"', text)
    }
    assert len({address.split("/")[2] for address in named}) == 1
    for address in named:
        assert page.evaluate("address => caches.match(address).then(Boolean)", address), address


def styled_in(pages: dict[str, str]) -> set[str]:
    """The digests of assets that the pages of a set name."""
    return {
        digest
        for path, text in pages.items()
        if path != "/offline/record"
        for digest in re.findall(r'href="/static/(\w+)/css/', text)
    }


def styled_by(page: Page) -> set[str]:
    """The digests of the sheets that a page has, each of which came."""
    told: list[str] = page.evaluate(
        """() => [...document.styleSheets].map(sheet => {
             if (!sheet.cssRules.length) throw new Error(sheet.href);
             return new URL(sheet.href).pathname.split("/")[2];
           })"""
    )
    return set(told)
