"""A trainer counts results anew: first the preview, then the deed."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.catalogue import Catalogue
from course.models import Person, QuestionVoid, QuizAttempt
from tests.keeping_pages import answered, field, now_written, written
from tests.make import MONDAY, make_cohort, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_taken,
    make_taker,
    percents,
    person_of,
    rekeyed,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
Rekey = Callable[[str], None]
FIRST, SECOND, *_ = QUESTIONS
SHORT = "krótko"


@pytest.fixture
def course(small_course: Catalogue) -> Catalogue:
    return small_course


@pytest.fixture
def rekey(app: Flask, course: Catalogue, bank: Quiz) -> Rekey:
    """Has another choice of a question be the right one, and every other key as it was."""

    def written_so(question: str) -> None:
        now_written(app, course, rekeyed(bank, question))

    return written_so


@pytest.fixture
def regrading(cast: Cast) -> str:
    """The page on which the cohort's results are counted by the key of today."""
    return f"/cohorts/{cast.cohort.id}/quizzes/m1/regrade"


def sent(page: Page, **typed: str) -> dict[str, str]:
    """What the form sends as it stands, and what is typed."""
    return {"preview": field(page, "preview").get("value", ""), **typed}


def test_a_corrected_key_is_previewed_and_carried_out(
    session: Session,
    cast: Cast,
    course: Catalogue,
    rekey: Rekey,
    regrading: str,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    assert "Niczyj wynik by się nie zmienił" in ben.page(regrading).text
    place = make_taker(session, course, cast.cohort, "Zofia Żak")
    loser = make_taken(session, course, person_of(session, place), wrong=[SECOND])
    rekey(FIRST)
    page = ben.page(regrading)
    assert "Zmieniłyby się 2 wyniki. 1 z nich by spadł: jest na początku." in page.text
    assert page.text.index("Zofia Żak") < page.text.index("Ana Ćwikła")
    assert field(page, "leave_falling").get("checked") is not None
    done = ben.post(regrading, data=sent(page, reason=REASON, leave_falling="yes"))
    assert (done.status_code, done.location) == (303, regrading)
    assert "Przeliczono 1 wynik." in ben.page(regrading).text
    assert percents(session, taken) == [75, 100]
    assert percents(session, loser) == [75]


def test_a_fault_keeps_what_was_typed(
    session: Session,
    rekey: Rekey,
    regrading: str,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    rekey(FIRST)
    for reason, fault in (("", "uzupełnić"), (SHORT, "co najmniej 10"), ("x" * 401, "400")):
        response = ben.post(regrading, data=sent(ben.page(regrading), reason=reason))
        page = answered(response)
        assert response.status_code == 422
        assert written(page, "reason") == reason
        assert field(page, "leave_falling").get("checked") is None
        assert fault in page.text
    assert percents(session, taken) == [75]


def test_what_changed_since_the_preview_is_shown_first(
    session: Session,
    rekey: Rekey,
    regrading: str,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    rekey(FIRST)
    seen = sent(ben.page(regrading), reason=REASON)
    rekey(SECOND)
    response = ben.post(regrading, data=seen)
    page = answered(response)
    assert response.status_code == 409
    assert "W międzyczasie coś się zmieniło" in page.text
    assert written(page, "reason") == REASON
    assert percents(session, taken) == [75]
    again = sent(page, reason=REASON, knows_loss="yes")
    assert ben.post(regrading, data=again).status_code == 303
    assert percents(session, taken) == [75, 50]


def test_when_all_would_fall_and_are_left_nothing_is_changed(
    session: Session,
    rekey: Rekey,
    regrading: str,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    rekey(SECOND)
    ben.post(regrading, data=sent(ben.page(regrading), reason=REASON, leave_falling="yes"))
    assert "Żaden wynik nie czekał już na zmianę." in ben.page(regrading).text
    assert percents(session, taken) == [75]


def test_a_longer_preview_asks_the_database_no_more(
    session: Session,
    cast: Cast,
    course: Catalogue,
    rekey: Rekey,
    taken: QuizAttempt,
    ben: PageClient,
    queries: Queries,
) -> None:
    rekey(FIRST)
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
    session: Session,
    cast: Cast,
    course: Catalogue,
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
    session: Session,
    rekey: Rekey,
    regrading: str,
    taken: QuizAttempt,
    ben: PageClient,
) -> None:
    rekey(SECOND)
    page = ben.page(regrading)
    assert "1 osoba straci zaliczenie: Ana Ćwikła." in page.text
    assert ben.post(regrading, data=sent(page, reason=REASON)).status_code == 422
    left = ben.post(regrading, data=sent(page, reason=REASON, leave_falling="yes"))
    assert left.status_code == 303
    assert percents(session, taken) == [75]
    taken_away = sent(ben.page(regrading), reason=REASON, knows_loss="yes")
    assert ben.post(regrading, data=taken_away).status_code == 303
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
