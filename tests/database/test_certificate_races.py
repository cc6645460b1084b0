"""Approvals in the same moment, on a database where each of them really commits."""

from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.certificates import approve_decision
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import DecisionClosed
from course.models import Certificate, Decision, Enrolment, Letter, Person
from course.settings import Settings
from tests.at_once import refusals
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import (
    ISSUER,
    SHORT_RULE,
    make_frozen,
    make_proposal,
)
from tests.own_app import own_app
from tests.people import make_cast
from tests.reliability.scene import FULL_SIZE

TODAY = MONDAY.date()
AT_ONCE, DECISIONS = (64, 100) if FULL_SIZE else (8, 3)


def proposals(session: Session, number: int) -> tuple[list[int], int]:
    """So many decisions that wait, each about somebody else, and who may approve them."""
    cast = make_cast(session)
    make_frozen(session, cast.programme, SHORT_RULE)
    waiting = [
        make_proposal(
            session,
            make_enrolment(session, cast.cohort, make_person(session)),
            cast.vera,
            by=cast.carla,
        )
        for _ in range(number)
    ]
    return [one.id for one in waiting], cast.cyryl.id


def test_parallel_approvals_issue_exactly_one(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            decision_id = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla).id
            approvers = [cast.cyryl.id] * 6

        def approve(session: Session, person_id: int) -> None:
            by = session.get_one(Person, person_id)
            approve_decision(
                session, session.get_one(Decision, decision_id), issuer=ISSUER, by=by, at=MONDAY
            )

        told = refusals(app, *[partial(approve, person_id=one) for one in approvers])
        assert told == [DecisionClosed] * 5
        with app.app_context():
            assert reading().scalars(select(Certificate.number)).all() == ["SZ/2026/0001"]
            assert reading().scalar(select(func.count(Letter.id))) == 1


def test_many_approvals_at_once_issue_one_each(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            ids, approver_id = proposals(session, DECISIONS)

        def approve(session: Session, decision_id: int) -> None:
            by = session.get_one(Person, approver_id)
            decision = session.get_one(Decision, decision_id)
            approve_decision(session, decision, issuer=ISSUER, by=by, at=MONDAY)

        for one in ids:
            told = refusals(app, *[partial(approve, decision_id=one)] * AT_ONCE)
            assert told == [DecisionClosed] * (AT_ONCE - 1)
        with app.app_context():
            issued = reading().scalars(select(Certificate.decision_id)).all()
            assert sorted(issued) == ids
            assert reading().scalar(select(func.count(Letter.id))) == DECISIONS


def test_numbers_given_at_once_differ(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            ids, approver_id = proposals(session, 6)

        def approve(session: Session, decision_id: int) -> None:
            by = session.get_one(Person, approver_id)
            approve_decision(
                session, session.get_one(Decision, decision_id), issuer=ISSUER, by=by, at=MONDAY
            )

        assert refusals(app, *[partial(approve, decision_id=one) for one in ids]) == []
        with app.app_context():
            numbers = reading().scalars(select(Certificate.number).order_by(Certificate.number))
            assert list(numbers) == [f"SZ/2026/{place:04d}" for place in range(1, 7)]
            assert reading().scalar(select(func.count(Enrolment.id))) == 8
