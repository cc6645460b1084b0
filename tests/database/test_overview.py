"""What a programme's page makes of the list: who needs somebody, growth, cohorts."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from course.models import Programme
from course.queries.institutions import agreements_of
from course.reports.indicators import count_agreements
from course.reports.overview import (
    MonthEnd,
    Need,
    cohorts_of,
    growth_of,
    institutions_on_the_way,
    people_on_the_way,
    people_to_help,
)
from course.reports.people import (
    CertificationLine,
    certification_list,
    evidence_of,
)
from course.terms import CertificationState, EnrolmentState
from tests.make import (
    make_agreement,
    make_cohort,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import (
    begin_training,
    bring_forward,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
    make_record,
)
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
TODAY = date(2026, 11, 23)
S = CertificationState


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def listed(session: Session, programme: Programme) -> Sequence[CertificationLine]:
    return certification_list(session, programme, evidence_of(session, programme), as_of=TODAY)


def test_who_needs_somebody_the_nearest_last_day_first(
    session: Session, cast: Cast, programme: Programme
) -> None:
    two = (cast.carla, cast.cyryl)
    places = {
        name: make_enrolment(session, cast.cohort, make_person(session, f"{name} Bąk"))
        for name in ("Done", "Record", "Late", "Left", "Approve")
    }
    certify(session, programme, places["Done"], validator=cast.vera, by=two)
    certify(session, programme, places["Record"], validator=cast.vera, by=two, with_record=False)
    certify(session, programme, places["Late"], validator=cast.ben, by=two, with_record=False)
    places["Left"].state = EnrolmentState.WITHDRAWN
    end(session, places["Approve"], date(2026, 11, 20))
    make_record(session, places["Approve"], cast.carla)
    make_assessment(session, places["Approve"], cast.vera)
    make_decision(session, places["Approve"], programme, (cast.carla,))
    lines = listed(session, programme)
    assert [(one.line.place.name, one.needs) for one in people_to_help(lines)] == [
        ("Record Bąk", (Need.COMPLETE_RECORD,)),
        ("Approve Bąk", (Need.APPROVE,)),
        ("Ana Ćwikła", (Need.PROPOSE, Need.COMPLETE_RECORD)),
    ]
    assert people_on_the_way(lines) == 3


def test_who_ended_without_an_assessment_needs_one(session: Session, cast: Cast) -> None:
    end(session, cast.enrolment)
    (one,) = people_to_help(listed(session, cast.programme))
    assert one.needs == (Need.ASSESS, Need.COMPLETE_RECORD)
    make_assessment(session, cast.enrolment, cast.vera)
    (one,) = people_to_help(listed(session, cast.programme))
    assert one.needs == (Need.COMPLETE_RECORD,)
    make_record(session, cast.enrolment, cast.carla)
    assert people_to_help(listed(session, cast.programme)) == []


def test_out_of_time_nobody_is_on_the_way(
    session: Session, cast: Cast, programme: Programme
) -> None:
    end(session, cast.enrolment, date(2026, 10, 20))
    cast.enrolment.state = EnrolmentState.ENDED
    lines = listed(session, programme)
    assert [line.state for line in lines] == [S.QUALIFIED]
    assert people_on_the_way(lines) == 0


def test_a_figure_grows_month_by_month(session: Session, cast: Cast, programme: Programme) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    evidence = evidence_of(session, programme)
    assert growth_of(evidence, since=date(2026, 9, 15), as_of=TODAY) == [
        MonthEnd(date(2026, 9, 30), 0),
        MonthEnd(date(2026, 10, 31), 0),
        MonthEnd(TODAY, 1),
    ]
    assert len(growth_of(evidence, since=date(2020, 1, 1), as_of=TODAY)) == 6


def test_cohorts_have_their_own_figures(session: Session, cast: Cast, programme: Programme) -> None:
    certify(session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl))
    make_enrolment(session, cast.cohort)
    make_enrolment(session, make_cohort(session, programme, title="Adamów"))
    figures = [
        (one.title, one.trainees, one.certified, one.counted)
        for one in cohorts_of(listed(session, programme))
    ]
    assert figures == [("Adamów", 1, 0, 0), ("Krosno, edycja 1", 2, 1, 0)]


def test_an_institution_is_on_the_way_while_no_agreement_of_it_counts(
    session: Session, cast: Cast
) -> None:
    ready, waiting, over = (make_institution(session) for _ in range(3))
    for institution, in_force in ((ready, True), (ready, False), (waiting, False), (over, True)):
        agreement = make_agreement(session, cast.programme, institution, cast.carla)
        if in_force:
            bring_forward(session, agreement, cast.cyryl, date(2026, 9, 1))
        if institution is over:
            agreement.ended_on = TODAY
    session.flush()
    count = count_agreements(agreements_of(session, cast.programme), as_of=TODAY)
    assert (count.achieved, institutions_on_the_way(count)) == (1, 1)
