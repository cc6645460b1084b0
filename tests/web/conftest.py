"""The day, browsers of Ana and her trainer, work that waits, quizzes with rules of their own."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from assessments.definitions import Question, Quiz
from assessments.participants import ParticipantForm
from course.catalogue import Catalogue, attach
from course.models import Person, Submission
from tests.archive_pages import copy_of
from tests.authored import make_quiz
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_assignments import make_handed_in, make_ready
from tests.make_participants import ask_for_data
from tests.make_people import make_person_with_password
from tests.make_recounting import with_small_quiz
from tests.make_study import make_consents
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
def form(session: Session, cast: Cast, course: Catalogue) -> ParticipantForm:
    """The programme asks by SM EFS, and Ana has accepted the declarations."""
    make_consents(session, cast.enrolment, cast.ana)
    return ask_for_data(session, course, cast.programme)


@pytest.fixture
def ana(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.ana)


@pytest.fixture
def ben(signed_in_as: Callable[[Person], PageClient], cast: Cast) -> PageClient:
    return signed_in_as(cast.ben)


@pytest.fixture
def jan(session: Session) -> Person:
    """Somebody who signs in with a password, and is nobody in any programme."""
    return make_person_with_password(session, email="jan@example.org")


@pytest.fixture
def work(session: Session, ready: Cast, course: Catalogue) -> Submission:
    """Ana's Z3, handed in."""
    return make_handed_in(session, course, ready.ana)


@pytest.fixture
def other(session: Session, cast: Cast, work: Submission) -> Submission:
    """The same work of somebody else in Ana's cohort."""
    place = make_enrolment(session, cast.cohort, make_person(session, "Żaneta Łoś"))
    return copy_of(session, work, place)


@pytest.fixture
def small_course(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    """The course with four questions in module 1, to be taken as `course`."""
    small = with_small_quiz(authored_course)
    attach(prepared_app, small)
    yield small
    attach(prepared_app, authored_course)


@pytest.fixture
def given(app: Flask, authored_course: Catalogue) -> Iterator[Callable[..., Quiz]]:
    """Puts a quiz with the rules named, of all ten kinds, in the place of that of module 1."""

    def put_in_place(*questions: Question, **rules: Any) -> Quiz:
        quiz = replace(make_quiz(*questions, shuffle=False, **rules), slug="m1", module="m1")
        attach(app, replace(authored_course, quizzes={**authored_course.quizzes, "m1": quiz}))
        return quiz

    yield put_in_place
    attach(app, authored_course)
