"""A quiz with a time limit: the page counts down, warns, and leads on when the time is up."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import load_catalogue
from course.settings import ROOT
from tests.browser.conftest import PHONE, Window
from tests.browser.scene import Scene, open_scene
from tests.browser.test_quizzes import enrolled

PARTS = ("content", "assessments")
TIMED = "/quizzes/start"


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The course, but the quiz to practise with takes twenty minutes."""
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / "course" / part)
    quiz = tmp_path / "course/assessments/quizzes/start.yaml"
    quiz.write_text(quiz.read_text().replace("shuffle: no", "shuffle: no\nminutes: 20"))
    course = load_catalogue(*(tmp_path / "course" / part for part in PARTS))
    with open_scene(tmp_path, course, course_dir=tmp_path / "course") as scene:
        yield scene


def test_the_time_is_counted_down_and_its_end_is_announced(
    scene: Scene, window: Window, axe: Callable[[Page], None]
) -> None:
    page = window(PHONE)
    ana = enrolled(scene, window, page, lambda _: None, scripts=True)
    ana.go(TIMED)
    expect(page.locator("main")).to_contain_text("20 minut")
    page.clock.install()
    ana.press("form[action$='/start'] button")
    expect(page.locator("[data-countdown]")).to_contain_text("19")
    axe(page)
    page.locator("main [name='chosen']").first.check(force=True)
    expect(page.locator("[data-save-state]")).to_contain_text("Zapisano")
    page.clock.fast_forward("19:10")
    expect(page.locator("[data-warning]")).to_contain_text("Została minuta")
    page.clock.fast_forward("01:00")
    expect(page.locator("h1")).to_have_text("Przejrzyj odpowiedzi")
