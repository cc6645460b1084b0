"""Trainers at one meeting in the same moment: nothing is lost, and nothing contradicts itself."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.meetings import (
    MeetingFacts,
    cancel_meeting,
    change_meeting,
    record_attendance,
)
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AttendanceChanged, MeetingCancelled, MeetingRecorded, Unreadable
from course.models import Attendance, Enrolment, Meeting, Person
from course.queries.meetings import Presence, seen_of
from course.settings import Settings
from course.terms import AttendanceState
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_fieldwork import make_meeting
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 6
WHOLE = 360


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ben leads a workshop, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_meeting(session, cast.cohort, cast.ben, minutes=WHOLE)
        yield app


@dataclass(frozen=True)
class Scene:
    """What a deed finds when it begins."""

    session: Session

    @property
    def ben(self) -> Person:
        return self.session.scalars(select(Person).where(Person.name == "Ben Wrona")).one()

    @property
    def meeting(self) -> Meeting:
        return self.session.scalars(select(Meeting)).one()

    @property
    def ana(self) -> int:
        of_cohort = Enrolment.cohort_id == self.meeting.cohort_id
        return self.session.scalars(select(Enrolment.id).where(of_cohort)).one()


def record(session: Session, presence: Presence) -> None:
    scene = Scene(session)
    came, seen = {scene.ana: presence}, seen_of([])
    record_attendance(session, scene.meeting, came, seen=seen, by=scene.ben, at=MONDAY)


def cancel(session: Session) -> None:
    scene = Scene(session)
    cancel_meeting(session, scene.meeting, reason="Awaria", by=scene.ben, at=MONDAY)


def shorten(session: Session) -> None:
    scene = Scene(session)
    names = ("kind", "code", "title", "place", "starts_at", "minutes")
    facts = MeetingFacts(**{name: getattr(scene.meeting, name) for name in names})
    shorter = replace(facts, minutes=WHOLE // 2)
    change_meeting(session, scene.meeting, shorter, by=scene.ben, at=MONDAY)


def test_one_sheet_is_saved_and_the_others_are_told(app: Flask) -> None:
    sheets = [
        partial(record, presence=Presence(AttendanceState.LATE, number + 1))
        for number in range(AT_ONCE)
    ]
    assert refusals(app, *sheets) == [AttendanceChanged] * (AT_ONCE - 1)
    with app.app_context():
        assert len(reading().scalars(select(Attendance)).all()) == 1


def test_what_is_cancelled_has_no_attendance(app: Flask) -> None:
    present = partial(record, presence=Presence(AttendanceState.PRESENT, WHOLE))
    [refused] = refusals(app, present, cancel)
    with app.app_context():
        recorded = len(reading().scalars(select(Attendance)).all())
        cancelled = reading().scalars(select(Meeting)).one().cancelled_at is not None
    assert (recorded, cancelled, refused) in [
        (1, False, MeetingRecorded),
        (0, True, MeetingCancelled),
    ]


def test_nobody_is_longer_there_than_it_lasts(app: Flask) -> None:
    present = partial(record, presence=Presence(AttendanceState.PRESENT, WHOLE))
    [refused] = refusals(app, present, shorten)
    with app.app_context():
        minutes = reading().scalars(select(Attendance.minutes_present)).all()
        lasts = reading().scalars(select(Meeting)).one().minutes
    assert (minutes, lasts, refused) in [
        ([WHOLE], WHOLE, MeetingRecorded),
        ([], WHOLE // 2, Unreadable),
    ]
