"""Who is counted as of a day, who is not, and why; the same for institutions."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from course.errors import NotFound
from course.models import Certificate, Decision, Programme
from course.queries.counting import place_for
from course.reports.indicators import Figure, figures_of, qualified_organisers
from course.terms import EnrolmentState, Indicator, Role
from tests.make import (
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_target,
)
from tests.make_counting import (
    ASSESSED,
    DECIDED,
    ENDED,
    begin_training,
    certify,
    end,
    freeze,
    make_assessment,
    make_certificate,
    make_decision,
    make_record,
    noon,
)
from tests.make_fieldwork import make_meeting
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
DAY = timedelta(days=1)
TODAY = date(2026, 11, 23)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


@pytest.fixture
def certificate(session: Session, cast: Cast, programme: Programme) -> Certificate:
    """Ana's, with everything in order."""
    return certify(
        session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )


def counted(session: Session, programme: Programme, as_of: date = TODAY) -> list[int]:
    count = qualified_organisers(session, programme, as_of=as_of)
    return [proof.place.person_id for proof in count.counted]


def why_not(session: Session, programme: Programme, as_of: date = TODAY) -> list[list[str]]:
    count = qualified_organisers(session, programme, as_of=as_of)
    return [[told.code for told in proof.counted.why_not] for proof in count.left_out]


