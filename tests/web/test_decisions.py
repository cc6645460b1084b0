"""Proposing, approving and closing decisions on the page."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.models import Certificate, Decision, Person
from course.terms import Role
from tests.make import make_enrolment, make_grant, make_person, make_programme
from tests.make_certificates import end, fail, make_frozen, make_proposal, make_qualified
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]


def test_two_people_make_a_certificate(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    make_qualified(session, cast.enrolment, cast.vera)
    carla, cyryl = signed_in_as(cast.carla), signed_in_as(cast.cyryl)
    answer = carla.post(f"/enrolments/{cast.enrolment.id}/decision")
    decision = session.scalars(select(Decision)).one()
    address = f"/decisions/{decision.id}"
    assert (answer.status_code, answer.location) == (303, address)
    proposed = carla.page(address)
    assert "To twój wniosek, więc zatwierdza go inna osoba." in proposed.text
    assert f"{address}/approve" not in proposed.html
    assert carla.post(f"{address}/approve").status_code == 409
    assert "czeka na ciebie" in cyryl.page("/decisions").text
    assert "Organizator Społeczny" in cyryl.page(address).text
    assert cyryl.post(f"{address}/approve").status_code == 303
    issued = cyryl.page(address)
    assert "Certyfikat SZ/2026/0001 jest wydany." in issued.text
    assert f"/certificates/{session.scalars(select(Certificate.id)).one()}" in issued.links()
    assert cyryl.post(f"{address}/approve").status_code == 409
    assert session.scalar(select(func.count(Certificate.id))) == 1
    assert "Żadna decyzja nie czeka" in carla.page("/decisions").text


def test_what_is_missing_is_told_instead(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    make_frozen(session, cast.programme)
    end(session, cast.enrolment)
    answer = signed_in_as(cast.carla).post(f"/enrolments/{cast.enrolment.id}/decision")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    assert "Brakuje 1 z 2 wymagań" in page
    assert "Walidacja: jeszcze się nie odbyła" in page
    assert session.scalar(select(func.count(Decision.id))) == 0


def test_without_a_frozen_standard_nothing_is_proposed(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    answer = signed_in_as(cast.carla).post(f"/enrolments/{cast.enrolment.id}/decision")
    assert answer.status_code == 409


def test_a_record_that_changed_cannot_be_approved(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    fail(session, cast.enrolment, cast.vera)
    cyryl = signed_in_as(cast.cyryl)
    assert "teraz czegoś brakuje" in cyryl.page("/decisions").text
    page = cyryl.page(f"/decisions/{decision.id}")
    assert "Teraz czegoś brakuje" in page.text
    assert "/approve" not in page.html
    assert cyryl.post(f"/decisions/{decision.id}/approve").status_code == 409


def test_a_proposal_is_closed_without_a_certificate(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    cyryl = signed_in_as(cast.cyryl)
    assert cyryl.post(f"/decisions/{decision.id}/decline").location == "/decisions"
    assert "zamknięto bez certyfikatu" in cyryl.page("/decisions").text
    assert "Wniosek można złożyć ponownie" in cyryl.page(f"/decisions/{decision.id}").text
    assert cyryl.post(f"/decisions/{decision.id}/decline").status_code == 409


def test_who_comes_in(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    decision = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    address = f"/decisions/{decision.id}"
    for person in (cast.ana, cast.ben, cast.dov, cast.adam, cast.iga):
        client = signed_in_as(person)
        answers = [
            client.get("/decisions"),
            client.get(address),
            client.post(f"{address}/approve"),
            client.post(f"{address}/decline"),
            client.post(f"/enrolments/{cast.enrolment.id}/decision"),
        ]
        assert [answer.status_code for answer in answers] == [403] * 5
    propose = f"/enrolments/{cast.enrolment.id}/decision"
    assert signed_in_as(cast.vera).post(propose).status_code == 403
    stranger = make_person(session)
    make_grant(session, stranger, Role.COORDINATOR, make_programme(session))
    client = signed_in_as(stranger)
    answers = [client.get(address), client.post(f"{address}/approve"), client.post(propose)]
    assert [answer.status_code for answer in answers] == [404] * 3
    assert "Ana" not in client.page("/decisions").text
    assert signed_in_as(cast.cyryl).get(f"{address}/approve").status_code == 405


def test_the_list_asks_as_often_for_three_as_for_one(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries
) -> None:
    cyryl = signed_in_as(cast.cyryl)
    make_proposal(session, cast.enrolment, cast.vera, by=cast.carla)
    with queries() as few:
        cyryl.page("/decisions")
    for _ in range(2):
        make_proposal(session, make_enrolment(session, cast.cohort), cast.vera, by=cast.carla)
    with queries() as many:
        cyryl.page("/decisions")
    assert len(many) == len(few)
