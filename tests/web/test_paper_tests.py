"""The page on which the answers of a test on paper are typed in."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import Answer, as_typed
from course.catalogue import Catalogue
from course.models import PaperTest, Person, QuizAttempt, QuizResult
from course.terms import EnrolmentState
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_study import make_attempt, make_consents, make_read, right_answer
from tests.pages import Page, PageClient
from tests.paper_pages import TEN_KINDS, TUESDAY, as_sheet, make_paper, ten_kinds_asked
from tests.people import Cast
from tests.quiz_pages import put

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
RIGHT = {one.id: right_answer(one) for one in TEN_KINDS.questions}


@pytest.fixture(name="course")
def course_of_ten_kinds(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    with ten_kinds_asked(prepared_app, authored_course) as course:
        yield course


@pytest.fixture
def paper(session: Session, cast: Cast, course: Catalogue) -> PaperTest:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return make_paper(session, cast.cohort, cast.ben)


@pytest.fixture
def address(paper: PaperTest) -> str:
    return f"/paper-tests/{paper.id}/enter"


def sheet(
    cast: Cast, answers: Mapping[str, Answer] | None = None, **more: str
) -> dict[str, object]:
    typed = as_sheet(RIGHT if answers is None else answers)
    about = {"sitter": str(cast.enrolment.id), "taken_on": TUESDAY.isoformat()}
    return {**typed, **about, "request_key": "press", **more}


def test_a_sheet_is_kept_and_marked_as_paper(
    session: Session, cast: Cast, address: str, ben: PageClient, signed_in_as: SignIn
) -> None:
    answer = ben.post(address, data=sheet(cast))
    assert (answer.status_code, answer.location) == (303, address)
    [attempt] = session.scalars(select(QuizAttempt))
    page = ben.page(address)
    assert cast.ana.name in page.text
    assert "czekają na ocenę" in page.text
    assert "już wpisany" in page.text
    ana = signed_in_as(cast.ana)
    assert "Odpowiedzi z kartki" in ana.page(f"/attempts/{attempt.id}").text
    assert "na papierze" in ana.page("/quizzes/m1").text


def test_without_a_written_answer_nothing_waits(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    ben.post(address, data=sheet(cast, {"single": {"chosen": "b"}}, sure="yes"))
    assert "czekają na ocenę" not in ben.page(address).text
    assert session.scalars(select(QuizResult.waits)).all() == [False]


def test_a_double_press_keeps_one_sheet(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    for _ in range(2):
        assert ben.post(address, data=sheet(cast)).status_code == 303
    assert len(session.scalars(select(QuizAttempt)).all()) == 1
    answer = ben.post(address, data=sheet(cast, request_key="another"))
    assert answer.status_code == 409
    assert "są już wpisane" in Page(answer.get_data(as_text=True)).text


def test_blanks_are_asked_about_once(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    some = sheet(cast, {"single": {"chosen": "b"}, "short-text": {"text": "parafraza"}})
    answer = ben.post(address, data=some)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert 'name="sure"' in page
    assert 'value="parafraza"' in page
    assert 'name="request_key" value="press"' in page
    assert "naciśnij „Zapisz z pustymi miejscami”" in Page(page).text
    assert session.scalars(select(QuizAttempt)).all() == []
    assert ben.post(address, data={**some, "sure": "yes"}).status_code == 303
    assert len(session.scalars(select(QuizAttempt)).all()) == 1


def test_faults_stand_beside_their_fields_and_nothing_is_lost(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    typed = sheet(cast, sitter="", taken_on="wczoraj", sure="yes")
    typed["number.text"] = "dużo"
    typed["scenario.how-many.text"] = "trzy"
    typed["ordering.place-a"], typed["ordering.place-b"] = "2", "2"
    answer = ben.post(address, data=typed)
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    fields = ("sitter", "taken_on", "number.text", "scenario.how-many.text", "ordering.answer")
    for field in fields:
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page
    for kept in ("dużo", "trzy", "parafraza", "Trzy zdania"):
        assert kept in page
    assert session.scalars(select(QuizAttempt)).all() == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"sitter": "999999"}, "z listy"),
        ({"taken_on": (MONDAY + timedelta(days=1)).date().isoformat()}, "jeszcze"),
        ({"taken_on": "2026-10-01"}, "dopiero"),
    ],
)
def test_whose_and_when_are_checked(
    cast: Cast, address: str, ben: PageClient, changed: dict[str, str], said: str
) -> None:
    answer = ben.post(address, data={**sheet(cast), **changed})
    assert answer.status_code == 422
    assert said in Page(answer.get_data(as_text=True)).text


def test_the_page_says_why_somebody_may_not_sit(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    place = make_enrolment(session, cast.cohort, make_person(session, "Olek Sowa"))
    answer = ben.post(address, data=sheet(cast, sitter=str(place.id)))
    assert answer.status_code == 409
    assert "deklaracji" in Page(answer.get_data(as_text=True)).text
    place.state = EnrolmentState.ENDED
    session.flush()
    answer = ben.post(address, data=sheet(cast, sitter=str(place.id)))
    assert answer.status_code == 422
    assert "Olek Sowa" not in answer.get_data(as_text=True)


def test_what_is_open_on_the_screen_ends_first(
    session: Session, cast: Cast, course: Catalogue, address: str, ben: PageClient
) -> None:
    make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    assert "Ana Ćwikła, podejście w toku" in ben.page(address).text
    tomorrow = (MONDAY + timedelta(days=1)).date().isoformat()
    typed = sheet(cast, taken_on=tomorrow)
    typed["number.text"] = "dużo"
    answer = ben.post(address, data=typed)
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert {"#sitter", "#taken_on", "#number.text"} <= set(page.links())
    assert "jeszcze trwa" in page.text


def test_sheets_that_are_in_lead_to_their_records(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    assert "Wpisane arkusze" not in ben.page(address).text
    ben.post(address, data=sheet(cast, sure="yes"))
    [attempt] = session.scalars(select(QuizAttempt))
    page = ben.page(address)
    assert "Wpisane arkusze" in page.text
    assert f"/attempts/{attempt.id}/record" in page.links()
    listed = ben.page(f"/cohorts/{cast.cohort.id}/quizzes/m1/paper")
    assert f"{address}#entered" in listed.links()
    assert "Twoja odpowiedź" not in page.text


def test_the_same_answers_earn_the_same_on_the_screen(
    session: Session,
    cast: Cast,
    course: Catalogue,
    address: str,
    ben: PageClient,
    signed_in_as: SignIn,
) -> None:
    half = RIGHT | {"multiple": {"chosen": ["a", "b"]}, "single": {"chosen": "a"}}
    half |= {"matching": {"pairs": {"x": "a"}}, "gaps": {"gaps": {"then": "potem"}}}
    half["scenario"] = {"parts": {"what": {"chosen": "b"}}}
    ben.post(address, data=sheet(cast, half, sure="yes"))
    attempt = make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    ana = signed_in_as(cast.ana)
    for question, answer in half.items():
        put(ana, attempt, question, as_typed(answer), key=question)  # type: ignore[arg-type]
    ana.post(f"/attempts/{attempt.id}/submit", data={"sure": "yes"})
    paper, screen = session.scalars(select(QuizResult).order_by(QuizResult.id))
    assert paper.attempt_id != screen.attempt_id
    assert (paper.points, paper.percent, paper.waits) == (
        screen.points,
        screen.percent,
        screen.waits,
    )


def test_only_the_own_trainer_and_only_what_there_is(
    cast: Cast, paper: PaperTest, address: str, ben: PageClient, signed_in_as: SignIn
) -> None:
    listed = f"/cohorts/{cast.cohort.id}/quizzes/m1/paper"
    for person in (cast.ana, cast.carla, cast.vera):
        client = signed_in_as(person)
        for closed in (listed, f"/paper-tests/{paper.id}", address):
            assert client.get(closed).status_code == 403, closed
        assert client.post(address, data=sheet(cast)).status_code == 403
    for nowhere in (
        "/paper-tests/999999",
        "/paper-tests/999999/enter",
        f"/cohorts/{cast.cohort.id}/quizzes/none/paper",
        "/cohorts/999999/quizzes/m1/paper",
    ):
        assert ben.get(nowhere).status_code == 404, nowhere
    assert ben.put(address).status_code == 405
    assert ben.post(f"/paper-tests/{paper.id}/key").status_code == 405
