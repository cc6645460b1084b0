"""Days, more time and talks, as trainees and trainers meet them on their pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.requirements import AssignmentsPassed
from course.catalogue import Catalogue
from course.models import AssignmentPlan, Extension, Person, WorkTalk
from course.queries.assignments import newest_submission
from course.terms import SubmissionState
from tests.make import MONDAY, make_trainer
from tests.make_arrangements import DUE, LATER, make_decision, make_plan, make_request
from tests.make_assignments import make_draft, make_handed_in, make_marking, make_ready
from tests.make_counting import ADMITTED_ONLY, freeze
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
DAY = timedelta(days=1)


@pytest.fixture
def planned(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    make_plan(session, cast.cohort, cast.ben)
    return cast


@pytest.fixture
def ana(signed_in_as: SignIn, planned: Cast) -> PageClient:
    return signed_in_as(planned.ana)


def shown_on(page: Page) -> dict[str, str]:
    fields = ((one.get("name") or "", one.get("value") or "") for one in page.root.iter("input"))
    return {name: value for name, value in fields if name.startswith("shown-")}


def test_a_cohorts_plan_is_written_line_by_line(
    session: Session, cast: Cast, ben: PageClient, signed_in_as: SignIn
) -> None:
    address = f"/cohorts/{cast.cohort.id}/assignments"
    assert address in ben.page(f"/cohorts/{cast.cohort.id}").links()
    old = shown_on(ben.page(address))
    assert len(old) == 8
    typed = {name.replace("shown", "second_percent"): "0" for name in old}
    sent = old | typed | {"due_on-z3": "6.12.2026", "second_percent-z3": "20%"}
    sent |= {"holds_markings-z3": "yes"}
    assert ben.post(address, data=sent).location == address
    [plan] = session.scalars(select(AssignmentPlan))
    assert (plan.due_on, plan.second_percent, plan.holds_markings) == (DUE, 20, True)
    # A coordinator whose page is older changes another line: this one stays.
    late = old | typed | {"due_on-z1": "2026-11-30"}
    assert signed_in_as(cast.carla).post(address, data=late).status_code == 303
    plans = session.scalars(select(AssignmentPlan))
    assert {one.assignment_slug: one.due_on for one in plans} == {
        "z1": date(2026, 11, 30),
        "z3": DUE,
    }


def test_what_the_rule_has_marked_twice_is_said_and_not_asked(
    session: Session, cast: Cast, ben: PageClient
) -> None:
    address = f"/cohorts/{cast.cohort.id}/assignments"
    assert "Każda praca jest oceniana dwa razy" not in ben.page(address).text
    asked = AssignmentsPassed(assignments=("z1", "z3"), double_marked=("z3",))
    freeze(session, cast.programme, replace(ADMITTED_ONLY, requirements=(asked,)))
    page = ben.page(address)
    assert page.text.count("Każda praca jest oceniana dwa razy") == 1
    kinds = {one.get("name"): one.get("type") for one in page.root.iter("input")}
    assert (kinds["second_percent-z1"], kinds["second_percent-z3"]) == ("text", "hidden")
    sent = dict.fromkeys(("due_on-z1", "due_on-z3"), "2026-12-06")
    sent |= dict.fromkeys(("second_percent-z1", "second_percent-z3"), "0")
    assert ben.post(address, data=sent).status_code == 303
    assert {one.due_on for one in session.scalars(select(AssignmentPlan))} == {DUE}


def test_a_wrong_line_is_named_and_nothing_is_lost(
    session: Session, cast: Cast, ben: PageClient
) -> None:
    address = f"/cohorts/{cast.cohort.id}/assignments"
    answer = ben.post(
        address, data={"due_on-z1": "kiedyś", "second_percent-z2": "101", "due_on-z3": "2026-12-06"}
    )
    page = Page(answer.get_data(as_text=True))
    assert answer.status_code == 422
    assert "2 rzeczy do poprawienia" in page.text
    values = {one.get("name"): one.get("value") for one in page.root.iter("input")}
    assert values["due_on-z1"] == "kiedyś"
    assert values["second_percent-z2"] == "101"
    assert values["due_on-z3"] == "2026-12-06"
    assert session.scalars(select(AssignmentPlan)).all() == []


def test_the_day_is_told_with_its_weekday_and_how_far_it_is(ana: PageClient) -> None:
    until = "do niedzieli, 6 grudnia, do północy"
    for address in ("/assignments", "/assignments/z3", "/course"):
        page = ana.page(address)
        assert until in page.text, address
        assert "zostało 13 dni" in page.text, address


@pytest.mark.parametrize(
    ("days", "said"), [(1, "został 1 dzień"), (0, "to ostatni dzień"), (-2, "minął 2 dni temu")]
)
def test_how_far_the_day_is(
    session: Session, planned: Cast, ana: PageClient, days: int, said: str
) -> None:
    make_plan(session, planned.cohort, planned.ben, due_on=MONDAY.date() + days * DAY)
    assert said in ana.page("/assignments/z3").text


@pytest.mark.parametrize("hours_late", [-1, 1])
def test_a_day_ends_at_midnight_in_poland_and_late_work_is_taken(
    session: Session,
    planned: Cast,
    course: Catalogue,
    ana: PageClient,
    ben: PageClient,
    hours_late: int,
) -> None:
    make_draft(session, course, planned.ana)
    midnight = datetime(2026, 12, 6, 23, tzinfo=UTC)
    with time_machine.travel(midnight + timedelta(hours=hours_late), tick=False):
        assert ana.post("/assignments/z3/hand-in").status_code == 303
        work = newest_submission(session, planned.enrolment.id, "z3")
        assert work is not None
        assert work.state == SubmissionState.HANDED_IN
        for page in (
            ana.page(f"/submissions/{work.id}"),
            ben.page(f"/marking/{work.id}"),
            ben.page(f"/enrolments/{planned.enrolment.id}/assignments/z3"),
        ):
            assert ("oddana 1 dzień po terminie" in page.text) is (hours_late > 0)


def test_more_time_is_asked_for_and_given(
    session: Session, planned: Cast, ana: PageClient, ben: PageClient
) -> None:
    assert "/assignments/z3/time" in ana.page("/assignments/z3").links()
    answer = ana.post("/assignments/z3/time", data={"until": "2026-12-06", "words": ""})
    assert answer.status_code == 422
    assert "niedziela, 6 grudnia 2026" in Page(answer.get_data(as_text=True)).text
    asked = {"until": "2026-12-13", "words": "Zmiana w pracy."}
    assert ana.post("/assignments/z3/time", data=asked).status_code == 303
    page = ana.page("/assignments/z3/time")
    assert "Zmiana w pracy." in page.text
    assert page.root.find(".//textarea") is None
    again = ana.post("/assignments/z3/time", data={**asked, "words": "Jednak przez dziecko."})
    assert again.status_code == 409
    for said in ("Prośba już wysłana", "Jednak przez dziecko."):
        assert said in Page(again.get_data(as_text=True)).text
    assert "/marking/requests" in ben.page("/marking").links()
    assert "Zmiana w pracy." in ben.page("/marking/requests").text
    [request] = session.scalars(select(Extension))
    door = f"/extensions/{request.id}/decision"
    answer = ben.post(door, data={"decision": "refuse", "until": "2026-12-13", "words": ""})
    assert answer.status_code == 422
    given = {"decision": "give", "until": "2026-12-13", "words": "Dobrze."}
    assert ben.post(door, data=given).status_code == 303
    assert "do niedzieli, 13 grudnia, do północy" in ana.page("/assignments/z3").text
    assert "Dobrze." in ana.page("/assignments/z3/time").text


def test_the_second_of_two_trainers_is_told(
    session: Session, planned: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    ewa = make_trainer(session, planned.cohort, "Ewa Lis")
    request = make_request(session, planned.enrolment, planned.ana)
    make_decision(session, course, request, planned.ben)
    answer = signed_in_as(ewa).post(
        f"/extensions/{request.id}/decision", data={"decision": "refuse", "words": "Nie."}
    )
    assert answer.status_code == 409
    assert "Ben Wrona" in Page(answer.get_data(as_text=True)).text
    assert request.given_until == LATER


def test_a_trainer_gives_more_time_unasked(
    planned: Cast, ana: PageClient, ben: PageClient, signed_in_as: SignIn
) -> None:
    here = f"/enrolments/{planned.enrolment.id}/assignments/z3"
    assert here in ben.page(f"/enrolments/{planned.enrolment.id}").links()
    wrong = ben.post(f"{here}/time", data={"until": "2026-11-22", "words": "Bo tak."})
    assert wrong.status_code == 422
    assert "Bo tak." in Page(wrong.get_data(as_text=True)).text
    assert ben.post(f"{here}/time", data={"until": "2026-12-08", "words": ""}).status_code == 303
    assert "do wtorku, 8 grudnia" in ana.page("/assignments").text
    page = signed_in_as(planned.adam).page(here)  # who follows reads, and changes nothing
    assert "8 grudnia" in page.text
    assert page.root.find(".//main//form") is None


def test_after_the_last_return_the_trainer_records_the_talk(
    session: Session, planned: Cast, course: Catalogue, ana: PageClient, ben: PageClient
) -> None:
    for _ in range(3):
        work = make_handed_in(session, course, planned.ana)
        make_marking(session, work, planned.ben)
    page = ana.page(f"/submissions/{work.id}")
    assert "ostatnie oddanie" in page.text
    here = f"/enrolments/{planned.enrolment.id}/assignments/z3"
    talk = {"held_on": "2026-11-23", "agreed": "Jeszcze raz, z R-15.", "another_time": "yes"}
    wrong = ben.post(f"{here}/talk", data=talk | {"held_on": "2026-11-24", "another_time": ""})
    assert wrong.status_code == 422
    assert "Jeszcze raz, z R-15." in Page(wrong.get_data(as_text=True)).text
    assert ben.post(f"{here}/talk", data=talk).status_code == 303
    assert session.scalars(select(WorkTalk.agreed)).all() == ["Jeszcze raz, z R-15."]
    page = ana.page(f"/submissions/{work.id}")
    assert "Jeszcze raz, z R-15." in page.text
    assert ana.post("/assignments/z3/revise").location == "/assignments/z3"
    for number in range(1, 4):  # everything handed in stays readable, by both
        found = [link for link in ben.page(here).links() if link.startswith("/submissions/")]
        assert "R-15" in ana.page(found[number - 1]).text
        assert "Proszę wrócić do R-15." in ben.page(found[number - 1]).text
