"""What trainers, coordinators and auditors see of quizzes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from course.catalogue import Catalogue, attach
from course.models import AttemptGrant, Person
from course.terms import EnrolmentState
from tests.following_pages import ALL, QUIZ, at, somebody
from tests.make import MONDAY, add, make_cohort
from tests.make_quizzes import make_begun, make_sat
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]

LONG = "Wierzchosława Przeździecka-Szczęśniakiewicz-" + "Gżegżółczyńska" * 6


@pytest.fixture(autouse=True)
def course(app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    """The course with a small quiz in module 3."""
    small = replace(authored_course, quizzes={**authored_course.quizzes, QUIZ.slug: QUIZ})
    attach(app, small)
    yield small
    attach(app, authored_course)


def test_the_cohort_leads_to_its_quizzes(session: Session, ben: PageClient, cast: Cast) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    assert at(cast) in ben.page(f"/cohorts/{cast.cohort.id}").links()
    page = ben.page(at(cast))
    assert "Bierze udział 1 osoba" in page.text
    assert "Rozmowy 1 z 1 0 z 1 czeka 1 osoba" in page.text
    assert {at(cast, "/m3"), at(cast, "/m3/questions"), "/receipts"} <= set(page.links())


def test_a_cohort_of_nobody(session: Session, ben: PageClient, cast: Cast) -> None:
    cast.enrolment.state = EnrolmentState.REFUSED
    session.flush()
    assert "Nikogo tu jeszcze nie ma" in ben.page(at(cast)).text
    assert "Nikogo tu jeszcze nie ma" in ben.page(at(cast, "/m3")).text
    assert "Nikt jeszcze nie ukończył tego testu" in ben.page(at(cast, "/m3/questions")).text


def test_one_quiz_by_person(session: Session, ben: PageClient, cast: Cast) -> None:
    rules = replace(QUIZ, failed_before_pause=1, attempts=1)
    failed = make_sat(session, cast.enrolment, rules, {}, entered_by_id=cast.ben.id)
    begun = make_begun(session, somebody(session, cast, "Zenon Żak"), QUIZ)
    somebody(session, cast, LONG)
    page = ben.page(at(cast, "/m3"))
    assert "Podejście 1: 0%: Ana Ćwikła (na papierze)" in page.text
    assert "jeszcze niezaliczone" in page.text
    assert "Podejście 1: w toku" in page.text
    assert LONG in page.text
    assert "jeszcze nie zaczęto" in page.text
    assert "Zaczęło: 2 z 3, zaliczyło: 0." in page.text
    for attempt in (failed, begun):
        assert f"/attempts/{attempt.id}/record" in page.links()


def test_who_must_wait_is_told_until_when(
    session: Session, ben: PageClient, cast: Cast, app: Flask, course: Catalogue
) -> None:
    strict = replace(QUIZ, failed_before_pause=1)
    attach(app, replace(course, quizzes={QUIZ.slug: strict}))
    make_sat(session, cast.enrolment, strict, {})
    assert (
        "Przerwa do: wtorek 24 listopada 2026, 12:12, czas polski."
        in ben.page(at(cast, "/m3")).text
    )
    attach(app, replace(course, quizzes={QUIZ.slug: replace(QUIZ, attempts=1)}))
    assert "Wszystkie podejścia są wykorzystane." in ben.page(at(cast, "/m3")).text


def test_a_granted_attempt_is_told_until_it_begins(
    session: Session, ben: PageClient, cast: Cast, app: Flask, course: Catalogue
) -> None:
    once = replace(QUIZ, attempts=1)
    attach(app, replace(course, quizzes={QUIZ.slug: once}))
    make_sat(session, cast.enrolment, once, {})
    columns = {"quiz_slug": QUIZ.slug, "reason": "Zabrakło prądu."}
    grant = AttemptGrant(enrolment_id=cast.enrolment.id, granted_by_id=cast.ben.id, **columns)
    grant.granted_at = MONDAY
    add(session, grant)
    assert "Dodatkowe podejście czeka na wykorzystanie." in ben.page(at(cast, "/m3")).text
    make_begun(session, cast.enrolment, once, number=2)
    assert "czeka na wykorzystanie" not in ben.page(at(cast, "/m3")).text


def test_the_bank_and_the_try_out_are_for_those_who_read_keys(
    signed_in_as: SignIn, ben: PageClient, cast: Cast
) -> None:
    leads = {"/materials/questions/m3", "/quizzes/m3/preview"}
    assert leads <= set(ben.page(at(cast, "/m3")).links())
    assert not leads & set(signed_in_as(cast.carla).page(at(cast, "/m3")).links())


def test_whoever_left_is_told_so(session: Session, ben: PageClient, cast: Cast) -> None:
    cast.enrolment.state = EnrolmentState.WITHDRAWN
    make_sat(session, cast.enrolment, QUIZ, ALL)
    assert "rezygnacja" in ben.page(at(cast, "/m3")).text


@pytest.mark.parametrize("rest", ["", "/m3", "/m3/questions", "/m3/questions?of=programme"])
def test_strangers_find_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast, rest: str
) -> None:
    beside = make_cohort(session, cast.programme)
    assert signed_in_as(cast.ben).get(f"/cohorts/{beside.id}/quizzes{rest}").status_code == 404
    for person in (cast.ana, cast.dov, cast.vera, cast.iga):
        assert signed_in_as(person).get(at(cast, rest)).status_code == 403
    assert signed_in_as(cast.ben).get(at(cast, "/none")).status_code == 404
    assert signed_in_as(cast.ben).get(at(cast, "/none/questions")).status_code == 404


def test_only_trainers_are_led_to_receipts(signed_in_as: SignIn, cast: Cast) -> None:
    assert "/receipts" not in signed_in_as(cast.carla).page(at(cast)).links()


@pytest.mark.parametrize(("rest", "asked"), [("", 4), ("/m3", 7), ("/m3/questions", 7)])
@pytest.mark.parametrize("people", [1, 3])
def test_pages_ask_the_database_as_often_for_one_as_for_many(
    session: Session,
    ben: PageClient,
    queries: Queries,
    cast: Cast,
    rest: str,
    asked: int,
    people: int,
) -> None:
    for _ in range(people):
        make_sat(session, somebody(session, cast), QUIZ, ALL)
    address = at(cast, rest)
    ben.page(address)  # versions of quizzes are read once a process
    with queries() as statements:
        ben.page(address)
    assert len(statements) == asked


def test_the_pages_speak_english(session: Session, ben: PageClient, cast: Cast) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    with ben.session_transaction() as cookie:
        cookie["language"] = "en"
    assert "Began: 1 of 1, passed: 0." in ben.page(at(cast, "/m3")).text
    assert "1 person was asked. Right: 1, in part: 0" in ben.page(at(cast, "/m3/questions")).text
