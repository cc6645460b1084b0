"""What of meetings counts: make-ups, what was cancelled, and who saved what."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.meetings import (
    MeetingFacts,
    cancel_meeting,
    change_meeting,
    plan_meeting,
    record_attendance,
)
from course.errors import (
    AttendanceChanged,
    DayInFuture,
    MeetingCancelled,
    MeetingRecorded,
    NotFound,
    ReasonMissing,
    Unreadable,
)
from course.models import Attendance, AuditEntry, Meeting
from course.queries.meetings import Presence, attendance_at, presence_in, seen_of
from course.queries.records import record_of
from course.queries.validation import portfolio_of
from course.terms import Act, AttendanceState, MeetingKind
from tests.make import MONDAY, make_cohort, make_enrolment, make_trainer
from tests.make_fieldwork import make_attendance, make_meeting
from tests.people import Cast

ABSENT = Presence(AttendanceState.ABSENT, 0)
PRESENT = Presence(AttendanceState.PRESENT, 360)


def facts_of(meeting: Meeting, **changed: object) -> MeetingFacts:
    names = ("kind", "code", "title", "place", "starts_at", "minutes")
    kept = {name: getattr(meeting, name) for name in names}
    return MeetingFacts(**(kept | changed))


@pytest.mark.parametrize(
    ("there", "made_up", "minutes"),
    [(0, 360, 360), (0, 300, 300), (200, 360, 360), (100, 100, 200), (0, 900, 360), (0, 0, 0)],
)
def test_a_make_up_counts_in_the_place_of_what_was_missed(
    session: Session, cast: Cast, there: int, made_up: int, minutes: int
) -> None:
    missed = make_meeting(session, cast.cohort, cast.ben)
    again = make_meeting(
        session, cast.cohort, cast.ben, code="W1-2", minutes=900, makes_up_for_id=missed.id
    )
    make_attendance(session, missed, cast.enrolment, there)
    make_attendance(session, again, cast.enrolment, made_up)
    record = record_of(session, cast.enrolment.id)
    attended = frozenset({"W1"}) if minutes >= 180 else frozenset()
    assert (record.workshop_minutes, record.workshops_attended) == (minutes, attended)
    assert portfolio_of(session, cast.vera, cast.enrolment.id).minutes_attended == minutes


def test_a_make_up_alone_is_enough(session: Session, cast: Cast) -> None:
    missed = make_meeting(
        session, cast.cohort, cast.ben, cancelled_at=MONDAY, cancelled_why="Awaria"
    )
    again = make_meeting(session, cast.cohort, cast.ben, code="X", makes_up_for_id=missed.id)
    make_attendance(session, again, cast.enrolment, 360)
    assert record_of(session, cast.enrolment.id).workshops_attended == {"W1"}


def test_what_was_cancelled_counts_for_nobody(session: Session, cast: Cast) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    make_attendance(session, meeting, cast.enrolment, 360)
    meeting.cancelled_at, meeting.cancelled_why = MONDAY, "Awaria"
    record = record_of(session, cast.enrolment.id)
    assert (record.workshop_minutes, record.workshops_attended) == (0, frozenset())
    assert portfolio_of(session, cast.vera, cast.enrolment.id).minutes_attended == 0


def test_only_a_meeting_of_the_same_cohort_is_made_up_for(session: Session, cast: Cast) -> None:
    elsewhere = make_meeting(session, make_cohort(session, cast.programme), cast.ben)
    missed = make_meeting(session, cast.cohort, cast.ben)
    again = make_meeting(session, cast.cohort, cast.ben, code="W1-2", makes_up_for_id=missed.id)
    for original in (elsewhere, again):
        facts = facts_of(missed, code="W9", makes_up_for=original)
        with pytest.raises(Unreadable):
            plan_meeting(session, cast.cohort, facts, by=cast.ben, at=MONDAY)
    other = make_meeting(session, cast.cohort, cast.ben, code="W2")
    facts = facts_of(missed, makes_up_for=other)
    with pytest.raises(Unreadable):
        change_meeting(session, missed, facts, by=cast.ben, at=MONDAY)


def test_a_plan_changes_until_somebody_came(session: Session, cast: Cast) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    facts = facts_of(meeting, code="W4", minutes=240, kind=MeetingKind.SUPERVISION)
    change_meeting(session, meeting, facts, by=cast.ben, at=MONDAY)
    make_attendance(session, meeting, cast.enrolment, 240)
    change_meeting(
        session, meeting, facts_of(meeting, title="Inny", place="Sanok"), by=cast.ben, at=MONDAY
    )
    with pytest.raises(MeetingRecorded):
        change_meeting(session, meeting, facts_of(meeting, minutes=360), by=cast.ben, at=MONDAY)
    with pytest.raises(MeetingRecorded):
        cancel_meeting(session, meeting, reason="Awaria", by=cast.ben, at=MONDAY)
    assert (meeting.code, meeting.minutes, meeting.title) == ("W4", 240, "Inny")
    noted = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.MEETING_CHANGED)).all()
    assert [entry.facts["moved"] for entry in noted] == [False, True]
    assert noted[0].facts["was"]["minutes"] == 360
    assert noted[0].facts["is"]["minutes"] == 240


def test_a_meeting_is_cancelled_once_with_its_reason(session: Session, cast: Cast) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    with pytest.raises(ReasonMissing):
        cancel_meeting(session, meeting, reason=" ", by=cast.ben, at=MONDAY)
    cancel_meeting(session, meeting, reason=" Awaria ", by=cast.ben, at=MONDAY)
    assert (meeting.cancelled_at, meeting.cancelled_why) == (MONDAY, "Awaria")
    with pytest.raises(MeetingCancelled):
        cancel_meeting(session, meeting, reason="Awaria", by=cast.ben, at=MONDAY)
    with pytest.raises(MeetingCancelled):
        change_meeting(session, meeting, facts_of(meeting), by=cast.ben, at=MONDAY)
    with pytest.raises(MeetingCancelled):
        record_attendance(session, meeting, {}, seen=seen_of([]), by=cast.ben, at=MONDAY)


def test_a_correction_is_noted_with_old_and_new(session: Session, cast: Cast) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    late, key = Presence(AttendanceState.LATE, 300), str(cast.enrolment.id)
    nina = make_enrolment(session, cast.cohort)
    for came in ({cast.enrolment.id: late, nina.id: PRESENT}, {cast.enrolment.id: ABSENT}):
        seen = seen_of(attendance_at(session, meeting).values())
        record_attendance(session, meeting, came, seen=seen, by=cast.ben, at=MONDAY)
    seen = seen_of(attendance_at(session, meeting).values())
    record_attendance(session, meeting, {nina.id: PRESENT}, seen=seen, by=cast.ben, at=MONDAY)
    noted = session.scalars(
        select(AuditEntry.facts)
        .where(AuditEntry.act == Act.ATTENDANCE_RECORDED)
        .order_by(AuditEntry.id)
    ).all()
    assert noted == [
        {"changed": {key: [None, ["late", 300]], str(nina.id): [None, ["present", 360]]}},
        {"changed": {key: [["late", 300], ["absent", 0]]}},
    ]


def test_nothing_is_overwritten_unseen(session: Session, cast: Cast) -> None:
    meeting, seen = make_meeting(session, cast.cohort, cast.ben), seen_of([])
    other = make_trainer(session, cast.cohort, "Ewa Mak")
    came = {cast.enrolment.id: PRESENT}
    record_attendance(session, meeting, came, seen=seen, by=other, at=MONDAY)
    missed = {cast.enrolment.id: ABSENT}
    with pytest.raises(AttendanceChanged):
        record_attendance(session, meeting, missed, seen=seen, by=cast.ben, at=MONDAY)
    assert session.scalars(select(Attendance.minutes_present)).all() == [360]


@pytest.mark.parametrize(
    "presence",
    [
        Presence(AttendanceState.PRESENT, 359),
        Presence(AttendanceState.LATE, 360),
        Presence(AttendanceState.LATE, 0),
        Presence(AttendanceState.EXCUSED, 0),
        Presence(AttendanceState.EXCUSED, 10, "Wyjazd"),
        Presence(AttendanceState.EXCUSED, 0, "a" * 401),
        Presence(AttendanceState.ABSENT, 1),
        Presence(AttendanceState.ABSENT, 0, "Wyjazd"),
    ],
)
def test_state_and_minutes_belong_together(
    session: Session, cast: Cast, presence: Presence
) -> None:
    meeting, seen = make_meeting(session, cast.cohort, cast.ben), seen_of([])
    came = {cast.enrolment.id: presence}
    with pytest.raises(Unreadable):
        record_attendance(session, meeting, came, seen=seen, by=cast.ben, at=MONDAY)


def test_nobody_of_another_cohort_and_nothing_of_tomorrow(session: Session, cast: Cast) -> None:
    meeting, seen = make_meeting(session, cast.cohort, cast.ben), seen_of([])
    stranger = make_enrolment(session, make_cohort(session, cast.programme))
    with pytest.raises(NotFound):
        record_attendance(
            session, meeting, {stranger.id: ABSENT}, seen=seen, by=cast.ben, at=MONDAY
        )
    early = meeting.starts_at - timedelta(minutes=1)
    with pytest.raises(DayInFuture):
        record_attendance(session, meeting, {}, seen=seen, by=cast.ben, at=early)


@pytest.mark.parametrize(
    ("minutes", "state"),
    [
        (0, AttendanceState.ABSENT),
        (1, AttendanceState.LATE),
        (359, AttendanceState.LATE),
        (360, AttendanceState.PRESENT),
    ],
)
def test_minutes_from_before_tell_the_state(
    session: Session, cast: Cast, minutes: int, state: AttendanceState
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben)
    row = make_attendance(session, meeting, cast.enrolment, minutes)
    assert presence_in(row, meeting) == Presence(state, minutes)
