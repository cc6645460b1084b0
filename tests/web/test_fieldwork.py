"""Practice: entered by the trainee, confirmed or refused by the trainer."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, FieldEntry, Person
from course.terms import Act, FieldEntryState
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_fieldwork import make_entry
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
GOOD = {
    "kind": "one_to_one",
    "done_on": "2026-11-20",
    "minutes": "40",
    "what": "Rozmowa umówiona z R-07 o autobusie po 22",
}


@pytest.fixture(autouse=True)
def today() -> object:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture(name="cast")
def cast_with_consents(session: Session, cast: Cast) -> Cast:
    make_consents(session, cast.enrolment, cast.ana)
    return cast


def test_a_trainee_enters_practice(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    client = signed_in_as(cast.ana)
    assert client.post("/practice", data=GOOD).status_code == 303
    entry = session.scalars(select(FieldEntry)).one()
    assert (entry.enrolment_id, entry.minutes, entry.state) == (
        cast.enrolment.id,
        40,
        FieldEntryState.CLAIMED,
    )
    assert "Rozmowa umówiona, 40 min" in client.page("/practice").text
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts[-1] == Act.FIELD_ENTRY_CLAIMED


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"minutes": "0"}, "od 1 do 1440"),
        ({"minutes": "dwie godziny"}, "liczb"),
        ({"done_on": "2026-12-24"}, "dopiero nadejdzie"),
        ({"what": "krótko"}, "od 10 do 2000"),
        ({"kind": ""}, "uzupełnić"),
    ],
)
def test_bad_input_is_named_and_kept(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    changed: dict[str, str],
    sentence: str,
) -> None:
    answer = signed_in_as(cast.ana).post("/practice", data=GOOD | changed)
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert (changed.get("what") or GOOD["what"]) in html
    assert sentence in html.replace("\N{NO-BREAK SPACE}", " ")
    assert session.scalars(select(FieldEntry)).all() == []


def test_the_declarations_come_first(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    newcomer = make_person(session)
    make_enrolment(session, cast.cohort, newcomer)
    client = signed_in_as(newcomer)
    assert client.get("/practice").location == "/consents"
    assert client.post("/practice", data=GOOD).location == "/consents"
    assert session.scalars(select(FieldEntry)).all() == []


def test_nothing_is_entered_after_the_end(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    cast.enrolment.state = "ended"  # type: ignore[assignment]  # read back as the enum
    session.flush()
    assert signed_in_as(cast.ana).post("/practice", data=GOOD).status_code == 409


def test_the_trainer_confirms(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    entry = make_entry(session, cast.enrolment)
    client = signed_in_as(cast.ben)
    assert "Ana Ćwikła" in client.page("/practice/claims").text
    client.post(f"/practice/{entry.id}/decide", data={"decision": "confirm"})
    assert (entry.state, entry.decided_by_id) == (FieldEntryState.CONFIRMED, cast.ben.id)
    again = client.post(f"/practice/{entry.id}/decide", data={"decision": "refuse", "reason": "x"})
    assert again.status_code == 409


def test_a_refusal_needs_its_reason(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    entry = make_entry(session, cast.enrolment)
    client = signed_in_as(cast.ben)
    address = f"/practice/{entry.id}/decide"
    assert client.post(address, data={"decision": "refuse", "reason": " "}).status_code == 422
    assert entry.state == FieldEntryState.CLAIMED
    client.post(address, data={"decision": "refuse", "reason": "To był warsztat"})
    assert (entry.state, entry.reason) == (FieldEntryState.REFUSED, "To był warsztat")
    assert "To był warsztat" in signed_in_as(cast.ana).page("/practice").text


def test_strangers_and_other_trainers_see_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    entry = make_entry(session, cast.enrolment)
    address = f"/practice/{entry.id}"
    assert signed_in_as(cast.dov).post(f"{address}/withdraw").status_code == 404
    assert signed_in_as(cast.carla).get("/practice/claims").status_code == 403
    assert signed_in_as(cast.carla).post(f"{address}/decide").status_code == 403
    assert signed_in_as(cast.ben).post(f"{address}/withdraw").status_code == 404


def test_nobody_confirms_their_own(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    own = make_entry(session, make_enrolment(session, cast.cohort, cast.ben))
    answer = signed_in_as(cast.ben).post(f"/practice/{own.id}/decide", data={"decision": "confirm"})
    assert answer.status_code == 404
    assert own.state == FieldEntryState.CLAIMED


def test_a_claim_can_be_withdrawn(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    entry = make_entry(session, cast.enrolment)
    client = signed_in_as(cast.ana)
    assert client.post(f"/practice/{entry.id}/withdraw").status_code == 303
    assert "R-01" not in client.page("/practice").text


@pytest.mark.parametrize("items", [1, 3])
def test_the_lists_ask_the_same_number_of_questions(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    queries: Callable[[], AbstractContextManager[list[str]]],
    items: int,
) -> None:
    for _ in range(items):
        make_entry(session, make_enrolment(session, cast.cohort))
    client = signed_in_as(cast.ben)
    with queries() as statements:
        client.page("/practice/claims")
    assert len(statements) == 3
