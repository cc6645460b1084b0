"""Questions about lessons, as trainees and trainers meet them on their pages."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import (
    CohortTrainer,
    Enrolment,
    LessonQuestion,
    LessonReply,
    Letter,
    Person,
)
from course.terms import EnrolmentState, LetterKind
from tests.make import make_cohort, make_enrolment, make_trainer
from tests.make_asking import ANSWER, LESSON, QUESTION, make_answer, make_question
from tests.make_assignments import make_ready
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

SignIn = Callable[[Person], PageClient]
AT_LESSON = f"/lessons/{LESSON}"
HERE = f"{AT_LESSON}/questions"
KEY = "a-key-from-a-page"
SENT = {"text": QUESTION, "request_key": KEY, "wants_letter": "yes"}


@pytest.fixture
def question(session: Session, cast: Cast) -> LessonQuestion:
    found = make_question(session, cast.enrolment, cast.ana)
    session.commit()
    return found


def questions(session: Session) -> list[LessonQuestion]:
    return list(session.scalars(select(LessonQuestion).order_by(LessonQuestion.id)))


def letters(session: Session) -> list[Letter]:
    kind = LetterKind.QUESTION_ANSWERED
    return list(session.scalars(select(Letter).where(Letter.kind == kind)))


def reply(ben: PageClient, question: LessonQuestion, **sent: object) -> Page:
    """The page after an answer."""
    sent = {"text": ANSWER, "seen": 0, "request_key": "key-of-ben", **sent}
    ben.post(f"/marking/questions/{question.id}/reply", data=sent)
    return ben.page(f"/marking/questions/{question.id}")


def test_a_question_is_asked_answered_and_read_at_its_lesson(
    session: Session, cast: Cast, ana: PageClient, ben: PageClient
) -> None:
    assert HERE in ana.page(AT_LESSON).links()
    assert ana.post(HERE, data=SENT).status_code == 303
    [asked] = questions(session)
    assert "Twoje pytanie czeka na odpowiedź" in ana.page(AT_LESSON).text
    assert "czeka na odpowiedź" in ana.page("/course").text
    assert "Wycofaj pytanie" in ana.page(HERE).text
    assert "1 pytanie czeka na odpowiedź" in ben.page("/marking").text
    assert "1 pytanie czeka" in ben.page(f"/cohorts/{cast.cohort.id}").text
    waiting = ben.page("/marking/questions")
    assert QUESTION in waiting.text
    assert cast.ana.name in waiting.text
    assert ANSWER in reply(ben, asked).text
    assert "Żadne pytanie nie czeka" in ben.page("/marking/questions").text
    assert "1 nowa odpowiedź" in ana.page(AT_LESSON).text
    assert "Jest odpowiedź na twoje pytanie" in ana.page("/course").text
    here = ana.page(HERE)
    assert ANSWER in here.text
    assert "nowa odpowiedź" in here.text
    assert "nowa odpowiedź" not in ana.page(HERE).text  # it was opened
    assert "Jest odpowiedź na twoje pytanie" not in ana.page("/course").text
    assert "(1 odpowiedź)" in ana.page(AT_LESSON).text


def test_a_kept_copy_of_a_lesson_is_not_shown_once_an_answer_came(
    session: Session, cast: Cast, ana: PageClient, question: LessonQuestion
) -> None:
    tag = ana.get(AT_LESSON).headers["ETag"]
    assert ana.get(AT_LESSON, headers={"If-None-Match": tag}).status_code == 304
    make_answer(session, question, cast.ben)
    session.commit()
    assert ana.get(AT_LESSON, headers={"If-None-Match": tag}).status_code == 200


def test_a_second_press_asks_nothing_twice_and_another_text_is_not_lost(
    session: Session, ana: PageClient
) -> None:
    for _ in range(2):
        assert ana.post(HERE, data=SENT).status_code == 303
    assert len(questions(session)) == 1
    answer = ana.post(HERE, data=SENT | {"text": "A co potem?"})
    page = Page(answer.get_data(as_text=True))
    assert (answer.status_code, len(questions(session))) == (409, 1)
    assert "A co potem?" in page.text
    field = page.root.find(".//form[@id='ask']//input[@name='request_key']")
    assert field is not None
    key = field.get("value") or ""
    assert ana.post(HERE, data={"text": "A co potem?", "request_key": key}).status_code == 303
    assert [one.text for one in questions(session)] == [QUESTION, "A co potem?"]


@pytest.mark.parametrize("text", ["", " \n ", "a" * 2001])
def test_nothing_and_too_much_are_refused(session: Session, ana: PageClient, text: str) -> None:
    assert ana.post(HERE, data=SENT | {"text": text}).status_code == 422
    assert questions(session) == []


def test_a_question_from_a_phone_without_network_arrives_once(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    told = {"X-Person": str(cast.ana.id), "If-Match": '"0"', "Idempotency-Key": "k"}
    for _ in range(2):
        answer = ana.put(f"{HERE}/{KEY}", data={"text": QUESTION}, headers=told)
        assert (answer.status_code, answer.json["revision"]) == (200, 1)  # type: ignore[index]
    assert [one.text for one in questions(session)] == [QUESTION]
    refused = ana.put(f"{HERE}/{KEY}-2", data={"text": ""}, headers=told)
    assert (refused.status_code, refused.json["error"]) == (422, "not_ready")  # type: ignore[index]
    others = told | {"X-Person": str(cast.ben.id)}
    assert ana.put(f"{HERE}/{KEY}-3", data={"text": "?"}, headers=others).status_code == 403
    assert len(questions(session)) == 1


def test_who_wants_no_letter_gets_none_and_one_letter_is_enough(
    session: Session, cast: Cast, ana: PageClient, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben)
    make_answer(session, question, cast.ben, "Inaczej: do dwudziestu.")
    quiet = make_question(session, cast.enrolment, cast.ana, "A nocą?", wants_letter=False)
    make_answer(session, quiet, cast.ben)
    session.commit()
    [letter] = letters(session)
    assert letter.to == cast.ana.email
    assert ANSWER not in str(letter.facts)
    assert QUESTION not in str(letter.facts)
    path, _, place = str(letter.facts["path"]).partition("#")
    assert place in {one.get("id") for one in ana.page(path).root.iter("article")}


def test_without_an_address_no_letter_is_offered(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    assert "Wyślij mi list" in ana.page(HERE).text
    cast.ana.email, cast.ana.card_hash, cast.ana.pin_hash = None, "c" * 64, "p"
    session.commit()
    assert "Wyślij mi list" not in ana.page(HERE).text
    ana.post(HERE, data=SENT)
    assert not questions(session)[0].wants_letter


def test_two_trainers_answer_at_once_and_neither_text_is_lost(
    session: Session, cast: Cast, ben: PageClient, signed_in_as: SignIn, question: LessonQuestion
) -> None:
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    session.commit()
    address = f"/marking/questions/{question.id}/reply"
    sent = {"text": ANSWER, "seen": "0", "request_key": "key-of-ben"}
    assert ben.post(address, data=sent).status_code == 303
    late = {"text": "Pytaj dalej.", "seen": "0", "request_key": "key-of-ewa"}
    answer = signed_in_as(ewa).post(address, data=late)
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 409
    assert ANSWER in page.text
    assert "Pytaj dalej." in page.text
    seen = page.root.find(".//input[@name='seen']")
    assert seen is not None
    again = late | {"seen": seen.get("value") or "", "request_key": "key-of-ewa-2"}
    assert signed_in_as(ewa).post(address, data=again).status_code == 303
    replies = session.scalars(select(LessonReply.text).order_by(LessonReply.id))
    assert list(replies) == [ANSWER, "Pytaj dalej."]
    assert ben.post(address, data=sent).status_code == 303  # a retry of the first press
    assert len(list(session.scalars(select(LessonReply)))) == 2


def test_an_answer_is_corrected_and_its_history_stays(
    session: Session, cast: Cast, ana: PageClient, ben: PageClient, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben)
    make_answer(session, question, cast.ben, "Jednak do dwudziestu.")
    session.commit()
    for page in (ana.page(HERE), ben.page(f"/marking/questions/{question.id}")):
        assert "Wcześniejsza odpowiedź: Ben" in page.text
        assert page.text.index(ANSWER) < page.text.index("Jednak do dwudziestu.")


def test_what_was_taken_back_waits_for_nobody(
    session: Session, ana: PageClient, ben: PageClient, question: LessonQuestion
) -> None:
    assert ana.post(f"/questions/{question.id}/withdrawal").status_code == 303
    assert "wycofane" in ana.page(HERE).text
    assert "Żadne pytanie nie czeka" in ben.page("/marking/questions").text
    sent = {"text": ANSWER, "seen": "0", "request_key": "key-of-ben"}
    answer = ben.post(f"/marking/questions/{question.id}/reply", data=sent)
    assert answer.status_code == 409
    assert "w międzyczasie wycofane" in Page(answer.get_data(as_text=True)).text
    assert QUESTION not in ben.page(f"/marking/questions/{question.id}").text
    assert ana.post(f"/questions/{question.id}/more", data=SENT).status_code == 409


def test_what_was_answered_is_not_taken_back_but_may_go_on(
    session: Session, cast: Cast, ana: PageClient, ben: PageClient, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben)
    session.commit()
    assert ana.post(f"/questions/{question.id}/withdrawal").status_code == 409
    more = {"text": "A gdy milczy dalej?", "request_key": "key-of-more"}
    for _ in range(2):
        assert ana.post(f"/questions/{question.id}/more", data=more).status_code == 303
    assert ben.page("/marking/questions").text.count("A gdy milczy dalej?") == 1
    other = ana.post(f"/questions/{question.id}/more", data=more | {"text": "A w deszczu?"})
    assert other.status_code == 409  # an old page, sent once more with other words
    assert "A w deszczu?" in other.get_data(as_text=True)
    assert ana.post(f"/questions/{question.id}/more", data={"text": " "}).status_code == 422


def test_whose_participation_is_over_reads_and_does_not_ask(
    session: Session, cast: Cast, ana: PageClient, question: LessonQuestion
) -> None:
    make_answer(session, question, cast.ben)
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = cast.cohort.ends_on
    session.commit()
    page = ana.page(HERE)
    assert ANSWER in page.text
    assert "Możesz tu czytać, ale nie pytać" in page.text
    assert ana.post(HERE, data=SENT).status_code == 409
    assert ana.post(f"/questions/{question.id}/more", data=SENT).status_code == 409
    assert len(questions(session)) == 1


def test_a_trainer_who_left_the_cohort_answers_nothing(
    session: Session, cast: Cast, ben: PageClient, question: LessonQuestion
) -> None:
    for appointed in session.scalars(select(CohortTrainer)):
        appointed.ended_on = cast.cohort.starts_on
    session.commit()
    sent = {"text": ANSWER, "seen": "0", "request_key": "key-of-ben"}
    assert ben.post(f"/marking/questions/{question.id}/reply", data=sent).status_code == 404
    assert "Żadne pytanie nie czeka" in ben.page("/marking/questions").text


def test_who_left_the_course_leaves_no_question_waiting(
    session: Session, cast: Cast, ben: PageClient, question: LessonQuestion
) -> None:
    place = session.get_one(Enrolment, cast.enrolment.id)
    place.state, place.ended_on = EnrolmentState.WITHDRAWN, cast.cohort.starts_on
    session.commit()
    assert "Żadne pytanie nie czeka" in ben.page("/marking/questions").text


def test_who_moved_to_another_cohort_keeps_their_answers(
    session: Session, cast: Cast, ana: PageClient, question: LessonQuestion, course: Catalogue
) -> None:
    make_answer(session, question, cast.ben)
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = cast.cohort.starts_on
    make_ready(
        session,
        course,
        make_enrolment(session, make_cohort(session, cast.programme), cast.ana),
        cast.ana,
    )
    session.commit()
    assert "1 nowa odpowiedź" in ana.page(AT_LESSON).text
    assert ANSWER in ana.page(HERE).text
