from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.arrangements import Plan, give_extension, plan_assignment
from course.catalogue import Catalogue
from course.errors import (
    DayInFuture,
    ExtensionDecided,
    ExtensionOpen,
    NotFound,
    NothingToExtend,
    ParticipationOver,
    ReasonMissing,
    SubmissionsExhausted,
    TalkNotDue,
)
from course.models import AuditEntry, Letter
from course.queries.arrangements import (
    arrangements_of,
    cohort_to_plan,
    due_days,
    open_requests,
    place_to_arrange,
    plans_of,
    request_to_decide,
)
from course.terms import Act, EnrolmentState
from tests.make import MONDAY, make_cohort, make_trainer
from tests.make_arrangements import (
    DUE,
    LATER,
    make_decision,
    make_plan,
    make_request,
    make_talk,
)
from tests.make_assignments import make_draft, make_handed_in, make_marking, make_ready
from tests.people import Cast


@pytest.fixture
def planned(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    make_plan(session, cast.cohort, cast.ben)
    return cast


def acts(session: Session) -> list[Act]:
    entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [Act(one.act) for one in entries if one.act.split(".")[0] in {"extension", "assignment"}]


def test_a_plan_is_written_once_and_audited(session: Session, cast: Cast) -> None:
    plan = Plan(due_on=DUE, second_percent=20, holds_markings=True)
    for _ in range(2):
        plan_assignment(session, cast.cohort, "z3", plan, by=cast.carla, at=MONDAY)
    assert acts(session) == [Act.ASSIGNMENT_PLANNED]
    assert Plan.stored(plans_of(session, cast.cohort.id)["z3"]) == plan
    plan_assignment(session, cast.cohort, "z3", Plan(), by=cast.ben, at=MONDAY)
    assert Plan.stored(plans_of(session, cast.cohort.id)["z3"]) == Plan()
    assert due_days(session, [cast.enrolment.id]) == {}


def test_trainers_of_the_cohort_and_coordinators_plan(session: Session, cast: Cast) -> None:
    other = make_trainer(session, make_cohort(session, cast.programme), "Ewa Lis")
    for person in (cast.ben, cast.carla):
        assert cohort_to_plan(session, person, cast.cohort.id) is cast.cohort
    for person in (cast.ana, cast.vera, cast.adam, cast.dov, other):
        with pytest.raises(NotFound):
            cohort_to_plan(session, person, cast.cohort.id)


def test_more_time_is_asked_for_and_given(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    request = make_request(session, planned.enrolment, planned.ana)
    with pytest.raises(ExtensionOpen):
        make_request(session, planned.enrolment, planned.ana)
    assert open_requests(session, planned.ben) == [request]
    assert open_requests(session, planned.carla) == []
    place = planned.enrolment.id, "z3"
    assert due_days(session, [planned.enrolment.id]) == {place: DUE}
    held = request_to_decide(session, planned.ben, request.id)
    make_decision(session, course, held, planned.ben)
    assert due_days(session, [planned.enrolment.id]) == {place: LATER}
    assert open_requests(session, planned.ben) == []
    assert acts(session)[1:] == [Act.EXTENSION_ASKED, Act.EXTENSION_GIVEN]
    [letter] = session.scalars(select(Letter))
    assert letter.facts["given"] is True
    with pytest.raises(ExtensionDecided) as told:
        make_decision(session, course, held, planned.ben)
    assert told.value.facts == {"by": "Ben Wrona", "at": MONDAY}


def test_a_refusal_needs_an_answer(session: Session, planned: Cast, course: Catalogue) -> None:
    request = make_request(session, planned.enrolment, planned.ana)
    request = request_to_decide(session, planned.ben, request.id)
    with pytest.raises(ReasonMissing):
        make_decision(session, course, request, planned.ben, None, answer=" ")
    make_decision(session, course, request, planned.ben, None, answer="Porozmawiajmy w środę.")
    assert acts(session)[-1] == Act.EXTENSION_REFUSED
    assert arrangements_of(session, planned.enrolment.id, "z3").due_on == DUE
    make_request(session, planned.enrolment, planned.ana)  # and may be asked anew


def test_more_time_may_be_given_unasked_and_answers_who_asked(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    def give(until: date, days: int) -> None:
        give_extension(
            session,
            place_to_arrange(session, planned.ben, planned.enrolment.id),
            assignment=course.assignments["z3"],
            given_until=until,
            answer="",
            by=planned.ben,
            at=MONDAY + timedelta(days=days),
        )

    give(LATER, 0)
    request = make_request(session, planned.enrolment, planned.ana)
    give(LATER + timedelta(days=7), 1)
    assert request.given_until == LATER + timedelta(days=7)
    give(LATER + timedelta(days=1), 2)
    found = arrangements_of(session, planned.enrolment.id, "z3")
    assert (len(found.extensions), found.due_on) == (3, LATER + timedelta(days=1))
    assert due_days(session, [planned.enrolment.id])[planned.enrolment.id, "z3"] == found.due_on


def test_there_is_nothing_to_extend_without_a_day_or_after_handing_in(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    with pytest.raises(NothingToExtend):
        make_request(session, planned.enrolment, planned.ana, "z1")
    make_handed_in(session, course, planned.ana)
    with pytest.raises(NothingToExtend):
        make_request(session, planned.enrolment, planned.ana)


def test_nothing_is_arranged_after_the_end(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    request = make_request(session, planned.enrolment, planned.ana)
    request = request_to_decide(session, planned.ben, request.id)
    planned.enrolment.state, planned.enrolment.ended_on = EnrolmentState.ENDED, MONDAY.date()
    session.flush()
    with pytest.raises(ParticipationOver):
        make_decision(session, course, request, planned.ben)
    with pytest.raises(ParticipationOver):
        make_request(session, planned.enrolment, planned.ana, "z2")


def test_after_the_last_return_a_talk_may_allow_once_more(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    place = place_to_arrange(session, planned.ben, planned.enrolment.id)
    for _ in range(3):
        with pytest.raises(TalkNotDue):
            make_talk(session, course, place, planned.ben)
        work = make_handed_in(session, course, planned.ana)
        make_marking(session, work, planned.ben)
    make_talk(session, course, place, planned.ben, another_time=False)
    with pytest.raises(SubmissionsExhausted):
        make_draft(session, course, planned.ana)
    make_talk(session, course, place, planned.ben)
    with pytest.raises(TalkNotDue):  # two trainers: the second is told
        make_talk(session, course, place, planned.ben)
    work = make_handed_in(session, course, planned.ana)
    assert work.number == 4
    make_marking(session, work, planned.ben)
    with pytest.raises(SubmissionsExhausted) as refused:
        make_draft(session, course, planned.ana)
    assert refused.value.facts == {"limit": 4}


def test_a_talk_has_happened_and_says_what_was_agreed(
    session: Session, planned: Cast, course: Catalogue
) -> None:
    place = place_to_arrange(session, planned.ben, planned.enrolment.id)
    with pytest.raises(ReasonMissing):
        make_talk(session, course, place, planned.ben, agreed=" ")
    with pytest.raises(DayInFuture):
        make_talk(session, course, place, planned.ben, held_on=DUE)
