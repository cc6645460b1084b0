"""A trainee looks at their own competences three times; what is sent stays."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.languages import Language
from course.catalogue import Catalogue
from course.language import voice
from course.models import Cohort, Person, SelfAssessment
from course.queries.records import record_of
from course.terms import MeetingKind, SelfAssessmentMoment
from tests.make import MONDAY
from tests.make_certificates import end, make_certificate, make_frozen
from tests.make_exceptions import make_self_assessment
from tests.make_fieldwork import make_attendance, make_meeting
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture(autouse=True)
def studying(session: Session, cast: Cast, course: Catalogue) -> Cast:
    """Ana may study, and the rule asks her to look at herself."""
    make_frozen(session, cast.programme, course.rules["social-organiser"])
    make_consents(session, cast.enrolment, cast.ana)
    return cast


def levels(course: Catalogue, level: int = 3) -> dict[str, str]:
    return {one.code: str(level) for one in course.curriculum.competences}


def test_the_next_step_leads_there_and_what_is_sent_stays(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue
) -> None:
    assert "/self-assessment/entry" in ana.page("/course").links()
    form = ana.page("/self-assessment/entry")
    assert "Wysyłasz ją raz" in form.text
    assert len([one for one in form.root.iter("input") if one.get("type") == "radio"]) == 50
    sent = ana.post("/self-assessment/entry", data=levels(course))
    assert (sent.status_code, sent.location) == (303, "/self-assessment")
    again = ana.post("/self-assessment/entry", data=levels(course, 5))
    assert (again.status_code, again.location) == (303, "/self-assessment")
    assert set(session.scalars(select(SelfAssessment.level))) == {3}
    assert "/self-assessment/entry" not in ana.page("/course").links()
    assert ana.get("/self-assessment/entry").status_code == 303
    told = ana.page("/self-assessment").text
    assert "wysłano: 23 listopada 2026" in told
    assert course.curriculum.competences[0].levels[2].pl in told
    assert record_of(session, cast.enrolment.id).self_assessments == 1
    certificate = ana.page("/certificate")
    assert "Samooceny: 1 z 3" in certificate.text
    assert "/self-assessment" in certificate.links()


def test_what_is_left_out_is_named_and_what_was_chosen_stays(
    session: Session, ana: PageClient, course: Catalogue
) -> None:
    chosen = levels(course) | {"K4": "", "K7": "6"}
    answer = ana.post("/self-assessment/entry", data=chosen)
    assert answer.status_code == 422
    assert answer.text.count('aria-describedby="K') >= 2
    assert "2 rzeczy do poprawienia" in Page(answer.get_data(as_text=True)).text
    assert answer.text.count(" checked") == 8
    assert session.scalars(select(SelfAssessment)).all() == []


def test_the_middle_opens_at_half_of_the_time_or_with_the_review_talk(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue
) -> None:
    half = cast.cohort.starts_on + (cast.cohort.ends_on - cast.cohort.starts_on) / 2
    assert ana.get("/self-assessment/middle").status_code == 409
    assert ana.post("/self-assessment/middle", data=levels(course)).status_code == 409
    day = voice(Language.PL).day_without_weekday(half)
    assert f"Otworzy się: {day}" in ana.page("/self-assessment").text
    talk = make_meeting(session, cast.cohort, cast.ben, kind=MeetingKind.REVIEW, code="R1")
    talk.starts_at = MONDAY - timedelta(days=1)
    make_attendance(session, talk, cast.enrolment, 30)
    assert ana.get("/self-assessment/middle").status_code == 200
    make_self_assessment(session, cast.enrolment, course.curriculum.competences)
    assert "/self-assessment/middle" in ana.page("/course").links()
    talk.cancelled_at, talk.cancelled_why = MONDAY, "choroba"
    session.flush()
    assert ana.get("/self-assessment/middle").status_code == 409
    cast.cohort.starts_on -= timedelta(days=80)
    session.flush()
    assert ana.get("/self-assessment/middle").status_code == 200


def test_who_is_late_is_told_and_not_refused(
    session: Session, ana: PageClient, cast: Cast, course: Catalogue
) -> None:
    end(session, cast.enrolment)
    assert ana.page("/self-assessment").text.count("później, niż w planie") == 2
    assert "To później, niż było w planie" in ana.page("/self-assessment/entry").text
    for moment in SelfAssessmentMoment:
        sent = ana.post(f"/self-assessment/{moment.value}", data=levels(course))
        assert sent.status_code == 303
    assert record_of(session, cast.enrolment.id).self_assessments == 3


def test_consents_come_first_and_moments_are_three(
    session: Session, signed_in_as: SignIn, cast: Cast, ana: PageClient
) -> None:
    assert ana.get("/self-assessment/noon").status_code == 404
    assert ana.post("/self-assessment/noon").status_code == 404
    for stranger in (cast.ben, cast.carla, cast.vera):
        assert signed_in_as(stranger).get("/self-assessment").status_code == 404


def test_after_the_certificate_nothing_is_added(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    person = cast.ana
    cast.programme.rule_digest = None  # a shorter rule is met at once
    session.flush()
    make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    answer = signed_in_as(person).post("/self-assessment/entry", data=levels(course))
    assert answer.status_code == 409
    assert session.scalars(select(SelfAssessment)).all() == []


def test_staff_see_it_where_they_see_the_person(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    competences, place = course.curriculum.competences, cast.enrolment
    make_self_assessment(session, place, competences, SelfAssessmentMoment.ENTRY, 2)
    make_self_assessment(session, place, competences, SelfAssessmentMoment.EXIT, 4)
    page = signed_in_as(cast.ben).page(f"/enrolments/{place.id}/evidence")
    cells = ["".join(one.itertext()) for one in page.root.iter("td")]
    assert cells == ["2", "4"] * 10
    assert session.get_one(Cohort, cast.cohort.id).title in page.text
