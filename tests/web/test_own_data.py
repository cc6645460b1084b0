"""One's own data for the funder: told on a phone, in as many goes as it takes."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.participants import Moment, ParticipantForm
from course.catalogue import Catalogue
from course.models import ParticipantRecord, Person
from course.queries.participants import holding_record
from course.terms import EnrolmentState, RecordSource, Role
from tests.make import make_grant
from tests.make_counting import end
from tests.make_participants import AFTER, WHOLE, ask_for_data, make_told, tell
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.telling import of_person, own, reasons, staff, values_of, whole

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]


def test_a_person_tells_it_on_a_phone_in_two_goes(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    ana = signed_in_as(cast.ana)
    assert own(cast.enrolment) in ana.page("/course").links()
    page = ana.page(own(cast.enrolment))
    assert values_of(page)["surname"] == "Ćwikła"
    sent = of_person(form, education="", surname="Ćwikła")
    answer = ana.post(own(cast.enrolment), data={"revision": "0", **sent})
    assert (answer.status_code, answer.location) == (303, own(cast.enrolment))
    page = ana.page(own(cast.enrolment))
    assert "Brakuje 1 odpowiedzi" in page.text
    assert "#education" in page.links()
    assert "zaczęte, czegoś brakuje" in ana.page("/course").text
    sent["education"] = "isced_5_8"
    ana.post(own(cast.enrolment), data={"revision": "1", **sent})
    assert "Wszystko, o co pytamy, już jest" in ana.page(own(cast.enrolment)).text
    record = holding_record(session, cast.enrolment.id)
    assert record is not None
    assert (record.revision, record.source) == (2, RecordSource.PERSON)
    assert record.missing == ["teryt", "degurba"]
    assert "zaczęte, czegoś brakuje" not in ana.page("/course").text  # not by Ana
    assert {why for _, why in reasons(session)} == {"own_page", "saving"}


def test_a_fault_costs_nothing_that_was_typed(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    sent = of_person(form, pesel="84051700129", city="Wólka <Żabia>", postal_code="38-4")
    answer = signed_in_as(cast.ana).post(own(cast.enrolment), data={"revision": "0", **sent})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert {"#pesel", "#postal_code"} <= set(page.links())
    values = {one.get("name"): one.get("value") for one in page.root.iter("input")}
    assert [values[name] for name in ("pesel", "city", "postal_code", "revision")] == [
        "84051700129",
        "Wólka <Żabia>",
        "38-4",
        "0",
    ]
    assert session.scalar(select(func.count(ParticipantRecord.id))) == 0


def test_who_comes_second_is_told_and_loses_nothing(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    ana, carla = signed_in_as(cast.ana), signed_in_as(cast.carla)
    carla.post(f"{staff(cast.enrolment)}/form", data={"revision": "0", **whole()})
    sent = {"revision": "0", **of_person(form, city="Wólka")}
    answer = ana.post(own(cast.enrolment), data=sent)
    assert answer.status_code == 409
    page = Page(answer.get_data(as_text=True))
    assert cast.carla.name in page.text
    values = {one.get("name"): one.get("value") for one in page.root.iter("input")}
    assert (values["city"], values["revision"]) == ("Wólka", "1")
    again = ana.post(own(cast.enrolment), data={**sent, "revision": values["revision"]})
    assert again.status_code == 303


def test_before_the_declarations_nothing_is_asked(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    ask_for_data(session, course, cast.programme)
    for answer in (
        signed_in_as(cast.ana).get(own(cast.enrolment)),
        signed_in_as(cast.ana).post(own(cast.enrolment), data={"revision": "0"}),
    ):
        assert (answer.status_code, answer.location) == (303, "/consents")


def test_who_left_is_asked_what_they_do(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    make_told(session, course, cast.enrolment, cast.carla)
    end(session, cast.enrolment)
    ana = signed_in_as(cast.ana)
    page = ana.page(own(cast.enrolment))
    assert "do 5 grudnia 2026" in page.text
    assert "#leaving" in page.links()
    kept = {**WHOLE, **AFTER, "pesel": values_of(page)["pesel"], "revision": "1"}
    assert ana.post(own(cast.enrolment), data=kept).status_code == 303
    assert "do 5 grudnia 2026" in signed_in_as(cast.carla).page(staff(cast.enrolment)).text
    record = holding_record(session, cast.enrolment.id)
    assert record is not None
    assert not record.followed_up  # the coordinator has a part in it


def test_who_left_is_asked_whatever_the_coordinator_still_lacks_and_not_twice(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm, course: Catalogue
) -> None:
    make_told(session, course, cast.enrolment, cast.carla, teryt="")
    end(session, cast.enrolment)
    ana = signed_in_as(cast.ana)
    page = ana.page(own(cast.enrolment))
    assert "Jeszcze jedno: co teraz robisz" in page.text
    kept = {**WHOLE, **AFTER, "pesel": values_of(page)["pesel"], "revision": "1"}
    assert ana.post(own(cast.enrolment), data=kept).status_code == 303
    page = ana.page(own(cast.enrolment))
    assert "Jeszcze jedno: co teraz robisz" not in page.text
    assert "Resztę uzupełni koordynacja" in page.text


def test_who_saved_nothing_yet_is_told_that_all_of_it_is_missing(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    tell(session, cast.enrolment, form, {}, by=cast.ana)
    text = signed_in_as(cast.ana).page(own(cast.enrolment)).text
    assert "Wszystko już jest" not in text
    assert "Brakuje" in text


def test_another_form_asks_what_the_one_before_did_not(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    older = ask_for_data(session, course, cast.programme, "sl2014")
    record = tell(session, cast.enrolment, older, {"city": "Wólka"}, by=cast.carla).record
    assert record is not None
    assert "house" in record.missing
    ask_for_data(session, course, cast.programme)
    page = signed_in_as(cast.ana).page(own(cast.enrolment))
    assert "#house" not in page.links()
    correction = signed_in_as(cast.carla).post(f"{staff(cast.enrolment)}/correction")
    assert correction.status_code == 200


def test_who_left_before_the_end_can_still_tell(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    end(session, cast.enrolment)
    cast.enrolment.state = EnrolmentState.WITHDRAWN
    session.flush()
    ana = signed_in_as(cast.ana)
    assert own(cast.enrolment) in ana.page("/course").links()
    assert ana.get(own(cast.enrolment)).status_code == 200


def test_a_coordinator_who_studies_here_fills_in_ones_own_page_only(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    make_grant(session, cast.ana, Role.COORDINATOR, cast.programme)
    ana = signed_in_as(cast.ana)
    assert ana.get(own(cast.enrolment)).status_code == 200
    for address in (staff(cast.enrolment), f"{staff(cast.enrolment)}/form"):
        assert ana.get(address).status_code == 404


def test_the_script_is_told_when_a_question_is_asked(
    session: Session, signed_in_as: SignIn, cast: Cast, form: ParticipantForm
) -> None:
    page = signed_in_as(cast.ana).page(own(cast.enrolment))
    conditions = [one.get("data-asked-when") for one in page.root.iter("div")]
    assert '[{"item": "status", "among": ["employed"], "holds": true}]' in conditions
    asked = [one for one in form.items(Moment.START) if one.when]
    assert len([one for one in conditions if one]) == len(asked)
    assert re.search("Tylko jeśli", page.text)
