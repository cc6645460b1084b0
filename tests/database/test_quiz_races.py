"""Several phones of one trainee at the same moment: nothing is lost, nothing is doubled."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.answers import save_answer
from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.database import reading, writing
from course.models import Person, QuizAnswer, QuizAttempt, QuizResult
from course.queries.quizzes import attempt_to_answer
from course.settings import Settings
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_study import make_attempt, make_consents, make_read
from tests.own_app import own_app
from tests.people import make_cast

PHONES = 4


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana stands before the quiz of module 1, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_consents(session, cast.enrolment, cast.ana)
            make_read(session, course, "m1", cast.ana)
        yield app


def ana(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == "Ana Ćwikła")).one()


def begin(app: Flask, course: Catalogue) -> int:
    with app.app_context(), writing() as session:
        return make_attempt(session, course, "m1", ana(session)).id


def test_two_starts_give_one_attempt(app: Flask, course: Catalogue) -> None:
    quiz = course.quizzes["m1"]

    def start(session: Session, number: int) -> None:
        by = ana(session)
        start_attempt(session, course.curriculum, quiz, seed=number, by=by, at=MONDAY)

    assert refusals(app, *[partial(start, number=number) for number in range(PHONES)]) == []
    with app.app_context():
        assert reading().scalars(select(QuizAttempt.number)).all() == [1]


def test_of_saves_at_once_one_counts_and_all_are_kept(app: Flask, course: Catalogue) -> None:
    attempt_id = begin(app, course)
    question = next(one.id for one in course.quizzes["m1"].questions if one.kind == "short_text")

    def save(session: Session, number: int) -> None:
        save_answer(
            session,
            attempt_to_answer(session, ana(session).id, attempt_id),
            question,
            {"text": f"telefon {number}"},
            revision=0,
            request_key=str(number),
            at=MONDAY,
        )

    assert refusals(app, *[partial(save, number=number) for number in range(PHONES)]) == []
    with app.app_context():
        revisions = reading().scalars(select(QuizAnswer.revision)).all()
    assert sorted(revisions, key=str) == [1, *[None] * (PHONES - 1)]


def test_two_ends_give_one_result(app: Flask, course: Catalogue) -> None:
    attempt_id = begin(app, course)

    def submit(session: Session) -> None:
        person = ana(session)
        attempt = attempt_to_answer(session, person.id, attempt_id)
        submit_attempt(session, attempt, by=person, at=MONDAY)

    assert refusals(app, *[submit] * PHONES) == []
    with app.app_context():
        assert reading().scalar(select(func.count(QuizResult.id))) == 1
