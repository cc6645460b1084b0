"""Sixteen presses of one button in one moment: the deed is done once, and all are told the same.

Every write around quizzes that `test_same_request` does not send: each from the page that offers
it, with the hidden fields that stand there, and once more when all is over.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assessments.answers import PART_END
from assessments.definitions import Review
from course.actions.answers import save_answer
from course.catalogue import Catalogue
from course.database import reading, writing
from course.models import Base, Person
from course.settings import Settings
from tests.make import MONDAY
from tests.make_essays import LEVELS, make_essay_attempt
from tests.make_quizzes import make_begun
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_open,
    make_taken,
    make_taker,
    rekeyed,
    with_quiz,
    with_small_quiz,
)
from tests.make_study import right_answer
from tests.own_app import own_app
from tests.pages import Page
from tests.paper_pages import TUESDAY, make_paper
from tests.people import make_cast
from tests.reliability.copies import ask_at_once

FIRST, SECOND, *_ = QUESTIONS
QUIZ = "/cohorts/{cohort}/quizzes/m1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """A form: the page it stands on, what is typed, and how many rows it adds to which tables."""

    page: str
    adds: Mapping[str, int]
    typed: Mapping[str, str] = field(default_factory=lambda: {"reason": REASON})
    sent_to: str = ""
    by: str = "ben"


DEEDS = {
    "check": Deed(
        by="zofia",
        page="/attempts/{going_on}/1",
        typed={"chosen": "{right}", "go": "check"},
        adds={"quiz_answers": 2},  # as it was sent, and closed
    ),
    "make a paper test": Deed(
        page=f"{QUIZ}/paper",
        typed={},
        adds={"paper_tests": 1, "authored_versions": 1, "audit_entries": 1},
    ),
    "enter a paper test": Deed(
        page="/paper-tests/{paper}/enter",
        typed={
            "sitter": "{sitter}",
            "taken_on": TUESDAY.isoformat(),
            f"{FIRST}{PART_END}chosen": "{right}",
            "sure": "yes",
        },
        adds={"quiz_attempts": 1, "quiz_answers": 1, "quiz_results": 1, "audit_entries": 1},
    ),
    "mark an essay": Deed(
        page="/attempts/{essay}/essays/essay",
        typed={name: str(level) for name, level in LEVELS.items()} | {"comment": "Pytaj śmielej."},
        adds={"essay_marks": 1, "quiz_results": 1, "letters": 1, "audit_entries": 1},
    ),
    "regrade": Deed(
        page=f"{QUIZ}/regrade",
        adds={"quiz_results": 1, "authored_versions": 1, "audit_entries": 1},
    ),
    "void": Deed(
        page=f"{QUIZ}/questions/{SECOND}/void",
        typed={"reason": REASON, "knows_loss": "y"},
        adds={"question_voids": 1, "quiz_results": 1, "letters": 1, "audit_entries": 1},
    ),
    "grant": Deed(
        page="/enrolments/{place}/quizzes/m1/grant",
        adds={"attempt_grants": 1, "audit_entries": 1},
    ),
    "accept a late answer": Deed(
        page="/attempts/{taken}/late",
        adds={"quiz_answers": 1, "quiz_results": 1, "audit_entries": 1},
    ),
    "set the day of answers": Deed(
        page=f"{QUIZ}/review-date",
        typed={"shown_on": "2026-12-01"},
        adds={"review_dates": 1, "audit_entries": 1},
    ),
    "give extra time": Deed(
        page="/enrolments/{place}",
        sent_to="/enrolments/{place}/extra-time",
        typed={"percent": "50"},
        adds={"audit_entries": 1},
    ),
}


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY):
        yield


@pytest.fixture
def written(authored_course: Catalogue) -> Catalogue:
    """The course as trainees took it, with one attempt for everybody."""
    return with_small_quiz(authored_course, attempts=1, review=Review.AFTER_DATE)


@pytest.fixture
def app(settings: Settings, written: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """The course as it is served: a key was corrected since."""
    corrected = with_quiz(written, rekeyed(written.quizzes["m1"], FIRST))
    with own_app(settings, corrected, tmp_path) as app:
        yield app


@pytest.fixture
def stage(app: Flask, written: Catalogue) -> Mapping[str, str]:
    """What every deed needs: the people as their cookies say them, and the numbers of the rest."""
    with app.app_context(), writing() as session:
        made = make_stage(session, written)
    return {name: str(one) for name, one in made.items()}


def cookie_of(person: Person) -> str:
    return f"{person.id}:{person.session_version}"


def make_stage(session: Session, course: Catalogue) -> dict[str, object]:
    """Ana took the quiz, was late, and wrote an essay; Zofia is answering; Olek wrote by hand."""
    cast, quiz = make_cast(session), course.quizzes["m1"]
    make_open(session, course, cast.enrolment, cast.ana)
    taken = make_taken(session, course, cast.ana, wrong=[FIRST])
    late = {"revision": 1, "request_key": "late", "at": MONDAY}
    save_answer(session, taken, FIRST, right_answer(quiz.question(FIRST)), **late)  # type: ignore[arg-type]
    zofias = make_taker(session, course, cast.cohort, "Zofia Żak")
    return {
        "ben": cookie_of(cast.ben),
        "zofia": cookie_of(session.get_one(Person, zofias.person_id)),
        "cohort": cast.cohort.id,
        "place": cast.enrolment.id,
        "taken": taken.id,
        "essay": make_essay_attempt(session, cast.enrolment, cast.ana).id,
        "going_on": make_begun(session, zofias, replace(quiz, review=Review.AT_ONCE)).id,
        "right": right_answer(quiz.question(FIRST))["chosen"],
        "sitter": make_taker(session, course, cast.cohort, "Olek Sowa").id,
        "paper": make_paper(session, cast.cohort, cast.ben, quiz).id,
    }


@pytest.mark.parametrize("name", DEEDS)
def test_a_deed_is_done_once(app: Flask, stage: Mapping[str, str], name: str) -> None:
    deed = DEEDS[name]
    who, page = stage[deed.by], deed.page.format_map(stage)
    address = (deed.sent_to or deed.page).format_map(stage)
    typed = {one: text.format_map(stage) for one, text in deed.typed.items()}
    hidden = hidden_fields(app, who, page, address)
    assert hidden["person"] == who.partition(":")[0]  # whose deed it is, on a shared device
    sent = hidden | typed
    before = rows(app)

    def press(client: FlaskClient) -> TestResponse:
        return client.post(address, data=sent)

    told = ask_at_once(app, who, press)
    assert (told[0][0], set(told)) == (303, {told[0]})
    assert added(before, rows(app)) == deed.adds
    assert ask_at_once(app, who, press, 1) == told[:1]
    assert added(before, rows(app)) == deed.adds


def hidden_fields(app: Flask, who: str, page: str, address: str) -> dict[str, str]:
    """What the page put into the form that is sent to an address."""
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie.update(_user_id=who, _fresh=True)
    shown = Page(client.get(page).get_data(as_text=True))
    [form] = [one for one in shown.root.iter("form") if one.get("action") == address]
    fields = [one for one in form.iter("input") if one.get("type") == "hidden"]
    return {one.get("name", ""): one.get("value", "") for one in fields}


def rows(app: Flask) -> Counter[str]:
    """How many rows each table has."""
    tables = Base.metadata.sorted_tables
    with app.app_context():
        counts = [reading().scalar(select(func.count()).select_from(table)) for table in tables]
    return Counter({table.name: count or 0 for table, count in zip(tables, counts, strict=True)})


def added(before: Counter[str], after: Counter[str]) -> Mapping[str, int]:
    after.subtract(before)
    return {table: count for table, count in after.items() if count}
