"""Reading wishes and the person's menu: by keyboard, without scripts, on another device."""

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol, seen
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

MENU = "[data-menu]"
STRONG = ("contrast", "largest", "wide")


def walk(scene: Scene, page: Page, look: Look = seen, *, scripts: bool = True) -> Walker:
    return Walker(page, scene.address, look, scripts=scripts)


def choose(walker: Walker, colours: str, size: str, spacing: str) -> None:
    for name, value in (("colours", colours), ("size", size), ("spacing", spacing)):
        walker.choose(name, value)


def is_wished(page: Page, colours: str, size: str, spacing: str) -> bool:
    """Whether a page is painted like this, not only told to be."""
    found = page.evaluate(
        """() => [getComputedStyle(document.body).backgroundColor,
          parseFloat(getComputedStyle(document.documentElement).fontSize),
          parseFloat(getComputedStyle(document.querySelector("h1")).letterSpacing) > 0]"""
    )
    grounds = {"contrast": "rgb(0, 0, 0)", "dark": "rgb(18, 25, 27)", "light": "rgb(248, 245, 238)"}
    sizes = {"normal": 16, "large": 18.4, "largest": 20.8}
    wanted = [grounds[colours], pytest.approx(sizes[size], abs=0.01), spacing == "wide"]
    return bool(found == wanted)


def test_the_menu_opens_and_shuts_by_keyboard_and_at_a_press_beside_it(
    scene: Scene, window: Window
) -> None:
    page = window(DESKTOP)
    ben = walk(scene, page)
    ben.sign_in(scene.doors["ben"])
    menu, summary = page.locator(MENU), page.locator(f"{MENU} > summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("link", name="Tekst i kolory")).to_be_visible()
    page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(menu.locator("a").first).to_be_hidden()
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    page.locator("h1").click()
    expect(menu.locator("a").first).to_be_hidden()
    summary.click()
    for _ in range(menu.locator("a, button").count() + 1):
        page.keyboard.press("Tab")
    expect(menu.locator("a").first).to_be_hidden()


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_somebody_else_can_leave_at_once_also_without_scripts(
    scene: Scene, window: Window, size: Size
) -> None:
    page = window(size, javascript=False)
    ben = walk(scene, page, scripts=False)
    ben.sign_in(scene.doors["ben"])
    page.locator(f"{MENU} > summary").click()
    ben.press(f"{MENU} form[action$='/sign-out'] button")
    expect(page.locator("h1")).to_have_text("Dzień dobry")
    expect(page.locator(MENU)).to_have_count(0)


def test_a_choice_shows_at_once_and_follows_to_another_device(
    scene: Scene, window: Window, look: Look, course: Catalogue
) -> None:
    card = enrol(scene, course, "Łucja Ćwikła")
    here = walk(scene, window(PHONE), look)
    come_in_with_card(here, *card)
    here.go("/look")
    choose(here, *STRONG)
    assert is_wished(here.page, *STRONG)
    choose(here, "dark", "large", "normal")
    assert is_wished(here.page, "dark", "large", "normal")
    choose(here, *STRONG)
    here.press("main form .btn")
    assert is_wished(here.page, *STRONG)
    there = walk(scene, window(DESKTOP), look)
    come_in_with_card(there, *card)
    assert is_wished(there.page, *STRONG)
    there.press("footer form[action$='/sign-out'] button")
    assert is_wished(there.page, "light", "normal", "normal")


def test_without_scripts_it_is_chosen_before_signing_in_and_leads_back(
    scene: Scene, window: Window
) -> None:
    page = window(PHONE, javascript=False)
    ana = walk(scene, page, scripts=False)
    ana.go("/guides/help")
    ana.press("header a[href$='/look']")
    choose(ana, "dark", "large", "wide")
    ana.press("main form .btn")
    assert page.url.endswith("/guides/help")
    assert is_wished(page, "dark", "large", "wide")


def test_as_on_the_device(scene: Scene, window: Window) -> None:
    for dark in (True, False):
        page = window(PHONE, dark=dark)
        page.goto(f"{scene.address}/sign-in")
        assert is_wished(page, "dark" if dark else "light", "normal", "normal")
