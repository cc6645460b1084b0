"""Where everybody stands, which of them are asked for, and what a programme's page makes of it."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from content.languages import Language
from course.models import Enrolment, Programme
from course.queries.counting import place_for
from course.queries.institutions import agreements_of
from course.reports import people as people_reports
from course.reports.indicators import count_agreements
from course.reports.lists import describe_people, filter_facts
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
    PeopleFilter,
    certification_line,
    certification_list,
    evidence_of,
)
from course.terms import CertificationState, EnrolmentState
from tests.make import (
    MONDAY,
    make_agreement,
    make_cohort,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import (
    ENDED,
    begin_training,
    bring_forward,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
    make_record,
    noon,
)
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
TODAY = date(2026, 11, 23)
S = CertificationState


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def line_of(session: Session, cast: Cast, enrolment: Enrolment) -> CertificationLine:
    place = place_for(session, cast.carla, enrolment.id)
    return certification_line(session, cast.programme, place, as_of=TODAY)


def listed(session: Session, programme: Programme) -> Sequence[CertificationLine]:
    return certification_list(session, programme, evidence_of(session, programme), as_of=TODAY)


def test_everybody_stands_at_the_furthest_thing_that_they_reached(
    session: Session, cast: Cast, programme: Programme
) -> None:
    two = (cast.carla, cast.cyryl)
    counted, late, revoked, proposed, gone = (
        make_enrolment(session, cast.cohort, make_person(session, f"{name} Ćwikła"))
        for name in ("Bea", "Cyla", "Dora", "Ewa", "Fela")
    )
    certify(session, programme, counted, validator=cast.vera, by=two)
    certify(session, programme, late, validator=cast.vera, by=two, with_record=False)
    certificate = certify(session, programme, revoked, validator=cast.vera, by=two)
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    make_decision(session, proposed, programme, (cast.carla,))
    gone.state, gone.ended_on = EnrolmentState.WITHDRAWN, ENDED
    make_enrolment(session, cast.cohort, make_person(session), state=EnrolmentState.APPLIED)
    session.flush()
    lines = listed(session, programme)
    assert [(line.place.name, line.state, line.met, line.asked) for line in lines] == [
        ("Ana Ćwikła", S.QUALIFIED, 1, 1),
        ("Bea Ćwikła", S.COUNTED, 1, 1),
        ("Cyla Ćwikła", S.CERTIFIED, 1, 1),
        ("Dora Ćwikła", S.QUALIFIED, 1, 1),
        ("Ewa Ćwikła", S.TO_APPROVE, 1, 1),
        ("Fela Ćwikła", S.WITHDRAWN, 0, 1),
    ]


def test_without_a_frozen_rule_nothing_can_be_said(session: Session, cast: Cast) -> None:
    line = line_of(session, cast, cast.enrolment)
    assert (line.state, line.met, line.asked, line.qualification) == (S.MISSING, 0, 0, None)
    assert (line.last_day, line.days_left) == (None, None)


def test_the_last_day_is_four_weeks_after_the_end(
    session: Session, cast: Cast, programme: Programme
) -> None:
    end(session, cast.enrolment)
    line = line_of(session, cast, cast.enrolment)
    assert (line.last_day, line.days_left) == (date(2026, 12, 5), 12)


def test_a_certificate_issued_later_is_not_there_yet(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    lines = certification_list(
        session, programme, evidence_of(session, programme), as_of=date(2026, 11, 1)
    )
    assert [(line.certificate, line.state) for line in lines] == [(None, S.QUALIFIED)]


def test_one_place_is_judged_beside_the_other_places_of_the_person(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    second = make_enrolment(session, make_cohort(session, programme), cast.ana)
    line = line_of(session, cast, second)
    assert "once" in [told.code for told in line.proof.counted.why_not]
    assert line_of(session, cast, cast.enrolment).state is S.COUNTED


@pytest.mark.parametrize("people", [1, 3])
def test_three_statements_whatever_the_number_of_people(
    session: Session, cast: Cast, programme: Programme, queries: Queries, people: int
) -> None:
    for _ in range(people):
        make_enrolment(session, cast.cohort)
    session.refresh(programme, ["rule_version"])
    with queries() as statements:
        assert len(listed(session, programme)) == people + 1
    assert len(statements) == 3


def test_many_people_are_gathered_in_parts(
    session: Session, cast: Cast, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people_reports, "MOST_AT_ONCE", 2)
    for _ in range(4):
        make_enrolment(session, cast.cohort)
    assert [line.met for line in listed(session, programme)] == [1] * 5


def test_one_filter_knows_names_cohorts_cities_states_and_days(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    ana = line_of(session, cast, cast.enrolment)
    day = date(2026, 11, 12)
    one = timedelta(days=1)
    admitted = [
        PeopleFilter(),
        PeopleFilter(words="cwikla ANA"),
        PeopleFilter(cohort_id=cast.cohort.id, city="Krosno", state=S.COUNTED),
        PeopleFilter(issued_from=day, issued_to=day),
        PeopleFilter(issued_from=day - one),
        PeopleFilter(issued_to=day + one),
    ]
    refused = [
        PeopleFilter(words="ana nowak"),
        PeopleFilter(cohort_id=cast.cohort.id + 1),
        PeopleFilter(city="Przemyśl"),
        PeopleFilter(state=S.MISSING),
        PeopleFilter(issued_from=day + one),
        PeopleFilter(issued_to=day - one),
    ]
    assert [asked.admits(ana) for asked in admitted] == [True] * 6
    assert [asked.admits(ana) for asked in refused] == [False] * 6
    other = line_of(session, cast, make_enrolment(session, cast.cohort))
    assert not PeopleFilter(issued_from=date(2000, 1, 1)).admits(other)


def test_a_list_describes_itself_in_words(
    session: Session, cast: Cast, programme: Programme
) -> None:
    asked = PeopleFilter(
        words="ćwi",
        cohort_id=cast.cohort.id,
        city="Krosno",
        state=S.COUNTED,
        issued_from=date(2026, 11, 1),
        issued_to=date(2026, 11, 30),
    )
    certify(session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl))
    described = describe_people(
        listed(session, programme),
        asked,
        programme,
        cohort=cast.cohort.title,
        language=Language.EN,
        by=cast.carla,
        at=MONDAY,
    )
    assert described.lines[:2] == (
        (
            "Filter: cohort Krosno, edycja 1, state “counted”, city Krosno, name with “ćwi”,"
            " certificate since 01/11/2026, certificate until 30/11/2026."
        ),
        "1 row. As of 23/11/2026, 12:03. Taken by: Carla Nowak.",
    )
    assert described.lines[2].replace(" ", "").endswith(described.table.digest)
    assert described.table.title == "Krosno and Przemyśl: people and certificates"
    row = dict(
        zip(
            (column.name for column in described.table.columns),
            described.table.rows[0],
            strict=True,
        )
    )
    assert (row["name"], row["met"], row["asked"]) == ("Ana Ćwikła", 1, 1)
    assert row["issued_on"] == date(2026, 11, 12)
    assert getattr(row["state"], "code", None) == "certified"
    assert getattr(row["why_not"], "code", None) == "assessor_not_trainer"
    assert filter_facts(asked) == {
        "cohort": cast.cohort.id,
        "city": "Krosno",
        "state": "counted",
        "searched": True,
        "issued_from": "2026-11-01",
        "issued_to": "2026-11-30",
    }


def test_a_list_of_everybody_says_so(session: Session, cast: Cast) -> None:
    described = describe_people(
        listed(session, cast.programme),
        PeopleFilter(),
        cast.programme,
        cohort=None,
        language=Language.PL,
        by=cast.carla,
        at=MONDAY,
    )
    assert described.lines[0] == "Filtr: każda edycja, każdy stan."
    assert described.table.title == "Krosno i Przemyśl: osoby i certyfikaty"
    assert described.table.rows[0][4:] == (None, None, date(2026, 10, 5), None, None, None, None)
    assert set(filter_facts(PeopleFilter()).values()) == {None, False}


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
