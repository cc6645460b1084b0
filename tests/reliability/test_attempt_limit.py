"""Fifty phones of one trainee start and submit at once: the limit of attempts holds."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AttemptsExhausted
from course.models import Person, QuizAttempt, QuizResult
from course.queries.quizzes import attempt_to_answer
from course.settings import Settings
from tests.at_once import at_once
from tests.make import MONDAY, make_cohort
from tests.own_app import own_app
from tests.reliability.scene import make_ready

PHONES = 50
LIMIT = 2


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app:
        yield app


def test_a_limit_of_two_gives_two_attempts(app: Flask, course: Catalogue) -> None:
    quiz = replace(course.quizzes["m1"], attempts=LIMIT)
    with app.app_context(), writing() as session:
        person_id = make_ready(session, course, make_cohort(session)).id

    def take(number: int) -> int | None:
        """The number of the attempt that was begun, or found open, and ended."""
        try:
            with app.app_context(), writing() as session:
                by = session.get_one(Person, person_id)
                started = {"seed": number, "by": by, "at": MONDAY}
                begun = start_attempt(session, course.curriculum, quiz, **started)  # type: ignore[arg-type]
                attempt_id, which = begun.id, begun.number
        except AttemptsExhausted:
            return None
        with app.app_context(), writing() as session:
            by = session.get_one(Person, person_id)
            attempt = attempt_to_answer(session, person_id, attempt_id)
            submit_attempt(session, attempt, by=by, at=MONDAY)
        return which

    told = set(at_once(*[partial(take, number) for number in range(PHONES)]))
    # Had all found the first attempt open, the others would be left: they are taken one by one.
    told |= {take(number) for number in range(LIMIT)}
    assert told == {*range(1, LIMIT + 1), None}
    with app.app_context():
        numbers = reading().scalars(select(QuizAttempt.number).order_by(QuizAttempt.number)).all()
        results = select(QuizAttempt.number).join(QuizResult).order_by(QuizAttempt.number)
        assert numbers == reading().scalars(results).all() == list(range(1, LIMIT + 1))
