"""Writing beside a lesson: without the network, in two tabs, without scripts, by keyboard alone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol, seen
from tests.browser.conftest import PHONE, Window
from tests.browser.kept import wait_for_worker
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

LESSON = "/lessons/m1/2-where-it-comes-from"
SAVED = re.compile(r"Zapisano o\s\d\d:\d\d")
WAITS = "Czeka na sieć"
Open = Callable[..., Walker]


@pytest.fixture
def ana_at(scene: Scene, window: Window, course: Catalogue) -> Open:
    """Łucja at a lesson, on another device each time."""
    card = enrol(scene, course, "Łucja Ćwikła")

    def open_lesson(*, scripts: bool = True) -> Walker:
        walker = Walker(window(PHONE, javascript=scripts), scene.address, seen, scripts=scripts)
        come_in_with_card(walker, *card)
        walker.go(LESSON)
        return walker

    return open_lesson


def answer_of(page: Page) -> str:
    return page.locator("#in-exercise-1").input_value()


def says(page: Page, what: str | re.Pattern[str], place: str = "exercise-1") -> None:
    expect(page.locator(f"#{place} [data-save-state]")).to_contain_text(what)


WAITING = """() => Object.entries(localStorage)
  .filter(([key, text]) => key.startsWith("draft:") && JSON.parse(text).key).length"""


def waiting(page: Page) -> object:
    """How many texts wait on the device; what it knows to be stored waits no more."""
    return page.evaluate(WAITING)


def test_an_answer_outlives_a_lost_network_and_a_reload(ana_at: Open, look: Look) -> None:
    ana = ana_at()
    page = ana.page
    page.locator("#in-exercise-1").fill("Pierwsza myśl.")
    says(page, SAVED)
    look(page)
    wait_for_worker(page)
    page.context.set_offline(True)
    page.locator("#in-exercise-1").fill("Pierwsza myśl. Druga w autobusie.")
    says(page, WAITS)
    look(page)
    page.reload()
    expect(page.locator("[data-part='drafts']")).to_contain_text("Druga w autobusie.")
    page.context.set_offline(False)
    page.goto(ana.address + LESSON)
    expect(page.locator("#in-exercise-1")).to_have_value("Pierwsza myśl. Druga w autobusie.")
    says(page, SAVED)
    assert waiting(page) == 0
    assert answer_of(ana_at().page) == "Pierwsza myśl. Druga w autobusie."


def test_going_on_at_once_asks_nothing_and_loses_nothing(ana_at: Open) -> None:
    ana = ana_at()
    ana.page.on("dialog", lambda _: pytest.fail("asked before leaving"))
    ana.page.locator("#in-exercise-1").fill("Napisane w ostatniej chwili.")
    ana.press("main .ends .btn:not(.sec)")
    expect(ana.page).not_to_have_url(re.compile(LESSON))
    expect(ana.page.locator("h1")).to_be_visible()
    ana.page.wait_for_function(
        "() => !Object.values(localStorage).some(one => JSON.parse(one).key)"
    )
    assert answer_of(ana_at().page) == "Napisane w ostatniej chwili."


def test_two_tabs_show_both_versions_and_one_is_chosen(ana_at: Open, look: Look) -> None:
    first, second = ana_at(), ana_at()
    first.page.locator("#in-exercise-1").fill("Z pierwszej karty.")
    says(first.page, SAVED)
    second.page.locator("#in-exercise-1").fill("Z drugiej karty.")
    says(second.page, "Są dwie różne wersje")
    says(second.page, "Z pierwszej karty.")
    look(second.page)
    second.page.locator("#exercise-1 [data-keep='mine']").click()
    says(second.page, SAVED)
    first.page.reload()
    assert answer_of(first.page) == "Z drugiej karty."


def test_a_note_is_kept_apart_from_the_answer_and_both_are_listed(ana_at: Open, look: Look) -> None:
    page = (ana := ana_at()).page
    page.get_by_text("Moje notatki do tej lekcji").click()
    page.locator("#in-note").fill("Zapytać panią z biblioteki.")
    says(page, SAVED, "note")
    page.locator("#in-exercise-1").fill("Oś czasu.")
    page.locator("#exercise-1").get_by_role("button", name="Zapisz").click()
    says(page, SAVED)
    expect(page).to_have_url(ana.address + LESSON)  # nothing was sent the other way
    page.get_by_role("link", name="Moje notatki", exact=True).click()
    expect(page.locator("main")).to_contain_text("Zapytać panią z biblioteki.")
    look(page)
    page.get_by_role("link", name="Odpowiedź do ćwiczenia").click()
    expect(page.locator("#in-exercise-1")).to_be_in_viewport()
    expect(page.locator("#in-note")).to_be_visible()  # a note that is there is not folded


def test_what_is_too_long_says_so_and_stays(ana_at: Open) -> None:
    page = ana_at().page
    page.locator("#in-exercise-1").fill("a" * 5001)
    says(page, "Ten tekst ma 5001 znaków")
    page.locator("#in-exercise-1").fill("a" * 5000)
    says(page, SAVED)


def test_a_page_that_came_back_from_before_shows_what_is_stored(ana_at: Open) -> None:
    page = (ana := ana_at()).page
    page.locator("#in-exercise-1").fill("Zanim poszłam dalej.")
    says(page, SAVED)
    page.goto(ana.address + "/course")
    page.go_back()
    expect(page.locator("#in-exercise-1")).to_have_value("Zanim poszłam dalej.")
    page.locator("#in-exercise-1").fill("Zanim poszłam dalej. I po powrocie.")
    says(page, SAVED)


def test_without_scripts_a_button_saves_and_an_older_page_loses_nothing(ana_at: Open) -> None:
    first, second = ana_at(scripts=False), ana_at(scripts=False)
    first.page.locator("#in-exercise-1").fill("Bez skryptów.")
    first.press("#exercise-1 button")
    expect(first.page).to_have_url(re.compile(r"#exercise-1$"))
    expect(first.page.locator("#exercise-1")).to_contain_text(SAVED)
    second.page.locator("#in-exercise-1").fill("Ze starszej strony.")
    second.press("#exercise-1 button")
    other = second.page.locator("#exercise-1 .note")
    expect(other).to_contain_text("Są dwie różne wersje")
    expect(other).to_contain_text("Bez skryptów.")
    assert answer_of(second.page) == "Ze starszej strony."
    second.press("#exercise-1 button")
    assert answer_of(second.page) == "Ze starszej strony."
    term = second.page.locator("details.term").first
    term.locator("summary").click()
    expect(term.locator("p")).to_be_visible()
    expect(second.page.locator(".listening")).to_have_count(0)


def test_by_keyboard_alone(ana_at: Open) -> None:
    page = ana_at().page
    page.locator("#exercise-1 [data-save-state]").wait_for(state="attached")
    page.locator("#in-exercise-1").focus()
    page.keyboard.type("Palcami po klawiszach.")
    page.keyboard.press("Tab")
    expect(page.locator("#exercise-1 button").last).to_be_focused()
    page.keyboard.press("Enter")
    says(page, SAVED)
    expect(page.locator("#exercise-1 button").last).to_be_focused()
