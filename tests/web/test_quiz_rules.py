"""The rules that an author may give a quiz: time, attempts, what counts, when answers are shown."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import as_typed
from assessments.definitions import Band, Counts, Quiz, Review
from content.languages import Text
from course.catalogue import Catalogue
from course.models import Person, QuizAnswer, QuizAttempt, QuizResult, ReviewDate
from tests.authored import make_single
from tests.make import MONDAY, add
from tests.make_study import make_attempt, make_consents, make_read, make_result, right_answer
from tests.pages import PageClient
from tests.people import Cast
from tests.quiz_pages import at, begin, put

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Given = Callable[..., Quiz]
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(session: Session, course: Catalogue, signed_in_as: SignIn, cast: Cast) -> PageClient:
    """Ana, who has read the module."""
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return signed_in_as(cast.ana)


def answer_all(ana: PageClient, attempt: QuizAttempt, quiz: Quiz) -> None:
    for question in quiz.questions:
        typed = as_typed(right_answer(question))
        headers = {"Idempotency-Key": question.id, "If-Match": '"0"'}
        answered = ana.put(
            f"/attempts/{attempt.id}/answers/{question.id}", data=typed, headers=headers
        )
        assert answered.status_code == 200, question.id


def test_a_limit_of_attempts_is_told_and_kept(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, given: Given
) -> None:
    quiz = given(attempts=2)
    limited = replace(course, quizzes={**course.quizzes, "m1": quiz})
    assert "najwyżej 2" in ana.page("/quizzes/m1").text
    for _ in range(2):
        make_result(session, limited, "m1", cast.ana, right=False, at=MONDAY - HOUR)
    assert "Wszystkie 2 podejścia są wykorzystane" in ana.page("/quizzes/m1").text
    refused = ana.post("/quizzes/m1/start")
    assert refused.location == "/quizzes/m1"
    assert "Kolejne może dać trenerka lub trener" in ana.page("/quizzes/m1").text
    assert len(session.scalars(select(QuizAttempt)).all()) == 2


@pytest.mark.parametrize(
    ("counts", "said", "open_again"),
    [
        (Counts.BEST, "najlepsze podejście", True),
        (Counts.FIRST, "pierwsze podejście", True),
        (Counts.LAST, "ostatnie podejście", False),
    ],
)
def test_the_attempt_that_counts_opens_the_next_module(
    session: Session,
    ana: PageClient,
    cast: Cast,
    course: Catalogue,
    given: Given,
    counts: Counts,
    said: str,
    open_again: bool,  # noqa: FBT001 -- a column of the table above
) -> None:
    quiz = given(counts=counts)
    counting = replace(course, quizzes={**course.quizzes, "m1": quiz})
    make_result(session, counting, "m1", cast.ana, at=MONDAY - 2 * HOUR)
    make_result(session, counting, "m1", cast.ana, right=False, at=MONDAY - HOUR)
    assert said in ana.page("/quizzes/m1").text
    lesson = course.curriculum.module("m2").lessons[0]
    assert (ana.get(f"/lessons/{lesson.slug}").status_code == 200) is open_again


def test_what_is_right_is_shown_at_once_and_closes_the_question(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(review=Review.AT_ONCE)
    attempt = begin(session, ana)
    here = f"/attempts/{attempt.id}/1"
    assert "Sprawdź odpowiedź" in ana.page(here).text
    nothing = ana.post(here, data={"go": "check", "request_key": "0", "revision": "0"})
    assert nothing.location == here
    assert "Najpierw odpowiedz, potem sprawdź" in ana.page(here).text
    data = {"chosen": "a", "go": "check", "request_key": "1", "revision": "0"}
    for _ in range(2):  # pressed twice
        assert ana.post(here, data=data).location == here
    page = ana.page(here).text
    assert "Jeszcze nie." in page
    assert "Sprawdź odpowiedź" not in page
    changed = {"chosen": "b", "go": "next", "request_key": "2", "revision": "2"}
    assert ana.post(here, data=changed).location == here
    assert "nie można zmienić" in ana.page(here).text
    refused = put(ana, attempt, "single", {"chosen": "b"}, on=2, key="3")
    assert (refused.status_code, refused.get_json()["error"]) == (409, "answer_final")
    answers = session.scalars(select(QuizAnswer).order_by(QuizAnswer.id)).all()
    assert [(one.answer, one.final) for one in answers] == [
        ({"chosen": "a"}, False),
        ({"chosen": "a"}, True),
    ]


def test_a_question_cannot_be_closed_where_answers_are_shown_later(
    session: Session, ana: PageClient, given: Given
) -> None:
    given()
    attempt = begin(session, ana)
    assert "Sprawdź odpowiedź" not in ana.page(f"/attempts/{attempt.id}/1").text
    data = {"chosen": "a", "go": "check", "request_key": "1", "revision": "0"}
    assert ana.post(f"/attempts/{attempt.id}/1", data=data).status_code == 409


def test_answers_shown_after_a_day_stay_hidden_until_then(
    session: Session, ana: PageClient, cast: Cast, given: Given
) -> None:
    told = Text("Wyjaśnienie tajne do czasu", "Secret until then")
    given(make_single(id="single", explanation=told), review=Review.AFTER_DATE)
    attempt = begin(session, ana)
    put(ana, attempt, "single", {"chosen": "a"})
    ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"})
    hidden = ana.page(f"/attempts/{attempt.id}").text
    assert told.pl not in hidden
    assert "Jeszcze nie." not in hidden
    shown_on = date(2026, 11, 25)
    row = ReviewDate(
        cohort_id=cast.enrolment.cohort_id,
        quiz_slug="m1",
        shown_on=shown_on,
        set_by_id=cast.ben.id,
        set_at=MONDAY,
    )
    add(session, row)
    assert "środa, 25 listopada 2026" in ana.page(f"/attempts/{attempt.id}").text
    with at(timedelta(days=2)):
        assert told.pl in ana.page(f"/attempts/{attempt.id}").text


def test_the_result_speaks_by_band_and_by_outcome_and_waits_for_the_essay(
    session: Session, ana: PageClient, given: Given
) -> None:
    low, high = Text("Zacznij od lekcji.", "Begin."), Text("Bardzo dobrze.", "Very good.")
    quiz = given(bands=(Band(0, low), Band(70, high)))
    attempt = begin(session, ana)
    answer_all(ana, attempt, quiz)
    assert ana.post(f"/attempts/{attempt.id}/submit").status_code == 303
    page = ana.page(f"/attempts/{attempt.id}").text
    assert high.pl in page
    assert low.pl not in page
    assert "Tę odpowiedź musi jeszcze przeczytać" in page
    [result] = session.scalars(select(QuizResult)).all()
    assert (result.waits, result.points, result.max_points) == (
        True,
        quiz.max_points - 3,
        quiz.max_points,
    )


def test_a_wrong_answer_may_cost_points_and_a_blank_none(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(penalty_percent=50)
    assert "Zła odpowiedź odejmuje 50%" in ana.page("/quizzes/m1").text
    attempt = begin(session, ana)
    put(ana, attempt, "single", {"chosen": "b"})
    put(ana, attempt, "true-false", {"chosen": "true"})
    ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"})
    assert "Zła odpowiedź odejmuje tu punkty: 0,5" in ana.page(f"/attempts/{attempt.id}").text
    assert session.scalars(select(QuizResult.points)).all() == [Decimal("0.5")]


def test_a_fault_in_one_part_of_a_case_stands_beside_it_and_costs_nothing_typed(
    session: Session, ana: PageClient, given: Given
) -> None:
    quiz = given()
    attempt = begin(session, ana)
    place = [question.id for question in quiz.questions].index("scenario") + 1
    data = {"what.chosen": "b", "how-many.text": "kilka", "request_key": "1", "revision": "0"}
    response = ana.post(f"/attempts/{attempt.id}/{place}", data=data)
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'id="how-many.text-fault"' in page
    assert 'value="kilka"' in page
    assert re.search(r'value="b" id="what.chosen-\d" checked', page)


def test_a_nearly_right_word_is_told_apart_from_a_wrong_one(
    session: Session, ana: PageClient, given: Given
) -> None:
    given()
    attempt = begin(session, ana)
    put(ana, attempt, "short-text", {"text": "parafarza"})
    ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"})
    assert (
        "Bardzo blisko, ale pisownia się nie zgadza. Bez punktu."
        in ana.page(f"/attempts/{attempt.id}").text
    )
    assert session.scalars(select(QuizResult.points)).all() == [Decimal(0)]


def test_a_trainer_tries_a_quiz_and_nothing_is_kept(
    session: Session, signed_in_as: SignIn, cast: Cast, given: Given
) -> None:
    quiz = given()
    ben = signed_in_as(cast.ben)
    begun = ben.get("/quizzes/m1/preview").location
    assert begun.startswith("/quizzes/m1/preview/")
    for place, question in enumerate(quiz.questions, start=1):
        here = f"/quizzes/m1/preview/7/{place}"
        assert question.prompt.pl in ben.page(here).text
        tried = ben.post(here, data=as_typed(right_answer(question)))
        assert tried.status_code == 200
        said = tried.get_data(as_text=True)
        assert ("Dobrze." in said) is (question.kind != "essay")
    faulty = ben.post("/quizzes/m1/preview/7/7", data={"text": "kilka"})
    assert faulty.status_code == 422
    assert ben.get("/quizzes/m1/preview/7/11").status_code == 404
    assert ben.get("/quizzes/none/preview").status_code == 404
    assert session.scalars(select(QuizAttempt)).all() == []


def test_an_attempt_keeps_the_rules_that_it_began_with(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, given: Given
) -> None:
    first = given(minutes=20, pass_percent=50)
    timed = replace(course, quizzes={**course.quizzes, "m1": first})
    attempt = make_attempt(session, timed, "m1", cast.ana, at=MONDAY)
    given(minutes=5, pass_percent=90)
    with at(timedelta(minutes=10)):
        assert "Próg zaliczenia: 50%" in ana.page(f"/attempts/{attempt.id}/1").text
