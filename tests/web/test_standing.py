"""Why one person is not certified, why they are not counted."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Enrolment, ParticipantRecord, Person, Programme
from course.terms import Act, EnrolmentState, Role
from tests.make import MONDAY, make_grant
from tests.make_counting import (
    ASSESSED_TOO,
    begin_training,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
    make_record,
    noon,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme, ASSESSED_TOO)


@pytest.fixture
def see(signed_in_as: SignIn, cast: Cast) -> Callable[[], Page]:
    """Ana's page as the coordinator sees it."""
    return lambda: signed_in_as(cast.carla).page(f"/people/{cast.enrolment.id}")


def forms(page: Page) -> list[str]:
    """What can be done on a page, but for the frame."""
    actions = [form.get("action") or "" for form in page.root.iter("form")]
    return [action for action in actions if "/decision" in action or "record" in action]


def test_before_the_rules_are_frozen_nothing_can_be_said(see: Callable[[], Page]) -> None:
    page = see()
    assert "nie są jeszcze" in page.text
    assert "Warunki wliczenia" in page.text


def test_what_is_missing_for_whom_and_until_when(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    assert "Decyzja jest potrzebna w ciągu 28 dni od zakończenia udziału." in see().text
    end(session, cast.enrolment)
    page = see()
    assert "Dlaczego ta osoba nie jest jeszcze wliczona?" in page.text
    assert "Brakuje 1 z 2 wymagań" in page.text
    assert "sobota, 5 grudnia 2026" in page.text
    assert "Zostało 12 dni." in page.text
    assert "Dane uczestnika projektu nie są kompletne" in page.text
    # Of what has not happened yet nothing is said.
    assert "Certyfikat jest w mocy" not in page.text
    assert "Osoba wliczona jeden raz" not in page.text
    assert forms(page) == [f"/enrolments/{cast.enrolment.id}/participant-record"]
    assert f"/enrolments/{cast.enrolment.id}" in page.links()


def test_after_the_last_day_a_certificate_is_still_possible(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    end(session, cast.enrolment, date(2026, 10, 20))
    assert "już minął: wtorek, 17 listopada 2026" in see().text


def test_who_meets_everything_can_be_proposed(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    see: Callable[[], Page],
) -> None:
    end(session, cast.enrolment)
    make_assessment(session, cast.enrolment, cast.vera)
    propose = f"/enrolments/{cast.enrolment.id}/decision"
    page = see()
    assert "Wszystkie wymagania są spełnione" in page.text
    assert propose in forms(page)
    assert forms(signed_in_as(cast.adam).page(f"/people/{cast.enrolment.id}")) == []


def test_a_waiting_decision_is_named(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    see: Callable[[], Page],
) -> None:
    decision = make_decision(session, cast.enrolment, programme, (cast.cyryl,))
    page = see()
    assert "Decyzja czeka na drugą osobę" in page.text
    assert f"/decisions/{decision.id}" in page.links()
    auditors = signed_in_as(cast.adam).page(f"/people/{cast.enrolment.id}")
    assert f"/decisions/{decision.id}" not in auditors.links()


def test_a_certified_person_who_does_not_count_and_why(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    certificate = certify(
        session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl)
    )
    page = see()
    assert "Z certyfikatem, ale niewliczone" in page.text
    assert "Walidację przeprowadził trener tej osoby" in page.text
    assert f"/certificates/{certificate.id}" in page.links()
    certificate.revoked_at, certificate.revoked_because = noon(date(2026, 11, 20)), "pomyłka"
    session.flush()
    assert "Certyfikat unieważniono: piątek, 20 listopada 2026" in see().text


def test_a_counted_person_has_every_condition_met(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    page = see()
    assert "Ta osoba jest wliczona" in page.text
    assert "Kompletne od 7 listopada 2026." in page.text
    assert forms(page) == []


def test_who_left_is_told_so(
    session: Session, cast: Cast, programme: Programme, see: Callable[[], Page]
) -> None:
    cast.enrolment.state = EnrolmentState.WITHDRAWN
    make_record(session, cast.enrolment, cast.carla, completed_at=None)
    page = see()
    assert "Ta osoba zrezygnowała z kursu" in page.text
    assert "Kompletne." in page.text


def test_data_are_marked_as_complete_once_with_their_place(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    address = f"/enrolments/{cast.enrolment.id}/participant-record"
    client = signed_in_as(cast.carla)
    answer = client.post(address, data={"form": "sl2014"})
    assert (answer.status_code, answer.location) == (303, f"/people/{cast.enrolment.id}")
    client.post(address, data={"form": "paper"})
    (record,) = session.scalars(select(ParticipantRecord)).all()
    assert (record.form, record.completed_at, record.recorded_by_id) == (
        "sl2014",
        MONDAY,
        cast.carla.id,
    )
    assert session.scalars(select(AuditEntry.act)).all() == [Act.PARTICIPANT_RECORD_COMPLETED]
    assert "Kompletne od 23 listopada 2026." in client.page(f"/people/{cast.enrolment.id}").text


def test_without_a_place_of_the_data_nothing_is_marked(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    address = f"/enrolments/{cast.enrolment.id}/participant-record"
    for form in ("", "somewhere"):
        assert signed_in_as(cast.carla).post(address, data={"form": form}).status_code == 422
    assert session.scalars(select(ParticipantRecord)).all() == []


def test_strangers_and_missing_people_look_the_same(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    foreign = session.scalars(select(Enrolment.id).where(Enrolment.person_id == cast.dov.id)).one()
    client = signed_in_as(cast.carla)
    for address in ("/people/999999", f"/people/{foreign}"):
        assert client.get(address).status_code == 404
    record = f"/enrolments/{foreign}/participant-record"
    for form in ("sl2014", ""):
        assert client.post(record, data={"form": form}).status_code == 404
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get(f"/people/{cast.enrolment.id}").status_code == 403
    own = f"/enrolments/{cast.enrolment.id}/participant-record"
    for person in (cast.adam, cast.ana, cast.ben):
        assert signed_in_as(person).post(own, data={"form": "sl2014"}).status_code == 403


def test_a_coordinator_who_studies_here_sees_but_does_not_decide_about_oneself(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    make_grant(session, cast.ana, Role.COORDINATOR, programme)
    end(session, cast.enrolment)
    make_assessment(session, cast.enrolment, cast.vera)
    client = signed_in_as(cast.ana)
    page = client.page(f"/people/{cast.enrolment.id}")
    assert "Wszystkie wymagania są spełnione" in page.text
    assert forms(page) == []
    record = f"/enrolments/{cast.enrolment.id}/participant-record"
    assert client.post(record, data={"form": "sl2014"}).status_code == 404
