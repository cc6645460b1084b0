"""What somebody has to do in a programme: each kind from its rows, the nearest last day first."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from course.models import (
    Correction,
    Enrolment,
    Programme,
)
from course.queries.task_parts import Task
from course.queries.to_do import to_do_in, to_do_in_cohort
from course.terms import (
    CorrectionKind,
    DecisionOutcome,
    EnrolmentState,
    ExceptionState,
)
from tests.kept import keep_everything
from tests.make import (
    MONDAY,
    add,
    make_agreement,
    make_cohort,
    make_enrolment,
    make_institution,
    make_person,
)
from tests.make_counting import (
    begin_training,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
    make_record,
)
from tests.make_exceptions import make_exception
from tests.make_fieldwork import make_attendance, make_meeting
from tests.make_panels import make_bare_appeal, make_bare_panel
from tests.people import Cast
from tests.tasks_found import found, told

Queries = Callable[[], AbstractContextManager[list[str]]]
TODAY = MONDAY.date()
DAY = timedelta(days=1)


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    return freeze(session, cast.programme)


def place(session: Session, cast: Cast, name: str, ended_on: date | None = None) -> Enrolment:
    made = make_enrolment(session, cast.cohort, make_person(session, f"{name} Bąk"))
    return end(session, made, ended_on) if ended_on else made


def test_people_come_by_their_last_day(session: Session, cast: Cast, programme: Programme) -> None:
    two, earlier = (cast.carla, cast.cyryl), date(2026, 11, 2)
    certify(session, programme, place(session, cast, "Counted"), validator=cast.vera, by=two)
    left = place(session, cast, "Left", earlier)
    left.state = EnrolmentState.WITHDRAWN
    approve = place(session, cast, "Approve", earlier)
    make_record(session, approve, cast.carla)
    make_decision(session, approve, programme, (cast.carla,))
    propose = place(session, cast, "Propose", date(2026, 11, 9))
    make_record(session, propose, cast.carla)
    certified = place(session, cast, "Record")
    certify(session, programme, certified, validator=cast.vera, by=two, with_record=False)
    to_do = found(session, programme)
    assert told(to_do) == [
        (Task.APPROVE, "Approve Bąk", date(2026, 11, 30)),
        (Task.RECORD, "Record Bąk", date(2026, 12, 5)),
        (Task.PROPOSE, "Propose Bąk", date(2026, 12, 7)),
        (Task.PROPOSE, "Ana Ćwikła", None),
        (Task.RECORD, "Ana Ćwikła", None),
    ]
    first = to_do.first[0]
    assert (first.by_id, first.about_id) == (cast.carla.id, approve.person_id)
    assert (first.beside, first.since) == ("Krosno, edycja 1", date(2026, 11, 10))
    assert not first.is_for(cast.carla.id)
    assert not first.is_for(approve.person_id)
    assert first.is_for(cast.cyryl.id)


def test_few_are_shown_and_all_are_counted(
    session: Session, cast: Cast, programme: Programme
) -> None:
    for number in range(5):
        make_record(session, place(session, cast, f"P{number}", TODAY - number * DAY), cast.carla)
    to_do = found(session, programme, most=2)
    assert told(to_do) == [
        (Task.PROPOSE, "P4 Bąk", TODAY + 24 * DAY),
        (Task.PROPOSE, "P3 Bąk", TODAY + 25 * DAY),
    ]
    assert (to_do.counts, to_do.total) == ({Task.PROPOSE: 6, Task.RECORD: 1}, 7)


def test_who_left_is_to_be_judged(session: Session, cast: Cast) -> None:
    ended_on = date(2026, 11, 10)
    names = ("Judged", "Called", "Supplement", "Bare")
    places = [place(session, cast, name, ended_on) for name in names]
    for one in places:
        make_record(session, one, cast.carla)
    judged, called, supplement, _ = places
    make_assessment(session, judged, cast.vera)
    make_bare_panel(session, called, cast.vera, cast.carla).held_on = TODAY - DAY
    panel = make_bare_panel(session, supplement, cast.vera, cast.carla)
    panel.outcome, panel.recorded_at = DecisionOutcome.SUPPLEMENT, MONDAY
    panel.protocol_number, panel.recorded_by_id = "K/1", cast.vera.id
    session.flush()
    assert told(found(session, cast.programme)) == [
        (Task.ASSESS, f"{name} Bąk", date(2026, 12, 8)) for name in ("Called", "Supplement", "Bare")
    ]
    assert told(found(session, cast.programme, by_panels=True)) == [
        (Task.PANEL, "Judged Bąk", date(2026, 11, 24)),
        (Task.PANEL, "Supplement Bąk", date(2026, 11, 24)),
        (Task.PANEL, "Bare Bąk", date(2026, 11, 24)),
        (Task.PROTOCOL, "Called Bąk", date(2026, 12, 8)),
    ]


def test_exceptions_appeals_and_corrections_wait_for_a_second_person(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certificate = certify(
        session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    make_exception(session, cast.enrolment, cast.carla)
    make_exception(session, cast.enrolment, cast.carla, state=ExceptionState.WITHDRAWN)
    make_bare_appeal(session, certificate.decision_id, cast.ana)
    correction = Correction(
        certificate_id=certificate.id,
        kind=CorrectionKind.NAME,
        holder_name="Ana Sowa",
        why="ślub",
        proposed_by_id=cast.carla.id,
        proposed_at=MONDAY - 3 * DAY,
    )
    add(session, correction)
    to_do = found(session, programme)
    assert told(to_do) == [
        (Task.CORRECTION, "Łucja Ćwikła", None),
        (Task.APPEAL, "Ana Ćwikła", None),
        (Task.EXCEPTION, "Ana Ćwikła", None),
    ]
    assert [one.since for one in to_do.first] == [TODAY - 3 * DAY, TODAY, TODAY]
    assert to_do.first[0].beside == certificate.number
    correction.withdrawn_at = MONDAY
    session.flush()
    assert Task.CORRECTION not in found(session, programme).counts


def test_certificates_that_end_soon_are_named(
    session: Session, cast: Cast, programme: Programme
) -> None:
    certificate = certify(
        session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl)
    )
    for days, named in ((-1, False), (0, True), (60, True), (61, False)):
        certificate.expires_on = TODAY + days * DAY
        session.flush()
        expected = [(Task.CERTIFICATE_ENDS, "Łucja Ćwikła", certificate.expires_on)]
        assert told(found(session, programme)) == (expected if named else [])


def test_days_that_are_over_want_their_attendance(session: Session, cast: Cast) -> None:
    midnight = datetime(2026, 11, 22, 23, tzinfo=UTC)  # in Poland the 23rd begins
    for code, starts_at in (("W1", midnight - timedelta(minutes=1)), ("W2", midnight)):
        make_meeting(session, cast.cohort, cast.ben, code=code, title=code, starts_at=starts_at)
    held = make_meeting(session, cast.cohort, cast.ben, code="W3")
    make_attendance(session, held, cast.enrolment, 360)
    cancelled = make_meeting(session, cast.cohort, cast.ben, code="W4")
    cancelled.cancelled_at, cancelled.cancelled_why = MONDAY, "choroba"
    session.flush()
    to_do = found(session, cast.programme)
    assert [(one.task, one.name, one.opens_id, one.since) for one in to_do.first] == [
        (Task.MEETING, "W1", cast.cohort.id, TODAY - DAY)
    ]


def test_whoever_left_says_within_four_weeks_how_they_fare(
    session: Session, cast: Cast, programme: Programme
) -> None:
    two = (cast.carla, cast.cyryl)
    certify(session, programme, cast.enrolment, validator=cast.vera, by=two, with_record=False)
    record = make_record(session, cast.enrolment, cast.carla, followed_up=False)
    told_now = (Task.FOLLOW_UP, "Ana Ćwikła", date(2026, 12, 5))
    assert told(found(session, programme)) == [told_now]
    record.followed_up = True
    session.flush()
    assert found(session, programme).total == 0


def test_a_cohort_has_its_own_tasks(session: Session, cast: Cast, programme: Programme) -> None:
    other = make_cohort(session, programme, title="Przemyśl, edycja 1")
    make_record(session, end(session, make_enrolment(session, other)), cast.carla)
    begin_training(session, cast.cohort, cast.ben)
    make_agreement(session, programme, make_institution(session), cast.carla)
    keep_everything(session)
    told_of = {
        cohort: to_do_in_cohort(session, cohort.id, by_panels=False, at=MONDAY, most=9).counts
        for cohort in (cast.cohort, other)
    }
    assert told_of[other] == {Task.PROPOSE: 1}
    assert told_of[cast.cohort] == {Task.PROPOSE: 1, Task.RECORD: 1, Task.MEETING: 1}


def test_other_programmes_are_left_out(session: Session, cast: Cast, programme: Programme) -> None:
    assert found(session, programme).total == 2  # Ana, and nothing of Dov
    assert found(session, freeze(session, cast.programme)).total == 2


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement_whatever_there_is(
    session: Session, cast: Cast, programme: Programme, queries: Queries, number: int
) -> None:
    for one in range(number):
        place(session, cast, f"P{one}", TODAY)
    keep_everything(session)
    with queries() as statements:
        to_do_in(session, programme, cast.carla, by_panels=True, at=MONDAY, most=10)
    assert len(statements) == 1
