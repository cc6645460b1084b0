"""Participants' data as coordinators and auditors see them: opened by a deliberate step."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assessments.participants import ParticipantForm
from course.catalogue import Catalogue
from course.models import Person
from course.queries.participants import holding_record
from course.terms import RecordSource
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_counting import make_record
from tests.make_participants import make_pesel, make_told
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.telling import of_person, own, reasons, staff, text_of, values_of, whole

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


def test_no_page_of_data_is_kept_by_a_browser(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    ana, carla = signed_in_as(cast.ana), signed_in_as(cast.carla)
    for answer in (
        ana.get(own(cast.enrolment)),
        ana.post(own(cast.enrolment), data={"revision": "0", "pesel": "1"}),
        ana.get("/enrolments/999999/my-data"),
        carla.get(staff(cast.enrolment)),
        carla.get(f"{staff(cast.enrolment)}/form"),
        carla.get("/programme/participants"),
    ):
        assert answer.headers["Cache-Control"] == "no-store", answer.request.path


def test_a_paper_is_typed_in_and_corrected_after_a_deliberate_step(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    carla, typing = signed_in_as(cast.carla), f"{staff(cast.enrolment)}/form"
    assert values_of(carla.page(typing))["revision"] == "0"
    answer = carla.post(typing, data={"revision": "0", **whole(pesel="", city="")})
    assert (answer.status_code, answer.location) == (303, staff(cast.enrolment))
    page = carla.page(staff(cast.enrolment))
    assert f"{typing}?field=pesel#pesel" in page.links()
    assert "Brakuje 2 odpowiedzi" in page.text
    closed = carla.page(f"{typing}?field=pesel")
    assert "surname" not in values_of(closed)
    [address] = [
        one.get("action", "")
        for one in closed.root.iter("form")
        if "correction" in one.get("action", "")
    ]
    assert address == f"{staff(cast.enrolment)}/correction#pesel"
    assert reasons(session) == []
    opened = Page(carla.post(address.partition("#")[0]).get_data(as_text=True))
    assert values_of(opened)["surname"] == "Ćwikła"
    assert reasons(session) == [(cast.carla.id, "correction")]
    carla.post(typing, data={"revision": "1", **whole()})
    record = holding_record(session, cast.enrolment.id)
    assert record is not None
    assert (record.complete, record.source) == (True, RecordSource.PAPER)


@pytest.mark.parametrize("field", ["", "a<b", "pesel", "//elsewhere"])
def test_a_field_in_the_address_is_a_name_or_nothing(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    form: ParticipantForm,
    course: Catalogue,
    field: str,
) -> None:
    make_told(session, course, cast.enrolment, cast.carla)
    page = signed_in_as(cast.carla).page(f"{staff(cast.enrolment)}/form?field={field}")
    ends = [
        one.get("action", "").rpartition("/")[2]
        for one in page.root.iter("form")
        if "correction" in one.get("action", "")
    ]
    assert ends == ["correction#pesel" if field == "pesel" else "correction"]


def test_values_show_only_when_they_are_asked_for_and_the_pesel_only_then_too(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    pesel = make_pesel()
    make_told(session, course, cast.enrolment, cast.carla, pesel=pesel, city="Wólka Kanarkowa")
    adam = signed_in_as(cast.adam)
    assert "Wólka Kanarkowa" not in adam.page(staff(cast.enrolment)).text
    shown = text_of(adam.post(staff(cast.enrolment)))
    assert "Wólka Kanarkowa" in shown
    assert "odmowa podania informacji" in shown
    assert pesel not in shown
    assert pesel in text_of(adam.post(staff(cast.enrolment), data={"pesel": "yes"}))
    assert reasons(session) == [(cast.adam.id, "look"), (cast.adam.id, "pesel")]
    typing = f"{staff(cast.enrolment)}/form"
    assert not [link for link in adam.page(staff(cast.enrolment)).links() if typing in link]


def test_there_is_nothing_to_show_where_nothing_was_typed_in(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    assert signed_in_as(cast.adam).post(staff(cast.enrolment)).status_code == 404
    make_record(session, cast.enrolment, cast.carla)
    assert signed_in_as(cast.adam).post(staff(cast.enrolment)).status_code == 404
    page = signed_in_as(cast.carla).page(staff(cast.enrolment))
    assert "SL2014" in page.text
    assert f"{staff(cast.enrolment)}/form" in page.links()
    assert "revision" in values_of(signed_in_as(cast.carla).page(f"{staff(cast.enrolment)}/form"))


def test_a_pesel_of_another_person_is_said_to_who_may_know_it(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    pesel = make_pesel()
    olga = make_enrolment(session, cast.cohort, make_person(session, "Olga Żak"))
    make_told(session, course, olga, cast.carla, pesel=pesel)
    sent = {"revision": "0", **whole(pesel=pesel)}
    to_carla = signed_in_as(cast.carla).post(f"{staff(cast.enrolment)}/form", data=sent)
    assert to_carla.status_code == 422
    assert "Olga Żak" in text_of(to_carla)
    to_ana = signed_in_as(cast.ana).post(
        own(cast.enrolment), data={"revision": "0", **of_person(form, pesel=pesel)}
    )
    assert to_ana.status_code == 422
    assert "Olga" not in text_of(to_ana)
    assert "przy innym koncie" in text_of(to_ana)


def test_a_pesel_of_another_programme_names_nobody(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    pesel = make_pesel()
    elsewhere = make_enrolment(session, make_cohort(session), make_person(session, "Olga Żak"))
    make_told(session, course, elsewhere, cast.carla, pesel=pesel)
    answer = signed_in_as(cast.carla).post(
        f"{staff(cast.enrolment)}/form", data={"revision": "0", **whole(pesel=pesel)}
    )
    assert answer.status_code == 422
    assert "Olga" not in text_of(answer)


def test_a_broken_seal_is_told_in_a_sentence(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    make_told(session, course, cast.enrolment, cast.carla).sealed = "nothing"
    session.flush()
    answer = signed_in_as(cast.adam).post(staff(cast.enrolment))
    assert answer.status_code == 409
    assert "nie da się" in text_of(answer)
