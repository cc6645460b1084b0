"""A trainer's desk in the browser: work that waits, and what was said of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.cohorts import appoint_trainer
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import now
from course.database import writing
from course.models import Marking, MarkingDraft, Person, Programme, Submission
from course.settings import Settings
from course.sign_in_secrets import hasher
from tests.browser.at_quiz import seen
from tests.browser.scene import Scene
from tests.browser.steps import Walker
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_assignments import make_handed_in, make_ready
from tests.make_marking import make_revised
from tests.make_people import PASSWORD

NAMES = ("Łucja Ćwikła", "Zenon Żak", "Ołena Kowalczuk", "Jędrzej Mąka", "Bogumiła Świątek")


@dataclass(frozen=True, slots=True)
class Desk:
    """The scene, and the works that wait, oldest first."""

    scene: Scene
    works: tuple[int, ...]

    def at(self, place: int) -> str:
        """The page of a work by its place in the queue."""
        return f"/marking/{self.works[place]}"

    def states(self) -> list[str]:
        """Where each work stands now."""
        with self._session() as session:
            states = {one.id: one.state.value for one in session.scalars(select(Submission))}
        return [states[work] for work in self.works]

    def markings(self) -> list[tuple[int, str]]:
        """The points and the feedback of every marking, as they were said."""
        with self._session() as session:
            found = session.scalars(select(Marking).order_by(Marking.id))
            return [(one.points, one.feedback) for one in found]

    def drafts(self) -> list[dict[str, object]]:
        """What the server has of comments in drafts."""
        with self._session() as session:
            return [dict(one.comments) for one in session.scalars(select(MarkingDraft))]

    @contextmanager
    def _session(self) -> Iterator[Session]:
        app = create_app(Settings.from_environment(self.scene.environment))
        with app.app_context(), writing() as session:
            yield session


class Taps:
    """What somebody does to a page from now on: each tap, and each page that is loaded."""

    def __init__(self, page: Page) -> None:
        """Count from here."""
        self._pages = 0
        self._taps = 0
        page.on("domcontentloaded", self._load)
        page.expose_function("tapped", self._tap)
        page.evaluate("addEventListener('pointerdown', () => tapped(), true)")

    @property
    def count(self) -> int:
        """Taps and page loads together."""
        return self._taps + self._pages

    def _tap(self) -> None:
        self._taps += 1

    def _load(self, _page: object) -> None:
        self._pages += 1


def make_desk(scene: Scene, course: Catalogue, count: int, *, revised: bool = False) -> Desk:
    """So many works that wait for Marta; `revised`: the first of them came back."""
    settings = Settings.from_environment(scene.environment)
    with create_app(settings).app_context(), writing() as session:
        people = {one.name: one for one in session.scalars(select(Person))}
        ben, carla = people["Marta Sowa"], people["Katarzyna Żurek"]
        ben.password_hash = hasher(cheap=True).hash(PASSWORD)
        cohort = make_cohort(session, session.scalars(select(Programme)).one())
        appoint_trainer(session, cohort, ben, by=carla, at=now() - timedelta(days=20))
        works = []
        for number in range(count):
            person = make_person(session, _name(number))
            make_ready(session, course, make_enrolment(session, cohort, person), person)
            at = now() - timedelta(days=9) + timedelta(hours=number)
            if revised and number == 0:
                works.append(make_revised(session, course, person, ben, at=at).id)
            else:
                works.append(make_handed_in(session, course, person, at=at).id)
        return Desk(scene, tuple(works))


def sit_down(desk: Desk, page: Page) -> Walker:
    """Marta, signed in."""
    ben = Walker(page, desk.scene.address, seen, scripts=True)
    ben.sign_in(desk.scene.doors["ben"])
    return ben


def _name(number: int) -> str:
    return NAMES[number] if number < len(NAMES) else f"Osoba Numer {number}"
