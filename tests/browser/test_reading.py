"""The course as it is read: on a narrow phone, by keyboard, in both languages, and on paper."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from course.language import hard_spaces
from tests.browser.conftest import Window
from tests.browser.scene import Scene
from tests.browser.steps import Walker

NARROW = 320
OF_EVERY_KIND = (
    "/materials",
    "/materials/trainers/w3",
    "/materials/questions/m5",
    "/modules/m5/booklet",
    "/assignments/z3/blank",
    "/assignments/z5/examples",
    "/glossary",
    "/competences",
    "/guides/start",
)


def look_narrow(page: Page) -> None:
    """Nothing but tables and figures, which scroll by themselves, is wider than the phone."""
    page.set_viewport_size({"width": NARROW, "height": 640})
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW, (page.url, width)


@pytest.fixture
def ben(scene: Scene, window: Window) -> Walker:
    """A trainer, who reads all of it."""
    ben = Walker(window(javascript=True), scene.address, look_narrow, scripts=True)
    ben.sign_in(scene.doors["ben"])
    return ben


def test_every_lesson_fits_a_narrow_phone_in_both_languages(ben: Walker, course: Catalogue) -> None:
    for language in ("pl", "en"):
        ben.speak(language)
        for lesson in course.curriculum.lessons():
            ben.go(f"/lessons/{lesson.slug}")
            title = lesson.title.pl if language == "pl" else lesson.title.en
            expect(ben.page.locator("h1")).to_have_text(hard_spaces(title))
            assert_figures_are_legible(ben.page)


def test_every_kind_of_page_has_no_barriers(
    ben: Walker, axe: Callable[[Page], None], course: Catalogue
) -> None:
    drawn = next(one for one in course.curriculum.lessons() if "(figure:" in one.body.pl)
    for path in (*OF_EVERY_KIND, f"/lessons/{drawn.slug}"):
        ben.go(path)
        axe(ben.page)


def test_a_word_is_explained_in_place_by_keyboard(ben: Walker) -> None:
    ben.go("/lessons/m5/1-what-power-is")
    word = ben.page.locator("button.word").first
    meaning = ben.page.locator(".word-meaning").first
    expect(meaning).to_be_hidden()
    word.focus()
    ben.page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text(ben.page.locator("#term-power").text_content() or "?")


def test_a_module_prints_as_one_booklet_with_everything_unfolded(
    ben: Walker, course: Catalogue, tmp_path: Path
) -> None:
    module = course.curriculum.module("m5")
    ben.go("/modules/m5/booklet")
    ben.page.emulate_media(media="print")
    for lesson in module.lessons:
        expect(ben.page.locator(f"#lesson-{lesson.number}")).to_be_visible()
    folded = ben.page.locator(".booklet details ul").all()
    assert folded
    for source in folded:
        expect(source).to_be_visible()
    expect(ben.page.locator("[data-print]").first).to_be_hidden()
    paper = ben.page.pdf(path=tmp_path / "m5.pdf", format="A4")
    assert paper.startswith(b"%PDF")


def assert_figures_are_legible(page: Page) -> None:
    """Words of a drawing are at least 12 px high as shown, and none leaves the drawing."""
    for found in page.evaluate(
        """() => [...document.querySelectorAll("svg.fig")].map(svg => {
             const frame = svg.getBoundingClientRect();
             const words = [...svg.querySelectorAll("text")].map(t => t.getBoundingClientRect());
             const scale = frame.width / svg.viewBox.baseVal.width;
             const sizes = [...svg.querySelectorAll("text")]
               .map(t => parseFloat(getComputedStyle(t).fontSize) * scale);
             return {
               smallest: Math.min(...sizes),
               outside: words.filter(word => word.left < frame.left - 1
                 || word.right > frame.right + 1).length,
             };
           })"""
    ):
        assert found["smallest"] >= 12, (page.url, found)
        assert found["outside"] == 0, (page.url, found)
