"""A trainee looks at herself on a phone; two coordinators enter and approve an exception."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from course.catalogue import Catalogue
from course.clock import local_day, now
from tests.browser.conftest import DESKTOP, PHONE, Window
from tests.browser.scene import Scene, open_scene
from tests.browser.steps import (
    Look,
    Walker,
    accept_declarations,
    come_in_with_card,
    enrol_with_card,
    make_cohort,
)

WHY = "Zeszyt superwizji, strony 4 i 6, segregator 2"


@pytest.fixture
def scene(tmp_path: Path, course: Catalogue) -> Iterator[Scene]:
    """A programme whose rule asks for self-assessments."""
    with open_scene(tmp_path, course, rule="social-organiser") as scene:
        yield scene


def test_she_looks_at_herself_and_two_coordinators_let_paper_count(
    scene: Scene, window: Window, course: Catalogue, look: Look
) -> None:
    carla = Walker(window(DESKTOP), scene.address, look, scripts=True)
    carla.sign_in(scene.doors["carla"])
    make_cohort(carla)
    ana = Walker(window(PHONE), scene.address, look, scripts=True)
    come_in_with_card(ana, *enrol_with_card(carla, "Łucja Ćwikła"))
    accept_declarations(ana)
    look_at_oneself(ana, course)
    carla.go("/cohorts")
    carla.press("main tbody a")
    carla.press("main a[href*='/enrolments/']")
    carla.press("main a[href$='/exceptions']")
    carla.press("main a[href$='/paper_record']")
    carla.press("main form button.btn")
    expect(carla.page.locator("main [role='alert']")).to_be_focused()
    held_on = local_day(now()).isoformat()
    carla.fill({"requirement": "+supervisions", "amount": "3", "done_on": held_on, "why": WHY})
    carla.press("main form button.btn")
    expect(carla.page.locator("main")).to_contain_text("czeka na drugą osobę")
    cyryl = Walker(window(PHONE), scene.address, look, scripts=True)
    cyryl.sign_in(scene.doors["cyryl"])
    cyryl.go("/exceptions")
    cyryl.press("button[value='approve']")
    ana.go("/certificate")
    expect(ana.page.locator("main")).to_contain_text("Superwizje grupowe: 3")
    ana.press("main a[href='/record#exceptions']")
    expect(ana.page.locator("main")).to_contain_text("Zapis na papierze: superwizje grupowe")
    expect(ana.page.locator("main")).to_contain_text("Tomasz Wilk")


def look_at_oneself(ana: Walker, course: Catalogue) -> None:
    """What was chosen stays where something was left out; what is sent stays for good."""
    ana.go("/course")
    ana.press("main .hero a.btn")
    first, *others = [one.code for one in course.curriculum.competences]
    ana.choose(first, "2")
    ana.press("main form button.btn")
    expect(ana.page.locator("main [role='alert']")).to_be_focused()
    expect(ana.page.locator(f"[name='{first}'][value='2']")).to_be_checked()
    for code in others:
        ana.choose(code, "3")
    ana.press("main form button.btn")
    expect(ana.page.locator("main")).to_contain_text("wysłano")
