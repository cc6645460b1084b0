"""Written answers on the trainer's pages, and what the trainee sees of a mark."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import EssayMark, Person, QuestionVoid, QuizAttempt
from course.web.quizzes import essays
from tests.make import MONDAY, add, make_enrolment, make_person, make_trainer
from tests.make_essays import ESSAYS, LEVELS, make_essay_attempt
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
TYPED = {name: str(level) for name, level in LEVELS.items()}


@pytest.fixture
def attempt(session: Session, cast: Cast) -> QuizAttempt:
    make_consents(session, cast.enrolment, cast.ana)
    return make_essay_attempt(session, cast.enrolment, cast.ana)


@pytest.fixture
def address(attempt: QuizAttempt) -> str:
    return f"/attempts/{attempt.id}/essays/essay"


def another(session: Session, cast: Cast, name: str = "Olek Sowa") -> QuizAttempt:
    person = make_person(session, name)
    return make_essay_attempt(session, make_enrolment(session, cast.cohort, person), person)


def marks(session: Session) -> list[tuple[dict[str, int], str]]:
    found = session.scalars(select(EssayMark).order_by(EssayMark.id))
    return [(mark.levels, mark.comment) for mark in found]


def test_the_queue_says_what_waits(cast: Cast, attempt: QuizAttempt, ben: PageClient) -> None:
    assert "/essays" in ben.page("/marking").links()
    page = ben.page("/essays")
    assert f"/attempts/{attempt.id}/essays/essay" in page.links()
    assert cast.ana.name in page.text
    assert "Odpowiedzi pisemne do oceny: 1" in page.text
    assert "14 dni" in page.text


def test_an_empty_queue_says_so(ben: PageClient) -> None:
    assert "Nic nie czeka" in ben.page("/essays").text
    assert "/essays" not in ben.page("/marking").links()


def test_a_long_queue_says_how_many_more(
    session: Session,
    cast: Cast,
    attempt: QuizAttempt,
    ben: PageClient,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(essays, "PAGE", 1)
    another(session, cast)
    page = ben.page("/essays")
    assert [link for link in page.links() if link.startswith("/attempts/")] == [
        f"/attempts/{attempt.id}/essays/essay"
    ]
    assert "jeszcze 1" in page.text


def test_the_text_stands_beside_its_rubric(cast: Cast, address: str, ben: PageClient) -> None:
    page = ben.page(address)
    assert "Najpierw słucham." in page.text
    assert cast.ana.name in page.text
    assert [line.text for line in page.root.iter("p") if line.text == "Potem pytam."]
    levels = [field for field in page.root.iter("input") if field.get("type") == "radio"]
    assert len(levels) == 2 * 4


def test_the_answer_leads_to_the_record(
    attempt: QuizAttempt, address: str, ben: PageClient
) -> None:
    assert f"/attempts/{attempt.id}/record" in ben.page(address).links()


def test_save_and_next(session: Session, cast: Cast, address: str, ben: PageClient) -> None:
    other = another(session, cast)
    answer = ben.post(address, data={**TYPED, "comment": "Dobrze.\r\n"})
    assert (answer.status_code, answer.location) == (303, f"/attempts/{other.id}/essays/essay")
    assert marks(session) == [(LEVELS, "Dobrze.")]
    answer = ben.post(answer.location, data=TYPED)
    assert (answer.status_code, answer.location) == (303, "/essays")


def test_nothing_is_saved_under_the_name_of_who_signed_in_since(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    answer = ben.post(address, data={**TYPED, "person": str(cast.carla.id)})
    assert answer.status_code == 403
    assert marks(session) == []


def test_the_trainee_sees_levels_and_comment(
    cast: Cast, attempt: QuizAttempt, address: str, ben: PageClient, signed_in_as: SignIn
) -> None:
    ana = signed_in_as(cast.ana)
    ben.post(address, data={**TYPED, "comment": "Pytaj śmielej."})
    text = ana.page(f"/attempts/{attempt.id}").text
    assert "Pytaj śmielej." in text
    assert "50%" in text


def test_what_was_typed_survives_a_fault(session: Session, address: str, ben: PageClient) -> None:
    answer = ben.post(address, data={"c1": "2", "c2": "7", "comment": "Prawie."})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "Prawie." in page
    assert 'value="2" id="c1-3" checked' in page
    assert 'href="#c2"' in page
    assert marks(session) == []


def test_a_second_thought(session: Session, address: str, ben: PageClient) -> None:
    ben.post(address, data={**TYPED, "comment": "Dobrze."})
    [first] = session.scalars(select(EssayMark))
    page = ben.page(address)
    assert "Dobrze." in page.text
    ben.post(address, data={"c1": "3", "c2": "3", "corrects": str(first.id)})
    assert marks(session) == [(LEVELS, "Dobrze."), ({"c1": 3, "c2": 3}, "")]


def test_the_slower_trainer_sees_both(
    session: Session, cast: Cast, address: str, ben: PageClient, signed_in_as: SignIn
) -> None:
    ewa = signed_in_as(make_trainer(session, cast.cohort, "Ewa Druga"))
    ben.post(address, data={**TYPED, "comment": "Szybciej."})
    answer = ewa.post(address, data={"c1": "0", "c2": "0", "comment": "Wolniej."})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Szybciej." in page
    assert "Wolniej." in page
    [first] = session.scalars(select(EssayMark))
    assert f'name="corrects" value="{first.id}"' in page
    ewa.post(address, data={"c1": "0", "c2": "0", "comment": "Wolniej.", "corrects": first.id})
    assert marks(session) == [(LEVELS, "Szybciej."), ({"c1": 0, "c2": 0}, "Wolniej.")]


def test_a_voided_question_is_not_marked(
    session: Session, cast: Cast, address: str, ben: PageClient
) -> None:
    facts = {"cohort_id": cast.cohort.id, "quiz_slug": ESSAYS.slug, "question_id": "essay"}
    by = {"voided_by_id": cast.ben.id, "voided_at": MONDAY, "reason": "Niejasne."}
    add(session, QuestionVoid(**facts, **by))
    page = ben.page(address)
    assert "się nie liczy" in page.text
    assert not [field for field in page.root.iter("input") if field.get("type") == "radio"]
    assert ben.post(address, data=TYPED).status_code == 409


def test_what_is_no_written_answer_has_no_page(
    session: Session, cast: Cast, attempt: QuizAttempt, address: str, ben: PageClient
) -> None:
    person = make_person(session)
    place = make_enrolment(session, cast.cohort, person)
    open_one = make_essay_attempt(session, place, person, over=False)
    for nowhere in (
        f"/attempts/{attempt.id}/essays/single",
        f"/attempts/{attempt.id}/essays/none",
        f"/attempts/{open_one.id}/essays/essay",
        "/attempts/999999/essays/essay",
    ):
        assert ben.get(nowhere).status_code == 404, nowhere
    assert ben.put(address).status_code == 405


def test_only_the_own_trainer(
    cast: Cast, address: str, signed_in_as: SignIn, client: PageClient
) -> None:
    assert signed_in_as(cast.ana).get(address).status_code == 403
    assert signed_in_as(cast.carla).get(address).status_code == 403
    typed = {**TYPED, "comment": "Nie zgub mnie."}
    answer = client.post(address, data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 401
    assert "Nie zgub mnie." in answer.get_data(as_text=True)
