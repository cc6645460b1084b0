"""Rows of a table on a phone: one at a time, saved by themselves, warned where it matters."""

import re

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

SAVED = re.compile(r"Zapisano o\s\d\d:\d\d:\d\d")
TABLE = "/assignments/z1/comparisons"


@pytest.fixture
def card(scene: Scene, course: Catalogue) -> tuple[str, str]:
    return enrol(scene, course, "Łucja Ćwikła")


def come_in(
    scene: Scene, page: Page, card: tuple[str, str], look: Look, *, scripts: bool = True
) -> Walker:
    walker = Walker(page, scene.address, look, scripts=scripts)
    come_in_with_card(walker, *card)
    return walker


def is_shown(page: Page, selector: str) -> bool:
    return page.locator(selector).first.is_visible()


def test_a_row_saves_itself_and_the_next_one_follows(
    scene: Scene, window: Window, card: tuple[str, str], look: Look
) -> None:
    ana = come_in(scene, window(PHONE), card, look)
    ana.go("/assignments/z1")
    assert not is_shown(ana.page, "button[name='add']")
    ana.press(f"a[href='{TABLE}/new']")
    situation = ana.page.locator("[name='comparisons-0-situation']")
    situation.fill("Klatka bez lampy. Pani z parteru choruje na serce.")
    expect(ana.page.locator("[data-save-state]")).to_contain_text(SAVED)
    warning = ana.page.locator("[data-drawn='warned-comparisons-0-situation']")
    expect(warning).to_contain_text("wygląda na słowo o czyimś zdrowiu")
    look(ana.page)
    situation.fill("Klatka bez lampy.")
    expect(warning).to_be_empty()
    ana.press("button[value='next']")
    expect(ana.page.locator("h1")).to_contain_text("wpis 2")
    ana.page.locator("[name='comparisons-1-situation']").fill("Brak ławek.")
    ana.press("button[value='list']")
    expect(ana.page.locator(".row-links")).to_contain_text("Brak ławek.")
    missing = ana.page.locator("#missing")
    missing.locator("summary").click()
    expect(missing).to_contain_text("Trzy porównania")


@pytest.mark.parametrize(("size", "listed"), [(PHONE, True), (DESKTOP, False)])
def test_rows_without_scripts(
    scene: Scene, window: Window, card: tuple[str, str], size: Size, *, listed: bool
) -> None:
    page = window(size, javascript=False)
    ana = come_in(scene, page, card, lambda _page: None, scripts=False)
    ana.go(f"{TABLE}/new")
    page.locator("[name='comparisons-0-situation']").fill("Klatka bez lampy.")
    ana.press("button[value='list']")
    assert is_shown(page, ".row-links") == listed
    assert is_shown(page, "#comparisons > .entry") != listed
    assert is_shown(page, "button[name='add']") != listed
