"""Every line of the whole rule leads somewhere: trainees to the deed, staff to the evidence."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from assessments.qualification import Judged, judge
from course.catalogue import Catalogue
from course.models import Person
from course.queries.records import record_of
from course.web.checklist import Ways, staff_ways, trainee_ways
from tests.make_assignments import make_ready
from tests.make_certificates import end, make_frozen
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
FOUND = {200, 302, 303}


@pytest.fixture
def lines(session: Session, cast: Cast, course: Catalogue) -> list[Judged]:
    """Each line of the whole rule, as it stands, as if it stood the other way, and excepted."""
    rule = course.rules["social-organiser"]
    make_frozen(session, cast.programme, rule)
    make_ready(session, course, cast.enrolment, cast.ana)
    found = judge(rule, record_of(session, cast.enrolment.id)).judged
    turned = [replace(line, met=not line.met) for line in found]
    return [*found, *turned, *(replace(line, excepted=True) for line in found)]


def addresses(app: Flask, ways: Ways, lines: list[Judged]) -> set[str]:
    """Where the lines lead; none leads nowhere."""
    with app.test_request_context():
        found = [ways(line) for line in lines]
    assert None not in found
    return {way[0].partition("#")[0] for way in found if way}


def test_a_trainee_is_led_to_where_it_is_done(
    app: Flask, signed_in_as: SignIn, cast: Cast, lines: list[Judged]
) -> None:
    ana = signed_in_as(cast.ana)
    ways = trainee_ways(cast.enrolment.id)
    told = {address: ana.get(address).status_code for address in addresses(app, ways, lines)}
    # What comes after a module that is not passed yet is locked, and its page says until when.
    shut = {address for address, status in told.items() if status not in FOUND}
    assert all(told[one] == 409 and one.startswith(("/quizzes/", "/assignments/")) for one in shut)
    assert len(told) > len(shut)
    assert f"/enrolments/{cast.enrolment.id}/portfolio" in told


def test_staff_are_led_to_evidence_that_opens_to_each_of_them(
    session: Session, app: Flask, signed_in_as: SignIn, cast: Cast, lines: list[Judged]
) -> None:
    end(session, cast.enrolment)
    for person in (cast.ben, cast.carla, cast.adam, cast.vera):
        client = signed_in_as(person)
        for address in addresses(app, staff_ways(cast.enrolment.id, []), lines):
            assert client.get(address).status_code == 200, (person.name, address)


def test_every_anchor_stands_on_the_page(
    session: Session, app: Flask, signed_in_as: SignIn, cast: Cast, lines: list[Judged]
) -> None:
    with app.test_request_context():
        ways = [staff_ways(cast.enrolment.id, [])(line) for line in lines]
    parts = [way[0].partition("#") for way in ways if way]
    named = {anchor for address, _, anchor in parts if address.endswith("/evidence")}
    page = signed_in_as(cast.carla).page(f"/enrolments/{cast.enrolment.id}/evidence")
    assert named <= {one.get("id") for one in page.root.iter()}
