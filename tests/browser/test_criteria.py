"""Where people spend their time: keyboard alone, larger text, text spaced out, and pasting."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol, seen
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.criteria import SPACING, TWICE, set_otherwise, walk_by_keyboard
from tests.browser.scene import Scene
from tests.browser.steps import Walker
from tests.scene_served import ServedScene, serve_pages

SIZES = (PHONE, DESKTOP) if os.environ.get("FULL_SIZE") == "1" else (PHONE,)
PAGES = {
    "nobody": ("people.sign_in", "certificates.verify", "pages.statement"),
    "ana": (
        *("study.course", "study.lesson", "quizzes.question", "quizzes.review"),
        *("assignments.show", "fieldwork.new", "people.account"),
    ),
    "ben": ("marking.queue", "marking.show", "cohorts.person"),
    "carla": ("programmes.show", "lists.show"),
}


@pytest.fixture(scope="module")
def pages(
    tmp_path_factory: pytest.TempPathFactory, authored_course: Catalogue
) -> Iterator[ServedScene]:
    with serve_pages(tmp_path_factory.mktemp("pages"), authored_course) as served:
        yield served


@pytest.mark.parametrize("size", SIZES)
def test_people_use_them_as_they_must(window: Window, pages: ServedScene, size: Size) -> None:
    paths = {page.door: pages.address + page.path for page in pages.pages}
    wrong = {}
    for person, doors in PAGES.items():
        page = window(size)
        if person in pages.cookies["pl"]:
            signed_in = pages.cookies["pl"][person]
            page.context.add_cookies(
                [{"name": "session", "value": signed_in, "url": pages.address}]
            )
        for door in doors:
            if found := [*_found(page, paths[door])]:
                wrong[door] = found
    assert wrong == {}


def _found(page: Page, address: str) -> Iterator[str]:
    page.goto(address)
    yield from walk_by_keyboard(page)
    if page.evaluate("document.getAnimations().length"):
        yield "something moves although no movement was asked for"
    for css in (SPACING, TWICE):
        page.goto(address)
        yield from set_otherwise(page, css)


def test_code_and_pin_are_pasted_as_they_are_printed(
    chromium: Browser, scene: Scene, course: Catalogue
) -> None:
    code, pin = enrol(scene, course, "Łucja Ćwikła")
    context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    Walker(page, scene.address, seen, scripts=True).go("/sign-in")
    for field, printed in (("#code", f" {code.lower()} "), ("#pin", f"{pin[:3]} {pin[3:]}\n")):
        page.evaluate("text => navigator.clipboard.writeText(text)", printed)
        page.locator(field).focus()
        page.keyboard.press("Control+V")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{scene.address}/course")
    context.close()


def test_the_address_on_the_card_fills_the_code_in_and_leaves_the_rest_to_a_password_manager(
    window: Window, scene: Scene, course: Catalogue
) -> None:
    code, _ = enrol(scene, course, "Łucja Ćwikła")
    page = window()
    page.goto(f"{scene.address}/k/{code}")
    expect(page.locator("#code")).to_have_value(code)
    expect(page.locator("#code")).to_have_attribute("autocomplete", "username")
    expect(page.locator("#pin")).to_have_attribute("autocomplete", "current-password")
