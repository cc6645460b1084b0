"""The field journal on a phone: few taps, two screens, and records written without the network."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import drafts, enrol, seen
from tests.browser.conftest import PHONE, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

MOST_TAPS = 10
SCREENS = 2
NEW = "/practice/new/conversation"
WORDS = "Po 22 nie ma czym wrócić z pracy."


class Counting:
    """A thumb that counts: every tap, and every page that loads."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.counted = 0
        page.on("load", self._count)

    def _count(self, _event: object) -> None:
        self.counted += 1

    def tap(self, selector: str) -> None:
        self.counted += 1
        self.page.locator(selector).first.tap(force=True)


@pytest.fixture
def lucja(scene: Scene, window: Window, course: Catalogue) -> Walker:
    """Łucja with her phone; nothing is entered yet."""
    card = enrol(scene, course, "Łucja Ćwikła")
    walker = Walker(window(PHONE), scene.address, seen, scripts=True)
    come_in_with_card(walker, *card)
    return walker


def write(page: Page, words: str = WORDS, **more: str) -> None:
    """Fill in what is asked of a conversation."""
    for name, value in ({"energy": "2", "next_step": "none"} | more).items():
        page.locator(f"[name={name}][value='{value}']").check(force=True)
    page.locator("[name=worries]").fill(words)
    page.locator("[name=clean]").check(force=True)


def wait_until(holds: Callable[[], bool], page: Page) -> None:
    """Wait for what no element tells; the page's own rules forbid Playwright's way."""
    for _ in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    pytest.fail("it never came")


def first_conversation(walker: Walker) -> None:
    walker.go(NEW)
    write(walker.page, channel="door", minutes="20", seldom_heard="none")
    walker.press("button[value=save]")


def in_journal(page: Page) -> list[str]:
    return (
        page.locator("#entries").locator("..").locator("details.entry summary b").all_inner_texts()
    )


def test_one_conversation_takes_ten_taps_at_most(lucja: Walker) -> None:
    first_conversation(lucja)
    page = lucja.page
    thumb = Counting(page)
    lucja.go("/practice")
    thumb.tap(f"a[href='{NEW}']")
    page.wait_for_url(f"**{NEW}")
    page.wait_for_load_state()
    assert page.locator("[name=code]").input_value() == "R-02"
    thumb.tap("[name=worries]")
    page.keyboard.type(WORDS)
    thumb.tap("[name=energy][value='3']")
    thumb.tap("[name=next_step][value=meeting]")
    thumb.tap("[name=clean]")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * PHONE.height
    thumb.tap("button[value=save]")
    page.wait_for_url("**/practice")
    page.wait_for_load_state()
    assert in_journal(page) == ["R-02, rozmowa", "R-01, rozmowa"]
    assert thumb.counted <= MOST_TAPS


def test_records_written_without_the_network_arrive_once(lucja: Walker) -> None:
    first_conversation(lucja)
    page = lucja.page
    lucja.go(NEW)
    page.context.set_offline(True)
    for words, code in (("Ławka przy torach.", "R-03"), ("Światło na klatce.", "R-04")):
        write(page, words)
        page.locator("button[value=next]").click()
        expect(page.locator("[name=code]")).to_have_value(code)
        expect(page.locator("[name=worries]")).to_have_value("")
    waiting = page.locator("[data-waiting-records]")
    expect(waiting.locator(".save.wait")).to_have_count(2)
    expect(waiting).to_contain_text("Czeka na sieć. Wyślemy, gdy wróci zasięg".replace(" ", " "))
    page.context.set_offline(False)
    expect(waiting.locator(".save.ok")).to_have_count(2, timeout=40_000)
    lucja.go("/practice")
    assert sorted(in_journal(page)) == ["R-01, rozmowa", "R-02, rozmowa", "R-03, rozmowa"]


def test_records_are_sent_by_any_page_that_is_opened_later(lucja: Walker) -> None:
    lucja.go(NEW)
    page = lucja.page
    page.context.set_offline(True)
    write(page, channel="street", minutes="10", seldom_heard="young")
    page.locator("button[value=save]").click()
    expect(page.locator("[data-waiting-records] .save.wait")).to_have_count(1)
    page.context.set_offline(False)
    lucja.go("/course")
    wait_until(lambda: drafts(page) == [], page)
    lucja.go("/practice")
    assert in_journal(page) == ["R-01, rozmowa"]


def test_what_is_refused_comes_back_with_its_sentence(lucja: Walker) -> None:
    lucja.go(NEW)
    page = lucja.page
    write(page, channel="street", minutes="", seldom_heard="none")
    page.locator("[name=minutes_other]").fill("dwie godziny")
    page.locator("button[value=next]").click()
    came_back = page.locator("[data-waiting-records] .note.bad")
    expect(came_back).to_contain_text("Nie zapisano".replace(" ", " "))
    expect(came_back).to_contain_text("liczbę")
    came_back.locator("[data-mend]").click()
    expect(page.locator("[name=worries]")).to_have_value(WORDS)
    page.locator("[name=minutes_other]").fill("120")
    lucja.press("button[value=save]")
    assert in_journal(page) == ["R-01, rozmowa"]


def test_a_half_typed_record_survives_closing_the_tab(lucja: Walker) -> None:
    lucja.go(NEW)
    page = lucja.page
    page.locator("[name=channel][value=group]").check(force=True)
    page.locator("[name=worries]").fill("Zaczęte zdanie")
    wait_until(lambda: drafts(page) != [], page)
    again = page.context.new_page()
    page.close()
    again.goto(lucja.address + NEW)
    expect(again.locator("[name=worries]")).to_have_value("Zaczęte zdanie")
    expect(again.locator("[name=channel][value=group]")).to_be_checked()
    expect(again.locator("[data-save-state]")).to_contain_text("Szkic na tym".replace(" ", " "))


def test_something_missing_is_told_at_once(lucja: Walker) -> None:
    lucja.go(NEW)
    page = lucja.page
    page.locator("[name=worries]").fill(WORDS)
    page.locator("button[value=save]").click()
    told = page.locator("[data-save-state]")
    expect(told).to_contain_text("Czegoś jeszcze brakuje")
    expect(told).to_contain_text("Ile było w tym energii")


def test_the_journal_has_no_barriers(
    lucja: Walker, look: Look, window: Window, scene: Scene, axe: Callable[[Page], None]
) -> None:
    first_conversation(lucja)
    page = lucja.page
    for path in ("/practice", NEW, "/practice/new/group_meeting", "/practice/1"):
        lucja.go(path)
        look(page)
    ben = Walker(window(), scene.address, axe, scripts=True)
    ben.sign_in(scene.doors["ben"])
    ben.go("/practice/claims")
    look(ben.page)
