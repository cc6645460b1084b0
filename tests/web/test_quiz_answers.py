"""Each answer is kept as it is given: by the page's script, and by a plain form."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from hashlib import sha256

import pytest
from sqlalchemy.orm import Session

from assessments.answers import as_typed
from assessments.definitions import QuestionKind, Quiz
from course.catalogue import Catalogue
from course.models import Person, QuestionVoid, QuizAttempt
from tests.make import MONDAY
from tests.make_study import (
    make_attempt,
    make_consents,
    right_answer,
)
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.quiz_pages import place_of, put, question_of, rows, shown

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


@pytest.fixture
def course(whole_banks: Catalogue) -> Catalogue:
    return whole_banks


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_every_kind_shows_what_was_saved(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue, kind: str
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    quiz = course.quizzes["start"]
    attempt = make_attempt(session, course, quiz.slug, cast.ana)
    place = place_of(quiz, kind)
    question = quiz.questions[place - 1]
    typed = as_typed(right_answer(question))
    response = ana.put(
        f"/attempts/{attempt.id}/answers/{question.id}",
        data=typed,
        headers={"Idempotency-Key": "key", "If-Match": '"0"'},
    )
    assert response.status_code == 200
    page = ana.page(f"/attempts/{attempt.id}/{place}")
    assert "Zapisano o 12:03" in page.text
    assert response.json is not None
    assert response.json["receipt"] in page.text
    assert shown(page) == typed


def test_an_answer_is_acknowledged_with_its_revision(
    session: Session, ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    question = question_of(quiz, "true_false")
    first = put(ana, attempt, question, {"chosen": "true"})
    assert first.status_code == 200
    assert first.json is not None
    assert (first.json["revision"], first.json["saved_at_clock"]) == (1, "12:03:00")
    spelt = b'{"chosen":"true"}'
    assert first.json["sha256"] == sha256(spelt).hexdigest()
    assert first.json["server_now"] == MONDAY.isoformat()
    assert put(ana, attempt, question, {"chosen": "true"}).json == first.json
    other = put(ana, attempt, question, {"chosen": "false"}, on=0, key="other")
    assert other.status_code == 409
    assert other.json is not None
    assert (other.json["revision"], other.json["theirs"]) == (1, "Prawda")
    assert other.json["sha256"] == first.json["sha256"]
    assert rows(session) == [(1, {"chosen": "true"}), (None, {"chosen": "false"})]


def test_saving_asks_the_database_four_times(
    ana: PageClient, queries: Queries, attempt: QuizAttempt, quiz: Quiz
) -> None:
    address = f"/attempts/{attempt.id}/answers/{question_of(quiz, 'true_false')}"
    headers = {"Idempotency-Key": "key", "If-Match": '"0"'}
    with queries() as statements:
        assert ana.put(address, data={"chosen": "true"}, headers=headers).status_code == 200
    assert len(statements) == 4
    assert not any("audit_entries" in statement for statement in statements)


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        ("single", {"chosen": "zzz"}, "Wybierz jedną"),
        ("number", {"text": "dwadzieścia"}, "cyframi"),
        ("short_text", {"text": "a" * 201}, "201"),
        ("matching", {"pair-none": "a"}, "Wybierz jeszcze raz"),
    ],
)
def test_what_cannot_be_read_is_named(
    session: Session,
    ana: PageClient,
    attempt: QuizAttempt,
    quiz: Quiz,
    kind: str,
    typed: dict[str, str],
    said: str,
) -> None:
    response = put(ana, attempt, question_of(quiz, kind), typed)
    assert response.status_code == 422
    assert response.json is not None
    assert said in response.json["sentence"]
    form = ana.post(f"/attempts/{attempt.id}/{place_of(quiz, kind)}", data=typed)
    assert form.status_code == 422
    assert said in " ".join(form.get_data(as_text=True).replace("\xa0", " ").split())
    assert rows(session) == []


def test_two_equal_places_come_back_as_typed(
    ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    place = place_of(quiz, "ordering")
    items = [item.id for item in quiz.questions[place - 1].items]  # type: ignore[union-attr]
    typed = {f"place-{items[0]}": "1", f"place-{items[1]}": "1"}
    response = ana.post(f"/attempts/{attempt.id}/{place}", data=typed)
    assert response.status_code == 422
    page = Page(response.get_data(as_text=True))
    assert shown(page) == {name: [text] for name, text in typed.items()}


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Idempotency-Key": "k"},
        {"If-Match": '"0"'},
        {"Idempotency-Key": "k" * 65, "If-Match": '"0"'},
        {"Idempotency-Key": "late:7", "If-Match": '"0"'},
        {"Idempotency-Key": "k", "If-Match": f'"{"9" * 5000}"'},
    ],
)
def test_a_save_without_key_or_revision_is_refused(
    ana: PageClient, attempt: QuizAttempt, quiz: Quiz, headers: dict[str, str]
) -> None:
    address = f"/attempts/{attempt.id}/answers/{quiz.questions[0].id}"
    assert ana.put(address, data={}, headers=headers).status_code == 422


def test_a_blank_does_not_replace_an_answer(
    session: Session, ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    question, place = question_of(quiz, "short_text"), place_of(quiz, "short_text")
    put(ana, attempt, question, {"text": "Helena"})
    response = put(ana, attempt, question, {"text": ""}, on=1, key="b")
    assert response.status_code == 422
    assert response.json is not None
    assert response.json["error"] == "blank_answer"
    form = ana.post(f"/attempts/{attempt.id}/{place}", data={"text": "", "revision": "1"})
    assert form.status_code == 422
    assert "Teraz jest tu pusto" in form.get_data(as_text=True)
    cleared = ana.post(f"/attempts/{attempt.id}/{place}", data={"clear": "yes", "revision": "1"})
    assert cleared.location == f"/attempts/{attempt.id}/{place}"
    assert rows(session) == [(1, {"text": "Helena"}), (2, None)]
    text = ana.page(cleared.location).text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Zapisano o 12:03" not in text
    assert "Odpowiedź wyczyszczona o 12:03:00" in text


def test_a_voided_question_need_not_be_answered(
    session: Session, ana: PageClient, cast: Cast, attempt: QuizAttempt, quiz: Quiz
) -> None:
    void = QuestionVoid(
        cohort_id=cast.cohort.id,
        quiz_slug=quiz.slug,
        question_id=quiz.questions[0].id,
        reason="niejasne",
        voided_by_id=cast.ben.id,
        voided_at=MONDAY,
    )
    before = ana.page(f"/attempts/{attempt.id}/review").text
    left = len(quiz.questions)
    assert f"{left} pyta" in before
    session.add(void)
    session.flush()
    assert "To pytanie unieważniono" in ana.page(f"/attempts/{attempt.id}/1").text
    assert "To pytanie unieważniono" not in ana.page(f"/attempts/{attempt.id}/2").text
    review = ana.page(f"/attempts/{attempt.id}/review").text
    assert f"{left - 1} pyta" in review
    assert "unieważnione: nie musisz odpowiadać" in review
    assert ana.get(f"/attempts/{attempt.id}").headers["Location"].endswith("/2")


def test_a_stale_page_shows_both_answers_and_the_choice(
    session: Session, ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    place = place_of(quiz, "true_false")
    address = f"/attempts/{attempt.id}/{place}"
    put(ana, attempt, question_of(quiz, "true_false"), {"chosen": "true"})
    stale = ana.post(address, data={"chosen": "false", "revision": "0", "go": "back"})
    page = Page(stale.get_data(as_text=True))
    assert stale.status_code == 409
    assert "są dwie różne odpowiedzi" in page.text
    assert shown(page) == {"chosen": ["false"]}
    assert rows(session) == [(1, {"chosen": "true"}), (None, {"chosen": "false"})]
    kept = ana.post(address, data={"chosen": "false", "revision": "1", "go": "back"})
    assert kept.location == f"/attempts/{attempt.id}/{max(place - 1, 1)}"
    assert rows(session)[-1] == (2, {"chosen": "false"})


def test_a_stale_page_beside_a_cleared_answer(
    ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    question, place = question_of(quiz, "true_false"), place_of(quiz, "true_false")
    put(ana, attempt, question, {"chosen": "true"})
    ana.post(f"/attempts/{attempt.id}/{place}", data={"clear": "yes", "revision": "1"})
    response = put(ana, attempt, question, {"chosen": "false"}, on=1, key="b")
    assert response.json is not None
    assert (response.status_code, response.json["theirs"]) == (409, "(puste)")
    stale = ana.post(f"/attempts/{attempt.id}/{place}", data={"chosen": "true", "revision": "1"})
    assert "(puste)" in stale.get_data(as_text=True)


@pytest.mark.parametrize(
    ("place", "go", "onward"),
    [
        (1, "next", "2"),
        (1, "back", "1"),
        (3, "back", "2"),
        (2, "review", "review"),
        (4, "odd", "4"),
    ],
)
def test_buttons_lead_where_they_say(
    ana: PageClient, attempt: QuizAttempt, place: int, go: str, onward: str
) -> None:
    response = ana.post(f"/attempts/{attempt.id}/{place}", data={"go": go})
    assert response.location == f"/attempts/{attempt.id}/{onward}"


def test_after_the_last_question_comes_the_review(
    ana: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    last = f"/attempts/{attempt.id}/{len(quiz.questions)}"
    assert ana.post(last, data={"go": "next"}).location == f"/attempts/{attempt.id}/review"


def test_after_the_sign_in_expired_nothing_is_lost(
    client: PageClient, attempt: QuizAttempt, quiz: Quiz
) -> None:
    assert put(client, attempt, quiz.questions[0].id, {"chosen": "a"}).status_code == 401
    response = client.post(
        f"/attempts/{attempt.id}/1",
        data={"chosen": "a", "revision": "3", "request_key": "key", "go": "next"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert response.status_code == 401
    page = response.get_data(as_text=True)
    assert '<textarea name="chosen"' in page
    assert '<textarea name="revision"' in page
    assert "2 wypełnion" not in page
    assert "Trzeba zalogować się jeszcze raz, zanim to wyślemy." in page
