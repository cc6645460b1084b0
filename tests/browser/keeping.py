"""A cohort with a trainer and two trainees, one of whom has taken quizzes; and what its pages ask.

The rows are made through the app's own actions. Then the key of one question is corrected in the
course that is served, so that results can be counted anew.
"""

import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.definitions import SingleChoice
from assessments.exchange import Format, exported
from content.languages import Language
from course.actions.answers import save_answer
from course.actions.cohorts import appoint_trainer
from course.actions.quizzes import submit_attempt
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import now
from course.database import writing
from course.models import Person, Programme
from course.queries.quizzes import quiz_of
from course.settings import ROOT, Settings
from tests.browser.scene import Scene, open_scene
from tests.browser.steps import Look
from tests.make import make_cohort, make_enrolment
from tests.make_people import make_person_with_card
from tests.make_recounting import rekeyed, wrong_answer
from tests.make_study import make_attempt, make_consents, make_read, right_answer

TAKER, NEWCOMER = "Łucja Ćwikła", "Bożena Gęś"
VOIDED, CORRECTED = "story-for-the-paper", "who-chooses"
RIGHT = ("chair-is-ill", "back-from-the-visit")
LATE = "kind-word"
FAILURES = 3  # so many, and the quiz rests
WIDTHS = (320, 1280)


@dataclass(frozen=True, slots=True)
class Kept:
    """The scene; who took the quizzes, with card and a receipt; and addresses."""

    scene: Scene
    taker: int
    card: tuple[str, str]
    receipt: str
    cohort: str
    attempts: Mapping[str, str]


@contextmanager
def open_kept(folder: Path, course: Catalogue) -> Iterator[Kept]:
    """Serve a course in which the key of a question is another than when the quiz was taken."""
    for part in ("content", "assessments"):
        shutil.copytree(ROOT / part, folder / "course" / part)
    corrected = exported(rekeyed(course.quizzes["m1"], CORRECTED), Format.YAML, Language.PL)
    written = folder / "course/assessments/quizzes/m1.yaml"
    written.write_text(corrected.text, encoding="utf-8")
    with open_scene(folder, course, course_dir=folder / "course") as scene:
        yield _take_quizzes(scene, course)


def look_at_each(axe: Look) -> Look:
    """No barriers, and nothing wider than a narrow phone or a desk; once for each kind of page."""
    looked: set[tuple[str, int]] = set()

    def look(page: Page) -> None:
        kind = re.sub(r"[0-9a-f]{20,}|[0-9]+", "0", page.url)
        held = page.locator("main :is(a, form, input, [role='alert'], [aria-invalid])").count()
        if (kind, held) in looked:
            return
        looked.add((kind, held))
        size = page.viewport_size
        assert size is not None
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": size["height"]})
            found = page.evaluate("document.documentElement.scrollWidth")
            assert found <= width, (page.url, found)
            axe(page)
        page.set_viewport_size(size)

    return look


def _take_quizzes(scene: Scene, course: Catalogue) -> Kept:
    settings, at = Settings.from_environment(scene.environment), now() - timedelta(hours=5)
    with create_app(settings).app_context(), writing() as session:
        cohort = make_cohort(session, session.scalars(select(Programme)).one())
        trainer, by = (
            session.scalars(select(Person).where(Person.email == f"{key}@example.org")).one()
            for key in ("ben", "carla")
        )
        appoint_trainer(session, cohort, trainer, by=by, at=at)
        ana, card = make_person_with_card(session, settings, TAKER, batch=TAKER)
        bozena, _ = make_person_with_card(session, settings, NEWCOMER, batch=NEWCOMER)
        for person in (ana, bozena):
            make_consents(session, make_enrolment(session, cohort, person), person)
        make_read(session, course, "m1", ana)
        practice, receipt = _taken(session, course, "start", _in_places(course), ana, at)
        modules = [
            _taken(session, course, "m1", _failing(course), ana, at + timedelta(hours=hour))[0]
            for hour in range(1, FAILURES + 1)
        ]
        return Kept(
            scene,
            ana.id,
            (card.code, card.pin),
            receipt,
            f"/cohorts/{cohort.id}",
            {"start": f"/attempts/{practice}", "m1": f"/attempts/{modules[0]}"},
        )


def _taken(
    session: Session,
    course: Catalogue,
    slug: str,
    answers: Mapping[str, Answer],
    by: Person,
    at: datetime,
) -> tuple[int, str]:
    """The id of an attempt that is over, and the last receipt that it gave."""
    attempt, receipt = make_attempt(session, course, slug, by, at=at), None
    for question in quiz_of(session, attempt).questions:
        if question.id in answers:
            receipt = save_answer(
                session,
                attempt,
                question.id,
                answers[question.id],
                revision=0,
                request_key=f"{attempt.id}-{question.id}",
                at=at,
            ).receipt
    submit_attempt(session, attempt, by=by, at=at + timedelta(minutes=9))
    assert receipt is not None
    return attempt.id, receipt


def _in_places(course: Catalogue) -> Mapping[str, Answer]:
    """All kinds of answers, two of them wrong, and one left blank."""
    quiz = course.quizzes["start"]
    answers = {one.id: right_answer(one) for one in quiz.questions if one.id != LATE}
    return answers | {"do-not-know": {"chosen": "a"}, "how-many-modules": {"text": "7"}}


def _failing(course: Catalogue) -> Mapping[str, Answer]:
    """Two right answers, and one by the key that will be corrected: too little to pass."""
    quiz = course.quizzes["m1"]
    corrected = quiz.question(CORRECTED)
    assert isinstance(corrected, SingleChoice)
    return {one: right_answer(quiz.question(one)) for one in RIGHT} | {
        CORRECTED: wrong_answer(corrected)
    }
