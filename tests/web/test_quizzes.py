"""A quiz from its first page to its result, with a script and without."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import as_typed
from assessments.definitions import Quiz
from course.catalogue import Catalogue
from course.models import AuditEntry, Person, QuizAttempt, QuizResult
from course.terms import Act, EnrolmentState
from tests.make import MONDAY
from tests.make_study import (
    make_attempt,
    make_consents,
    make_result,
    right_answer,
)
from tests.pages import PageClient
from tests.people import Cast
from tests.quiz_pages import place_of, put

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def course(whole_banks: Catalogue) -> Catalogue:
    return whole_banks


def as_one(typed: dict[str, list[str]]) -> dict[str, str]:
    return {name: texts[0] for name, texts in typed.items()}


def test_the_first_page_tells_the_rules(ana: PageClient, quiz: Quiz) -> None:
    text = ana.page("/quizzes/m1").text
    assert "Próg zaliczenia70%" in text.replace("zaliczenia ", "zaliczenia")
    assert "Zacznij test" in text


def test_a_quiz_is_locked_until_the_lessons_are_read(
    session: Session, ana: PageClient, cast: Cast
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    response = ana.get("/quizzes/m1")
    assert response.status_code == 409
    assert "Otworzy się po przeczytaniu" in response.get_data(as_text=True)
    assert ana.post("/quizzes/m1/start").status_code == 409
    assert ana.get("/quizzes/none").status_code == 404
    assert ana.put("/quizzes/m1").status_code == 405


def test_a_second_start_goes_on_where_one_stopped(
    session: Session, ana: PageClient, quiz: Quiz
) -> None:
    assert ana.post("/quizzes/m1/start").status_code == 303
    [attempt] = session.scalars(select(QuizAttempt)).all()
    put(ana, attempt, quiz.questions[0].id, as_one(as_typed(right_answer(quiz.questions[0]))))
    location = ana.post("/quizzes/m1/start").location
    assert ana.get(location).location == f"/attempts/{attempt.id}/2"
    assert len(session.scalars(select(QuizAttempt)).all()) == 1
    assert "Wróć do podejścia 1" in ana.page("/quizzes/m1").text


def test_the_whole_quiz_without_a_script(session: Session, ana: PageClient, quiz: Quiz) -> None:
    ana.post("/quizzes/m1/start")
    [attempt] = session.scalars(select(QuizAttempt)).all()
    for place, question in enumerate(quiz.questions, start=1):
        page = ana.page(f"/attempts/{attempt.id}/{place}")
        fields = {field.get("name"): field.get("value") for field in page.root.iter("input")}
        data = {
            "revision": fields["revision"],
            "request_key": fields["request_key"],
            "go": "next",
            **as_typed(right_answer(question)),
        }
        response = ana.post(f"/attempts/{attempt.id}/{place}", data=data)
        assert response.status_code == 303
    assert response.location == f"/attempts/{attempt.id}/review"
    review = ana.page(response.location).text
    assert "bez odpowiedzi" not in review
    for _ in range(2):  # pressed twice: the same result
        response = ana.post(f"/attempts/{attempt.id}/submit")
        assert (response.status_code, response.location) == (303, f"/attempts/{attempt.id}")
    assert "Test zaliczony: 100%" in ana.page(response.location).text
    assert session.scalars(select(QuizResult.percent)).all() == [Decimal(100)]
    acts = session.scalars(select(AuditEntry.act)).all()
    assert acts.count(Act.QUIZ_SUBMITTED) == 1
    assert "Podejście 1: 100%, zaliczone" in ana.page("/quizzes/m1").text


def test_what_is_left_is_asked_about_once(
    session: Session, ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    question = quiz.questions[place_of(quiz, "matching") - 1]
    first = question.items[0].id  # type: ignore[union-attr]
    option = question.options[0].id  # type: ignore[union-attr]
    put(ana, attempt, question.id, {f"pair-{first}": option})
    review = ana.page(f"/attempts/{attempt.id}/review")
    assert f"{len(quiz.questions)} pytania bez pełnej odpowiedzi" in review.text
    assert "niedokończone" in review.text
    asked = ana.post(f"/attempts/{attempt.id}/submit")
    assert asked.status_code == 422
    assert "Zakończyć mimo to?" in asked.get_data(as_text=True)
    assert session.scalars(select(QuizResult)).all() == []
    assert ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"}).status_code == 303
    text = ana.page(f"/attempts/{attempt.id}").text
    assert "Jeszcze nie: " in text
    assert "Wróć do lekcji" in text


def test_a_finished_attempt_cannot_be_answered(
    ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"})
    result = f"/attempts/{attempt.id}"
    assert ana.get(f"{result}/1").location == result
    assert ana.get(f"{result}/review").location == result
    late = ana.post(f"{result}/1", data={"chosen": "a"})
    assert (late.status_code, late.location) == (303, result)
    assert "To podejście jest już zakończone. Zachowaliśmy to" in ana.page(result).text
    response = put(ana, attempt, quiz.questions[0].id, {"chosen": "a"})
    assert response.status_code == 409
    assert response.json is not None
    assert (response.json["error"], response.json["kept"]) == ("attempt_over", True)


def test_a_pause_names_the_day_and_the_lesson(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    for hours in (3, 2, 1):
        at = MONDAY - timedelta(hours=hours)
        make_result(session, course, "m1", cast.ana, right=False, at=at)
    page = ana.page("/quizzes/m1")
    assert "Otworzy się znowu: wtorek 24 listopada, 11:03, czas polski" in page.text
    assert f"/lessons/{quiz.questions[0].lesson}" in page.links()
    assert "Podejdź jeszcze raz" not in page.text
    response = ana.post("/quizzes/m1/start")
    assert (response.status_code, response.location) == (303, "/quizzes/m1")
    assert "wtorek 24 listopada, " in ana.page("/quizzes/m1").text


@pytest.mark.parametrize("number", [1, 3])
def test_the_first_page_asks_the_database_three_times(
    session: Session,
    ana: PageClient,
    queries: Queries,
    cast: Cast,
    course: Catalogue,
    quiz: Quiz,
    number: int,
) -> None:
    for _ in range(number):
        make_result(session, course, "m1", cast.ana)
    with queries() as statements:
        ana.page("/quizzes/m1")
    assert len(statements) == 3


@pytest.mark.parametrize("who", ["ben", "carla", "dov", "vera", "adam", "iga"])
def test_nobody_else_opens_an_attempt(
    signed_in_as: SignIn, cast: Cast, attempt: QuizAttempt, quiz: Quiz, who: str
) -> None:
    other = signed_in_as(getattr(cast, who))
    address = f"/attempts/{attempt.id}"
    for response in (
        other.get(address),
        other.get(f"{address}/1"),
        other.post(f"{address}/1", data={"chosen": "a"}),
        other.get(f"{address}/review"),
        other.post(f"{address}/submit", data={"sure": "yes"}),
        put(other, attempt, quiz.questions[0].id, {"chosen": "a"}),
    ):
        assert response.status_code == 404


def test_no_such_question(ana: PageClient, attempt: QuizAttempt, quiz: Quiz) -> None:
    assert ana.get(f"/attempts/{attempt.id}/{len(quiz.questions) + 1}").status_code == 404
    assert ana.get(f"/attempts/{attempt.id}/0").status_code == 404
    assert ana.post(f"/attempts/{attempt.id}/{len(quiz.questions) + 1}").status_code == 404
    assert put(ana, attempt, "none", {"chosen": "a"}).status_code == 404
    assert ana.delete(f"/attempts/{attempt.id}/1").status_code == 405


def test_after_the_end_of_participation_results_stay(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    result = make_result(session, course, "m1", cast.ana)
    begun = make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    assert "Test zaliczony" in ana.page(f"/attempts/{result.attempt_id}").text
    assert "nie można zacząć nowego" in ana.page("/quizzes/m1").text
    assert put(ana, begun, quiz.questions[0].id, {"chosen": "a"}).status_code == 409
    assert ana.post("/quizzes/m1/start").status_code == 409


def test_the_pages_speak_english(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    result = make_result(session, course, "m1", cast.ana, right=False)
    with ana.session_transaction() as cookie:
        cookie["language"] = "en"
    text = ana.page(f"/attempts/{result.attempt_id}").text
    assert "Show the right answer" in text
    assert "Not yet: 0%" in text
