"""Several trainers, or several presses, at the same moment: one wins and the others are told."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.essays import mark_essay
from course.actions.paper_tests import enter_paper_test
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AlreadyMarked, SheetEntered
from course.models import Enrolment, EssayMark, PaperTest, Person, QuizAttempt, QuizResult
from course.queries.essays import attempt_to_mark
from course.queries.paper_tests import paper_test_for, place_to_enter
from course.settings import Settings
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_essays import LEVELS, make_essay_attempt
from tests.make_study import make_consents
from tests.own_app import own_app
from tests.paper_pages import TUESDAY, make_paper
from tests.people import make_cast

AT_ONCE = 6


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana has written an essay and holds a paper test, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_consents(session, cast.enrolment, cast.ana)
            make_essay_attempt(session, cast.enrolment, cast.ana)
            make_paper(session, cast.cohort, cast.ben)
        yield app


def ben(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == "Ben Wrona")).one()


@pytest.mark.parametrize(("comments", "told"), [(1, 0), (AT_ONCE, AT_ONCE - 1)])
def test_one_mark_stands(app: Flask, comments: int, told: int) -> None:
    def mark(session: Session, comment: str) -> None:
        by = ben(session)
        [essay] = session.scalars(select(QuizAttempt.id))
        attempt = attempt_to_mark(session, by, essay)
        facts = {"levels": LEVELS, "comment": comment, "corrects": None}
        mark_essay(session, attempt, "essay", by=by, at=MONDAY, **facts)  # type: ignore[arg-type]

    presses = [partial(mark, comment=f"{number % comments}") for number in range(AT_ONCE)]
    assert refusals(app, *presses) == [AlreadyMarked] * told
    with app.app_context():
        assert reading().scalar(select(func.count(EssayMark.id))) == 1
        assert reading().scalar(select(func.count(QuizResult.id))) == 2


@pytest.mark.parametrize(("keys", "told"), [(1, 0), (AT_ONCE, AT_ONCE - 1)])
def test_one_sheet_is_kept(app: Flask, keys: int, told: int) -> None:
    def enter(session: Session, key: str) -> None:
        by = ben(session)
        [paper_id] = session.scalars(select(PaperTest.id))
        [place_id] = session.scalars(
            select(Enrolment.id).join(PaperTest, PaperTest.cohort_id == Enrolment.cohort_id)
        )
        paper = paper_test_for(session, by, paper_id)
        enter_paper_test(
            session,
            paper,
            place_to_enter(session, by, paper, place_id),
            answers={"single": {"chosen": "b"}},
            taken_on=TUESDAY,
            request_key=key,
            by=by,
            at=MONDAY,
        )

    presses = [partial(enter, key=f"press {number % keys}") for number in range(AT_ONCE)]
    assert refusals(app, *presses) == [SheetEntered] * told
    with app.app_context():
        on_paper = select(func.count(QuizAttempt.id)).where(QuizAttempt.paper_test_id.is_not(None))
        assert reading().scalar(on_paper) == 1
