"""The whole course on a narrow phone: eight modules, one after the other, as a trainee goes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from tests.browser.conftest import DESKTOP, Size, Window
from tests.browser.scene import Scene, open_scene
from tests.browser.steps import (
    Walker,
    accept_declarations,
    come_in_with_card,
    enrol_with_card,
    make_cohort,
    pass_quiz,
    read_module,
)

NARROW = Size(320, 640, is_phone=True)


@pytest.fixture
def scene(tmp_path: Path, course: Catalogue) -> Iterator[Scene]:
    """A programme that asks for the whole course."""
    with open_scene(tmp_path, course, rule="social-organiser") as scene:
        yield scene


def look_narrow(page: Page) -> None:
    """Nothing but tables and figures, which scroll by themselves, is wider than the phone."""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= NARROW.width, (page.url, width)


def test_eight_modules_open_one_after_the_other(
    scene: Scene, window: Window, course: Catalogue
) -> None:
    carla = Walker(window(DESKTOP), scene.address, lambda _: None, scripts=True)
    carla.sign_in(scene.doors["carla"])
    make_cohort(carla)
    ana = Walker(window(NARROW), scene.address, look_narrow, scripts=True)
    come_in_with_card(ana, *enrol_with_card(carla, "Łucja Ćwikła"))
    accept_declarations(ana)
    for module in course.curriculum.modules:
        assert module.quiz is not None
        read_module(ana, module)
        pass_quiz(ana, course.quizzes[module.quiz])
        expect(ana.page.locator("main")).to_contain_text("100%")
        ana.go(f"/modules/{module.slug}/booklet")
    for language in ("pl", "en"):
        ana.speak(language)
        for assignment in course.assignments.values():
            ana.go(f"/assignments/{assignment.slug}")
            for part in ("examples", "blank"):
                ana.go(f"/assignments/{assignment.slug}/{part}")
        for quiz in course.quizzes.values():
            ana.go(f"/quizzes/{quiz.slug}")
    ana.go("/course")
    ana.press("main .hero a.btn")
    expect(ana.page.locator("main")).to_contain_text("at the beginning")
    for competence in course.curriculum.competences:
        ana.choose(competence.code, "3")
    ana.press("main form button.btn")
    ana.go("/course")
    expect(ana.page.locator("main h2").first).to_contain_text("My story and role sheet")
