"""A quiz of a cohort by question, before trainers and others who follow it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assessments.answers import Answer
from content.languages import Text
from course.catalogue import Catalogue, attach
from course.models import Person, QuestionVoid
from tests.authored import (
    make_matching,
    make_ordering,
)
from tests.following_pages import ALL, QUIZ, at, somebody
from tests.make import MONDAY, add, make_cohort, make_enrolment
from tests.make_quizzes import make_sat
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture(autouse=True)
def course(app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    """The course with a small quiz in module 3."""
    small = replace(authored_course, quizzes={**authored_course.quizzes, QUIZ.slug: QUIZ})
    attach(app, small)
    yield small
    attach(app, authored_course)


def test_one_quiz_by_question(session: Session, ben: PageClient, cast: Cast) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    make_sat(session, somebody(session, cast), QUIZ, {"single": {"chosen": "a"}})
    page = ben.page(at(cast, "/m3/questions"))
    assert (
        "Pytanie dostały 2 osoby. Dobrze: 1, częściowo: 0, źle: 1, bez odpowiedzi: 0." in page.text
    )
    assert "A. słowo1 z 2" in page.text
    assert "B. słowo (dobra)1 z 2" in page.text
    assert "Parafaza (tylko literówka)1 z 2" in page.text
    assert "Dobra odpowiedź: parafraza" in page.text
    assert "1 odpowiedź pisemna czeka na ocenę" in page.text
    assert "Poczekaj z oceną tego pytania" in page.text
    assert "Rzetelność" in page.text
    assert "Moc różnicująca:" not in page.text


def test_a_voided_and_a_reworded_question_are_told_so(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    first, *rest = QUIZ.questions
    earlier = replace(QUIZ, questions=(replace(first, prompt=Text("Kto?", "Who?")), *rest))
    make_sat(session, cast.enrolment, earlier, ALL)
    make_sat(session, somebody(session, cast), QUIZ, ALL, at=MONDAY.replace(day=24))
    columns = {"quiz_slug": "m3", "question_id": "text", "reason": "niejasne"}
    void = QuestionVoid(cohort_id=cast.cohort.id, voided_by_id=cast.ben.id, **columns)
    void.voided_at = MONDAY
    add(session, void)
    text = ben.page(at(cast, "/m3/questions")).text
    assert "1 odpowiedź dotyczy wcześniejszego brzmienia" in text
    assert "unieważnione: w tej edycji nie liczy się nikomu" in text


def test_thirty_people_show_figures_with_their_definitions(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    for number in range(30):
        right: dict[str, Answer] = {**ALL, "text": {"text": "parafraza"}}
        del right["essay"]
        make_sat(session, somebody(session, cast), QUIZ, right if number % 2 else {})
    text = ben.page(at(cast, "/m3/questions")).text
    assert "Łatwość50%(33,1% – 66,8%)" in text
    assert "Moc różnicująca: czy osoby" in text
    assert "Najmocniejsi: 15 z 15, środek: 0 z 0, najsłabsi: 0 z 15" in text
    assert "Odchylenie standardowe" in text
    assert "Rzetelność (alfa Cronbacha)" in text or "Rzetelność (KR-20)" in text


def test_questions_to_look_at_are_listed_first(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    for chosen in "aaaab":
        answers: dict[str, Answer] = {
            "single": {"chosen": chosen},
            "true-false": {"chosen": "false"},
        }
        make_sat(session, somebody(session, cast), QUIZ, answers)
    page = ben.page(at(cast, "/m3/questions"))
    assert "Pytania, którym warto się przyjrzeć" in page.text
    assert [link for link in page.links() if link.startswith("#question")] == [
        "#question-1",
        "#question-3",
    ]


def test_all_cohorts_that_one_sees(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    beside = make_enrolment(session, make_cohort(session, cast.programme))
    make_sat(session, beside, QUIZ, ALL)
    address, wide = at(cast, "/m3/questions"), at(cast, "/m3/questions?of=programme")
    for person, here, everywhere in ((cast.ben, 1, 1), (cast.carla, 1, 2), (cast.adam, 1, 2)):
        browser = signed_in_as(person)
        page = browser.page(address)
        assert wide in page.links()
        assert f"Osoby{here}pierwsze" in page.text.replace(" ", "")
        assert f"Osoby{everywhere}pierwsze" in browser.page(wide).text.replace(" ", "")


def test_whoever_studies_too_does_not_see_what_is_right(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    make_enrolment(session, make_cohort(session), cast.ben)
    text = signed_in_as(cast.ben).page(at(cast, "/m3/questions")).text
    assert "Nie, dopóki trwa twój udział w szkoleniu" in text
    assert "dobra" not in text


def test_what_was_answered_is_for_those_who_read_keys(
    session: Session, signed_in_as: SignIn, ben: PageClient, cast: Cast
) -> None:
    for chosen in "aaaab":
        make_sat(session, somebody(session, cast), QUIZ, {"single": {"chosen": chosen}})
    for person in (cast.carla, cast.vera, cast.adam):
        answer = signed_in_as(person).get(at(cast, "/m3/questions"))
        if person is cast.vera:
            assert answer.status_code == 403
            continue
        text = Page(answer.get_data(as_text=True)).text
        assert "Dobrze: 1, częściowo: 0, źle: 4" in text
        for told in ("(dobra)", "Dobra odpowiedź", "B. słowo", "klucz i brzmienie"):
            assert told not in text
    text = ben.page(at(cast, "/m3/questions")).text
    assert "B. słowo (dobra)1 z 5" in text


def test_pairs_and_places_stand_in_lines_of_their_own(
    app: Flask, course: Catalogue, session: Session, ben: PageClient, cast: Cast
) -> None:
    quiz = replace(QUIZ, questions=(make_matching(id="pairs"), make_ordering(id="places")))
    attach(app, replace(course, quizzes={QUIZ.slug: quiz}))
    given: dict[str, Answer] = {
        "pairs": {"pairs": {"x": "b", "y": "a"}},
        "places": {"order": ["b", "a", "c"]},
    }
    make_sat(session, cast.enrolment, quiz, given)
    html = ben.get(at(cast, "/m3/questions")).get_data(as_text=True)
    assert html.count("<br>1.") + html.count("<br>2.") + html.count("<br>3.") >= 5


def test_written_answers_that_wait_are_named_and_not_a_draw(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    make_sat(session, cast.enrolment, QUIZ, ALL)
    make_sat(session, somebody(session, cast), QUIZ, {"single": {"chosen": "a"}})
    text = ben.page(at(cast, "/m3/questions")).text
    assert "Rzetelności jeszcze nie podajemy: odpowiedzi pisemne czekają na ocenę." in text
    assert "bez odpowiedzi pisemnych, które czekają na ocenę" in text
    assert "losowane" not in text
