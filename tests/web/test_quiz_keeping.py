"""What a trainer does about quizzes, page by page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz, Review, SingleChoice
from course.actions.answers import save_answer
from course.actions.quizzes import submit_attempt
from course.catalogue import Catalogue
from course.models import AttemptGrant, Person, QuizAnswer, QuizAttempt, ReviewDate
from course.terms import EnrolmentState
from tests.keeping_pages import answered, field, now_written, written
from tests.make import MONDAY, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_open,
    make_taken,
    percents,
)
from tests.make_study import EARLIER, make_attempt, right_answer
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
FIRST, SECOND, *_ = QUESTIONS
SHORT = "krótko"


@pytest.fixture
def course(small_course: Catalogue) -> Catalogue:
    return small_course


# a further attempt


def test_a_further_attempt_is_granted(
    app: Flask, session: Session, cast: Cast, course: Catalogue, bank: Quiz, ben: PageClient
) -> None:
    now_written(app, course, replace(bank, attempts=1))
    address = f"/enrolments/{cast.enrolment.id}/quizzes/m1/grant"
    make_open(session, course, cast.enrolment, cast.ana)
    page = ben.page(address)
    assert "dodatkowe podejście nie jest potrzebne" in page.text
    assert ben.post(address, data={"reason": REASON}).status_code == 409
    make_taken(session, course, cast.ana)
    assert "Jedyne podejście jest wykorzystane." in ben.page(address).text
    refused = ben.post(address, data={"reason": SHORT})
    assert refused.status_code == 422
    assert written(answered(refused), "reason") == SHORT
    for _ in range(2):
        assert ben.post(address, data={"reason": REASON}).status_code == 303
    assert session.scalar(select(func.count(AttemptGrant.id))) == 1
    page = ben.page(address)
    assert f"przyznaje Ben Wrona. Powód: {REASON}" in page.text
    assert "Dodatkowe podejście czeka na wykorzystanie." in page.text
    assert "nie jest potrzebne" not in page.text
    make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    assert "czeka na wykorzystanie" not in ben.page(address).text


def test_a_grant_ends_a_pause_and_not_a_participation(
    app: Flask, session: Session, cast: Cast, course: Catalogue, bank: Quiz, ben: PageClient
) -> None:
    now_written(app, course, replace(bank, failed_before_pause=1))
    make_open(session, course, cast.enrolment, cast.ana)
    make_taken(session, course, cast.ana, wrong=QUESTIONS, at=MONDAY)
    make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    address = f"/enrolments/{cast.enrolment.id}/quizzes/m1/grant"
    text = ben.page(address).text
    assert "Przerwa w teście trwa do" in text
    assert "Podejście 2 trwa." in text
    cast.enrolment.state, cast.enrolment.ended_on = EnrolmentState.ENDED, date(2026, 11, 20)
    session.flush()
    assert "Ten udział się zakończył" in ben.page(address).text
    assert ben.post(address, data={"reason": REASON}).status_code == 409


# extra time


@pytest.mark.parametrize(
    ("typed", "percent"),
    [
        ({"percent": "25"}, 25),
        ({"percent": "25", "other": "30"}, 30),
        ({"other": "200 %"}, 200),
        ({"percent": "0"}, 0),
    ],
)
def test_extra_time_is_set(
    session: Session, cast: Cast, ben: PageClient, typed: dict[str, str], percent: int
) -> None:
    place = f"/enrolments/{cast.enrolment.id}"
    assert ben.post(f"{place}/extra-time", data=typed).status_code == 303
    assert cast.enrolment.extra_time_percent == percent
    page = ben.page(place)
    assert f"teraz {percent}%" in page.text
    offered = [one.get("value") for one in page.root.iter("input") if one.get("name") == "percent"]
    chosen = [
        one.get("value")
        for one in page.root.iter("input")
        if one.get("name") == "percent" and "checked" in one.attrib
    ]
    assert offered == ["0", "25", "50", "100"]
    assert chosen == ([str(percent)] if str(percent) in offered else [])
    assert (field(page, "other").get("value") or "") == ("" if chosen else str(percent))


@pytest.mark.parametrize("other", ["dużo", "-5", "201", "9" * 4000, "٣٠", "12,5"])
def test_extra_time_that_is_no_such_number_stays_in_its_field(
    cast: Cast, ben: PageClient, other: str
) -> None:
    typed = {"percent": "50", "other": other}
    refused = ben.post(f"/enrolments/{cast.enrolment.id}/extra-time", data=typed)
    page = answered(refused)
    assert refused.status_code == 422
    assert field(page, "other").get("value") == other
    assert field(page, "other").get("aria-invalid") == "true"
    assert cast.enrolment.extra_time_percent == 0


def test_coordinators_set_extra_time_and_auditors_only_look(
    cast: Cast, signed_in_as: SignIn
) -> None:
    place = f"/enrolments/{cast.enrolment.id}"
    carla, adam = signed_in_as(cast.carla), signed_in_as(cast.adam)
    assert carla.post(f"{place}/extra-time", data={"percent": "50"}).status_code == 303
    assert adam.post(f"{place}/extra-time", data={"percent": "0"}).status_code == 403
    assert "Dodatkowy czas w testach" not in adam.page(place).text
    assert cast.enrolment.extra_time_percent == 50


# late answers


@pytest.fixture
def late(session: Session, cast: Cast, course: Catalogue, taken: QuizAttempt) -> QuizAnswer:
    """Ana's right answer to the first question, an hour too late."""
    answer = right_answer(course.quizzes["m1"].question(FIRST))
    at = EARLIER + timedelta(hours=1)
    save_answer(session, taken, FIRST, answer, revision=1, request_key="late", at=at)
    return session.scalars(select(QuizAnswer).where(QuizAnswer.late.is_(True))).one()


