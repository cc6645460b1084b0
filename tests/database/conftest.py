"""A question to answer, and work that two trainers mark."""

import pytest
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.catalogue import Catalogue
from course.models import Person, Submission
from tests.make_markers import make_colleague, make_double_work
from tests.people import Cast


@pytest.fixture
def question(quiz: Quiz) -> str:
    """Of a quiz that asks its whole bank: what is true or false."""
    return next(one.id for one in quiz.questions if one.kind == "true_false")


@pytest.fixture
def ewa(session: Session, cast: Cast) -> Person:
    """Who marks second: a trainer of the programme who does not teach Ana's cohort."""
    return make_colleague(session, cast)


@pytest.fixture
def double_work(session: Session, cast: Cast, course: Catalogue, ewa: Person) -> Submission:
    """Ana's Z3, handed in where every piece is marked twice, with Ewa there to mark it."""
    return make_double_work(session, course, cast)
