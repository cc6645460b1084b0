"""One draft on two phones, without the network, handed in or taken back: nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from course.language import hard_spaces
from tests.browser.at_quiz import drafts, enrol, seen
from tests.browser.conftest import PHONE, Window
from tests.browser.kept import wait_for_worker
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card
from tests.browser.work import COMPARISONS, Z1

SAVED = re.compile(r"Zapisano o\s\d\d:\d\d:\d\d")
WAITS = "Czeka na sieć"
CLOSED = "Tej pracy nie można już zmienić"
Phones = Callable[[], Walker]


@pytest.fixture
def phone_of_ana(scene: Scene, window: Window, course: Catalogue) -> Phones:
    """Another phone of the same person each time."""
    card = enrol(scene, course, "Łucja Ćwikła")

    def open_phone() -> Walker:
        walker = Walker(window(PHONE), scene.address, seen, scripts=True)
        come_in_with_card(walker, *card)
        return walker

    return open_phone


def says(page: Page, what: str | re.Pattern[str]) -> None:
    expect(page.locator("[data-save-state]")).to_contain_text(what)


def write(walker: Walker, text: str) -> None:
    walker.page.locator("#moves_me").fill(text)


def hand_in(walker: Walker) -> None:
    """Fill in Z1 and hand it in."""
    for row, comparison in enumerate(COMPARISONS):
        walker.go("/assignments/z1/comparisons/new")
        walker.fill({f"comparisons-{row}-{name}": text for name, text in comparison.items()})
        walker.press("button[value='list']")
    walker.go("/assignments/z1")
    walker.fill(Z1)
    says(walker.page, SAVED)
    walker.press("button[formaction$='/hand-in']")
    expect(walker.page).to_have_url(re.compile(r"/submissions/\d+$"))


def test_what_two_phones_write_is_kept_and_one_is_chosen(phone_of_ana: Phones, look: Look) -> None:
    first, second = phone_of_ana(), phone_of_ana()
    for phone in (first, second):
        phone.go("/assignments/z1")
    write(first, "Z pierwszego telefonu.")
    says(first.page, SAVED)
    write(second, "Z drugiego telefonu.")
    says(second.page, "Są dwie różne wersje")
    look(second.page)
    second.page.locator("[data-keep='theirs']").click()
    expect(second.page.locator("#moves_me")).to_have_value("Z pierwszego telefonu.")
    kept = second.page.locator("main .note", has_text="Jest jeszcze inna wersja tego szkicu")
    kept.locator("summary").first.click()
    expect(kept).to_contain_text("Z drugiego telefonu.")
    look(second.page)
    with second.page.expect_navigation():
        kept.locator("form button").click()
    expect(second.page.locator("#moves_me")).to_have_value("Z drugiego telefonu.")
    assert drafts(second.page) == []


def test_words_typed_after_the_other_phone_handed_in_are_kept_beside(
    phone_of_ana: Phones, look: Look
) -> None:
    first, second = phone_of_ana(), phone_of_ana()
    second.go("/assignments/z1")
    hand_in(first)
    write(second, "Dopisane za późno.")
    says(second.page, CLOSED)
    look(second.page)
    second.page.locator("[data-save-do] a[data-page]").click()
    expect(second.page).to_have_url(re.compile(r"/submissions/\d+$"))
    kept = second.page.locator("main .note", has_text="Twój tekst z innego miejsca")
    kept.locator("summary").click()
    expect(kept).to_contain_text("Dopisane za późno.")
    look(second.page)
    assert drafts(second.page) == []


def test_after_taking_back_the_other_phone_goes_on_writing(phone_of_ana: Phones) -> None:
    first, second = phone_of_ana(), phone_of_ana()
    hand_in(first)
    second.page.goto(first.page.url)
    second.press("form[action$='/withdraw'] button")
    write(second, "Poprawione po cofnięciu.")
    says(second.page, SAVED)
    first.page.reload()  # shows that it is a draft again, and where to go on
    first.page.locator("main a[href='/assignments/z1']").first.click()
    expect(first.page.locator("#moves_me")).to_have_value("Poprawione po cofnięciu.")


def test_words_written_without_the_network_outlive_a_reload(phone_of_ana: Phones) -> None:
    ana = phone_of_ana()
    wait_for_worker(ana.page)
    ana.go("/assignments/z1")
    ana.page.context.set_offline(True)
    write(ana, "Napisane w autobusie.")
    says(ana.page, WAITS)
    ana.page.reload()
    expect(ana.page.locator("h1")).to_have_text(hard_spaces("Teraz nie ma sieci"))
    expect(ana.page.locator("[data-part='drafts']")).to_contain_text("Napisane w autobusie.")
    assert len(drafts(ana.page)) == 1
    ana.page.context.set_offline(False)
    ana.page.goto(ana.address + "/assignments/z1")
    expect(ana.page.locator("#moves_me")).to_have_value("Napisane w autobusie.")
    says(ana.page, re.compile(r"Zapisano o\s\d\d:\d\d"))  # by this page, or before it came
    assert drafts(ana.page) == []
    again = phone_of_ana()
    again.go("/assignments/z1")
    expect(again.page.locator("#moves_me")).to_have_value("Napisane w autobusie.")


def test_words_of_a_phone_without_network_find_the_work_handed_in(phone_of_ana: Phones) -> None:
    first, second = phone_of_ana(), phone_of_ana()
    second.go("/assignments/z1")
    second.page.context.set_offline(True)
    write(second, "Napisane w autobusie.")
    says(second.page, WAITS)
    hand_in(first)
    tab = second.page.context.new_page()
    second.page.close()
    tab.context.set_offline(False)
    tab.goto(second.address + "/practice")
    expect(tab.locator("[data-outbox]")).to_contain_text("zachowany obok niej")
    assert drafts(tab) == []
    tab.goto(first.page.url)
    expect(tab.locator("main")).to_contain_text("Napisane w autobusie.")


def test_a_file_chosen_after_the_other_phone_handed_in_is_told_of(phone_of_ana: Phones) -> None:
    first, second = phone_of_ana(), phone_of_ana()
    second.go("/assignments/z1")
    hand_in(first)
    pdf = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
    with second.page.expect_navigation():
        second.page.locator("#attachment").set_input_files(
            {"name": "skan.pdf", "mimeType": "application/pdf", "buffer": pdf}
        )
    expect(second.page).to_have_url(re.compile(r"/submissions/\d+$"))
    expect(second.page.locator("body")).to_contain_text("Wybrane pliki nie zostały dodane")
