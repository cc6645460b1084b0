"""The whole mission in a browser: from the first card to a certificate that a stranger verifies."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from course.catalogue import Catalogue
from course.clock import LOCAL_ZONE, local_day, now
from tests.browser.at_panel import CRITERIA, call_panel, conclude, judge, let_sit
from tests.browser.conftest import Window
from tests.browser.scene import Scene
from tests.browser.steps import (
    Walker,
    accept_declarations,
    come_in_with_card,
    enrol_with_card,
    make_cohort,
    pass_quiz,
    read_module,
)
from tests.browser.telling import ask_people, complete, tell_own
from tests.browser.work import COMPARISONS, STEPS, THEMES, Z1, Z3, Row, conversation

NAME = "Łucja Ćwikła"
CONVERSATIONS = 6


def appoint(carla: Walker, name: str) -> None:
    carla.go("/cohorts")
    carla.press("main tbody a")
    carla.press("a[href$='/trainers']")
    carla.page.locator("select[name='trainer']").select_option(label=name)
    carla.press("main form[action$='/trainers'] button, main form button.btn")
    expect(carla.page.locator("main")).to_contain_text(name)


def hand_in(ana: Walker, slug: str, values: dict[str, str], tables: dict[str, list[Row]]) -> None:
    for table, rows in tables.items():
        ana.go(f"/assignments/{slug}/{table}/new")
        for place, row in enumerate(rows):
            ana.unfold("main")
            ana.fill({f"{table}-{place}-{column}": value for column, value in row.items()})
            ana.press(f"button[value='{'next' if place + 1 < len(rows) else 'list'}']")
    ana.fill(values)
    ana.press("button[formaction$='/hand-in']")
    expect(ana.page).to_have_url(re.compile(r"/submissions/\d+"))


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


def study_and_work(ana: Walker, ben: Walker, course: Catalogue) -> None:
    works: list[tuple[str, str, dict[str, str], dict[str, list[Row]]]] = [
        ("m1", "z1", Z1, {"comparisons": COMPARISONS}),
        ("m3", "z3", Z3, {"themes": THEMES}),
    ]
    for module, assignment, values, tables in works:
        read_module(ana, course.curriculum.module(module))
        pass_quiz(ana, course.quizzes[module])
        expect(ana.page.locator("main")).to_contain_text("100%")
        hand_in(ana, assignment, values, tables)
        mark(ben, len(course.assignments[assignment].rubric.criteria))


def look_once(axe: Callable[[Page], None], *, javascript: bool) -> Callable[[Page], None]:
    """Look for barriers on each kind of page once; the judge needs scripts."""
    looked: set[str] = set()

    def look(page: Page) -> None:
        kind = re.sub(r"[0-9]+", "0", page.url)
        if javascript and kind not in looked:
            looked.add(kind)
            axe(page)

    return look


@pytest.mark.parametrize("scripts", ["with scripts", "without scripts"])
def test_from_a_card_to_a_certificate(
    scene: Scene, window: Window, axe: Callable[[Page], None], course: Catalogue, scripts: str
) -> None:
    javascript = scripts == "with scripts"
    look = look_once(axe, javascript=javascript)

    def walker() -> Walker:
        return Walker(window(javascript=javascript), scene.address, look, scripts=javascript)

    let_sit(scene)
    staff = {key: walker() for key in scene.doors}
    for key, person in staff.items():
        person.sign_in(scene.doors[key])
    carla, cyryl, ben = staff["carla"], staff["cyryl"], staff["ben"]
    ana, dov = walker(), walker()
    assert counted(scene) == (0, 12)

    make_cohort(carla)
    appoint(carla, "Marta Sowa")
    come_in_with_card(ana, *enrol_with_card(carla, NAME))
    accept_declarations(ana)
    ask_people(carla)
    tell_own(ana)
    keep_journal(ana, ben)
    study_and_work(ana, ben, course)
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
