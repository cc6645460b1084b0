"""Several markers at the same moment, in every role: one wins and the others are told."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.allocation import hand_over
from course.actions.assignments import withdraw_submission
from course.actions.marking import Shown, mark_submission
from course.actions.release import release_settled
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AlreadyMarked, MarkingBegun, NobodyToMark, NotAllocated, NotFound
from course.models import Letter, MarkerAllocation, Marking, Person, Submission
from course.queries.allocation import submission_to_allocate
from course.queries.assignments import own_submission
from course.queries.marking import settled_to_release, submission_to_mark
from course.settings import Settings
from course.terms import MarkingOutcome, MarkingRole, SubmissionState
from tests.at_once import refusals
from tests.make import MONDAY, make_trainer
from tests.make_assignments import FAILING
from tests.make_markers import make_colleague, make_double_work, say
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 4


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Ana's Z3 waits for its first marking, which a second one is to confirm; both are held."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            for number in range(AT_ONCE - 1):
                make_trainer(session, cast.cohort, f"Trener {number}")
            make_colleague(session, cast, "Ewa Druga")
            make_double_work(session, course, cast, holds_markings=True)
        yield app


def named(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def piece(session: Session) -> Submission:
    return session.scalars(select(Submission)).one()


def mark(session: Session, name: str, role: MarkingRole = MarkingRole.FIRST) -> None:
    say(session, piece(session), named(session, name), role=role)


def second_marker(app: Flask) -> str:
    with app.app_context():
        held = select(MarkerAllocation.person_id).where(MarkerAllocation.ended_at.is_(None))
        return reading().get_one(Person, reading().scalars(held).one()).name


def count(app: Flask, row: type[Marking | Letter | MarkerAllocation]) -> int:
    with app.app_context():
        return reading().scalar(select(func.count(row.id))) or 0


def begin(app: Flask, name: str = "Ben Wrona", role: MarkingRole = MarkingRole.FIRST) -> None:
    with app.app_context(), writing() as session:
        mark(session, name, role)


def test_one_first_marking_stands(app: Flask) -> None:
    names = ["Ben Wrona", *(f"Trener {number}" for number in range(AT_ONCE - 1))]
    told = refusals(app, *(partial(mark, name=name) for name in names))
    assert len(told) == AT_ONCE - 1
    assert set(told) <= {AlreadyMarked, NotAllocated}  # one of them is the second marker by now
    assert count(app, Marking) == 1
    assert count(app, MarkerAllocation) == 1


def test_one_second_marking_stands(app: Flask) -> None:
    begin(app)
    name = second_marker(app)
    press = partial(mark, name=name, role=MarkingRole.SECOND)
    assert refusals(app, *[press] * AT_ONCE) == [NotAllocated] * (AT_ONCE - 1)
    assert count(app, Marking) == 2
    with app.app_context():
        assert piece(reading()).state == SubmissionState.SETTLED


def test_a_marker_and_who_takes_the_piece_from_them(app: Flask) -> None:
    begin(app)
    name = second_marker(app)

    def take(session: Session) -> None:
        carla = named(session, "Carla Nowak")
        work = submission_to_allocate(session, carla, piece(session).id)
        hand_over(session, work, named(session, "Ewa Druga"), by=carla, at=MONDAY)

    told = refusals(app, partial(mark, name=name, role=MarkingRole.SECOND), take)
    assert told in ([NotAllocated], [NobodyToMark])
    with app.app_context():
        held = select(func.count(MarkerAllocation.id)).where(MarkerAllocation.ended_at.is_(None))
        assert reading().scalar(held) == (1 if told == [NotAllocated] else 0)


def test_the_author_takes_it_back_or_it_is_marked(app: Flask) -> None:
    def take_back(session: Session) -> None:
        ana = named(session, "Ana Ćwikła")
        work = own_submission(session, ana, piece(session).id)
        withdraw_submission(session, work, by=ana, at=MONDAY)

    told = refusals(app, partial(mark, name="Ben Wrona"), take_back)
    assert told in ([MarkingBegun], [NotFound])
    with app.app_context():
        state = piece(reading()).state
    assert state == (
        SubmissionState.IN_MARKING if told == [MarkingBegun] else SubmissionState.DRAFT
    )
    assert count(app, Marking) == (1 if told == [MarkingBegun] else 0)


def test_held_markings_are_told_once(app: Flask) -> None:
    begin(app)
    begin(app, second_marker(app), MarkingRole.SECOND)

    def release(session: Session) -> None:
        ben = named(session, "Ben Wrona")
        found = settled_to_release(session, ben, [piece(session).id])
        release_settled(session, found, by=ben, at=MONDAY)

    before = count(app, Letter)
    assert refusals(app, *[release] * AT_ONCE) == []
    assert count(app, Letter) == before + 1


def test_of_corrections_at_once_one_stands(app: Flask) -> None:
    begin(app)
    begin(app, second_marker(app), MarkingRole.SECOND)

    def tell(session: Session) -> None:
        ben = named(session, "Ben Wrona")
        settled = settled_to_release(session, ben, [piece(session).id])
        release_settled(session, settled, by=ben, at=MONDAY)

    assert refusals(app, tell) == []

    def correct(session: Session, name: str) -> None:
        trainer = named(session, name)
        work = submission_to_mark(session, trainer, piece(session).id)
        first = next(one for one in work.markings if one.supersedes_id is None)
        mark_submission(
            session,
            work,
            levels=FAILING,
            outcome=MarkingOutcome.REVISE,
            feedback="Jednak nie.",
            by=trainer,
            at=MONDAY,
            shown=Shown(MarkingRole.FIRST, first, "Pomyłka."),
        )

    names = ("Ben Wrona", "Trener 0", "Trener 1", "Trener 2")
    told = refusals(app, *(partial(correct, name=name) for name in names), tell)
    assert len(told) == AT_ONCE - 1
    assert set(told) <= {AlreadyMarked, NotAllocated}
    assert count(app, Marking) == 3
    assert count(app, Letter) == 2
    with app.app_context():
        assert piece(reading()).state == SubmissionState.RETURNED
