"""Two trainers at the same moment: what is done once is done once."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz, Review
from course.actions.answers import save_answer
from course.actions.quiz_keeping import give_extra_time, grant_attempt, set_review_date
from course.actions.quizzes import submit_attempt
from course.actions.recounting import accept_late, regrade, void_question
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import PreviewChanged
from course.models import (
    AttemptGrant,
    AuditEntry,
    Cohort,
    Enrolment,
    Person,
    QuestionVoid,
    QuizAnswer,
    QuizAttempt,
    ReviewDate,
)
from course.queries.quiz_deeds import (
    attempt_to_amend,
    cohort_to_change,
    place_to_give_time,
    place_to_grant,
)
from course.queries.quizzes import attempt_to_answer
from course.queries.recounting import shown
from course.settings import Settings
from course.terms import Act
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    ana,
    last_result,
    make_open,
    make_taken,
    percents,
    preview,
    preview_void,
    rekeyed,
    with_small_quiz,
)
from tests.make_study import EARLIER, make_attempt, right_answer
from tests.own_app import own_app
from tests.people import make_cast

TRAINERS = 4
FIRST, *_ = QUESTIONS

Deed = Callable[[Session], object]


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    return with_small_quiz(authored_course, attempts=1, review=Review.AFTER_DATE)


@pytest.fixture
def quiz(course: Catalogue) -> Quiz:
    return course.quizzes["m1"]


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana had three of four right, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_open(session, course, cast.enrolment, cast.ana)
            make_taken(session, course, cast.ana, wrong=[FIRST])
        yield app


def ben(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == "Ben Wrona")).one()


def taught(session: Session) -> Cohort:
    place = session.scalars(select(Enrolment).where(Enrolment.person_id == ana(session).id)).one()
    return cohort_to_change(session, ben(session), place.cohort_id)


def attempt_of(session: Session) -> QuizAttempt:
    """Ana’s first attempt."""
    return session.scalars(select(QuizAttempt).where(QuizAttempt.number == 1)).one()


def test_of_trainers_who_regrade_at_once_one_does(app: Flask, quiz: Quiz) -> None:
    corrected = rekeyed(quiz, FIRST)
    with app.app_context(), writing() as session:
        seen = shown(preview(session, ben(session), taught(session), corrected))

    def count_anew(session: Session) -> None:
        regrade(
            session,
            taught(session),
            corrected,
            preview=seen,
            leave_falling=True,
            reason=REASON,
            by=ben(session),
            at=MONDAY,
        )

    assert refusals(app, *[count_anew] * TRAINERS) == []
    with app.app_context():
        assert percents(reading(), attempt_of(reading())) == [75, 100]


def test_of_trainers_who_void_at_once_one_does(app: Flask, quiz: Quiz) -> None:
    with app.app_context(), writing() as session:
        seen = shown(preview_void(session, ben(session), taught(session), quiz, FIRST))

    def void(session: Session) -> None:
        by = ben(session)
        cohort = taught(session)
        void_question(session, cohort, quiz, FIRST, preview=seen, reason=REASON, by=by, at=MONDAY)

    assert refusals(app, *[void] * TRAINERS) == []
    with app.app_context():
        assert percents(reading(), attempt_of(reading())) == [75, 100]
        assert reading().scalar(select(func.count(QuestionVoid.id))) == 1


def test_an_end_beside_a_void_is_counted_without_the_question(
    app: Flask, course: Catalogue, quiz: Quiz
) -> None:
    with app.app_context(), writing() as session:
        place = session.get_one(Enrolment, attempt_of(session).enrolment_id)
        grant_attempt(session, place, quiz, reason=REASON, by=ben(session), at=EARLIER)
        going_on = make_attempt(session, course, "m1", ana(session), at=MONDAY).id
        cohort = taught(session)
        seen = shown(preview_void(session, ben(session), cohort, quiz, FIRST))

    def void(session: Session) -> None:
        by = ben(session)
        cohort = taught(session)
        try:
            void_question(
                session, cohort, quiz, FIRST, preview=seen, reason=REASON, by=by, at=MONDAY
            )
        except PreviewChanged:  # the end came first, and its result is one more to change
            again = shown(preview_void(session, by, cohort, quiz, FIRST))
            void_question(
                session, cohort, quiz, FIRST, preview=again, reason=REASON, by=by, at=MONDAY
            )

    def end(session: Session) -> None:
        person = ana(session)
        attempt = attempt_to_answer(session, person.id, going_on)
        submit_attempt(session, attempt, by=person, at=MONDAY + timedelta(minutes=1))

    assert refusals(app, void, end) == []
    with app.app_context():
        attempt = reading().get_one(QuizAttempt, going_on)
        assert percents(reading(), attempt)[-1] == 0
        assert int(last_result(reading(), attempt).max_points) == len(QUESTIONS) - 1


def test_of_grants_at_once_one_is_given(app: Flask, quiz: Quiz) -> None:
    def grant(session: Session) -> None:
        by = ben(session)
        place = place_to_grant(session, by, attempt_of(session).enrolment_id)
        grant_attempt(session, place, quiz, reason=REASON, by=by, at=MONDAY)

    assert refusals(app, *[grant] * TRAINERS) == []
    with app.app_context():
        assert reading().scalar(select(func.count(AttemptGrant.id))) == 1


def test_a_late_answer_that_is_accepted_at_once_counts_once(app: Flask, quiz: Quiz) -> None:
    with app.app_context(), writing() as session:
        attempt, answer = attempt_of(session), right_answer(quiz.question(FIRST))
        save_answer(session, attempt, FIRST, answer, revision=1, request_key="k", at=MONDAY)
        late = session.scalars(select(QuizAnswer.id).where(QuizAnswer.late.is_(True))).one()

    def accept(session: Session) -> None:
        by = ben(session)
        held = attempt_to_amend(session, by, attempt_of(session).id)
        accept_late(session, held, late, reason=REASON, by=by, at=MONDAY)

    assert refusals(app, *[accept] * TRAINERS) == []
    with app.app_context():
        assert percents(reading(), attempt_of(reading())) == [75, 100]


def test_of_days_set_at_once_one_row_stands(app: Flask, quiz: Quiz) -> None:
    def set_day(day: int) -> Deed:
        return lambda session: set_review_date(
            session, taught(session), quiz, date(2026, 12, day), by=ben(session), at=MONDAY
        )

    assert refusals(app, *[set_day(number) for number in range(1, TRAINERS + 1)]) == []
    with app.app_context():
        assert reading().scalar(select(func.count(ReviewDate.id))) == 1
        noted = select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.REVIEW_DATE_SET)
        assert reading().scalar(noted) == TRAINERS


def test_extra_time_beside_a_start_is_never_lost(app: Flask, course: Catalogue) -> None:
    timed = with_small_quiz(course, attempts=None, minutes=20)

    def give(session: Session) -> None:
        by = ben(session)
        place = place_to_give_time(session, by, attempt_of(session).enrolment_id)
        give_extra_time(session, place, 50, by=by, at=MONDAY)

    def start(session: Session) -> None:
        make_attempt(session, timed, "m1", ana(session), at=MONDAY)

    assert refusals(app, give, start) == []
    with app.app_context():
        begun = reading().scalars(select(QuizAttempt).where(QuizAttempt.number == 2)).one()
        assert begun.due_at == MONDAY + timedelta(minutes=30)
