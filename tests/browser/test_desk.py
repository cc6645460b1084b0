"""The desk in the browser: by keyboard, ahead of time, without a network, without scripts."""

import re
from typing import Protocol

import pytest
from playwright.sync_api import Page, Route, expect

from course.catalogue import Catalogue
from tests.browser.at_desk import Desk, Taps, make_desk, sit_down
from tests.browser.at_quiz import drafts
from tests.browser.conftest import DESKTOP, Size, Window
from tests.browser.keys import tab_to
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker
from tests.make_people import PASSWORD

TWELVE = 12
MOST_TAPS = 8
LITTLE = 1000
"""Bytes: an answer without a page, as 304 is, is smaller; the page itself is much larger."""
SMALL = Size(1024, 768, is_phone=False)
SAID = {
    "pass": re.compile("Twoja ocena: zaliczone. Łucja Ćwikła, Dziennik słuchania"),
    "revise": re.compile("Twoja ocena: do poprawy. Łucja Ćwikła, Dziennik słuchania"),
}


class BeforeWork(Protocol):
    """Sits down at the first of so many works."""

    def __call__(self, count: int, *, javascript: bool = True) -> tuple[Desk, Walker]: ...


@pytest.fixture
def before_work(scene: Scene, window: Window, course: Catalogue) -> BeforeWork:
    """Marta's desk, and Marta with the first work open."""

    def sit(count: int, *, javascript: bool = True) -> tuple[Desk, Walker]:
        desk = make_desk(scene, course, count)
        ben = sit_down(desk, window(DESKTOP, javascript=javascript))
        ben.go(desk.at(0))
        return desk, ben

    return sit


def of_navigation(page: Page, what: str) -> int:
    """What the browser measured of how this page came."""
    return int(page.evaluate(f"performance.getEntriesByType('navigation')[0].{what}"))


def fetched_ahead(page: Page) -> None:
    """Wait until the page that comes next is here."""
    page.wait_for_function(
        """() => performance.getEntriesByName(document.querySelector("link[rel=prefetch]").href)
        .some(one => one.responseEnd > 0)"""
    )


def test_twelve_pieces_are_marked_by_keyboard_alone(
    scene: Scene, window: Window, course: Catalogue
) -> None:
    desk = make_desk(scene, course, TWELVE)
    page = window(DESKTOP)
    ben = sit_down(desk, page)
    ben.go("/marking")
    tab_to(page, "main th a")
    page.keyboard.press("Enter")
    for number in range(TWELVE):
        page.wait_for_url(re.compile(rf"{desk.at(number)}(\?|$)"))
        for level in "22322":
            page.keyboard.press(level)
        page.keyboard.press("f")
        page.keyboard.type(f"Praca {number}: 3 rozmowy, super")
        page.keyboard.press("Escape")
        page.keyboard.press("p")
        assert page.evaluate("document.activeElement.value") == "pass"
        page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Nic nie czeka na ocenę")
    assert desk.states() == ["marked"] * TWELVE
    said = [(11, f"Praca {number}: 3 rozmowy, super") for number in range(TWELVE)]
    assert desk.markings() == said


@pytest.mark.parametrize("outcome", ["pass", "revise"])
def test_one_piece_takes_few_taps_and_the_next_is_there_already(
    before_work: BeforeWork, outcome: str
) -> None:
    desk, ben = before_work(3)
    page = ben.page
    fetched_ahead(page)
    taps = Taps(page)
    for number in range(1, 6):
        page.locator(f"#c{number} .level").nth(2).click()
    if outcome == "revise":
        page.locator("#feedback").click()
        page.keyboard.type("Dopisz dwie rozmowy.")
    page.locator(f"button[value='{outcome}']").click()
    page.wait_for_url(re.compile(rf"{desk.at(1)}\?after=\d+#{outcome}-\d+$"))
    assert taps.count == {"pass": 7, "revise": MOST_TAPS}[outcome]
    expect(page.locator(".said-before:visible")).to_have_text(SAID[outcome])
    expect(page.locator("nav.queue h2")).to_have_text("Do oceny: 2")
    assert of_navigation(page, "transferSize") < LITTLE < of_navigation(page, "decodedBodySize")
    page.locator(".said-before:visible a").click()
    page.wait_for_url(re.compile(rf"{desk.at(0)}$"))
    expect(page.locator("main")).to_contain_text("10 z 15 punktów")


def test_a_copy_fetched_ahead_is_shown_to_nobody_else(
    scene: Scene, before_work: BeforeWork
) -> None:
    _, ben = before_work(2)
    page = ben.page
    fetched_ahead(page)
    ahead = page.locator("link[rel='prefetch']").evaluate("link => link.href")
    ben.press("footer form[action$='/sign-out'] button")
    page.goto(ahead)
    expect(page).to_have_url(re.compile("/sign-in"))
    ben.sign_in(scene.doors["carla"])
    assert page.goto(ahead).status == 403  # type: ignore[union-attr]


@pytest.mark.parametrize("size", [DESKTOP, SMALL, Size(390, 844, is_phone=True)])
def test_the_desk_has_no_barriers(
    scene: Scene, window: Window, course: Catalogue, look: Look, size: Size
) -> None:
    desk = make_desk(scene, course, 3, revised=True)
    ben = sit_down(desk, window(size))
    for page in (ben.page, window(size, dark=True)):
        page.context.add_cookies(ben.page.context.cookies())  # type: ignore[arg-type]
        page.goto(scene.address + desk.at(0))
        page.locator("main").evaluate(
            "main => main.querySelectorAll('details').forEach(one => (one.open = true))"
        )
        look(page)
        page.locator("#c1 .level").nth(2).click()
        look(page)
        if size.is_phone:
            boxes = [one.bounding_box() for one in page.locator(".level").all()]
            assert all(box and min(box["width"], box["height"]) >= 48 for box in boxes)


