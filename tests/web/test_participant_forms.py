"""The form that a programme asks by, whose data are missing, consents signed on paper."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.participants import ParticipantForm
from course.actions.participants import choose_form
from course.catalogue import Catalogue
from course.models import Consent, Person
from course.terms import ConsentKind
from tests.make import MONDAY
from tests.make_participants import make_told
from tests.make_study import make_consents
from tests.pages import PageClient
from tests.people import Cast
from tests.telling import own, reasons, staff

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


def test_without_a_form_there_is_nothing_to_fill_in(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    assert signed_in_as(cast.ana).get(own(cast.enrolment)).status_code == 409
    page = signed_in_as(cast.carla).page(staff(cast.enrolment))
    assert "/programme/participants?programme=Q1" in page.links()


def test_a_form_is_chosen_and_whose_data_are_missing_is_told(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    carla = signed_in_as(cast.carla)
    address = "/programme/participants"
    for wrong in ("", "sl1999"):
        assert carla.post(address, data={"form": wrong}).status_code == 422
    answer = carla.post(address, data={"form": "sm-efs"})
    assert (answer.status_code, answer.location) == (303, f"{address}?programme=Q1")
    assert "nic jeszcze nie wpisano" in carla.page(address).text
    make_told(session, course, cast.enrolment, cast.carla, pesel="")
    page = carla.page(address)
    assert f"{staff(cast.enrolment)}/form?field=pesel#pesel" in page.links()
    assert reasons(session) == []
    asked = carla.post(address, data={"form": "sl2014"})
    assert asked.status_code == 303


def test_an_older_version_of_the_form_is_told_of(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    carla = signed_in_as(cast.carla)
    assert "nowsza wersja" not in carla.page("/programme/participants").text
    version = cast.programme.participant_form_digest
    assert version is not None
    ask_older(session, cast, form)
    assert "nowsza wersja" in carla.page("/programme/participants").text


def ask_older(session: Session, cast: Cast, form: ParticipantForm) -> None:
    """The programme asks by a version that the course does not have any more."""
    choose_form(session, cast.programme, replace(form, version=0), by=None, at=MONDAY)
    session.flush()


def test_what_was_signed_on_paper_is_typed_in_once(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    carla, address = signed_in_as(cast.carla), f"/enrolments/{cast.enrolment.id}/consents"
    kinds = ["declaration", "ethics_code", "data_notice"]
    for data in (
        {"kinds": [], "signed_on": "2026-10-05"},
        {"kinds": kinds, "signed_on": ""},
        {"kinds": kinds, "signed_on": "2026-11-24"},
    ):
        assert carla.post(address, data=data).status_code == 422
    for _ in range(2):
        answer = carla.post(address, data={"kinds": kinds, "signed_on": "2026-10-05"})
        assert answer.status_code == 303
    given = session.scalars(select(Consent).order_by(Consent.id)).all()
    assert {(one.kind, one.signed_on, one.entered_by_id) for one in given} == {
        (ConsentKind(kind), date(2026, 10, 5), cast.carla.id) for kind in kinds
    }
    assert len(given) == len(kinds)
    assert "podpisano na papierze" in carla.page(staff(cast.enrolment)).text
    assert signed_in_as(cast.ana).get(own(cast.enrolment)).status_code == 409  # not /consents