def test_a_late_answer_is_let_count(
    session: Session, taken: QuizAttempt, late: QuizAnswer, bank: Quiz, ben: PageClient
) -> None:
    address = f"/attempts/{taken.id}/late"
    question = bank.question(FIRST)
    assert isinstance(question, SingleChoice)
    page = ben.page(address)
    right = next(choice.text.pl for choice in question.choices if choice.right)
    assert right in page.text
    assert "75%" in page.text
    refused = ben.post(address, data={"answer": late.id, "reason": SHORT})
    assert refused.status_code == 422
    assert written(answered(refused), "reason") == SHORT
    for _ in range(2):
        done = ben.post(address, data={"answer": late.id, "reason": REASON})
        assert (done.status_code, done.location) == (303, address)
    text = ben.page(address).text
    assert "liczy się do wyniku" in text
    assert "100%" in text
    assert percents(session, taken) == [75, 100]


def test_no_such_late_answer(taken: QuizAttempt, late: QuizAnswer, ben: PageClient) -> None:
    address = f"/attempts/{taken.id}/late"
    for answer in ("", "0", "x", str(late.id + 1)):
        data = {"answer": answer, "reason": REASON}
        assert ben.post(address, data=data).status_code == 404


def test_nothing_came_late_and_an_attempt_that_goes_on(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    make_open(session, course, cast.enrolment, cast.ana)
    attempt = make_attempt(session, course, "m1", cast.ana)
    assert "To podejście jeszcze trwa" in ben.page(f"/attempts/{attempt.id}/late").text
    submit_attempt(session, attempt, by=cast.ana, at=EARLIER)
    session.flush()
    assert "Nic nie przyszło po czasie" in ben.page(f"/attempts/{attempt.id}/late").text


# the day of the answers


def test_the_day_of_the_answers_is_set(
    app: Flask, session: Session, cast: Cast, course: Catalogue, bank: Quiz, ben: PageClient
) -> None:
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/review-date"
    assert "nie czeka na wyznaczony dzień" in ben.page(address).text
    assert ben.post(address, data={"shown_on": "2026-12-01"}).status_code == 409
    now_written(app, course, replace(bank, review=Review.AFTER_DATE))
    page = ben.page(address)
    assert field(page, "shown_on").get("value") == cast.cohort.ends_on.isoformat()
    refused = ben.post(address, data={"shown_on": "jutro"})
    assert refused.status_code == 422
    assert field(answered(refused), "shown_on").get("value") == "jutro"
    assert ben.post(address, data={"shown_on": "2026-12-01"}).status_code == 303
    assert "Dzień jest ustawiony." in ben.page(address).text
    assert session.scalars(select(ReviewDate.shown_on)).all() == [date(2026, 12, 1)]


# who may, and how


def test_nobody_keeps_their_own_quiz(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    own = make_enrolment(session, cast.cohort, cast.ben)
    make_open(session, course, own, cast.ben)
    attempt = make_taken(session, course, cast.ben)
    for address in (
        f"/attempts/{attempt.id}/late",
        f"/enrolments/{own.id}/quizzes/m1/grant",
    ):
        assert ben.get(address).status_code == 404
        assert ben.post(address, data={"reason": REASON}).status_code == 404
    assert ben.post(f"/enrolments/{own.id}/extra-time", data={"percent": "50"}).status_code == 404


def test_trainees_and_coordinators_stay_outside(
    cast: Cast, taken: QuizAttempt, signed_in_as: SignIn
) -> None:
    for person in (cast.ana, cast.carla):
        client = signed_in_as(person)
        for address in (
            f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade",
            f"/cohorts/{cast.cohort.id}/quizzes/m1/questions/{FIRST}/void",
            f"/cohorts/{cast.cohort.id}/quizzes/m1/review-date",
            f"/enrolments/{cast.enrolment.id}/quizzes/m1/grant",
            f"/attempts/{taken.id}/late",
        ):
            assert client.get(address).status_code == 403
            assert client.post(address, data={"reason": REASON}).status_code == 403
            assert client.put(address).status_code == 405


def test_extra_time_is_not_a_page(cast: Cast, ben: PageClient) -> None:
    assert ben.get(f"/enrolments/{cast.enrolment.id}/extra-time").status_code == 405
