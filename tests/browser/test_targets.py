"""Everything to press is large enough: 24 px high at a desk, 44 px on a phone (WCAG 2.2, 2.5.8).

Links within a sentence are left out, as the guideline leaves them out.
"""

import pytest
from playwright.sync_api import Page

from course.catalogue import Catalogue
from tests.browser.at_quiz import enrol
from tests.browser.conftest import DESKTOP, PHONE, Size, Window
from tests.browser.scene import Scene
from tests.browser.steps import Walker, come_in_with_card

TOLERANCE = 0.5
NARROWEST = 24
OF_STRANGERS = ("/sign-in", "/look", "/v", "/guides/help", "/forgotten", "/glossary")
OF_TRAINEES = (
    "/course",
    "/practice",
    "/practice/new/conversation",
    "/assignments",
    "/certificate",
    "/account",
    "/meetings/mine",
    "/lessons/m1/1-what-organising-is",
    "/modules/m1/booklet",
    "/quizzes/m1",
    "/search",
)
OF_STAFF = ("/programme", "/people", "/institutions", "/reports", "/cohorts", "/lists")
MEASURE = """() => {
  const isShown = one => {
    const box = one.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && one.checkVisibility() && !one.closest(".vh, .skip");
  };
  const isInText = one => {
    const lies = kind => ["inline", "inline-block"].includes(getComputedStyle(kind).display);
    if (!lies(one) || one.matches(".btn")) return false;
    let block = one.parentElement;
    while (lies(block)) block = block.parentElement;
    const others = [...block.querySelectorAll("a, button")].reduce(
      (left, link) => left.replace(link.textContent, ""), block.textContent);
    return /[\\p{L}\\p{N}]/u.test(others);
  };
  const controls = "a[href], button, summary, input:not([type=hidden]), select, textarea";
  return [...document.querySelectorAll(controls)]
    .filter(one => isShown(one) && !isInText(one))
    .map(one => {
      const box = (one.closest("label") ?? one).getBoundingClientRect();
      return [one.outerHTML.slice(0, 120), box.width, box.height];
    });
}"""


def measure(page: Page, least: int) -> list[str]:
    """What is smaller than a thumb, or a pointer, can meet."""
    return [
        f"{page.url}: {width:.0f} × {height:.0f} {told}"
        for told, width, height in page.evaluate(MEASURE)
        if height < least - TOLERANCE or width < NARROWEST - TOLERANCE
    ]


@pytest.mark.parametrize(("size", "least"), [(PHONE, 44), (DESKTOP, 24)])
def test_everything_to_press_is_large_enough(
    scene: Scene, window: Window, course: Catalogue, size: Size, least: int
) -> None:
    small: list[str] = []

    def judge(page: Page) -> None:
        small.extend(measure(page, least))

    ana = Walker(window(size), scene.address, judge, scripts=True)
    carla = Walker(window(size), scene.address, judge, scripts=True)
    for path in OF_STRANGERS:
        ana.go(path)
    come_in_with_card(ana, *enrol(scene, course, "Łucja Ćwikła"))
    for path in OF_TRAINEES:
        ana.go(path)
    carla.sign_in(scene.doors["carla"])
    for path in OF_STAFF:
        carla.go(path)
    assert small == []
