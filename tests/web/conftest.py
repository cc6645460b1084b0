"""The day, the browsers of Ana and her trainer, and quizzes with rules of their own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from assessments.definitions import Question, Quiz
from course.catalogue import Catalogue, attach
from course.models import Person
from tests.authored import make_quiz
from tests.make import MONDAY
from tests.make_assignments import make_ready
from tests.pages import PageClient
from tests.people import Cast


@pytest.fixture
def monday() -> Iterator[None]:
    """The day on which everything in the scene happens; it stands still."""
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    """Ana has read the first modules and may hand in their work."""
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


@pytest.fixture
def ana(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.ana)


@pytest.fixture
def ben(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.ben)


@pytest.fixture
def given(app: Flask, authored_course: Catalogue) -> Iterator[Callable[..., Quiz]]:
    """Puts a quiz with the rules named, of all ten kinds, in the place of that of module 1."""

    def put_in_place(*questions: Question, **rules: Any) -> Quiz:
        quiz = replace(make_quiz(*questions, shuffle=False, **rules), slug="m1", module="m1")
        attach(app, replace(authored_course, quizzes={**authored_course.quizzes, "m1": quiz}))
        return quiz

    yield put_in_place
    attach(app, authored_course)
