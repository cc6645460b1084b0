"""Those who say who marks, and who must not, at the same moment: each deed is done once."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.allocation import end_allocations, hand_over, set_shares
from course.actions.conflicts import declare_conflict, end_conflict
from course.actions.observations import withdraw_observation
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import NotFound, RuleBroken
from course.models import (
    AuditEntry,
    Cohort,
    Conflict,
    MarkerAllocation,
    MarkerShare,
    Observation,
    Person,
    Submission,
)
from course.queries.allocation import cohort_to_allocate_held, submission_to_allocate
from course.queries.conflicts import conflict_to_end
from course.queries.observations import observation_to_keep
from course.settings import Settings
from course.terms import Act, MarkingRole, SubmissionState
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_fieldwork import make_observation
from tests.make_markers import make_colleague, make_double_work, say
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 4
TIMES = 5  # a race that is lost seldom is met now and then
SECOND = MarkingRole.SECOND


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana's Z3 waits for its second marking, which any of three colleagues can make."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            for name in ("Ewa Druga", "Filip Trzeci", "Gaja Czwarta"):
                make_colleague(session, cast, name)
            make_double_work(session, course, cast)
            make_observation(session, cast.enrolment, cast.ben)
            say(session, session.scalars(select(Submission)).one(), cast.ben)
        yield app


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def marker(session: Session) -> Person | None:
    held = select(MarkerAllocation.person_id).where(MarkerAllocation.ended_at.is_(None))
    held_by = session.scalars(held).one_or_none()
    return session.get(Person, held_by) if held_by else None


def name_of_marker(app: Flask) -> str:
    with app.app_context():
        found = marker(reading())
        assert found is not None
        return found.name


def counted(app: Flask, act: Act) -> int:
    with app.app_context():
        noted = select(func.count(AuditEntry.id)).where(AuditEntry.act == act)
        return reading().scalar(noted) or 0


def declare(session: Session, name: str) -> None:
    ana, carla = named(session, "Ana Ćwikła"), named(session, "Carla Nowak")
    person = named(session, name)
    declare_conflict(session, person, ana, why="Sąsiedztwo.", by=carla, at=MONDAY)


def share_out(session: Session, name: str, share: int) -> None:
    carla = named(session, "Carla Nowak")
    cohort_id = session.scalars(select(Cohort.id).limit(1)).one()
    cohort = cohort_to_allocate_held(session, carla, cohort_id)
    shares = {(SECOND, named(session, name).id): share}
    set_shares(session, cohort, shares, by=carla, at=MONDAY)


def give(session: Session, name: str) -> None:
    carla = named(session, "Carla Nowak")
    work_id = session.scalars(select(Submission.id)).one()
    work = submission_to_allocate(session, carla, work_id)
    hand_over(session, work, named(session, name), by=carla, at=MONDAY)


def leave_to_nobody(session: Session) -> None:
    end_allocations(session, session.scalars(select(Submission)).one(), at=MONDAY)


def do(app: Flask, deed: Callable[[Session], object]) -> None:
    with app.app_context(), writing() as session:
        deed(session)


def test_a_conflict_declared_at_once_is_one(app: Flask) -> None:
    name = name_of_marker(app)
    assert refusals(app, *[partial(declare, name=name)] * AT_ONCE) == []
    assert counted(app, Act.CONFLICT_DECLARED) == 1
    assert name_of_marker(app) != name


def test_a_conflict_ends_once(app: Flask) -> None:
    do(app, partial(declare, name=name_of_marker(app)))

    def end(session: Session) -> None:
        carla = named(session, "Carla Nowak")
        conflict_id = session.scalars(select(Conflict.id)).one()
        conflict = conflict_to_end(session, carla, conflict_id)
        end_conflict(session, conflict, by=carla, at=MONDAY)

    assert refusals(app, *[end] * AT_ONCE) == [NotFound] * (AT_ONCE - 1)
    assert counted(app, Act.CONFLICT_ENDED) == 1


@pytest.mark.parametrize("_time", range(TIMES))
def test_a_conflict_beside_a_marking_waits_or_takes_the_work_away(app: Flask, _time: int) -> None:
    name = name_of_marker(app)

    def mark(session: Session) -> None:
        work = session.scalars(select(Submission)).one()
        say(session, work, named(session, name), role=SECOND)

    refused = refusals(app, mark, partial(declare, name=name))
    assert len(refused) <= 1
    with app.app_context():
        work = reading().scalars(select(Submission)).one()
        held = marker(reading())
        if refused:
            assert work.state == SubmissionState.IN_MARKING
            assert held is not None
            assert held.name != name
        else:
            assert work.state == SubmissionState.MARKED
            assert held is None


def test_shares_set_at_once_all_hold(app: Flask) -> None:
    names = ("Ewa Druga", "Filip Trzeci", "Gaja Czwarta", "Ewa Druga")
    assert refusals(app, *(partial(share_out, name=name, share=50) for name in names)) == []
    with app.app_context():
        assert sorted(reading().scalars(select(MarkerShare.share))) == [50] * 3


@pytest.mark.parametrize("_time", range(TIMES))
def test_work_that_waited_for_nobody_is_given_once(app: Flask, _time: int) -> None:
    do(app, partial(share_out, name="Ewa Druga", share=30))
    do(app, leave_to_nobody)
    again = partial(share_out, name="Ewa Druga", share=30)
    other = partial(share_out, name="Filip Trzeci", share=60)
    assert refusals(app, again, other, partial(give, name="Gaja Czwarta"), again) == []
    assert name_of_marker(app) == "Gaja Czwarta"


def test_an_observation_is_withdrawn_once(app: Flask) -> None:
    def withdraw(session: Session) -> None:
        ben = named(session, "Ben Wrona")
        observation_id = session.scalars(select(Observation.id)).one()
        found = observation_to_keep(session, ben, observation_id)
        withdraw_observation(session, found, by=ben, at=MONDAY)

    told = refusals(app, *[withdraw] * AT_ONCE)
    assert set(told) <= {RuleBroken, NotFound}
    assert len(told) == AT_ONCE - 1
    assert counted(app, Act.OBSERVATION_WITHDRAWN) == 1
