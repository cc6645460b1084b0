"""On which days somebody counts: the last minute of the last day, and what ends a span."""

from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.clock import LOCAL_ZONE
from course.models import Certificate, CountedSpan, Decision, Enrolment, Programme
from course.queries.figures import figure_on
from course.reports.indicators import qualified_organisers
from tests.kept import keep_everything
from tests.make import make_cohort, make_enrolment
from tests.make_counting import (
    DECIDED,
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
from tests.people import Cast

ONE = timedelta(days=1)
LAST_MINUTE = time(23, 59)
# On 25 October 2026 and on 28 March 2027 the clocks change: on the last day, the day before, within
ENDS = [
    date(2026, 9, 27),
    date(2026, 9, 26),
    date(2026, 10, 1),
    date(2027, 2, 28),
    date(2027, 2, 27),
    date(2027, 3, 5),
]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def spans_of(session: Session, programme: Programme) -> list[tuple[date, date | None]]:
    keep_everything(session)
    spans = session.execute(
        select(CountedSpan.counted_from, CountedSpan.counted_until)
        .where(CountedSpan.programme_id == programme.id)
        .order_by(CountedSpan.counted_from)
    )
    return [(since, until) for since, until in spans]


def certified(session: Session, cast: Cast, enrolment: Enrolment) -> Certificate:
    two = (cast.carla, cast.cyryl)
    return certify(session, cast.programme, enrolment, validator=cast.vera, by=two)


def decide(session: Session, cast: Cast, ended: date, decided_at: datetime) -> None:
    cast.enrolment.started_on = ended - 30 * ONE
    end(session, cast.enrolment, ended)
    make_record(session, cast.enrolment, cast.carla, completed_at=noon(ended))
    held = ended + ONE
    make_assessment(session, cast.enrolment, cast.vera, held_on=held, recorded_at=noon(held))
    by = (cast.carla, cast.cyryl)
    decision = make_decision(session, cast.enrolment, cast.programme, by, decided_at=decided_at)
    make_certificate(session, cast.programme, cast.enrolment, decision, issued_at=decided_at)


@pytest.mark.parametrize(("after", "counts"), [(27, True), (28, True), (29, False)])
@pytest.mark.parametrize("ended", ENDS)
def test_the_last_minute_of_day_28_is_in_time_whatever_the_clocks_do(
    session: Session, cast: Cast, programme: Programme, *, ended: date, after: int, counts: bool
) -> None:
    day = ended + after * ONE
    decide(session, cast, ended, datetime.combine(day, LAST_MINUTE, LOCAL_ZONE))
    count = qualified_organisers(session, programme, as_of=day)
    assert count.achieved == counts
    assert [condition.code for proof in count.left_out for condition in proof.counted.why_not] == (
        [] if counts else ["within_28_days"]
    )
    keep_everything(session)
    assert figure_on(session, programme, day) == counts
    assert figure_on(session, programme, day - ONE) == 0


@pytest.mark.parametrize("ended", ENDS)
def test_the_first_minute_of_day_29_is_too_late(
    session: Session, cast: Cast, programme: Programme, ended: date
) -> None:
    midnight = datetime.combine(ended + 29 * ONE, time(0), LOCAL_ZONE)
    decide(session, cast, ended, midnight)
    keep_everything(session)
    assert figure_on(session, programme, ended + 60 * ONE) == 0


def test_two_cohorts_count_once_and_the_second_takes_over_from_the_first(
    session: Session, cast: Cast, programme: Programme
) -> None:
    first = certified(session, cast, cast.enrolment)
    first.revoked_at, first.revoked_because = noon(DECIDED + 3 * ONE), "pomyłka"
    session.flush()
    cohort = make_cohort(session, programme)
    begin_training(session, cohort, cast.ben)
    second = certified(session, cast, make_enrolment(session, cohort, cast.ana))
    second.issued_at = noon(DECIDED + ONE)
    session.flush()
    assert spans_of(session, programme) == [
        (DECIDED, DECIDED + 3 * ONE),
        (DECIDED + 3 * ONE, None),
    ]
    figures = [figure_on(session, programme, DECIDED + day * ONE) for day in range(-1, 5)]
    assert figures == [0, 1, 1, 1, 1, 1]


def test_a_newer_certificate_and_expiry_end_nothing(
    session: Session, cast: Cast, programme: Programme
) -> None:
    old = certified(session, cast, cast.enrolment)
    old.expires_on = DECIDED + ONE
    old.superseded_at = noon(DECIDED + 2 * ONE)
    session.flush()
    newer = make_certificate(
        session,
        programme,
        cast.enrolment,
        session.get_one(Decision, old.decision_id),
        issued_at=noon(DECIDED + 2 * ONE),
        supersedes_id=old.id,
    )
    assert spans_of(session, programme) == [(DECIDED, None)]
    newer.revoked_at, newer.revoked_because = noon(DECIDED + 9 * ONE), "pomyłka"
    session.flush()
    assert spans_of(session, programme) == [(DECIDED, DECIDED + 9 * ONE)]


def test_data_that_become_incomplete_stop_counting_and_say_what_is_missing(
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
    complete = make_record(session, cast.enrolment, cast.carla, completed_at=noon(DECIDED + ONE))
    complete.superseded_at = noon(DECIDED + 5 * ONE)
    session.flush()
    again = {"complete": False, "completed_at": None, "recorded_at": complete.superseded_at}
    make_record(session, cast.enrolment, cast.carla, revision=2, missing=["postal_code"], **again)
    assert spans_of(session, programme) == [(DECIDED + ONE, DECIDED + 5 * ONE)]
    told = {}
    for day in (DECIDED, DECIDED + ONE, DECIDED + 5 * ONE):
        count = qualified_organisers(session, programme, as_of=day)
        told[day] = [
            (condition.code, condition.facts.get("missing"))
            for proof in count.left_out
            for condition in proof.counted.why_not
        ]
    assert told == {
        DECIDED: [("participant_record", ())],
        DECIDED + ONE: [],
        DECIDED + 5 * ONE: [("participant_record", ("postal_code",))],
    }
