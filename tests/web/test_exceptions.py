"""Pages of exceptions: entered, approved, refused, withdrawn; nothing typed is lost."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.catalogue import Catalogue
from course.models import Person, RecordException
from course.terms import ExceptionKind, ExceptionState
from tests.make_assignments import make_ready
from tests.make_certificates import make_certificate, make_frozen
from tests.make_exceptions import make_approved, make_exception, make_self_assessment
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
WHY = "Zeszyt superwizji, strony 4 i 6, segregator 2"
PAPER = {"requirement": "supervisions", "amount": "2", "done_on": "2026-11-09", "why": WHY}


@pytest.fixture(autouse=True)
def frozen(session: Session, cast: Cast, course: Catalogue) -> None:
    make_frozen(session, cast.programme, course.rules["social-organiser"])


def states(session: Session) -> list[ExceptionState]:
    session.expire_all()
    return list(session.scalars(select(RecordException.state).order_by(RecordException.id)))


def told(answer: TestResponse) -> str:
    """The words of a page that came back."""
    return Page(answer.get_data(as_text=True)).text


def test_a_trainer_enters_and_a_coordinator_approves(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    ben, carla, place = signed_in_as(cast.ben), signed_in_as(cast.carla), cast.enrolment.id
    assert f"/enrolments/{place}/exceptions" in ben.page(f"/enrolments/{place}").links()
    for kind in ExceptionKind:
        assert (
            f"/enrolments/{place}/exceptions/{kind.value}"
            in ben.page(f"/enrolments/{place}/exceptions").links()
        )
    sent = ben.post(f"/enrolments/{place}/exceptions/paper_record", data=PAPER)
    assert (sent.status_code, sent.location) == (303, f"/enrolments/{place}/exceptions")
    listed = ben.page(f"/enrolments/{place}/exceptions").text
    assert "czeka na drugą osobę" in listed
    assert WHY in listed
    assert "Wyjątek do zatwierdzenia: Ana Ćwikła" in carla.page("/programme").text
    waiting = carla.page("/exceptions")
    assert WHY in waiting.text
    assert f"/enrolments/{place}/evidence" in waiting.links()
    [exception] = session.scalars(select(RecordException)).all()
    decided = carla.post(f"/exceptions/{exception.id}/decision", data={"decision": "approve"})
    assert (decided.status_code, decided.location) == (303, "/exceptions")
    assert states(session) == [ExceptionState.APPROVED]
    assert "Żaden wyjątek nie czeka" in carla.page("/exceptions").text
    standing = carla.page(f"/people/{place}")
    assert "Superwizje grupowe: 2 z 3 (razem z zapisem na papierze)" in standing.text
    assert f"/enrolments/{place}/evidence#exceptions" in standing.links()
    own = signed_in_as(cast.ana).page("/certificate")
    assert "Superwizje grupowe: 2 z 3 (razem z zapisem na papierze)" in own.text
    assert "/record#exceptions" in own.links()


def test_prior_learning_is_offered_only_where_the_rule_lets_it(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    ben, address = signed_in_as(cast.ben), f"/enrolments/{cast.enrolment.id}/exceptions"
    page = ben.page(f"{address}/prior_learning")
    offered = [one.get("value") for one in page.root.iter("option")]
    assert offered == ["", *(f"assignment:z{number}" for number in (1, 2, 4, 5, 6, 7))]
    for slug in ("z1", "z2"):
        typed = {"requirement": f"assignment:{slug}", "why": "Referencje, segregator 4"}
        assert ben.post(f"{address}/prior_learning", data=typed).status_code == 303
    typed = {"requirement": "assignment:z4", "why": "Jeszcze jedne referencje"}
    full = ben.post(f"{address}/prior_learning", data=typed)
    assert full.status_code == 409
    assert "najwyżej 2 zadania" in told(full)
    assert "Jeszcze jedne referencje" in full.text
    assert len(states(session)) == 2


def test_what_prior_learning_stands_for_is_no_next_step(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    make_ready(session, course, cast.enrolment, cast.ana)
    make_self_assessment(session, cast.enrolment, course.curriculum.competences)
    ana = signed_in_as(cast.ana)
    assert "Zacznij zadanie „Moja historia i karta roli”" in ana.page("/course").text
    make_approved(
        session,
        cast.enrolment,
        (cast.ben, cast.carla),
        kind=ExceptionKind.PRIOR_LEARNING,
        requirement="assignment:z1",
        amount=None,
    )
    assert "Zacznij zadanie „Mapa zasobów”" in ana.page("/course").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"requirement": "assignment:z1"}, "Wybierz jedną odpowiedź z listy."),
        ({"requirement": "workshop:W9"}, "Wybierz jedną odpowiedź z listy."),
        ({"amount": ""}, "Proszę to uzupełnić."),
        ({"amount": "dużo"}, "Wpisz cyframi całą liczbę."),
        ({"amount": "1,5"}, "Wpisz cyframi całą liczbę."),
        ({"amount": "0"}, "1"),
        ({"amount": "9" * 400}, "100"),
        ({"done_on": ""}, "Proszę to uzupełnić."),
        ({"done_on": "31.02.2026"}, "datę"),
        ({"done_on": "2026-11-24"}, "Ten dzień"),
        ({"done_on": "2026-10-04"}, "5 października 2026"),
        ({"why": ""}, "Proszę to uzupełnić."),
        ({"why": "lista"}, "gdzie leży"),
        ({"why": "z" * 2001}, "2001"),
    ],
)
def test_what_is_wrong_is_said_beside_it_and_nothing_typed_is_lost(
    session: Session, signed_in_as: SignIn, cast: Cast, typed: dict[str, str], said: str
) -> None:
    address = f"/enrolments/{cast.enrolment.id}/exceptions/paper_record"
    answer = signed_in_as(cast.ben).post(address, data=PAPER | typed)
    assert answer.status_code == 422
    assert said in told(answer)
    for name in {"amount", "why"} - typed.keys():
        assert PAPER[name] in answer.text
    assert states(session) == []


def test_the_second_person_refuses_and_the_first_withdraws(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    first = make_exception(session, cast.enrolment, cast.carla)
    second = make_exception(session, cast.enrolment, cast.carla)
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    assert "Zatwierdź" not in carla.page("/exceptions").text
    assert carla.post(f"/exceptions/{first.id}/decision").status_code == 404
    refused = cyryl.post(f"/exceptions/{first.id}/decision", data={"decision": "refuse"})
    assert refused.status_code == 303
    assert cyryl.post(f"/exceptions/{second.id}/withdraw").status_code in {403, 404}
    assert carla.post(f"/exceptions/{second.id}/withdraw").status_code == 303
    assert states(session) == [ExceptionState.REFUSED, ExceptionState.WITHDRAWN]
    late = cyryl.post(f"/exceptions/{second.id}/decision", data={"decision": "approve"})
    assert late.status_code == 409
    assert "w tym czasie" in told(late)
    assert carla.post(f"/exceptions/{first.id}/withdraw").status_code == 409


def test_a_certificate_that_stands_is_not_moved(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    waiting, place_id = make_exception(session, cast.enrolment, cast.ben), cast.enrolment.id
    cast.programme.rule_digest = None  # a shorter rule is met at once
    session.flush()
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    answer = signed_in_as(cast.carla).post(
        f"/exceptions/{waiting.id}/decision", data={"decision": "approve"}
    )
    assert answer.status_code == 409
    assert "SZ/2026/0001" in answer.text
    entered = signed_in_as(cast.ben).post(
        f"/enrolments/{place_id}/exceptions/paper_record", data=PAPER
    )
    assert entered.status_code == 409
    assert WHY in entered.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_lists_cost_the_same_however_many_wait(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries, number: int
) -> None:
    for _ in range(number):
        make_exception(session, cast.enrolment, cast.ben)
        make_approved(session, cast.enrolment, (cast.ben, cast.carla))
    session.expunge_all()
    carla = signed_in_as(cast.carla)
    with queries() as waiting:
        carla.page("/exceptions")
    with queries() as listed:
        carla.page(f"/enrolments/{cast.enrolment.id}/exceptions")
    assert (len(waiting), len(listed)) == (2, 4)
