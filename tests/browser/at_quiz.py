"""A trainee at a quiz in the browser, and what the server and the device have of her answers."""

import json
import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect
from sqlalchemy import create_engine, select, text

from course.app import create_app
from course.catalogue import Catalogue
from course.database import writing
from course.models import Programme
from course.settings import Settings
from tests.browser.scene import Scene
from tests.browser.steps import Walker, answer
from tests.make import make_cohort, make_enrolment
from tests.make_people import make_person_with_card
from tests.make_study import make_consents, make_read

SAVED = re.compile(r"Zapisano o\s\d\d:\d\d:\d\d")


def seen(_page: Page) -> None:
    """Others look at the pages on the way."""


@dataclass(frozen=True, slots=True)
class AtQuiz:
    """A trainee at the first question of a quiz, and the card that lets her in again."""

    walker: Walker
    course: Catalogue
    card: tuple[str, str]

    @property
    def page(self) -> Page:
        return self.walker.page

    def answer(self, *, page: Page | None = None) -> None:
        """Answer the question on the page rightly."""
        on = page or self.page
        form = on.locator("form[data-form^='quiz-']").get_attribute("data-form") or ""
        walker = Walker(on, self.walker.address, seen, scripts=True)
        answer(walker, self.course.quizzes["m1"].question(form.split("-", 2)[2]))

    def says(self, what: str | re.Pattern[str], *, page: Page | None = None) -> None:
        """Wait until the state of saving says so."""
        expect((page or self.page).locator("[data-save-state]")).to_contain_text(what)

    def at(self, place: int) -> None:
        """Wait until a question is shown."""
        expect(self.page).to_have_url(re.compile(rf"/attempts/\d+/{place}$"))
        expect(self.page.locator("main b.num")).to_contain_text(f"Pytanie {place} z")
        expect(self.page).to_have_title(re.compile(f"^Pytanie {place} z"))

    def press(self, name: str) -> None:
        """Press a button of the question."""
        self.page.locator(f"main button.btn[name='go'][value='{name}']").click()

    def cut(self, *, off: bool = True) -> None:
        """Take the network away, or give it back."""
        self.page.context.set_offline(off)

    def go_to_choices(self) -> None:
        """Go on to a question with choices: which one comes first is drawn."""
        attempt, place = self.page.url.rpartition("/")[0], 1
        while self.page.locator("main input[name='chosen']").count() < 3:
            place += 1
            self.page.goto(f"{attempt}/{place}")

    def another_tab(self) -> Page:
        """The same page once more, in the same browser."""
        tab = self.page.context.new_page()
        tab.goto(self.page.url)
        return tab


def enrol(scene: Scene, course: Catalogue, name: str) -> tuple[str, str]:
    """Code and PIN of somebody who has read the first module, in a cohort of her own."""
    settings = Settings.from_environment(scene.environment)
    with create_app(settings).app_context(), writing() as session:
        cohort = make_cohort(session, session.scalars(select(Programme)).one())
        person, card = make_person_with_card(session, settings, name, batch=name)
        make_consents(session, make_enrolment(session, cohort, person), person)
        make_read(session, course, "m1", person)
        return card.code, card.pin


def rows(scene: Scene) -> list[tuple[int | None, object]]:
    """Every answer that the server has, oldest first: its revision, none for a loser, and it."""
    engine = create_engine(Settings.from_environment(scene.environment).database_url)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT revision, answer FROM quiz_answers ORDER BY id"))
        answers = [(revision, said and json.loads(said)) for revision, said in found]
    engine.dispose()
    return answers


def drafts(page: Page) -> list[str]:
    """What this device keeps of what was not sent."""
    kept: list[str] = page.evaluate(
        "Object.keys(localStorage).filter(key => key.startsWith('draft:'))"
    )
    return kept


def is_led(page: Page) -> bool:
    """Whether the eye and the screen reader are at what is said of saving."""
    return bool(page.evaluate("document.activeElement.matches('[data-save-state]')"))
