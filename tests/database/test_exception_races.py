"""Exceptions and self-assessments in the same moment, where each deed really commits."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.exceptions import (
    Entry,
    approve_exception,
    enter_exception,
    refuse_exception,
    withdraw_exception,
)
from course.actions.self_assessments import keep_self_assessment
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import ExceptionClosed, PriorLearningFull, SamePerson, SelfAssessmentKept
from course.models import Person, RecordException, SelfAssessment
from course.queries.exceptions import place_to_except
from course.queries.study import own_enrolment
from course.settings import Settings
from course.terms import ExceptionKind, ExceptionState, SelfAssessmentMoment
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_certificates import make_frozen
from tests.make_exceptions import make_exception
from tests.own_app import own_app
from tests.people import Cast, make_cast


@pytest.fixture
def alone(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        yield app


def set_up(app: Flask, course: Catalogue) -> tuple[Cast, int]:
    """The cast by their ids, and an exception that waits."""
    with app.app_context(), writing() as session:
        cast = make_cast(session)
        make_frozen(session, cast.programme, course.rules["social-organiser"])
        waiting = make_exception(session, cast.enrolment, cast.ben).id
        session.expunge_all()
    return cast, waiting


def test_two_who_decide_at_once_do_it_once(alone: Flask, course: Catalogue) -> None:
    cast, waiting = set_up(alone, course)
    deeds = {
        approve_exception: [cast.carla.id, cast.cyryl.id],
        refuse_exception: [cast.carla.id, cast.cyryl.id],
        withdraw_exception: [cast.ben.id],
    }

    def act(session: Session, deed: Callable[..., None], person_id: int) -> None:
        by = session.get_one(Person, person_id)
        deed(session, session.get_one(RecordException, waiting), by=by, at=MONDAY)

    writes = [partial(act, deed=deed, person_id=one) for deed in deeds for one in deeds[deed]]
    assert refusals(alone, *writes) == [ExceptionClosed] * 4


def test_who_entered_never_gets_through_at_once_either(alone: Flask, course: Catalogue) -> None:
    cast, waiting = set_up(alone, course)

    def approve(session: Session, person_id: int) -> None:
        by = session.get_one(Person, person_id)
        approve_exception(session, session.get_one(RecordException, waiting), by=by, at=MONDAY)

    told = refusals(alone, *[partial(approve, person_id=cast.ben.id)] * 4)
    assert told == [SamePerson] * 4
    with alone.app_context():
        assert reading().scalars(select(RecordException.state)).all() == [ExceptionState.WAITING]


def test_prior_learning_entered_at_once_stays_within_the_limit(
    alone: Flask, course: Catalogue
) -> None:
    cast, _ = set_up(alone, course)

    def enter(session: Session, slug: str) -> None:
        by = session.get_one(Person, cast.carla.id)
        place = place_to_except(session, by, cast.enrolment.id)
        kind = ExceptionKind.PRIOR_LEARNING
        entry = Entry(kind=kind, requirement=f"assignment:{slug}", why="Referencje, segregator 4")
        enter_exception(session, place, entry, by=by, at=MONDAY)

    told = refusals(alone, *[partial(enter, slug=one) for one in ("z1", "z2", "z4", "z5", "z6")])
    assert told == [PriorLearningFull] * 3


def test_a_self_assessment_sent_twice_at_once_is_kept_once(alone: Flask, course: Catalogue) -> None:
    cast, _ = set_up(alone, course)
    codes = [one.code for one in course.curriculum.competences]

    def send(session: Session, level: int) -> None:
        by = session.get_one(Person, cast.ana.id)
        keep_self_assessment(
            session,
            own_enrolment(session, by),
            SelfAssessmentMoment.ENTRY,
            dict.fromkeys(codes, level),
            competences=codes,
            by=by,
            at=MONDAY,
        )

    told = refusals(alone, *[partial(send, level=one) for one in (1, 2, 3, 4)])
    assert told == [SelfAssessmentKept] * 3
    with alone.app_context():
        kept = reading().execute(
            select(func.count(SelfAssessment.id), func.count(SelfAssessment.level.distinct()))
        )
        assert kept.one() == (10, 1)
