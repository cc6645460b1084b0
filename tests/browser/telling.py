"""What the funder asks: chosen, told on one's own page, completed by the coordinator."""

from playwright.sync_api import expect

from tests.browser.steps import Walker
from tests.make_participants import WHOLE, make_pesel

CHOSEN = (
    *("citizenship", "voivodeship", "education", "status", "employed_in", "kind"),
    *("foreign_background", "third_country", "minority", "homeless", "disability", "degurba"),
)
BY_DESK = ("teryt", "degurba")


def ask_people(carla: Walker) -> None:
    """The programme chooses its form."""
    carla.go("/programme/participants")
    carla.choose("form", "sm-efs")
    carla.press("main form button.btn")


def tell_own(ana: Walker) -> None:
    """On a phone: first a PESEL with a slip and no postal code, then the whole of it."""
    answers = {name: value for name, value in WHOLE.items() if name not in BY_DESK}
    ana.go("/course")
    ana.press("main a[href$='/my-data']")
    ana.fill(_typed({**answers, "postal_code": "", "pesel": "84051700129"}))
    ana.press("main form[action$='/my-data'] button.btn")
    expect(ana.page.locator("main [name='city']")).to_have_value("Krosno")
    ana.fill({"pesel": make_pesel()})
    ana.press("main form[action$='/my-data'] button.btn")
    expect(ana.page.locator("main a[href='#postal_code']")).to_be_visible()
    ana.fill({"postal_code": "38400"})
    ana.press("main form[action$='/my-data'] button.btn")


def complete(carla: Walker) -> None:
    """From the person's standing: what is missing leads to a closed form, which is opened."""
    carla.press("main a[href$='/participant']")
    carla.press("main a[href*='field=teryt']")
    carla.press("main form[action*='/correction'] button")
    carla.fill(_typed({name: WHOLE[name] for name in BY_DESK}))
    carla.press("main form[action$='/participant/form'] button.btn")
    expect(carla.page.locator("main .note.ok")).to_be_visible()
    carla.press("main form[action$='/participant'] button")
    expect(carla.page.locator("main")).to_contain_text("38-400")


def _typed(answers: dict[str, str]) -> dict[str, str]:
    """As a walker fills it in: what is chosen is marked."""
    return {name: f"+{value}" if name in CHOSEN else value for name, value in answers.items()}
