"""A quiz of all ten kinds on paper: in the course, and as its page of entry sends it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from uuid import uuid4

from flask import Flask
from sqlalchemy.orm import Session

from assessments.answers import PART_END, Answer, as_typed
from assessments.definitions import Quiz
from course.actions.paper_tests import make_paper_test
from course.catalogue import Catalogue, attach
from course.models import Cohort, PaperTest, Person
from tests.authored import make_quiz
from tests.make import MONDAY

TUESDAY = date(2026, 11, 17)
TEN_KINDS = replace(make_quiz(), slug="m1", module="m1")


@contextmanager
def ten_kinds_asked(app: Flask, course: Catalogue, quiz: Quiz = TEN_KINDS) -> Iterator[Catalogue]:
    """The course with all ten kinds of question in the quiz of its first module."""
    other = replace(course, quizzes={**course.quizzes, "m1": quiz})
    attach(app, other)
    yield other
    attach(app, course)


def make_paper(session: Session, cohort: Cohort, by: Person, quiz: Quiz = TEN_KINDS) -> PaperTest:
    paper = make_paper_test(
        session, cohort, quiz, seed=7, request_key=uuid4().hex, by=by, at=MONDAY
    )
    session.flush()
    return paper


def as_sheet(answers: Mapping[str, Answer]) -> dict[str, list[str]]:
    """The fields of the page of entry that hold these answers."""
    return {
        f"{question}{PART_END}{name}": texts
        for question, answer in answers.items()
        for name, texts in as_typed(answer).items()
    }
