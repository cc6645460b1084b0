"""The record of an attempt as its trainee and its followers read it; receipts looked up."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from assessments.definitions import Review
from assessments.receipts import fingerprint, receipt
from content.languages import Text
from course.models import Person, QuizAttempt, QuizResult
from course.terms import ResultCause
from tests.authored import make_essay, make_quiz, make_single
from tests.make import MONDAY, add, make_cohort, make_enrolment
from tests.make_quizzes import make_begun, make_sat, make_save
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]

PROMPT = Text("Kto zaczyna rozmowę?", "Who begins the conversation?")
QUIZ = make_quiz(make_single(id="one", prompt=PROMPT), make_essay(id="essay"))
A, B = {"chosen": "a"}, {"chosen": "b"}


def record_of(attempt: QuizAttempt) -> str:
    return f"/attempts/{attempt.id}/record"


def correct(session: Session, attempt: QuizAttempt, by: Person) -> None:
    """A second result, with a reason that tells what is right."""
    [first] = attempt_results(session, attempt)
    columns = {"points": first.points, "max_points": first.max_points, "percent": Decimal(50)}
    row = QuizResult(
        attempt_id=attempt.id,
        passed=False,
        key_digest=first.key_digest,
        cause=ResultCause.KEY_CORRECTED,
        reason="dobre jest też a",
        made_at=MONDAY,
        made_by_id=by.id,
        supersedes_id=first.id,
        **columns,
    )
    add(session, row)


def attempt_results(session: Session, attempt: QuizAttempt) -> list[QuizResult]:
    return session.query(QuizResult).filter_by(attempt_id=attempt.id).all()


def test_everything_saved_stands_in_order(session: Session, ana: PageClient, cast: Cast) -> None:
    attempt = make_begun(session, cast.enrolment, QUIZ)
    make_save(session, attempt, "one", A)
    make_save(session, attempt, "one", B, revision=None)
    make_save(session, attempt, "one", None, revision=2)
    make_save(session, attempt, "one", B, revision=3, final=True)
    make_save(session, attempt, "one", A, revision=None, late=True)
    page = ana.page(record_of(attempt))
    for said in (
        "23.11.2026, 12:03:00",
        "12:03:07",
        "1. Kto zaczyna rozmowę?",
        "później zmieniona",
        "zapisana na starszej wersji strony: zachowana, nie liczy się",
        "wyczyszczona celowo",
        "potem pokazano dobrą odpowiedź",
        "po czasie: zachowana, nie liczy się",
        receipt(attempt.id, "one", 1, A),
        fingerprint(A)[:12],
    ):
        assert said in page.text
    assert fingerprint(A) in page.html
    assert "w toku" in page.text


def test_a_record_of_nothing(session: Session, ana: PageClient, cast: Cast) -> None:
    attempt = make_begun(session, cast.enrolment, QUIZ)
    text = ana.page(record_of(attempt)).text
    assert "W tym podejściu nic nie zapisano" in text
    assert "bez limitu" in text


def test_the_time_with_what_was_added_and_who_typed_it_in(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    due_at, typist = MONDAY + timedelta(minutes=25), cast.ben.id
    timed = replace(QUIZ, minutes=20)
    attempt = make_begun(session, cast.enrolment, timed, due_at=due_at, entered_by_id=typist)
    text = ben.page(record_of(attempt)).text
    assert "do 23.11.2026, 12:28:00" in text
    assert "wliczono 25% dodatkowego czasu" in text
    assert "do systemu wpisuje je: Ben Wrona" in text
    assert "Ana Ćwikła" in text


def test_results_with_reason_and_who(session: Session, ben: PageClient, cast: Cast) -> None:
    attempt = make_sat(session, cast.enrolment, QUIZ, {"one": A, "essay": {"text": "Trzy zdania."}})
    text = ben.page(record_of(attempt)).text
    assert "0 z 4 punktów, 0%, odpowiedź pisemna czeka na ocenę" in text
    assert "Trzy zdania." in text
    correct(session, attempt, cast.ben)
    text = ben.page(record_of(attempt)).text
    assert "Obowiązuje ostatni" in text
    assert "Ben Wrona" in text
    assert "Powód: dobre jest też a" in text


@pytest.mark.parametrize(("review", "told"), [(Review.AFTER_DATE, False), (Review.AT_ONCE, True)])
def test_a_trainee_reads_reasons_when_the_answers_are_shown(
    session: Session, ana: PageClient, ben: PageClient, cast: Cast, review: Review, *, told: bool
) -> None:
    quiz = make_quiz(*QUIZ.questions, review=review)
    attempt = make_sat(session, cast.enrolment, quiz, {"one": A})
    correct(session, attempt, cast.ben)
    assert ("dobre jest też a" in ana.page(record_of(attempt)).text) is told
    assert "dobre jest też a" in ben.page(record_of(attempt)).text


def test_a_record_never_tells_what_is_right(session: Session, ana: PageClient, cast: Cast) -> None:
    question = make_single(id="one", explanation=Text("bo tak jest", "because"))
    attempt = make_begun(session, cast.enrolment, make_quiz(question))
    make_save(session, attempt, "one", A)
    html = ana.page(record_of(attempt)).html
    assert "bo tak jest" not in html
    assert "dobra" not in html


def test_who_reads_a_record(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    attempt = make_begun(session, cast.enrolment, QUIZ)
    for person in (cast.ana, cast.ben, cast.carla, cast.adam):
        assert signed_in_as(person).get(record_of(attempt)).status_code == 200
    for person in (cast.dov, cast.vera, cast.iga):
        assert signed_in_as(person).get(record_of(attempt)).status_code == 404


@pytest.mark.parametrize("saves", [1, 3])
def test_a_record_asks_the_database_four_times(
    session: Session, ben: PageClient, queries: Queries, cast: Cast, saves: int
) -> None:
    attempt = make_sat(session, cast.enrolment, QUIZ, {"one": A})
    for revision in range(2, saves + 1):
        make_save(session, attempt, "one", B, revision=revision)
    address = record_of(attempt)
    ben.page(address)
    with queries() as statements:
        ben.page(address)
    assert len(statements) == 4


def test_pages_of_an_attempt_lead_to_its_record(
    session: Session, ana: PageClient, cast: Cast
) -> None:
    begun = make_begun(session, cast.enrolment, QUIZ)
    assert record_of(begun) in ana.page(f"/attempts/{begun.id}/1").links()
    ended = make_sat(session, cast.enrolment, QUIZ, {"one": A}, quiz_slug="m1")
    assert record_of(ended) in ana.page(f"/attempts/{ended.id}").links()


def test_a_receipt_is_looked_up_as_it_is_typed(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    attempt = make_sat(session, cast.enrolment, QUIZ, {"one": A})
    code = receipt(attempt.id, "one", 1, A)
    typed = f" {code[:2].lower()}-{code[2:].lower().replace('0', 'o').replace('1', 'l')} "
    page = ben.page("/receipts", query_string={"code": typed})
    assert f"Kod {code} ma 1 zapis" in page.text
    for said in ("Ana Ćwikła", "Krosno, edycja 1", "1. Kto zaczyna", "12:03:07", "liczy się"):
        assert said in page.text
    assert record_of(attempt) in page.links()


def test_a_receipt_of_another_cohort_is_not_found(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    beside = make_enrolment(session, make_cohort(session, cast.programme))
    attempt = make_sat(session, beside, QUIZ, {"one": A})
    code = receipt(attempt.id, "one", 1, A)
    text = ben.page(f"/receipts?code={code}").text
    assert "W twoich edycjach nic nie znaleziono" in text
    assert code in text


def test_what_is_no_code_is_told_so(ben: PageClient) -> None:
    answer = ben.get("/receipts?code=7K")
    assert answer.status_code == 422
    assert "Kod ma cztery znaki" in answer.get_data(as_text=True)
    assert "Kod ma cztery znaki" not in ben.page("/receipts").text


@pytest.mark.parametrize("saves", [1, 3])
def test_a_look_up_asks_the_database_four_times(
    session: Session, ben: PageClient, queries: Queries, cast: Cast, saves: int
) -> None:
    attempt = make_sat(session, cast.enrolment, QUIZ, {"one": A})
    for number in range(2, saves + 1):
        make_sat(session, cast.enrolment, QUIZ, {"one": A}, number=number)
    address = f"/receipts?code={receipt(attempt.id, 'one', 1, A)}"
    ben.page(address)
    with queries() as statements:
        ben.page(address)
    assert len(statements) == 4


def test_receipts_are_for_trainers(signed_in_as: SignIn, cast: Cast) -> None:
    for person in (cast.ana, cast.carla, cast.adam, cast.dov, cast.vera, cast.iga):
        assert signed_in_as(person).get("/receipts").status_code == 403
