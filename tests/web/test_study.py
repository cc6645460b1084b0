"""My course, and what is accepted before it begins."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Cohort, Consent, LessonProgress, Person
from course.terms import EnrolmentState
from course.web.course_page import week_of
from tests.make import MONDAY, make_cohort, make_enrolment, make_person, make_version
from tests.make_fieldwork import make_entry, make_meeting
from tests.make_study import make_consents, make_read, make_result
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
FIRST = "/lessons/m1/1-what-organising-is"
TICKS = {"declaration": "yes", "ethics_code": "yes", "data_notice": "yes"}


@pytest.fixture
def studying(session: Session, cast: Cast) -> Person:
    """Ana, who has accepted the declarations."""
    make_consents(session, cast.enrolment, cast.ana)
    return cast.ana


def test_who_is_in_no_cohort_sees_a_calm_page(signed_in_as: SignIn, cast: Cast) -> None:
    assert "Teraz nie ma cię w żadnej edycji" in signed_in_as(cast.carla).page("/course").text


def test_before_the_consents_there_is_one_step(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.ana).page("/course")
    assert "Przeczytaj i przyjmij trzy teksty" in page.text
    assert page.text.count("Otworzy się po przyjęciu deklaracji") == 8


@pytest.mark.parametrize("address", [FIRST, "/quizzes/m1"])
def test_every_page_leads_to_the_consents(signed_in_as: SignIn, cast: Cast, address: str) -> None:
    client = signed_in_as(cast.ana)
    response = client.get(address)
    assert (response.status_code, response.location) == (303, "/consents")
    assert "Najpierw przeczytaj" in client.page("/consents").text


def test_the_consents_are_read_and_accepted(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    client = signed_in_as(cast.ana)
    assert "Mam ukończone 18 lat" in client.page("/consents").text
    response = client.post("/consents", data={**TICKS, "show_name": "yes"})
    assert (response.status_code, response.location) == (303, "/course")
    assert len(session.scalars(select(Consent)).all()) == 4
    assert "Przeczytaj lekcję" in client.page("/course").text


def test_a_missing_consent_is_named_beside_it(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    response = signed_in_as(cast.ana).post("/consents", data={"declaration": "yes"})
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'id="ethics_code-fault"' in page
    assert 'id="data_notice-fault"' in page
    assert 'id="declaration-fault"' not in page
    assert 'id="declaration" value="yes" checked' in page
    assert session.scalars(select(Consent)).all() == []


def test_the_name_can_be_hidden_again(
    session: Session, signed_in_as: SignIn, studying: Person
) -> None:
    client = signed_in_as(studying)
    for sent, shown in (({"show_name": "yes"}, True), ({}, False)):
        response = client.post("/consents", data=sent)
        assert (response.status_code, response.location) == (303, "/consents")
        checked = 'id="show_name" value="yes" checked' in client.page("/consents").html
        assert checked is shown


def test_consents_are_for_trainees(signed_in_as: SignIn, cast: Cast) -> None:
    client = signed_in_as(cast.carla)
    assert client.get("/consents").status_code == 404
    assert client.post("/consents", data=TICKS).status_code == 404
    assert client.put("/consents").status_code == 405


def test_my_course_shows_the_way(
    session: Session, signed_in_as: SignIn, cast: Cast, studying: Person, course: Catalogue
) -> None:
    rule = make_version(session, course.rules["pilot"])
    cast.programme.rule_digest = rule.digest
    make_read(session, course, "m1", studying)
    make_result(session, course, "m1", studying)
    make_entry(session, cast.enrolment, minutes=90)
    make_meeting(
        session, cast.cohort, cast.ben, title="Warsztat", starts_at=MONDAY + timedelta(days=1)
    )
    text = signed_in_as(studying).page("/course").text
    assert "To tydzień 8 z 24" in text
    assert "jutroWarsztatwtorek 24 listopada, 12:03–18:03, czas polski" in text
    assert "1 h 30 min praktyki do potwierdzenia" in text
    assert "Lektura1 h 15 min z 2 h 33 min" in text
    assert "Warsztaty0 h z 10 h" in text
    assert "Zacznij zadanie" in text


@pytest.mark.parametrize("number", [1, 3])
def test_my_course_asks_the_database_five_times(
    session: Session,
    signed_in_as: SignIn,
    queries: Queries,
    cast: Cast,
    studying: Person,
    course: Catalogue,
    number: int,
) -> None:
    make_read(session, course, "m1", studying)
    for place in range(number):
        make_entry(session, cast.enrolment)
        make_meeting(
            session, cast.cohort, cast.ben, code=f"W{place}", starts_at=MONDAY + timedelta(days=1)
        )
        at = MONDAY - timedelta(days=place)
        make_result(session, course, "m1", studying, right=place > 1, at=at)
    client = signed_in_as(studying)
    with queries() as statements:
        client.page("/course")
    assert len(statements) == 5


def test_the_end_of_participation_leads_to_the_certificate(
    session: Session, signed_in_as: SignIn, cast: Cast, studying: Person, course: Catalogue
) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    client = signed_in_as(studying)
    assert "udział się zakończył" in client.page("/course").text.replace("Twój ", "")
    assert "Dalej" in client.page(FIRST).text
    assert session.scalars(select(LessonProgress)).all() == []
    assert client.post(FIRST).status_code == 409


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 4), (0, 24)),
        (date(2026, 10, 5), (1, 24)),
        (date(2026, 10, 12), (2, 24)),
        (date(2027, 3, 21), (24, 24)),
        (date(2027, 3, 22), (25, 24)),
    ],
)
def test_weeks_are_counted_from_the_first_day(day: date, expected: tuple[int, int]) -> None:
    cohort = Cohort(starts_on=date(2026, 10, 5), ends_on=date(2027, 3, 21))
    assert week_of(cohort, day) == expected


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "said"),
    [
        (date(2026, 12, 1), date(2027, 3, 1), "zaczyna się we wtorek, 1 grudnia"),
        (date(2026, 1, 5), date(2026, 6, 1), "skończyła się 1 czerwca 2026"),
    ],
)
def test_a_cohort_before_and_after_its_time(
    session: Session, signed_in_as: SignIn, starts_on: date, ends_on: date, said: str
) -> None:
    cohort = make_cohort(session, starts_on=starts_on, ends_on=ends_on)
    person = make_person(session)
    make_enrolment(session, cohort, person)
    assert said in signed_in_as(person).page("/course").text


def test_what_the_programme_does_not_ask_for_stands_apart_and_is_open(
    session: Session, signed_in_as: SignIn, cast: Cast, studying: Person, course: Catalogue
) -> None:
    rule = make_version(session, course.rules["pilot"])
    cast.programme.rule_digest = rule.digest
    client = signed_in_as(studying)
    page = client.page("/course")
    assert "2 moduły" in page.text
    assert "Więcej do przeczytania" in page.text
    assert "/lessons/m2/1-data-and-picture" in page.links()
    assert client.get("/lessons/m2/1-data-and-picture").status_code == 200
    assert client.get("/lessons/m8/1-action").status_code == 200
    assert client.get("/lessons/m3/1-levels-of-listening").status_code == 409  # M1 comes first
    assignments = client.page("/assignments").text
    asked, more = assignments.split("Więcej zadań")
    assert "Dziennik słuchania" in asked
    assert "Mapa zasobów" in more


def test_the_whole_rule_asks_for_every_module(
    session: Session, signed_in_as: SignIn, cast: Cast, studying: Person, course: Catalogue
) -> None:
    rule = make_version(session, course.rules["social-organiser"])
    cast.programme.rule_digest = rule.digest
    client = signed_in_as(studying)
    text = client.page("/course").text
    assert "8 modułów" in text
    assert "Więcej do przeczytania" not in text
    checklist = client.page("/certificate").text
    for said in (
        "Kompetencja K1 Etyka i rola: zaliczone zadania 0 z 2",
        "Rozmowa w połowie kursu: jeszcze się nie odbyła",
        "Superwizje grupowe: 0 z 3",
        "Zadanie „Dziennik słuchania”: potrzebna jest też druga ocena",
        "Komisja (3 osoby): jeszcze się nie zebrała",
    ):
        assert said in checklist, said
