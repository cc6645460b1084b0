"""A trainer counts results anew: first the preview, then the deed."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.catalogue import Catalogue, attach
from course.models import Person, QuestionVoid, QuizAttempt
from tests.keeping_pages import answered, field, now_written, written
from tests.make import MONDAY, make_cohort, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_open,
    make_taken,
    make_taker,
    percents,
    person_of,
    rekeyed,
    with_small_quiz,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
FIRST, SECOND, *_ = QUESTIONS
SHORT = "krótko"


@pytest.fixture(name="course")
def small_course(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    small = with_small_quiz(authored_course)
    attach(prepared_app, small)
    yield small
    attach(prepared_app, authored_course)


@pytest.fixture
def quiz(course: Catalogue) -> Quiz:
    return course.quizzes["m1"]


@pytest.fixture
def taken(session: Session, cast: Cast, course: Catalogue) -> QuizAttempt:
    """Ana had three of four right: 75 %, passed."""
    make_open(session, course, cast.enrolment, cast.ana)
    return make_taken(session, course, cast.ana, wrong=[FIRST])


def sent(page: Page, **typed: str) -> dict[str, str]:
    """What the form sends as it stands, and what is typed."""
    return {"preview": field(page, "preview").get("value", ""), **typed}


def test_a_corrected_key_is_previewed_and_carried_out(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"
    assert "Niczyj wynik by się nie zmienił" in ben.page(address).text
    place = make_taker(session, course, cast.cohort, "Zofia Żak")
    loser = make_taken(session, course, person_of(session, place), wrong=[SECOND])
    now_written(app, course, rekeyed(quiz, FIRST))
    page = ben.page(address)
    assert "Zmieniłyby się 2 wyniki. 1 z nich by spadł: jest na początku." in page.text
    assert page.text.index("Zofia Żak") < page.text.index("Ana Ćwikła")
    assert field(page, "leave_falling").get("checked") is not None
    done = ben.post(address, data=sent(page, reason=REASON, leave_falling="yes"))
    assert (done.status_code, done.location) == (303, address)
    assert "Przeliczono 1 wynik." in ben.page(address).text
    assert percents(session, taken) == [75, 100]
    assert percents(session, loser) == [75]


def test_a_fault_keeps_what_was_typed(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    now_written(app, course, rekeyed(quiz, FIRST))
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"
    for reason, fault in (("", "uzupełnić"), (SHORT, "co najmniej 10"), ("x" * 401, "400")):
        response = ben.post(address, data=sent(ben.page(address), reason=reason))
        page = answered(response)
        assert response.status_code == 422
        assert written(page, "reason") == reason
        assert field(page, "leave_falling").get("checked") is None
        assert fault in page.text
    assert percents(session, taken) == [75]


def test_what_changed_since_the_preview_is_shown_first(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    now_written(app, course, rekeyed(quiz, FIRST))
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"
    seen = sent(ben.page(address), reason=REASON)
    now_written(app, course, rekeyed(quiz, SECOND))
    response = ben.post(address, data=seen)
    page = answered(response)
    assert response.status_code == 409
    assert "W międzyczasie coś się zmieniło" in page.text
    assert written(page, "reason") == REASON
    assert percents(session, taken) == [75]
    again = sent(page, reason=REASON, knows_loss="yes")
    assert ben.post(address, data=again).status_code == 303
    assert percents(session, taken) == [75, 50]


def test_when_all_would_fall_and_are_left_nothing_is_changed(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    now_written(app, course, rekeyed(quiz, SECOND))
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"
    ben.post(address, data=sent(ben.page(address), reason=REASON, leave_falling="yes"))
    assert "Żaden wynik nie czekał już na zmianę." in ben.page(address).text
    assert percents(session, taken) == [75]


def test_a_longer_preview_asks_the_database_no_more(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
    queries: Queries,
) -> None:
    now_written(app, course, rekeyed(quiz, FIRST))
    quizzes = f"/cohorts/{cast.cohort.id}/quizzes/m1"
    addresses = (f"{quizzes}/regrade", f"{quizzes}/questions/{FIRST}/void")

    def asked() -> list[int]:
        counts = []
        for address in addresses:
            with queries() as statements:
                ben.page(address)
            counts.append(len(statements))
        return counts

    asked()  # reads the version of the quiz, once a process
    with_one = asked()
    for name in ("Zofia Żak", "Olek Sowa"):
        place = make_taker(session, course, cast.cohort, name)
        make_taken(session, course, person_of(session, place), wrong=[FIRST])
    assert asked() == with_one


def test_a_question_is_voided(
    session: Session, cast: Cast, taken: QuizAttempt, ben: PageClient
) -> None:
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/questions/{FIRST}/void"
    page = ben.page(address)
    assert "Zmieniłby się 1 wynik." in page.text
    refused = ben.post(address, data=sent(page, reason=SHORT))
    assert refused.status_code == 422
    assert written(answered(refused), "reason") == SHORT
    assert ben.post(address, data={"reason": REASON, "preview": "other"}).status_code == 409
    assert ben.post(address, data=sent(page, reason=REASON)).status_code == 303
    page = ben.page(address)
    assert "Pytanie nie liczy się już nikomu." in page.text
    assert REASON in page.text
    assert not any(one.get("name") == "preview" for one in page.root.iter())
    assert percents(session, taken) == [75, 100]


def test_whoever_would_lose_the_pass_is_named_and_that_is_confirmed(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    third, fourth = QUESTIONS[2:]
    for name, wrong in (("Zofia Żak", [FIRST, SECOND, third]), ("Olek Sowa", [FIRST])):
        person = person_of(session, make_taker(session, course, cast.cohort, name))
        make_taken(session, course, person, wrong=wrong)
        if name == "Olek Sowa":
            make_taken(session, course, person, at=MONDAY)
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/questions/{fourth}/void"
    page = ben.page(address)
    # Zofia loses more points; Olek has another attempt that still passes.
    assert "1 osoba straci zaliczenie: Ana Ćwikła." in page.text
    assert page.text.index("Olek Sowa") < page.text.index("Zofia Żak")
    refused = ben.post(address, data=sent(page, reason=REASON))
    assert refused.status_code == 422
    assert "Zaznacz" in answered(refused).text
    assert percents(session, taken) == [75]
    done = ben.post(address, data=sent(page, reason=REASON, knows_loss="yes"))
    assert done.status_code == 303
    assert [int(one) for one in percents(session, taken)] == [75, 66]
    page = ben.page(address)
    assert "Tego nie da się cofnąć" not in page.text
    assert "Niczyj wynik by się nie zmienił" not in page.text


def test_a_corrected_key_that_costs_a_pass_asks_only_when_falling_results_fall(
    app: Flask,
    session: Session,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    now_written(app, course, rekeyed(quiz, SECOND))
    address = f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"
    page = ben.page(address)
    assert "1 osoba straci zaliczenie: Ana Ćwikła." in page.text
    assert ben.post(address, data=sent(page, reason=REASON)).status_code == 422
    left = ben.post(address, data=sent(page, reason=REASON, leave_falling="yes"))
    assert left.status_code == 303
    assert percents(session, taken) == [75]
    taken_away = sent(ben.page(address), reason=REASON, knows_loss="yes")
    assert ben.post(address, data=taken_away).status_code == 303
    assert percents(session, taken) == [75, 50]


def test_a_trainer_who_studies_elsewhere_finds_no_key_here(
    session: Session, cast: Cast, taken: QuizAttempt, ben: PageClient
) -> None:
    make_enrolment(session, make_cohort(session), cast.ben)
    quizzes = f"/cohorts/{cast.cohort.id}/quizzes/m1"
    deeds = (
        *(f"{quizzes}/regrade", f"{quizzes}/questions/{FIRST}/void"),
        *(f"/attempts/{taken.id}/late", f"/attempts/{taken.id}/essays/{FIRST}"),
    )
    for address in (*deeds, "/essays"):
        assert ben.get(address).status_code == 404
    for address in deeds:
        assert ben.post(address, data={"reason": REASON}).status_code == 404
    page = ben.page(quizzes)
    assert not set(deeds) & set(page.links())
    assert "/essays" not in ben.page("/marking").links()


def test_the_last_question_cannot_be_voided(
    session: Session, cast: Cast, ben: PageClient, course: Catalogue
) -> None:
    for question in QUESTIONS:
        address = f"/cohorts/{cast.cohort.id}/quizzes/m1/questions/{question}/void"
        page = ben.page(address)
        if question != QUESTIONS[-1]:
            last = sent(page, reason=REASON)
            ben.post(address, data=last)
    assert "Tego pytania nie da się unieważnić" in page.text
    assert ben.post(address, data=last).status_code == 409
    assert session.scalar(select(func.count(QuestionVoid.id))) == len(QUESTIONS) - 1


def test_there_is_no_such_question_and_no_such_quiz(cast: Cast, ben: PageClient) -> None:
    quizzes = f"/cohorts/{cast.cohort.id}/quizzes"
    assert ben.get(f"{quizzes}/m1/questions/never-asked/void").status_code == 404
    assert ben.get(f"{quizzes}/m99/regrade").status_code == 404
