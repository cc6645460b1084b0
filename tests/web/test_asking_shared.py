"""An answered question before the cohort: in other words, without a name, and hidden again."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AuditEntry, LessonQuestion, Person
from tests.make import make_enrolment, make_person
from tests.make_asking import ANSWER, LESSON, QUESTION, make_answer, make_question, make_shown
from tests.make_assignments import make_ready
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

SignIn = Callable[[Person], PageClient]
AT_LESSON = f"/lessons/{LESSON}"
HERE = f"{AT_LESSON}/questions"


@pytest.fixture
def question(session: Session, cast: Cast) -> LessonQuestion:
    found = make_question(session, cast.enrolment, cast.ana)
    session.commit()
    return found


def test_the_cohort_is_shown_other_words_and_no_name(
    session: Session,
    cast: Cast,
    ana: PageClient,
    ben: PageClient,
    signed_in_as: SignIn,
    course: Catalogue,
) -> None:
    asked = make_question(session, cast.enrolment, cast.ana, "Moja sąsiadka milczy. Co robić?")
    jan = make_person(session, "Jan Lis")
    make_ready(session, course, make_enrolment(session, cast.cohort, jan), jan)
    session.commit()
    share = f"/marking/questions/{asked.id}/shown"
    assert ben.post(share, data={"text": QUESTION}).status_code == 409  # not answered yet
    make_answer(session, asked, cast.ben)
    session.commit()
    assert ben.post(share, data={"text": QUESTION}).status_code == 303
    beside = signed_in_as(jan).page(HERE)
    assert QUESTION in beside.text
    assert ANSWER in beside.text
    assert "sąsiadka" not in beside.text
    assert cast.ana.name not in beside.html
    assert "(1 odpowiedź)" in signed_in_as(jan).page(AT_LESSON).text
    assert QUESTION not in signed_in_as(cast.dov).get(HERE).get_data(as_text=True)
    assert "Twoja grupa widzi to pytanie" in ana.page(HERE).text
    assert ben.post(f"/marking/questions/{asked.id}/hidden").status_code == 303
    assert QUESTION not in signed_in_as(jan).page(HERE).text
    assert ANSWER in ana.page(HERE).text


@pytest.mark.parametrize(
    "giveaway", ["Ana nie wie, co robić.", "Pytał mnie Tomek.", "Zadzwoń: 601 234 567"]
)
def test_what_gives_somebody_away_is_named_before_it_is_shown(
    session: Session, cast: Cast, ben: PageClient, question: LessonQuestion, giveaway: str
) -> None:
    make_answer(session, question, cast.ben)
    session.commit()
    share = f"/marking/questions/{question.id}/shown"
    answer = ben.post(share, data={"text": giveaway})
    assert answer.status_code == 422
    assert "To może kogoś zdradzić" in answer.get_data(as_text=True)
    session.refresh(question)
    assert question.shown_at is None
    assert ben.post(share, data={"text": giveaway, "sure": "yes"}).status_code == 303
    session.refresh(question)
    assert question.shown_text == giveaway


def test_a_name_in_the_answer_is_named_too(
    session: Session, cast: Cast, ben: PageClient, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben, "Dobre pytanie, Ano Ćwikło!")
    session.commit()
    answer = ben.post(f"/marking/questions/{question.id}/shown", data={"text": QUESTION})
    assert answer.status_code == 422


def test_the_trail_holds_no_word(session: Session, cast: Cast, question: LessonQuestion) -> None:
    make_answer(session, question, cast.ben)
    make_shown(session, question, cast.ben)
    session.commit()
    kept = [
        one for one in session.scalars(select(AuditEntry)) if one.subject_kind == "lesson_questions"
    ]
    assert [one.act.value.partition(".")[2] for one in kept] == ["asked", "answered", "shown"]
    for one in kept:
        assert set(one.facts) <= {"enrolment", "lesson", "reply"}
