"""A panel from its call to its record, step by step, and what lets people sit on it."""

from collections.abc import Mapping

from playwright.sync_api import expect
from sqlalchemy import select

from course.actions.cohorts import appoint_trainer
from course.app import create_app
from course.clock import local_day, now
from course.database import writing
from course.models import Person
from course.settings import Settings
from tests.browser.scene import STAFF, Scene
from tests.browser.steps import Walker
from tests.make import make_cohort, make_institution

SEATS = {
    "trainer_of_another_cohort": "olga",
    "practising_organiser": "piotr",
    "institution": "inga",
}
TOWN_HALL = "Urząd Miasta Krosna"
CRITERIA = ("p1", "p2", "p3", "p4", "p5")
COMMENT = "Zażółć gęślą jaźń"
STATEMENT = "Słucha i oddaje głos mieszkańcom."


def let_sit(scene: Scene) -> None:
    """Olga teaches in another programme, and the town hall is known."""
    settings = Settings.from_environment(scene.environment)
    with create_app(settings).app_context(), writing() as session:
        people = {one.name: one for one in session.scalars(select(Person))}
        olga, carla = people[STAFF["olga"][0]], people[STAFF["carla"][0]]
        appoint_trainer(session, make_cohort(session), olga, by=carla, at=now())
        make_institution(session, TOWN_HALL)


def call_panel(carla: Walker) -> str:
    """Call the three for today, and return where their panel is."""
    carla.go("/panels")
    carla.press("main a[href$='/panel']")
    carla.fill(
        {
            "held_on": local_day(now()).isoformat(),
            "place": "Krosno, Rynek 5",
            **{f"{seat}-person": f"+{STAFF[key][0]}" for seat, key in SEATS.items()},
            "institution-institution": f"+{TOWN_HALL}",
            "chair": "+trainer_of_another_cohort",
        }
    )
    carla.press("main form[action$='/panel'] button.full")
    return carla.page.url.removeprefix(carla.address)


def judge(member: Walker, panel: str, levels: Mapping[str, str]) -> None:
    """Declare, read the portfolio, save for later, be told what is missing, hand in."""
    member.go("/assessments")
    member.press(f"main a[href='{panel}']")
    expect(member.page.locator("#levels")).to_have_count(0)  # what others marked is not shown
    member.press(f"form[action='{panel}/declaration'] button")
    member.press("main a[href$='/portfolio']")
    expect(member.page.locator("#work")).to_be_visible()
    member.go(f"{panel}/marks")
    member.fill({"p1": f"+{levels['p1']}", "comment": COMMENT})
    member.press("main button[name='go'][value='save']")
    expect(member.page.locator("#comment")).to_have_value(COMMENT)
    member.press("main button[name='go'][value='enter']")  # some criteria have no level yet
    expect(member.page.locator("main [role='alert']").first).to_be_visible()
    member.fill({criterion: f"+{levels[criterion]}" for criterion in CRITERIA[1:]})
    member.press("main button[name='go'][value='enter']")
    expect(member.page).to_have_url(member.address + panel)


def conclude(chair: Walker, panel: str) -> None:
    """See what all three marked, and enter what they say together."""
    chair.go(panel)
    expect(chair.page.locator("#levels")).to_be_visible()
    chair.press(f"main a[href='{panel}/record']")
    chair.fill(dict.fromkeys(CRITERIA, "+2"))
    chair.fill({"statement": STATEMENT, "outcome": "+awarded"})
    chair.press(f"form[action='{panel}/record'] button.full")
    expect(chair.page.locator("main")).to_contain_text(STATEMENT)
