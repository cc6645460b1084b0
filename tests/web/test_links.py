"""One-time links: opened, pressed once, forged, asked for by letter."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.models import Letter, Person, SignInLink
from course.settings import Settings
from course.terms import LetterKind, LinkPurpose
from tests.make import MONDAY, make_person
from tests.make_people import make_token
from tests.pages import Page, PageClient


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=False) as traveller:
        yield traveller


def is_in(client: PageClient) -> bool:
    return client.get("/account").status_code == 200


def text_of(response: TestResponse) -> str:
    return Page(response.get_data(as_text=True)).text


def test_opening_a_link_spends_nothing_and_pressing_signs_in_once(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    token = make_token(session, settings, jan, LinkPurpose.SIGN_IN)
    for _ in range(2):
        page = client.page(f"/link/{token}")
        buttons = [button.text for button in page.root.findall(".//main//button")]
        assert len(buttons) == 1
        assert jan.name not in page.html
    assert not is_in(client)
    response = client.post(f"/link/{token}")
    assert (response.status_code, response.location) == (303, "/")
    assert is_in(client)
    assert client.get(f"/link/{token}").status_code == 409
    assert client.post(f"/link/{token}").status_code == 409


@pytest.mark.parametrize(
    ("purpose", "lives"),
    [
        (LinkPurpose.SIGN_IN, timedelta(minutes=30)),
        (LinkPurpose.RESET, timedelta(hours=2)),
        (LinkPurpose.INVITATION, timedelta(days=14)),
    ],
)
def test_a_link_lives_as_long_as_its_purpose_asks(
    client: PageClient,
    session: Session,
    settings: Settings,
    jan: Person,
    purpose: LinkPurpose,
    lives: timedelta,
    clock: time_machine.Traveller,
) -> None:
    token = make_token(session, settings, jan, purpose)
    clock.move_to(MONDAY + lives - timedelta(seconds=1))
    assert client.get(f"/link/{token}").status_code == 200
    clock.move_to(MONDAY + lives)
    assert client.get(f"/link/{token}").status_code == 409
    assert client.post(f"/link/{token}").status_code == 409


def test_a_new_link_ends_the_older_ones_of_its_purpose(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    old = make_token(session, settings, jan, LinkPurpose.RESET)
    other = make_token(session, settings, jan, LinkPurpose.SIGN_IN)
    new = make_token(session, settings, jan, LinkPurpose.RESET)
    assert [client.get(f"/link/{token}").status_code for token in (old, other, new)] == [
        409,
        200,
        200,
    ]


def test_a_forged_token_opens_nothing_tells_nothing_and_shuts_nobody_out(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    token = make_token(session, settings, jan, LinkPurpose.SIGN_IN)
    number, _, signature = token.partition(".")
    forged = f"{number}.{signature[::-1]}"
    unknown = f"{int(number) + 1000}.{signature}"
    assert text_of(client.get(f"/link/{forged}")) == text_of(client.get(f"/link/{unknown}"))
    for _ in range(11):
        assert client.get(f"/link/{forged}").status_code == 409
        assert client.post(f"/link/{forged}").status_code == 409
    assert not is_in(client)
    for garbage in ("x", "1", f"-1.{signature}", f"{10**30}.{signature}", f"{number}."):
        assert client.get(f"/link/{garbage}").status_code == 409
        assert client.post(f"/link/{garbage}").status_code == 409
    assert client.post(f"/link/{token}").status_code == 303


def test_a_letter_from_before_a_restored_backup_opens_nobody_elses_link(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    token = make_token(session, settings, jan, LinkPurpose.INVITATION)
    [lost] = session.scalars(select(SignInLink))
    number, made = lost.id, {"created_at": lost.created_at, "expires_at": lost.expires_at}
    session.delete(lost)  # the backup was older
    session.flush()
    other = make_person(session, "Maja Lis")
    again = SignInLink(id=number, person_id=other.id, purpose=LinkPurpose.INVITATION, **made)
    session.add(again)
    session.flush()
    assert client.post(f"/link/{token}").status_code == 409
    assert not is_in(client)


def test_the_token_is_stored_nowhere(session: Session, settings: Settings, jan: Person) -> None:
    token = make_token(session, settings, jan, LinkPurpose.SIGN_IN)
    link = session.scalars(select(SignInLink)).one()
    stored = [str(getattr(link, column.name)) for column in SignInLink.__table__.columns]
    assert not any(token.partition(".")[2] in value for value in stored)


def test_an_invitation_leads_to_choosing_a_password(
    client: PageClient, session: Session, settings: Settings, jan: Person
) -> None:
    token = make_token(session, settings, jan, LinkPurpose.INVITATION)
    assert client.post(f"/link/{token}").location == "/new-password"
    client.page("/new-password")
    weak = client.post("/new-password", data={"new_password": "haslo123"})
    assert weak.status_code == 422
    chosen = client.post("/new-password", data={"new_password": "trzy zielone gruszki"})
    assert (chosen.status_code, chosen.location) == (303, "/")
    assert is_in(client)
    assert client.get("/new-password").status_code == 403  # once
    client.post("/sign-out")
    entering = {"email": "jan@example.org", "password": "trzy zielone gruszki"}
    assert client.post("/sign-in/password", data=entering).status_code == 303


def test_forgotten_never_tells_whether_an_address_exists(
    client: PageClient, session: Session, jan: Person
) -> None:
    client.page("/forgotten")
    known = client.post("/forgotten", data={"email": "jan@example.org", "purpose": "reset"})
    unknown = client.post("/forgotten", data={"email": "nie@example.org", "purpose": "reset"})
    assert known.status_code == unknown.status_code == 200
    assert text_of(known).replace("jan@", "nie@") == text_of(unknown)
    letter = session.scalars(select(Letter)).one()
    link = session.scalars(select(SignInLink)).one()
    assert (letter.kind, letter.to) == (LetterKind.PASSWORD_RESET, "jan@example.org")
    assert letter.facts == {"name": "Jan Bąk", "link_id": link.id}


def test_forgotten_sends_one_letter_in_five_minutes_of_each_purpose(
    client: PageClient, session: Session, jan: Person, clock: time_machine.Traveller
) -> None:
    def letters() -> int:
        return session.scalar(select(func.count(Letter.id))) or 0

    for purpose in ("reset", "reset", "sign_in", "invitation"):
        client.post("/forgotten", data={"email": "jan@example.org", "purpose": purpose})
    assert letters() == 2
    clock.shift(timedelta(minutes=5))
    client.post("/forgotten", data={"email": "jan@example.org"})
    assert letters() == 3
    assert client.post("/forgotten", data={"email": "jan"}).status_code == 422
