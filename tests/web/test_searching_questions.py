"""Questions among the results of a search: each is found by its own people, and by nobody else."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Enrolment, LessonQuestion, Person
from course.terms import EnrolmentState
from tests.make import make_cohort, make_enrolment, make_person, make_trainer
from tests.make_asking import LESSON, make_answer, make_question, make_shown
from tests.make_assignments import make_ready
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
ASKED = "Co z dzwonnicą przy kościele, gdy pan Ksawery nie odpowiada?"
TOLD = "Zapytajcie o karuzelę, a potem poczekajcie."
IN_OTHER_WORDS = "Co z wieżą, gdy ktoś nie odpowiada?"


@pytest.fixture
def question(session: Session, cast: Cast) -> LessonQuestion:
    found = make_question(session, cast.enrolment, cast.ana, ASKED)
    make_answer(session, found, cast.ben, TOLD)
    session.commit()
    return found


@pytest.fixture
def beside(session: Session, cast: Cast, course: Catalogue) -> Person:
    """Somebody of Ana's cohort, who has come as far."""
    person = make_person(session, "Żaneta Łoś")
    make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
    return person


def found(client: PageClient, word: str) -> list[str]:
    """Where the questions lead that a word finds."""
    links = client.page(f"/search?q={word}").links()
    return [link for link in links if "#question-" in link or "/marking/questions/" in link]


def test_ones_own_question_is_found_by_its_words_and_by_the_answer(
    ana: PageClient, question: LessonQuestion
) -> None:
    thread = f"/lessons/{LESSON}/questions#question-{question.id}"
    for word in ("dzwonnica", "ksawery", "karuzeli"):
        assert found(ana, word) == [thread], word
    page = ana.page("/search?q=karuzela")
    assert "Twoje pytanie, lekcja „Pytania”" in page.text
    assert {"".join(one.itertext()) for one in page.root.iter("mark")} == {"karuzelę"}
    assert f'id="question-{question.id}"' in ana.page(thread.partition("#")[0]).html


def test_ones_own_question_is_found_while_it_waits(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    make_question(session, cast.enrolment, cast.ana, ASKED)
    assert len(found(ana, "dzwonnicy")) == 1


def test_nobody_of_the_cohort_finds_what_is_not_shown(
    signed_in_as: SignIn, beside: Person, question: LessonQuestion
) -> None:
    for word in ("dzwonnica", "karuzela", "ksawery"):
        assert found(signed_in_as(beside), word) == []


def test_the_cohort_finds_what_is_shown_in_the_words_that_are_shown(
    session: Session, cast: Cast, signed_in_as: SignIn, beside: Person, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben, "Wróćcie z latawcem.")
    make_shown(session, question, cast.ben, IN_OTHER_WORDS)
    client = signed_in_as(beside)
    for word in ("wieża", "latawce"):
        assert len(found(client, word)) == 1, word
    for word in ("dzwonnica", "ksawery", "karuzela"):
        assert found(client, word) == [], word
    page = client.page("/search?q=latawiec")
    assert "Pytanie z twojej grupy, lekcja „Pytania”" in page.text
    assert cast.ana.name not in page.html
    assert cast.ben.name not in page.html


def test_what_is_hidden_or_taken_back_is_found_by_nobody(
    session: Session,
    cast: Cast,
    signed_in_as: SignIn,
    ana: PageClient,
    ben: PageClient,
    beside: Person,
    question: LessonQuestion,
) -> None:
    make_shown(session, question, cast.ben, IN_OTHER_WORDS)
    waiting = make_question(session, cast.enrolment, cast.ana, "Skąd wziąć hulajnogę?")
    assert len(found(ana, "hulajnoga")) == len(found(ben, "hulajnoga")) == 1
    ben.post(f"/marking/questions/{question.id}/hidden")
    ana.post(f"/questions/{waiting.id}/withdrawal")
    assert found(signed_in_as(beside), "wieża") == []
    assert found(ana, "hulajnoga") == found(ben, "hulajnoga") == []


def test_trainers_find_what_their_cohorts_ask(
    session: Session, cast: Cast, signed_in_as: SignIn, ben: PageClient, question: LessonQuestion
) -> None:
    make_question(session, cast.enrolment, cast.ana, "Skąd wziąć hulajnogę?")
    assert found(ben, "dzwonnica") == [f"/marking/questions/{question.id}"]
    assert len(found(ben, "hulajnoga")) == 1
    text = ben.page("/search?q=dzwonnica").text
    assert "Pytanie osoby z kursu, lekcja „Pytania”" in text
    assert cast.ana.name not in text
    elsewhere = make_trainer(session, make_cohort(session, cast.programme, code="X2"), "Ewa")
    assert found(signed_in_as(elsewhere), "dzwonnica") == []


@pytest.mark.parametrize("who", ["carla", "vera", "adam", "iga", "lena", "dov"])
def test_others_find_no_question(
    session: Session, cast: Cast, signed_in_as: SignIn, question: LessonQuestion, who: str
) -> None:
    make_shown(session, question, cast.ben, IN_OTHER_WORDS)
    for word in ("dzwonnica", "wieża", "karuzela"):
        assert found(signed_in_as(getattr(cast, who)), word) == [], (who, word)


def test_a_question_at_a_closed_lesson_waits_with_it(
    session: Session, cast: Cast, signed_in_as: SignIn, question: LessonQuestion
) -> None:
    make_shown(session, question, cast.ben, IN_OTHER_WORDS)
    slow = make_person(session, "Zenon Wolny")
    make_consents(session, make_enrolment(session, cast.cohort, slow), slow)
    page = signed_in_as(slow).page("/search?q=wieża")
    assert "Co z" not in page.text
    assert "karuzelę" not in page.text


def test_whoever_has_left_the_cohort_finds_its_questions_no_more(
    session: Session, cast: Cast, signed_in_as: SignIn, beside: Person, question: LessonQuestion
) -> None:
    make_shown(session, question, cast.ben, IN_OTHER_WORDS)
    assert len(found(signed_in_as(beside), "wieża")) == 1
    place = session.scalars(select(Enrolment).where(Enrolment.person_id == beside.id)).one()
    place.state = EnrolmentState.WITHDRAWN
    session.commit()
    assert found(signed_in_as(beside), "wieża") == []


def test_markup_in_a_question_is_only_words(
    session: Session, cast: Cast, ana: PageClient, ben: PageClient
) -> None:
    make_question(session, cast.enrolment, cast.ana, "<script>hulajnoga</script> <b>x</b> & co?")
    for client in (ana, ben):
        page = client.page("/search?q=hulajnoga")
        assert "<script>hulaj" not in page.html
        assert "<b>x" not in page.html
        assert "&lt;script&gt;<mark>hulajnoga</mark>&lt;/script&gt;" in page.html


def test_a_long_question_is_shortened_and_its_words_are_found(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    make_question(session, cast.enrolment, cast.ana, "Pytam o sprawę. " * 60 + "Gdzie hulajnoga?")
    page = ana.page("/search?q=hulajnoga")
    assert page.text.count("Pytam o sprawę") < 10
    assert "Gdzie hulajnoga?" in page.text


def test_the_number_of_questions_costs_no_statements(
    session: Session, cast: Cast, ana: PageClient, question: LessonQuestion, queries: Queries
) -> None:
    found(ana, "karuzela")
    with queries() as one:
        found(ana, "karuzela")
    for _ in range(3):
        make_answer(
            session, make_question(session, cast.enrolment, cast.ana, ASKED), cast.ben, TOLD
        )
    session.commit()
    with queries() as many:
        found(ana, "karuzela")
    assert len(one) == len(many) == 4
