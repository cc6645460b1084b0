"""Lessons: read in order, remembered once, sent again only when they changed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from itertools import pairwise

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import LessonProgress, Person
from tests.make import MONDAY, make_cohort, make_enrolment
from tests.make_study import make_attempt, make_consents, make_read, make_result
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


def test_a_lesson_is_read_and_leads_on(
    session: Session, signed_in_as: SignIn, studying: Person, course: Catalogue
) -> None:
    client = signed_in_as(studying)
    lessons = course.curriculum.module("m1").lessons
    page = client.page(FIRST)
    assert "Lekcja 1 z 5" in page.text
    assert "Następna lekcja: Skąd to się wzięło, 15 minut." in page.text
    for lesson, after in pairwise(lessons):
        response = client.post(f"/lessons/{lesson.slug}")
        assert (response.status_code, response.location) == (303, f"/lessons/{after.slug}")
    assert client.post(f"/lessons/{lessons[-1].slug}").location == "/quizzes/m1"
    assert len(session.scalars(select(LessonProgress)).all()) == 5


def test_a_lesson_left_out_comes_before_the_quiz(
    signed_in_as: SignIn, studying: Person, course: Catalogue
) -> None:
    client = signed_in_as(studying)
    first, *others = course.curriculum.module("m1").lessons
    for lesson in others:
        response = client.post(f"/lessons/{lesson.slug}")
    assert response.location == f"/lessons/{first.slug}"


def test_my_course_leads_back_to_the_lesson_opened_last(
    signed_in_as: SignIn, studying: Person
) -> None:
    client = signed_in_as(studying)
    client.page(FIRST)
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        client.page("/lessons/m1/3-the-cycle")
        text = client.page("/course").text
    assert "Przeczytaj lekcję „Cykl pracy”" in text
    assert "Zaczęta we wtorek, 24 listopada." in text


def test_a_locked_lesson_says_why_with_a_link(signed_in_as: SignIn, studying: Person) -> None:
    client = signed_in_as(studying)
    response = client.get("/lessons/m2/2-study-walk")
    page = response.get_data(as_text=True)
    assert response.status_code == 409
    assert "Otworzy się po zaliczeniu testu modułu" in page
    assert 'href="/quizzes/m1"' in page
    assert client.post("/lessons/m2/2-study-walk").status_code == 409


def test_no_such_lesson_and_no_such_way(signed_in_as: SignIn, studying: Person, cast: Cast) -> None:
    client = signed_in_as(studying)
    assert client.get("/lessons/m1/9-none").status_code == 404
    assert client.get("/lessons/m9/1-none").status_code == 404
    assert client.put(FIRST).status_code == 405
    assert signed_in_as(cast.iga).get(FIRST).status_code == 404


def test_a_lesson_asks_the_database_thrice_and_once_opened_is_not_written(
    session: Session, signed_in_as: SignIn, queries: Queries, studying: Person
) -> None:
    client = signed_in_as(studying)
    client.page(FIRST)
    with queries() as statements:
        client.page(FIRST)
    assert len(statements) == 3  # who asks, where they stand, what they wrote beside it
    assert len(session.scalars(select(LessonProgress)).all()) == 1


def test_an_unchanged_lesson_is_not_sent_again(
    signed_in_as: SignIn, queries: Queries, studying: Person
) -> None:
    client = signed_in_as(studying)
    tag = client.get(FIRST).headers["ETag"]
    with queries() as statements:
        response = client.get(FIRST, headers={"If-None-Match": tag})
    assert (response.status_code, response.data, len(statements)) == (304, b"", 3)
    assert response.headers["ETag"] == tag
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.vary.as_set() >= {"cookie"}
    compressed = f'{tag[:-1]}:gzip"'
    assert client.get(FIRST, headers={"If-None-Match": compressed}).status_code == 304


def test_whatever_changes_the_page_changes_its_tag(
    session: Session, signed_in_as: SignIn, studying: Person, cast: Cast, course: Catalogue
) -> None:
    client = signed_in_as(studying)
    tags = [client.get(FIRST).headers["ETag"]]
    client.post("/lessons/m1/2-where-it-comes-from")
    tags.append(client.get(FIRST).headers["ETag"])
    with client.session_transaction() as cookie:
        cookie["language"] = "en"
    tags.append(client.get(FIRST).headers["ETag"])
    client.set_cookie("look", "dark.normal.normal")
    tags.append(client.get(FIRST).headers["ETag"])
    make_enrolment(session, cast.cohort, cast.iga)
    make_consents(session, make_enrolment(session, make_cohort(session), cast.iga), cast.iga)
    tags.append(signed_in_as(cast.iga).get(FIRST).headers["ETag"])
    assert len(set(tags)) == len(tags)


def test_a_message_waiting_is_never_lost_to_a_kept_page(
    signed_in_as: SignIn, studying: Person
) -> None:
    client = signed_in_as(studying)
    tag = client.get(FIRST).headers["ETag"]
    with client.session_transaction() as cookie:
        cookie["_flashes"] = [("ok", "Zapisano.")]
    response = client.get(FIRST, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert "Zapisano." in response.get_data(as_text=True)


@pytest.mark.parametrize("language", ["pl", "en"])
def test_every_lesson_is_a_good_page(
    session: Session, signed_in_as: SignIn, studying: Person, course: Catalogue, language: str
) -> None:
    for module in course.curriculum.modules[:-1]:
        make_read(session, course, module.slug, studying)
        make_result(session, course, module.slug, studying)
    make_attempt(session, course, "m1", studying)
    client = signed_in_as(studying)
    with client.session_transaction() as cookie:
        cookie["language"] = language
    for lesson in course.curriculum.lessons():
        client.page(f"/lessons/{lesson.slug}")
    client.page("/course")
