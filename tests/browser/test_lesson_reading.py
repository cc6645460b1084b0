"""A lesson read on a phone: words in place, its contents, and a voice that reads it aloud."""

import re

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol, seen
from tests.browser.conftest import DESKTOP, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Look, Walker, come_in_with_card

LESSON = "/lessons/m1/2-where-it-comes-from"

# The browser's own voices, which this machine does not have: what is said is written down, and the
# test says when a sentence has ended.
VOICES = """
  class Said extends EventTarget { constructor(text) { super(); this.text = text; } }
  globalThis.SpeechSynthesisUtterance = Said;
  const voices = new EventTarget();
  Object.assign(voices, {
    said: [], cancelled: 0, own: %s,
    getVoices: () => voices.own,
    speak: (one) => voices.said.push(one),
    cancel: () => { voices.cancelled += 1; },
  });
  Object.defineProperty(globalThis, "speechSynthesis", { value: voices });
"""
POLISH = '[{ lang: "pl_PL", localService: true, default: false, name: "pl" }]'
REMOTE = '[{ lang: "pl-PL", localService: false, default: true, name: "far away" }]'
FOREIGN = '[{ lang: "de-DE", localService: true, default: true, name: "de" }]'


class Reader:
    """Łucja at a lesson."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    def said(self) -> list[str]:
        return list(self.page.evaluate("speechSynthesis.said.map(one => one.text)"))

    def end_sentence(self) -> None:
        self.page.evaluate("speechSynthesis.said.at(-1).dispatchEvent(new Event('end'))")

    def press(self, name: str) -> None:
        self.page.locator(".listening").get_by_role("button", name=name, exact=True).click()

    def ready(self) -> None:
        """Everything that scripts put into the page is there."""
        expect(self.page.locator("#exercise-1 [data-save-state]")).to_be_attached()


@pytest.fixture
def card(scene: Scene, course: Catalogue) -> tuple[str, str]:
    return enrol(scene, course, "Łucja Ćwikła")


def at_lesson(
    window: Window,
    scene: Scene,
    card: tuple[str, str],
    *,
    voices: str = POLISH,
    size: Size | None = None,
) -> Reader:
    page = window(size) if size else window()
    page.add_init_script(VOICES % voices)
    come_in_with_card(Walker(page, scene.address, seen, scripts=True), *card)
    page.goto(scene.address + LESSON)
    reader = Reader(page, scene.address)
    reader.ready()
    return reader


def test_a_word_opens_its_meaning_by_touch_and_by_keyboard(
    window: Window, scene: Scene, card: tuple[str, str], look: Look
) -> None:
    page = at_lesson(window, scene, card).page
    word = page.get_by_role("button", name="wizyta studyjna")
    meaning = page.locator(".word-meaning", has_text="Wyjazd, podczas którego")
    expect(meaning).to_be_hidden()
    word.tap()
    expect(meaning).to_be_visible()
    expect(word).to_have_attribute("aria-expanded", "true")
    look(page)
    box, phone = meaning.bounding_box(), page.viewport_size
    assert box is not None
    assert phone is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= phone["width"]
    page.touchscreen.tap(5, 5)
    expect(meaning).to_be_hidden()
    expect(word).to_have_attribute("aria-expanded", "false")

    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_focused()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()
    page.keyboard.press("Space")
    expect(meaning).to_be_focused()
    page.keyboard.press("Tab")
    expect(meaning.get_by_role("button", name="Zamknij")).to_be_focused()
    page.keyboard.press("Enter")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()
    word.hover()
    expect(meaning).to_be_hidden()  # never by hovering


def test_on_paper_the_meaning_stands_below_its_paragraph(
    window: Window, scene: Scene, card: tuple[str, str]
) -> None:
    page = at_lesson(window, scene, card).page
    fold = page.locator("details.term:has(#term-study-visit)")
    expect(fold).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#term-study-visit")).to_be_visible()
    expect(page.locator(".listening")).to_be_hidden()
    expect(page.locator("#exercise-1 button")).to_be_hidden()


def test_contents_lead_to_a_section_on_a_phone_and_stand_beside_the_text_at_a_desk(
    window: Window, scene: Scene, card: tuple[str, str]
) -> None:
    page = at_lesson(window, scene, card).page
    contents = page.locator("article .toc")
    expect(contents.locator("ol")).to_be_hidden()
    contents.locator("summary").click()
    contents.get_by_role("link", name="Polskie korzenie").click()
    expect(page.locator("#s-polskie-korzenie")).to_be_in_viewport()
    desk = at_lesson(window, scene, card, size=DESKTOP).page
    expect(desk.locator("aside .toc ol")).to_be_visible()
    expect(desk.locator("article .toc")).to_have_count(0)


def test_lines_are_comfortable(window: Window, scene: Scene, card: tuple[str, str]) -> None:
    """At a desk a line holds 60 to 75 signs, measured where the text wraps."""
    desk = at_lesson(window, scene, card, size=DESKTOP).page
    signs = desk.evaluate(
        """() => {
             const range = document.createRange();
             const lines = [];
             for (const p of document.querySelectorAll("[data-text] > p")) {
               const node = document.createTreeWalker(p, NodeFilter.SHOW_TEXT).nextNode();
               let last = 0;
               let top = null;
               for (let place = 0; place < node.length; place += 1) {
                 range.setStart(node, place);
                 range.setEnd(node, place + 1);
                 const box = range.getBoundingClientRect();
                 if (top !== null && box.top > top + 5) {
                   lines.push(place - last);
                   last = place;
                 }
                 top = box.top;
               }
             }
             return lines.sort((a, b) => a - b);
           }"""
    )
    median = signs[len(signs) // 2]
    assert 60 <= median <= 75, signs


def test_a_voice_of_the_device_reads_sentence_by_sentence(
    window: Window, scene: Scene, card: tuple[str, str], look: Look
) -> None:
    ana = at_lesson(window, scene, card)
    page = ana.page
    ana.press("Posłuchaj")
    assert ana.said()[0].startswith("Organizowanie przyszło do Krosna")
    expect(page.locator(".spoken")).to_contain_text("Organizowanie przyszło")
    look(page)
    expect(page.locator(".listening").get_by_role("button", name="Wstrzymaj")).to_be_focused()
    for _ in range(3):
        ana.end_sentence()
    said = ana.said()
    assert len(said) == 4
    assert said[3] == "Po tej lekcji"
    expect(page.locator(".spoken")).to_have_text("Po tej lekcji")

    ana.press("Wstrzymaj")
    ana.end_sentence()  # the cancelled one says that it has ended: nothing goes on
    assert len(ana.said()) == 4
    page.keyboard.press("Enter")  # "go on", which has the focus
    assert ana.said()[4] == "Po tej lekcji"
    ana.press("Zakończ")
    expect(page.locator(".spoken")).to_have_count(0)
    expect(page.locator(".listening").get_by_role("button", name="Posłuchaj")).to_be_focused()


def test_to_its_end_nothing_folded_typed_or_drawn_is_read_and_no_sentence_is_long(
    window: Window, scene: Scene, card: tuple[str, str]
) -> None:
    ana = at_lesson(window, scene, card)
    ana.page.locator("#in-exercise-1").fill("Prywatna odpowiedź.")
    ana.press("Posłuchaj")
    ana.page.evaluate(
        """() => {
             for (let last; last !== speechSynthesis.said.length;) {
               last = speechSynthesis.said.length;
               speechSynthesis.said.at(-1).dispatchEvent(new Event("end"));
             }
           }"""
    )
    told = " ".join(ana.said())
    assert "Bierz metodę, a formę znajdź u siebie." in told
    assert "20 dobrze zapisanych rozmów" in told  # of a table
    for silent in ("Prywatna odpowiedź", "Co znaczy", "Wyjazd, podczas", "Nick Gardham", "Zapisz"):
        assert silent not in told
    assert max(map(len, ana.said())) <= 180
    expect(ana.page.locator(".listening").get_by_role("button", name="Posłuchaj")).to_be_visible()
    assert set(ana.page.evaluate("speechSynthesis.said.map(one => one.lang)")) == {"pl_PL"}


def test_leaving_the_page_silences_it(window: Window, scene: Scene, card: tuple[str, str]) -> None:
    ana = at_lesson(window, scene, card)
    ana.press("Posłuchaj")
    ana.page.evaluate(
        """addEventListener("pagehide", () => {
             sessionStorage.setItem("cancelled", speechSynthesis.cancelled);
           })"""
    )
    ana.page.goto(ana.address + "/course")
    assert ana.page.evaluate("sessionStorage.getItem('cancelled')") == "1"


@pytest.mark.parametrize("voices", ["[]", REMOTE, FOREIGN], ids=["none", "remote", "foreign"])
def test_without_a_voice_of_its_own_in_this_language_the_device_offers_nothing(
    window: Window, scene: Scene, card: tuple[str, str], voices: str
) -> None:
    ana = at_lesson(window, scene, card, voices=voices)
    expect(ana.page.locator(".listening")).to_have_count(0)
    ana.page.evaluate(f"speechSynthesis.own = {POLISH}")
    ana.page.evaluate("speechSynthesis.dispatchEvent(new Event('voiceschanged'))")
    expect(ana.page.locator(".listening")).to_have_count(1)  # voices may come late


def test_where_the_browser_has_no_popovers_the_fold_opens(
    window: Window, scene: Scene, card: tuple[str, str]
) -> None:
    page = window()
    page.add_init_script("delete HTMLElement.prototype.togglePopover")
    come_in_with_card(Walker(page, scene.address, seen, scripts=True), *card)
    page.goto(scene.address + LESSON)
    Reader(page, scene.address).ready()
    expect(page.locator("#term-study-visit")).to_be_hidden()
    page.get_by_role("link", name="wizyta studyjna").click()
    expect(page.locator("#term-study-visit")).to_be_visible()
    assert re.search("#term-study-visit$", page.url)
