"""A small quiz in module 3 that people of a cohort took, and the pages that follow it."""

from dataclasses import replace

from sqlalchemy.orm import Session

from assessments.answers import Answer
from content.languages import Text
from course.models import Enrolment
from tests.authored import make_essay, make_quiz, make_short_text, make_single, make_true_false
from tests.make import make_enrolment, make_person
from tests.people import Cast

QUIZ = replace(
    make_quiz(
        make_single(id="single", prompt=Text("Kto zaczyna?", "Who begins?")),
        make_true_false(id="true-false", prompt=Text("Zawsze?", "Always?")),
        make_short_text(id="text", prompt=Text("Jak to nazwać?", "What is it called?")),
        make_essay(id="essay", prompt=Text("Dlaczego tak?", "Why so?")),
    ),
    title=Text("Rozmowy", "Conversations"),
)
ALL: dict[str, Answer] = {
    "single": {"chosen": "b"},
    "true-false": {"chosen": "true"},
    "text": {"text": "Parafaza"},
    "essay": {"text": "Trzy zdania o tym."},
}


def somebody(session: Session, cast: Cast, name: str = "Łucja Ćwikła") -> Enrolment:
    """A trainee of the cohort."""
    return make_enrolment(session, cast.cohort, make_person(session, name))


def at(cast: Cast, rest: str = "") -> str:
    """The address of a page about the quizzes of the cohort."""
    return f"/cohorts/{cast.cohort.id}/quizzes{rest}"
