"""Practice that was claimed: confirmed or refused by the trainer, or typed in by them."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AuditEntry, FieldEntry, Person
from course.terms import Act, FieldEntryState, WorkMedium
from tests.make import make_enrolment
from tests.make_assignments import talks
from tests.make_fieldwork import TALK, make_entry, make_talks
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture(name="cast")
def cast_with_consents(session: Session, cast: Cast) -> Cast:
    make_consents(session, cast.enrolment, cast.ana)
    return cast


def confirmed(entry: FieldEntry) -> dict[str, str]:
    return {"decision": "confirm", "revision": str(entry.revision)}


def test_the_trainer_confirms(
    session: Session, ben: PageClient, cast: Cast, course: Catalogue
) -> None:
    [entry] = make_talks(session, course, cast.enrolment.id, talks(1))
    page = ben.page("/practice/claims")
    assert "Ana Ćwikła" in page.text
    assert "Opiekuje się kimś" in ben.page("/practice/claims").text or "drzwi" in page.text.lower()
    ben.post(f"/practice/{entry.id}/decide", data=confirmed(entry))
    assert (entry.state, entry.decided_by_id) == (FieldEntryState.CONFIRMED, cast.ben.id)
    refused = {"decision": "refuse", "reason": "x", "revision": "1"}
    assert ben.post(f"/practice/{entry.id}/decide", data=refused).status_code == 409


def test_nobody_confirms_what_they_have_not_seen(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    entry = make_entry(session, cast.enrolment, revision=2)
    address = f"/practice/{entry.id}/decide"
    assert ben.post(address, data={"decision": "confirm", "revision": "1"}).status_code == 409
    assert ben.post(address, data={"decision": "confirm"}).status_code == 422
    assert entry.state == FieldEntryState.CLAIMED


def test_all_of_one_person_are_confirmed_at_once(
    session: Session, ben: PageClient, cast: Cast, course: Catalogue
) -> None:
    entries = make_talks(session, course, cast.enrolment.id, talks(4))
    seen = [f"{entry.id}:{entry.revision}" for entry in entries]
    entries[1].revision = 2
    session.flush()
    ben.post(f"/practice/{entries[2].id}/decide", data=confirmed(entries[2]))
    address = f"/practice/claims/{cast.enrolment.id}/confirm"
    assert ben.post(address, data={"seen": seen}).status_code == 303
    states = [entry.state for entry in entries]
    assert states == [
        FieldEntryState.CONFIRMED,
        FieldEntryState.CLAIMED,
        FieldEntryState.CONFIRMED,
        FieldEntryState.CONFIRMED,
    ]
    acts = session.scalars(select(AuditEntry.act)).all()
    assert acts.count(Act.FIELD_ENTRY_CONFIRMED) == 3
    told = ben.page("/practice/claims").text
    assert "Potwierdzono 2 wpisy." in told
    assert "zmienione albo rozstrzygnięte" in told
    assert ben.post(address, data={"seen": ["x"]}).status_code == 422


def test_a_refusal_needs_its_reason(
    session: Session, ben: PageClient, ana: PageClient, cast: Cast
) -> None:
    entry = make_entry(session, cast.enrolment)
    address = f"/practice/{entry.id}/decide"
    said: dict[str, Any] = {"decision": "refuse", "revision": "1"}
    assert ben.post(address, data=said | {"reason": " "}).status_code == 422
    assert entry.state == FieldEntryState.CLAIMED
    ben.post(address, data=said | {"reason": "To był warsztat"})
    assert (entry.state, entry.reason) == (FieldEntryState.REFUSED, "To był warsztat")
    assert "To był warsztat" in ana.page("/practice").text


def test_strangers_and_other_trainers_see_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    entry = make_entry(session, cast.enrolment)
    address = f"/practice/{entry.id}"
    for deed in ("", "/withdraw", "/next-step"):
        assert signed_in_as(cast.dov).post(f"{address}{deed}").status_code in {303, 404}
        assert signed_in_as(cast.ben).post(f"{address}{deed}").status_code == 404
    assert signed_in_as(cast.carla).get("/practice/claims").status_code == 403
    assert signed_in_as(cast.carla).post(f"{address}/decide").status_code == 403


def test_nobody_confirms_their_own(session: Session, ben: PageClient, cast: Cast) -> None:
    place = make_enrolment(session, cast.cohort, cast.ben)
    own = make_entry(session, place)
    assert ben.post(f"/practice/{own.id}/decide", data=confirmed(own)).status_code == 404
    seen = {"seen": f"{own.id}:1"}
    assert ben.post(f"/practice/claims/{place.id}/confirm", data=seen).status_code == 404
    assert ben.get(f"/practice/for/{place.id}").status_code == 404
    assert own.state == FieldEntryState.CLAIMED


def test_a_trainer_types_in_what_was_on_paper(
    session: Session, ben: PageClient, ana: PageClient, cast: Cast
) -> None:
    start = f"/practice/for/{cast.enrolment.id}"
    assert start in ben.page(f"/enrolments/{cast.enrolment.id}").links()
    assert f"{start}/other" in ben.page(start).links()
    assert "Wpis za: Ana Ćwikła" in ben.page(f"{start}/conversation").text
    assert ben.post(f"{start}/conversation", data=TALK).status_code == 422
    answer = ben.post(f"{start}/conversation", data=TALK | {"given_as": "paper"})
    assert answer.location == f"/enrolments/{cast.enrolment.id}"
    entry = session.scalars(select(FieldEntry)).one()
    assert (entry.given_as, entry.entered_by_id) == (WorkMedium.PAPER, cast.ben.id)
    for page in (ana.page("/practice"), ben.page("/practice/claims")):
        assert f"Wpisane przez: {cast.ben.name}" in page.text


def test_nobody_writes_for_who_has_not_accepted(
    session: Session, ben: PageClient, cast: Cast
) -> None:
    place = make_enrolment(session, cast.cohort)
    start = f"/practice/for/{place.id}"
    assert "nie ma jeszcze zaakceptowanych" in ben.page(start).text
    answer = ben.post(f"{start}/conversation", data=TALK | {"given_as": "spoken"})
    assert answer.location == start
    assert session.scalars(select(FieldEntry)).all() == []


@pytest.mark.parametrize("items", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(
    session: Session,
    ben: PageClient,
    cast: Cast,
    queries: Callable[[], AbstractContextManager[list[str]]],
    items: int,
) -> None:
    for _ in range(items):
        make_entry(session, make_enrolment(session, cast.cohort))
    with queries() as statements:
        ben.page("/practice/claims")
    assert len(statements) == 4
