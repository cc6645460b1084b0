"""Trainees with open attempts, in a database of which the server knows nothing else."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random, randrange

from flask import Flask
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.actions.quizzes import start_attempt
from course.catalogue import Catalogue
from course.clock import now
from course.database import writing
from course.jobs.standings import keep_missing_standings
from course.models import Cohort, Person, QuizAttempt
from course.settings import Settings
from tests.bench.scene import sign_in
from tests.make import MONDAY, make_cohort, make_enrolment, make_person
from tests.make_study import make_consents, make_read
from tests.own_app import own_app

FULL_SIZE = bool(os.environ.get("FULL_SIZE"))


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody signed in before an open attempt, and a question that takes any words."""

    cookie: str
    token: str
    person_id: int
    attempt_id: int
    question: str


def any_chance() -> Random:
    """Chances that differ with each run; where a test fails, its output names the seed."""
    seed = randrange(2**32)
    print(f"chances of the seed {seed}")  # noqa: T201 -- pytest shows it with a failure
    return Random(seed)


def whole(course: Catalogue) -> Quiz:
    """The quiz of module 1 with its whole bank, so that each kind of question is asked."""
    return replace(course.quizzes["m1"], draw=None)


def typed_question(quiz: Quiz) -> str:
    """A question that is answered with words."""
    return next(one.id for one in quiz.questions if one.kind == "short_text")


def make_ready(session: Session, course: Catalogue, cohort: Cohort) -> Person:
    """A trainee who read module 1 and stands before its quiz."""
    person = make_person(session)
    make_consents(session, make_enrolment(session, cohort, person), person)
    make_read(session, course, "m1", person)
    return person


def begin(session: Session, course: Catalogue, people: int) -> Sequence[tuple[Person, QuizAttempt]]:
    """So many trainees who began the quiz of module 1."""
    cohort, quiz = make_cohort(session), whole(course)
    ready = [make_ready(session, course, cohort) for _ in range(people)]
    return [
        (
            person,
            start_attempt(session, course.curriculum, quiz, seed=person.id, by=person, at=MONDAY),
        )
        for person in ready
    ]


def take_seats(app: Flask, course: Catalogue, people: int) -> Sequence[Seat]:
    """The same in the app's database, with what their browsers hold."""
    with app.app_context():
        with writing() as session:
            begun = [(person.id, attempt.id) for person, attempt in begin(session, course, people)]
        keep_missing_standings(clock=now)  # so that a server writes nothing when it starts
    question = typed_question(whole(course))
    return [Seat(*sign_in(app, person), person, attempt, question) for person, attempt in begun]


@contextmanager
def kept_app(settings: Settings, course: Catalogue, folder: Path) -> Iterator[Flask]:
    """An app on a database of its own that a server may share: forms need their token there."""
    with own_app(replace(settings, files_folder=folder), course, folder) as app:
        yield app
