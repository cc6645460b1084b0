"""`flask participants …` and the form that a programme chooses."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AuditEntry, Programme
from course.sealing import Place, Seals
from course.terms import Act
from tests.make_participants import make_told
from tests.people import Cast


def test_a_key_is_drawn_by_chance(app: Flask) -> None:
    keys = [app.test_cli_runner().invoke(args=["participants", "new-key"]) for _ in range(2)]
    first, second = (result.output.strip() for result in keys)
    assert first != second
    assert Seals((first,)).unseal(Seals((first,)).seal({}, of=Place(1, 1)), of=Place(1, 1)) == {}


def test_everything_is_sealed_by_the_first_key_already(
    app: Flask, session: Session, cast: Cast, course: Catalogue
) -> None:
    make_told(session, course, cast.enrolment, cast.carla)
    session.commit()
    result = app.test_cli_runner().invoke(args=["participants", "reseal"])
    assert (result.exit_code, result.output) == (
        0,
        "Sealed by the first key: 0 revisions, 0 PESELs.\n",
    )


def test_what_cannot_be_opened_is_told(
    app: Flask, session: Session, cast: Cast, course: Catalogue
) -> None:
    record = make_told(session, course, cast.enrolment, cast.carla)
    record.sealed = "nothing"
    session.commit()
    result = app.test_cli_runner().invoke(args=["participants", "reseal"])
    assert result.exit_code == 1
    assert "their key is missing" in result.output


def test_a_programme_is_asked_by_a_form(app: Flask, session: Session, cast: Cast) -> None:
    result = app.test_cli_runner().invoke(args=["programmes", "form", "Q1", "sm-efs"])
    assert result.output == "Participants of Q1 are asked by sm-efs, version 1.\n"
    session.expire_all()
    programme = session.scalars(select(Programme).where(Programme.code == "Q1")).one()
    assert programme.participant_form_digest is not None
    assert session.scalars(select(AuditEntry.act)).all() == [Act.PARTICIPANT_FORM_CHOSEN]


@pytest.mark.parametrize(("code", "form"), [("Q1", "sl1999"), ("Q9", "sm-efs")])
def test_what_is_not_there_is_not_chosen(app: Flask, cast: Cast, code: str, form: str) -> None:
    result = app.test_cli_runner().invoke(args=["programmes", "form", code, form])
    assert result.exit_code == 1
    assert "There is no" in result.output
