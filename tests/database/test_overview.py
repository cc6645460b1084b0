"""The days on which figures are shown, cohorts in figures, and institutions on their way."""

from collections.abc import Sequence
from datetime import date

import pytest
from sqlalchemy.orm import Session

from course.errors import NotFound
from course.models import Programme
from course.queries.cohort_figures import (
    CohortFigures,
    cohort_figures,
    cohort_reported_to,
    figures_of_cohort,
)
from course.queries.institutions import agreements_of
from course.reports.indicators import count_agreements
from course.reports.overview import institutions_on_the_way, month_ends
from tests.kept import keep_everything
from tests.make import (
    make_agreement,
    make_cohort,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import begin_training, bring_forward, certify, end, freeze
from tests.people import Cast

TODAY = date(2026, 11, 23)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def listed(
    session: Session, programme: Programme, first: int = 0, most: int = 9
) -> Sequence[CohortFigures]:
    keep_everything(session)
    return cohort_figures(session, programme, day=TODAY, first=first, most=most)


def test_months_end_and_the_last_day_is_the_day_itself() -> None:
    assert month_ends(since=date(2026, 9, 15), as_of=TODAY) == [
        date(2026, 9, 30),
        date(2026, 10, 31),
        TODAY,
    ]
    assert month_ends(since=date(2027, 1, 1), as_of=TODAY) == [TODAY]
    assert len(month_ends(since=date(2020, 1, 1), as_of=TODAY)) == 6


def test_cohorts_have_their_own_figures(session: Session, cast: Cast, programme: Programme) -> None:
    two = (cast.carla, cast.cyryl)
    certify(session, programme, cast.enrolment, validator=cast.vera, by=two)
    taught = make_enrolment(session, cast.cohort, make_person(session))
    certify(session, programme, taught, validator=cast.ben, by=two)
    end(session, make_enrolment(session, cast.cohort, make_person(session)))
    (one,) = listed(session, programme)
    assert (one.trainees, one.on_the_way, one.certified, one.counted) == (3, 1, 2, 1)
    assert figures_of_cohort(session, cast.cohort, day=TODAY) == one


def test_cohorts_that_go_on_come_first_and_one_without_people_is_there(
    session: Session, cast: Cast, programme: Programme
) -> None:
    days = {
        "Dawna": (date(2026, 1, 1), date(2026, 2, 1)),
        "Niedawna": (date(2026, 1, 1), date(2026, 11, 22)),
        "Ostatni dzień": (date(2026, 1, 1), TODAY),
        "Przyszła": (date(2026, 11, 24), date(2026, 12, 1)),
    }
    for title, (starts_on, ends_on) in days.items():
        make_cohort(session, programme, title=title, starts_on=starts_on, ends_on=ends_on)
    everything = ["Ostatni dzień", "Krosno, edycja 1", "Przyszła", "Niedawna", "Dawna"]
    assert [one.title for one in listed(session, programme)] == everything
    assert [one.title for one in listed(session, programme, 2, 2)] == everything[2:4]
    assert [one.trainees for one in listed(session, programme)] == [0, 1, 0, 0, 0]


def test_who_sees_no_figures_sees_no_cohort(session: Session, cast: Cast) -> None:
    assert cohort_reported_to(session, cast.adam, cast.cohort.id) is cast.cohort
    for person in (cast.ben, cast.ana, cast.iga):
        with pytest.raises(NotFound):
            cohort_reported_to(session, person, cast.cohort.id)


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
