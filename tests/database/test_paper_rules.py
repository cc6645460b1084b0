"""What holds for a test on paper because it is keyed in later than it was sat."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from course.actions.paper_tests import enter_paper_test
from course.actions.quiz_keeping import grant_attempt
from course.catalogue import Catalogue
from course.errors import AttemptPaused, AttemptsExhausted, NothingLeft
from course.models import PaperTest, QuestionVoid, QuizAttempt
from course.queries.quizzes import attempts_at
from tests.make import MONDAY, add
from tests.make_study import make_consents, make_read, make_result
from tests.paper_pages import TEN_KINDS, TUESDAY, make_paper, ten_kinds_asked
from tests.people import Cast

HOUR = timedelta(hours=1)


@pytest.fixture(name="course")
def course_of_ten_kinds(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    with ten_kinds_asked(prepared_app, authored_course) as course:
        yield course


@pytest.fixture(autouse=True)
def ready(session: Session, cast: Cast, course: Catalogue) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)


def sheet(session: Session, cast: Cast, **rules: int) -> PaperTest:
    quiz = replace(TEN_KINDS, **rules)  # type: ignore[arg-type]
    return make_paper(session, cast.cohort, cast.ben, quiz)


def enter(
    session: Session,
    cast: Cast,
    paper: PaperTest,
    taken_on: date = TUESDAY,
    at: datetime = MONDAY,
) -> QuizAttempt:
    """A blank sheet, keyed in on Monday of the week after."""
    return enter_paper_test(
        session,
        paper,
        cast.enrolment,
        answers={},
        taken_on=taken_on,
        request_key=f"sheet-{paper.id}",
        by=cast.ben,
        at=at,
    )


def test_a_pause_that_began_later_keeps_nobody_from_a_test_that_was_sat_before(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    for hours in (3, 2, 1):
        at = MONDAY - hours * HOUR
        make_result(session, course, "m1", cast.ana, right=False, at=at)
    assert enter(session, cast, sheet(session, cast)).number == 4
    with pytest.raises(AttemptPaused):
        enter(session, cast, sheet(session, cast), taken_on=MONDAY.date())


def test_a_limit_counts_every_attempt_whenever_it_was_sat(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_result(session, course, "m1", cast.ana, at=MONDAY - HOUR)
    with pytest.raises(AttemptsExhausted):
        enter(session, cast, sheet(session, cast, attempts=1))


def test_a_grant_that_a_sheet_has_used_is_used(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    quiz = replace(course.quizzes["m1"], attempts=1)
    enter(session, cast, sheet(session, cast, attempts=1), at=MONDAY - 2 * HOUR)
    granted_at = MONDAY - HOUR  # after the day of the next sheet, before it is keyed in

    def grant(at_hours: int) -> int:
        at, why = granted_at + at_hours * HOUR, "Awaria prądu w sali."
        return grant_attempt(session, cast.enrolment, quiz, reason=why, by=cast.ben, at=at).id

    first = grant(0)
    assert grant(0) == first
    enter(session, cast, sheet(session, cast, attempts=1))
    assert grant(2) != first
    assert len(attempts_at(session, cast.enrolment.id, "m1")) == 2


def test_a_sheet_of_which_nothing_counts_is_not_keyed_in(session: Session, cast: Cast) -> None:
    paper = sheet(session, cast)
    for question in paper.drawn["questions"]:
        facts = {"cohort_id": cast.cohort.id, "quiz_slug": "m1", "question_id": question}
        by = {"voided_by_id": cast.ben.id, "voided_at": MONDAY, "reason": "Niejasne."}
        add(session, QuestionVoid(**facts, **by))
    with pytest.raises(NothingLeft):
        enter(session, cast, paper)
