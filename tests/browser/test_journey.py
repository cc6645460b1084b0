"""The whole mission in a browser: from the first card to a certificate that a stranger verifies."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from assessments.definitions import Quiz
from course.catalogue import Catalogue
from course.clock import LOCAL_ZONE, local_day, now
from tests.browser.at_panel import CRITERIA, call_panel, conclude, judge, let_sit
from tests.browser.by_keys import KeyWalker
from tests.browser.conftest import PHONE, Size, Window
from tests.browser.poor_network import (
    TouchWalker,
    hand_in_between_cuts,
    pass_quiz_between_cuts,
)
from tests.browser.scene import Scene
from tests.browser.steps import (
    Walker,
    accept_declarations,
    come_in_with_card,
    enrol_with_card,
    hand_in,
    make_cohort,
    pass_quiz,
    read_module,
)
from tests.browser.telling import ask_people, complete, tell_own
from tests.browser.work import COMPARISONS, STEPS, THEMES, Z1, Z3, Row, conversation

NAME = "Łucja Ćwikła"
CONVERSATIONS = 6


@dataclass(frozen=True, slots=True)
class Way:
    """How the trainee goes through the course."""

    walker: type[Walker]
    size: Size
    javascript: bool
    pass_quiz: Callable[[Any, Quiz], None]
    hand_in: Callable[[Any, str, dict[str, str], dict[str, list[Row]]], None]


BY_TOUCH = Way(
    TouchWalker,
    PHONE,
    javascript=True,
    pass_quiz=pass_quiz_between_cuts,
    hand_in=hand_in_between_cuts,
)
BY_KEYS = Way(
    KeyWalker,
    Size(320, 640, is_phone=True),
    javascript=False,
    pass_quiz=pass_quiz,
    hand_in=hand_in,
)


def appoint(carla: Walker, name: str) -> None:
    carla.go("/cohorts")
    carla.press("main tbody a")
    carla.press("a[href$='/trainers']")
    carla.page.locator("select[name='trainer']").select_option(label=name)
    carla.press("main form[action$='/trainers'] button, main form button.btn")
    expect(carla.page.locator("main")).to_contain_text(name)


def mark(ben: Walker, criteria: int) -> None:
    ben.go("/marking")
    ben.press("main tbody th a")
    for number in range(1, criteria + 1):
        ben.choose(f"c{number}", "2")
    ben.fill({"feedback": "Widać prawdziwe rozmowy. Proszę wrócić do R-15."})
    ben.press("button[name='outcome'][value='pass']")


def keep_journal(ana: Walker, ben: Walker) -> None:
    today = local_day(now())
    for row in range(CONVERSATIONS):
        ana.go("/practice/new/conversation")
        ana.unfold("main form")
        ana.fill(conversation(row, today))
        ana.press("button[name='go'][value='save']")
    for _ in range(STEPS):
        ana.press("#next-steps ~ ul button[name='done']")
    ben.go("/practice/claims")
    ben.press("main form[action$='/confirm'] button")


def hold_workshop(ben: Walker, code: str) -> None:
    starts = (now() - timedelta(days=2)).astimezone(LOCAL_ZONE)
    ben.go("/meetings/new")
    ben.fill(
        {
            "kind": "+workshop",
            "code": code,
            "title": f"Warsztat {code}",
            "place": "Krosno",
            "starts_at": starts.strftime("%Y-%m-%dT%H:%M"),
            "minutes": "360",
        }
    )
    ben.press("main form button.btn")
    ben.press("main form button.btn")  # everybody is set as present


def open_standing(carla: Walker, name: str) -> None:
    carla.go("/people")
    carla.press(f"main a:has-text('{name}')")


def end(carla: Walker, name: str) -> None:
    """The participation ends, with complete data."""
    open_standing(carla, name)
    complete(carla)
    carla.go("/cohorts")
    carla.press("main tbody a")
    carla.press(f"main a:has-text('{name}')")
    carla.press("main form[action*='/end'] button")


def be_judged(carla: Walker, members: Mapping[str, Walker]) -> None:
    """A panel is called, judges unseen by each other, and says it together."""
    panel = call_panel(carla)
    for name, member in members.items():
        judge(member, panel, dict.fromkeys(CRITERIA, "3" if name == "inga" else "2"))
    conclude(members["olga"], panel)


def certify(carla: Walker, cyryl: Walker, name: str) -> None:
    """One looks at the dry run and proposes, another approves; the list of papers tells it."""
    carla.go("/decisions/dry-run")
    expect(carla.page.locator("main [name='enrolment']")).to_be_checked()
    carla.press("main form[action*='/proposals'] button")
    cyryl.go("/decisions")
    cyryl.press("main a[href^='/decisions/']:not([href*='dry-run'])")
    cyryl.press("main form[action$='/approve'] button")
    cyryl.go("/decisions")
    cyryl.press("main a[href*='/decisions/issued']")
    expect(cyryl.page.locator("main")).to_contain_text(name)


def fetch_paper(ana: Walker) -> None:
    """The paper lies there for who was certified."""
    ana.go("/certificate")
    paper = ana.page.locator("main a[href$='/paper/pl']").get_attribute("href")
    answer = ana.page.request.get(f"{ana.address}{paper}")
    assert answer.body().startswith(b"%PDF-")


def verify(ana: Walker, stranger: Walker, name: str) -> None:
    """A stranger types the code that the holder tells."""
    address = ana.page.locator("main a[href*='/v/']").first.get_attribute("href")
    assert address is not None
    stranger.go("/v")
    stranger.fill({"code": address.rsplit("/", 1)[1]})
    stranger.press("main form button")
    expect(stranger.page.locator("main")).to_contain_text("Ważny")
    expect(stranger.page.locator("main")).to_contain_text(name)


def study_and_work(ana: Walker, ben: Walker, course: Catalogue, way: Way) -> None:
    works: list[tuple[str, str, dict[str, str], dict[str, list[Row]]]] = [
        ("m1", "z1", Z1, {"comparisons": COMPARISONS}),
        ("m3", "z3", Z3, {"themes": THEMES}),
    ]
    for module, assignment, values, tables in works:
        read_module(ana, course.curriculum.module(module))
        way.pass_quiz(ana, course.quizzes[module])
        expect(ana.page.locator("main")).to_contain_text("100%")
        way.hand_in(ana, assignment, values, tables)
        expect_all(ana, values, tables)
        mark(ben, len(course.assignments[assignment].rubric.criteria))


def expect_all(ana: Walker, values: dict[str, str], tables: dict[str, list[Row]]) -> None:
    """What was handed in is what was written, to the last cell."""
    ana.unfold("main")
    said = " ".join(ana.page.locator("main").inner_text().replace("\u00a0", " ").split())
    written = [values, *(row for rows in tables.values() for row in rows)]
    missing = [
        text for row in written for text in row.values() if text[0] != "+" and text not in said
    ]
    assert not missing


def look_once(axe: Callable[[Page], None], *, javascript: bool) -> Callable[[Page], None]:
    """Look for barriers on each kind of page once; the judge needs scripts. Nothing is too wide."""
    looked: set[str] = set()

    def look(page: Page) -> None:
        assert page.viewport_size
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= page.viewport_size["width"], (page.url, width)
        kind = re.sub(r"[0-9]+", "0", page.url)
        if javascript and kind not in looked:
            looked.add(kind)
            axe(page)

    return look


@pytest.mark.parametrize("way", [BY_TOUCH, BY_KEYS], ids=["a poor network", "keys alone"])
def test_from_a_card_to_a_certificate(
    scene: Scene, window: Window, axe: Callable[[Page], None], course: Catalogue, way: Way
) -> None:
    """By touch with scripts while the network breaks; by keys, on 320 px, without any script."""
    look = look_once(axe, javascript=way.javascript)

    def walker() -> Walker:
        return Walker(
            window(javascript=way.javascript), scene.address, look, scripts=way.javascript
        )

    let_sit(scene)
    staff = {key: walker() for key in scene.doors}
    for key, person in staff.items():
        person.sign_in(scene.doors[key])
    carla, cyryl, ben = staff["carla"], staff["cyryl"], staff["ben"]
    dov = walker()
    page = window(way.size, javascript=way.javascript)
    ana = way.walker(page, scene.address, look, scripts=way.javascript)
    assert counted(scene) == (0, 12)

    make_cohort(carla)
    appoint(carla, "Marta Sowa")
    come_in_with_card(ana, *enrol_with_card(carla, NAME))
    accept_declarations(ana)
    ask_people(carla)
    tell_own(ana)
    keep_journal(ana, ben)
    study_and_work(ana, ben, course, way)
    hold_workshop(ben, "W1")
    hold_workshop(ben, "W2")
    end(carla, NAME)
    be_judged(carla, {key: staff[key] for key in ("piotr", "inga", "olga")})
    certify(carla, cyryl, NAME)

    assert counted(scene) == (1, 12)
    carla.go("/programme")
    fetch_paper(ana)
    verify(ana, dov, NAME)


def counted(scene: Scene) -> tuple[int, int]:
    """How many Social Organisers are counted, and how many were promised."""
    said = json.loads(scene.indicators())["qualified_organisers"]
    return said["achieved"], said["target"]
