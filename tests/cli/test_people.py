"""`flask people` and `flask work`."""

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Letter, Person, Programme, RoleGrant, Standing
from course.terms import Act, LetterKind, Role
from tests.make import make_cohort, make_enrolment, make_grant, make_person, make_programme
from tests.pages import PageClient

Run = Callable[..., Result]


@pytest.fixture
def run(app: Flask, session: Session) -> Run:
    def invoke(*words: str) -> Result:
        session.commit()  # only releases the test's savepoint
        result = app.test_cli_runner().invoke(args=words)
        session.expire_all()
        return result

    return invoke


def test_invite_makes_a_person_with_a_role_and_a_letter(run: Run, session: Session) -> None:
    programme = make_programme(session, "Q7")
    words = ["--name", "Katarzyna Żurek", "--role", "coordinator", "--programme", "Q7"]
    result = run("people", "invite", " Kasia@Example.org", *words)
    assert (result.exit_code, result.output) == (
        0,
        "A letter to kasia@example.org is in the outbox.\n",
    )
    person = session.scalars(select(Person)).one()
    grant = session.scalars(select(RoleGrant)).one()
    assert (person.name, person.email) == ("Katarzyna Żurek", "kasia@example.org")
    assert (grant.person_id, grant.role, grant.programme_id) == (
        person.id,
        Role.COORDINATOR,
        programme.id,
    )
    assert session.scalars(select(Letter.kind)).all() == [LetterKind.INVITATION]
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert acts == [Act.PERSON_ADDED, Act.ROLE_GRANTED, Act.LINK_MADE]


def test_invite_gives_another_role_to_somebody_known(run: Run, session: Session) -> None:
    person = make_person(session, email="iga@example.org")
    words = ["people", "invite", "iga@example.org", "--name", "Iga", "--role", "administrator"]
    assert run(*words).exit_code == 0
    again = run(*words)
    assert (again.exit_code, again.output) == (1, "Error: This person has the role here already.\n")
    assert session.scalars(select(RoleGrant.person_id)).all() == [person.id]


@pytest.mark.parametrize(
    "words",
    [
        ["kasia", "--name", "K", "--role", "administrator"],
        ["k@example.org", "--name", " ", "--role", "administrator"],
        ["k@example.org", "--name", "K", "--role", "coordinator"],
        ["k@example.org", "--name", "K", "--role", "coordinator", "--programme", "nowhere"],
        ["k@example.org", "--name", "K", "--role", "administrator", "--programme", "Q1"],
    ],
)
def test_invite_refuses_what_it_cannot_do(run: Run, session: Session, words: list[str]) -> None:
    assert run("people", "invite", *words).exit_code != 0
    assert session.scalars(select(Person)).all() == []


def test_sign_in_link_prints_an_address_that_works_once(
    run: Run, session: Session, client: PageClient
) -> None:
    make_grant(session, make_person(session, email="iga@example.org"), Role.ADMINISTRATOR)
    address = run("people", "sign-in-link", "iga@example.org").output.strip()
    assert address.startswith("http://localhost/link/")
    assert client.post(address).status_code == 303
    assert client.get("/account").status_code == 200
    assert client.post(address).status_code == 409


def test_disable_and_enable(run: Run, session: Session) -> None:
    make_person(session, email="iga@example.org")
    left = select(Person.left_at.is_not(None))
    assert run("people", "disable", "iga@example.org").exit_code == 0
    assert session.scalar(left)
    assert run("people", "sign-in-link", "iga@example.org").exit_code == 1
    assert run("people", "enable", "iga@example.org").exit_code == 0
    assert not session.scalar(left)
    assert run("people", "disable", "nobody@example.org").exit_code == 1


def test_work_once_shows_the_letters_of_a_machine_without_mail(run: Run, session: Session) -> None:
    make_programme(session, "Q7")
    words = ["--name", "Katarzyna Żurek", "--role", "coordinator", "--programme", "Q7"]
    run("people", "invite", "kasia@example.org", *words)
    shown = run("work", "--once").output
    assert shown.startswith("Letter to kasia@example.org: Zaproszenie")
    assert run("work", "--once").output == ""


def test_the_worker_keeps_the_standings_of_programmes_from_before_there_were_any(
    run: Run, session: Session
) -> None:
    programme = make_programme(session, "Q7")
    place = make_enrolment(session, make_cohort(session, programme))
    assert programme.standings_kept_at is None
    assert run("work", "--once").exit_code == 0
    kept_at = select(Programme.standings_kept_at).where(Programme.id == programme.id)
    assert session.scalar(kept_at) is not None
    assert session.scalars(select(Standing.enrolment_id)).all() == [place.id]