def test_the_rubric_takes_one_scroll_at_most(before_work: BeforeWork) -> None:
    _, ben = before_work(1)
    page = ben.page
    seen_at_once, whole = page.locator(".rubric").evaluate(
        "one => [one.clientHeight, one.scrollHeight]"
    )
    assert whole <= 2 * seen_at_once
    assert page.evaluate("innerHeight") >= page.locator(".rubric").bounding_box()["height"]  # type: ignore[index]


def test_single_keys_can_be_switched_off_and_never_fire_in_a_text(before_work: BeforeWork) -> None:
    desk, ben = before_work(2)
    page = ben.page
    page.keyboard.press("3")
    page.keyboard.press("c")
    page.keyboard.type("2 i 3, np. na piętrze")
    expect(page.locator("#comment-c2")).to_have_value("2 i 3, np. na piętrze")
    expect(page.locator("[data-level]:checked")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("1")
    expect(page.locator("[name='c2']:checked")).to_have_value("1")
    page.locator("[data-keys] summary").click()
    page.locator("[data-keys-on]").uncheck()
    expect(page.locator("[data-save-state]")).to_contain_text("Zapisano o")
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("3")
    page.keyboard.press("n")
    expect(page.locator("[data-level]:checked")).to_have_count(2)
    expect(page).to_have_url(re.compile(rf"{desk.at(0)}$"))
    page.locator("[data-keys] summary").click()
    page.locator("[data-keys-on]").check()
    page.locator("h1").click()
    page.keyboard.press("n")
    page.wait_for_url(re.compile(desk.at(1)))


def test_a_comment_written_without_the_network_is_kept_and_sent(before_work: BeforeWork) -> None:
    desk, ben = before_work(2)
    page = ben.page
    page.route("**/marking/*", only_saves_fail)
    page.locator("#c1 .word summary").click()
    page.locator("#comment-c1").fill("Zapisz kod przy każdej rozmowie.")
    expect(page.locator("[data-save-state]")).to_contain_text("Czeka na sieć")
    assert desk.drafts() == []
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator("#comment-c1")).to_have_value("Zapisz kod przy każdej rozmowie.")
    page.unroute("**/marking/*")
    page.reload()
    expect(page.locator("[data-save-state]")).to_contain_text("Zapisano o")
    assert desk.drafts() == [{"c1": "Zapisz kod przy każdej rozmowie."}]


def test_without_scripts_comments_of_the_bank_are_ticked_and_one_goes_on(
    before_work: BeforeWork,
) -> None:
    desk, ben = before_work(3, javascript=False)
    page = ben.page
    page.locator("[name='feedback']").fill("Dobre pytania.")
    ben.press("#form button[name='keep'][value='']")
    expect(page.locator("main")).to_contain_text("Komentarz zachowany")
    for number in range(1, 6):
        page.locator(f"[name='c{number}'][value='2']").check()
    ben.press("button[value='pass']")
    expect(page).to_have_url(re.compile(rf"{desk.at(1)}\?"))
    expect(page.locator(".said-before:visible")).to_have_text(SAID["pass"])
    page.locator("[name='bank']").check()
    for number in range(1, 6):
        page.locator(f"[name='c{number}'][value='1']").check()
    ben.press("button[value='revise']")
    assert desk.markings() == [(10, "Dobre pytania."), (5, "Dobre pytania.")]


def test_with_scripts_a_comment_of_the_bank_is_one_tap(before_work: BeforeWork) -> None:
    desk, ben = before_work(2)
    page = ben.page
    page.locator("#c1 .word summary").click()
    page.locator("#comment-c1").fill("Zapisz kod.")
    ben.press("#c1 button[name='keep']")
    ben.go(desk.at(1))
    page.locator("#c1 .word summary").click()
    page.locator("#c1 .bank button[type='button']").click()
    expect(page.locator("#comment-c1")).to_have_value("Zapisz kod.")
    expect(page.locator("[data-save-state]")).to_contain_text("Zapisano o")
    assert {"c1": "Zapisz kod."} in desk.drafts()


def test_a_sign_in_that_expired_is_renewed_beside_the_rubric_and_sign_out_forgets(
    before_work: BeforeWork,
) -> None:
    desk, ben = before_work(1)
    page = ben.page
    page.context.clear_cookies()
    page.locator("#c1 .word summary").click()
    page.locator("#comment-c1").fill("Zapisz kod.")
    expect(page.locator("[data-save-state]")).to_contain_text("Trzeba zalogować się jeszcze raz")
    assert desk.drafts() == []
    assert len(drafts(page)) == 1
    page.locator("[data-save-do] summary").click()
    page.locator("[name='email'][form='sign-in-password']").fill("ben@example.org")
    page.locator("[name='password'][form='sign-in-password']").fill(PASSWORD)
    page.locator("button[form='sign-in-password']").click()
    expect(page.locator("[data-save-state]")).to_contain_text("Zapisano o")
    assert desk.drafts() == [{"c1": "Zapisz kod."}]
    assert drafts(page) == []
    page.route("**/marking/*", only_saves_fail)
    page.locator("#comment-c1").fill("Zapisz kod i dzień.")
    expect(page.locator("[data-save-state]")).to_contain_text("Czeka na sieć")
    page.on("dialog", lambda dialog: dialog.accept())
    ben.press("footer form[action$='/sign-out'] button")
    assert drafts(page) == []


def only_saves_fail(route: Route) -> None:
    """As where a signal is too bad to send, and the page is here already."""
    if route.request.method == "PUT":
        route.abort()
    else:
        route.continue_()