def test_a_person_with_everything_in_order_is_counted_from_the_day_of_issue(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    assert counted(session, programme, DECIDED) == [cast.ana.id]
    assert why_not(session, programme, DECIDED) == []
    assert counted(session, programme, DECIDED - DAY) == []
    assert why_not(session, programme, DECIDED - DAY) == [["certificate_issued"]]


@pytest.mark.parametrize(
    ("ended_on", "frozen_on", "reason"),
    [
        (ENDED, date(2026, 10, 10), "standard_before_training"),
        (ASSESSED + DAY, date(2026, 10, 9), "assessed_after_end"),
        (DECIDED - 29 * DAY, date(2026, 10, 9), "within_28_days"),
    ],
)
def test_each_reason_is_told(
    session: Session,
    cast: Cast,
    programme: Programme,
    certificate: Certificate,
    ended_on: date,
    frozen_on: date,
    reason: str,
) -> None:
    cast.enrolment.ended_on, programme.standard_frozen_on = ended_on, frozen_on
    session.flush()
    assert counted(session, programme) == []
    assert why_not(session, programme) == [[reason]]


def test_without_a_complete_record_nobody_is_reported_and_before_its_day_nobody_was(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(
        session,
        programme,
        cast.enrolment,
        validator=cast.vera,
        by=(cast.carla, cast.cyryl),
        with_record=False,
    )
    assert why_not(session, programme) == [["participant_record"]]
    make_record(session, cast.enrolment, cast.carla, completed_at=noon(TODAY))
    assert counted(session, programme) == [cast.ana.id]
    assert why_not(session, programme, TODAY - DAY) == [["participant_record"]]


def test_an_assessment_by_the_own_trainer_does_not_count(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl))
    assert why_not(session, programme) == [["assessor_not_trainer"]]


def test_what_counts_is_the_assessment_on_which_it_was_decided(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    make_assessment(session, cast.enrolment, cast.ben, recorded_at=noon(DECIDED + DAY))
    assert counted(session, programme) == [cast.ana.id]


def test_a_cohort_without_workshops_has_no_first_training_day(session: Session, cast: Cast) -> None:
    programme = freeze(session, cast.programme)
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    assert why_not(session, programme) == [["standard_before_training"]]


def test_a_cancelled_workshop_before_the_rule_was_frozen_trained_nobody(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    early = make_meeting(
        session, cast.cohort, cast.ben, code="W0", starts_at=noon(date(2026, 8, 31))
    )
    assert why_not(session, programme) == [["standard_before_training"]]
    early.cancelled_at, early.cancelled_why = noon(date(2026, 8, 30)), "Powódź."
    session.flush()
    assert counted(session, programme) == [cast.ana.id]


def test_a_newer_certificate_stands_for_the_older_and_keeps_its_day(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    renewed = DECIDED + 3 * DAY
    certificate.superseded_at = noon(renewed)
    session.flush()
    newer = make_certificate(
        session,
        programme,
        cast.enrolment,
        session.get_one(Decision, certificate.decision_id),
        issued_at=noon(renewed),
        supersedes_id=certificate.id,
    )
    count = qualified_organisers(session, programme, as_of=TODAY)
    (proof,) = count.counted
    assert proof.chain is not None
    assert proof.chain.issued_on == DECIDED
    assert proof.chain.standing_on(TODAY).number == newer.number
    assert proof.chain.standing_on(renewed - DAY).number == certificate.number
    assert proof.chain.standing_on(DECIDED - DAY).number == certificate.number
    newer.revoked_at, newer.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    assert why_not(session, programme) == [["not_revoked"]]
    assert counted(session, programme, TODAY - DAY) == [cast.ana.id]


def test_a_person_certified_twice_counts_once_through_the_earliest_that_may(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    other = make_cohort(session, programme)
    begin_training(session, other, cast.ben)
    place = end(session, make_enrolment(session, other, cast.ana))
    make_record(session, place, cast.carla)
    make_assessment(session, place, cast.vera)
    decision = make_decision(session, place, programme, (cast.carla, cast.cyryl))
    make_certificate(
        session, programme, place, decision, standard_code="another-standard", issued_at=noon(TODAY)
    )
    count = qualified_organisers(session, programme, as_of=TODAY)
    assert [proof.place.enrolment_id for proof in count.counted] == [cast.enrolment.id]
    assert count.left_out == ()
    certificate.revoked_at, certificate.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    count = qualified_organisers(session, programme, as_of=TODAY)
    assert [proof.place.enrolment_id for proof in count.counted] == [place.id]


def test_who_was_revoked_and_never_certified_again_is_told_by_the_newest(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    certificate.revoked_at, certificate.revoked_because = noon(DECIDED), "pomyłka"
    session.flush()
    decision = make_decision(session, cast.enrolment, programme, (cast.carla, cast.cyryl))
    again = make_certificate(session, programme, cast.enrolment, decision, issued_at=noon(TODAY))
    assert counted(session, programme) == [cast.ana.id]
    again.revoked_at, again.revoked_because = noon(TODAY), "pomyłka"
    session.flush()
    (proof,) = qualified_organisers(session, programme, as_of=TODAY).left_out
    assert proof.chain is not None
    assert proof.chain.standing_on(TODAY).number == again.number


def test_certificates_of_other_programmes_do_not_count_here(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    other = session.get_one(Programme, make_cohort(session).programme_id)
    assert counted(session, other) == []


@pytest.mark.parametrize("people", [1, 3])
def test_three_statements_whatever_the_number_of_people(
    session: Session, cast: Cast, programme: Programme, queries: Queries, people: int
) -> None:
    for _ in range(people):
        place = make_enrolment(session, cast.cohort, make_person(session))
        certify(session, programme, place, validator=cast.vera, by=(cast.carla, cast.cyryl))
    with queries() as statements:
        count = qualified_organisers(session, programme, as_of=TODAY)
    assert (count.achieved, len(statements)) == (people, 3)  # with the participants’ data


def test_one_place_is_seen_by_who_sees_the_figures(session: Session, cast: Cast) -> None:
    for person in (cast.carla, cast.adam):
        assert place_for(session, person, cast.enrolment.id).name == "Ana Ćwikła"
    for person in (cast.ana, cast.ben, cast.vera, cast.dov, cast.iga):
        with pytest.raises(NotFound):
            place_for(session, person, cast.enrolment.id)
    cast.enrolment.state = EnrolmentState.APPLIED
    session.flush()
    with pytest.raises(NotFound):
        place_for(session, cast.carla, cast.enrolment.id)


def test_a_coordinator_who_studies_here_is_on_the_list_with_the_others(
    session: Session, cast: Cast
) -> None:
    make_grant(session, cast.ana, Role.AUDITOR, cast.programme)
    assert place_for(session, cast.ana, cast.enrolment.id).person_id == cast.ana.id


def test_figures_stand_beside_their_targets(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    make_target(session, programme, Indicator.QUALIFIED_ORGANISERS, target=12)
    people, agreements = figures_of(session, programme, as_of=TODAY)
    assert (people.count.indicator, people.count.achieved) == (Indicator.QUALIFIED_ORGANISERS, 1)
    assert people.percent == Decimal("8.3")
    assert (agreements.count.indicator, agreements.target) == (Indicator.INSTITUTIONS, None)
    assert agreements.percent is None


def test_a_percentage_is_rounded_down_and_no_target_gives_none(
    session: Session, cast: Cast, programme: Programme, certificate: Certificate
) -> None:
    count = qualified_organisers(session, programme, as_of=TODAY)
    target = make_target(session, programme, Indicator.QUALIFIED_ORGANISERS, target=6)
    assert Figure(count, target).percent == Decimal("16.6")
    target.target = 0
    assert Figure(count, target).percent is None
