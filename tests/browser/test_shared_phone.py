"""Several people, one phone: nothing of the first is seen by the second, network or not."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

from course.catalogue import Catalogue
from course.language import hard_spaces
from tests.browser.at_quiz import drafts, enrol, seen
from tests.browser.conftest import PHONE, Window
from tests.browser.kept import (
    everything_kept,
    save_module,
    wait_for_worker,
    wait_until,
    whole_sets,
)
from tests.browser.scene import Scene
from tests.browser.steps import Walker, come_in_with_card

FIRST = "/lessons/m1/1-what-organising-is"
WORDS = "Mieszkam tu od urodzenia."
NO_NETWORK = hard_spaces("Teraz nie ma sieci")


@pytest.fixture
def lucja(scene: Scene, window: Window, course: Catalogue) -> Walker:
    """Łucja on the phone that others use too, with the first module saved."""
    card = enrol(scene, course, "Łucja Ćwikła")
    lucja = Walker(window(PHONE), scene.address, seen, scripts=True)
    come_in_with_card(lucja, *card)
    wait_for_worker(lucja.page)
    lucja.go("/saved")
    save_module(lucja.page, "m1")
    return lucja


def write_without_network(lucja: Walker) -> None:
    """Łucja's words in an assignment, which wait on the phone."""
    lucja.go("/assignments/z1")
    lucja.page.context.set_offline(True)
    lucja.page.locator("#story").fill(WORDS)
    expect(lucja.page.locator("[data-save-state]")).to_contain_text("Czeka na sieć")


def assert_nothing_lies_here(page: Page) -> None:
    """Without network a page of hers says so, and no word of hers is on it."""
    page.context.set_offline(True)
    for path in (FIRST, "/assignments/z1", "/course"):
        page.goto(re.sub(r"(//[^/]+).*", r"\1", page.url) + path)
        expect(page.locator("h1")).to_have_text(NO_NETWORK)
        expect(page.locator("body")).not_to_contain_text("Łucja")
        expect(page.locator("body")).not_to_contain_text(WORDS)
        expect(page.locator("[data-part='drafts']")).to_be_hidden()
        expect(page.locator("[data-part='modules']")).to_be_hidden()
    page.context.set_offline(False)


def test_signing_out_takes_everything_with_it(lucja: Walker) -> None:
    page = lucja.page
    lucja.go("/course")
    page.locator("footer [data-sign-out] button").click()
    expect(page).to_have_url(re.compile("/sign-in"))
    assert everything_kept(page) == []
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.go_back()
    expect(page).to_have_url(re.compile("/sign-in"))
    expect(page.locator("body")).not_to_contain_text("Łucja")


def test_signing_out_without_scripts_leaves_nothing_to_go_back_to(
    scene: Scene, window: Window, course: Catalogue
) -> None:
    card = enrol(scene, course, "Łucja Ćwikła")
    lucja = Walker(window(PHONE, javascript=False), scene.address, seen, scripts=False)
    come_in_with_card(lucja, *card)
    lucja.go(FIRST)
    lucja.press("footer [data-sign-out] button")
    lucja.page.go_back()
    expect(lucja.page.locator("body")).not_to_contain_text("Łucja")


def test_who_signs_in_next_finds_nothing(lucja: Walker, scene: Scene) -> None:
    """Łucja only closed the page: her sign-in ended by itself."""
    page = lucja.page
    write_without_network(lucja)
    tab = page.context.new_page()
    page.close()
    tab.context.clear_cookies(name="session")
    tab.context.set_offline(False)
    ben = Walker(tab, scene.address, seen, scripts=True)
    ben.sign_in(scene.doors["ben"])
    wait_until(lambda: whole_sets(tab) == {}, tab)
    assert drafts(tab) == []
    assert_nothing_lies_here(tab)


def test_a_page_that_comes_back_is_not_shown_to_another(
    lucja: Walker, scene: Scene, course: Catalogue
) -> None:
    page = lucja.page
    lucja.go("/account")
    page.context.clear_cookies(name="session")
    code, pin = enrol(scene, course, "Olga Druga")
    come_in_with_card(lucja, code, pin)
    for _ in range(3):
        page.go_back()
        expect(page.locator("body")).not_to_contain_text("Łucja")


def test_signing_out_without_network_is_done_before_anything_is_shown(lucja: Walker) -> None:
    page, asked = lucja.page, []

    def agree(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.on("dialog", agree)
    write_without_network(lucja)
    page.locator("footer [data-sign-out] button").click()
    expect(page.locator("h1")).to_have_text(NO_NETWORK)
    assert len(asked) == 1
    assert [name for name in everything_kept(page) if name != "leaving"] == []
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("Łucja")
    assert_nothing_lies_here(page)
    lucja.go("/course")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_this_is_not_me_without_network(lucja: Walker) -> None:
    page = lucja.page
    page.context.set_offline(True)
    lucja.go(FIRST)
    page.locator("[data-part='leave'] button").click()
    expect(page.locator("h1")).to_have_text(NO_NETWORK)
    assert_nothing_lies_here(page)
    lucja.go("/course")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_what_was_written_is_not_shown_after_the_browser_was_closed(lucja: Walker) -> None:
    """A sign-in on a shared phone ends with the browser; the words wait for their writer."""
    page = lucja.page
    write_without_network(lucja)
    tab = page.context.new_page()
    page.close()
    tab.goto(lucja.address + "/course")
    expect(tab.locator("[data-part='drafts']")).to_contain_text(WORDS)
    tab.context.clear_cookies()
    tab.goto(lucja.address + "/course")
    expect(tab.locator("h1")).to_have_text(NO_NETWORK)
    expect(tab.locator("body")).not_to_contain_text(WORDS)
    assert len(drafts(tab)) == 1


def test_after_fourteen_days_without_a_visit_nothing_is_left(lucja: Walker) -> None:
    page = lucja.page
    age = """days => caches.open("notes").then(notes =>
      notes.put("/offline/note/at", new Response(String(Date.now() - days * 86400000))))"""
    page.evaluate(age, 13)
    page.context.set_offline(True)
    lucja.go(FIRST)
    expect(page.locator("h1")).not_to_have_text(NO_NETWORK)
    page.evaluate(age, 15)
    assert_nothing_lies_here(page)
    assert whole_sets(page) == {}


def test_a_dead_signal_lets_nobody_stay_signed_in(lucja: Walker) -> None:
    page = lucja.page
    page.add_init_script("Object.defineProperty(navigator, 'onLine', { get: () => true })")
    lucja.go("/account")
    page.context.set_offline(True)
    page.locator("footer [data-sign-out] button").click()
    expect(page.locator("h1")).to_have_text(NO_NETWORK)
    assert everything_kept(page) == ["leaving"]
    page.context.set_offline(False)
    lucja.go("/course")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_where_nobody_is_known_a_blank_takes_no_words(lucja: Walker) -> None:
    page = lucja.page
    lucja.go("/practice")
    wait_until(lambda: any(" practice " in name for name in whole_sets(page)), page)
    page.context.set_offline(True)
    page.context.clear_cookies()
    page.goto(lucja.address + "/practice/new/conversation")
    expect(page.locator("main [data-kept] ~ *").first).to_be_visible()
    expect(page.locator("#form")).to_be_hidden()
    expect(page.locator("main")).to_contain_text("Nikt nie jest")
    assert page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('draft::'))") == []
