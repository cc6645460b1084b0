"""Approvals in the same moment, on a database where each of them really commits."""

from pathlib import Path
from threading import Barrier, Thread

from sqlalchemy import func, select

from course.actions.certificates import (
    approve_decision,
)
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import (
    DomainError,
)
from course.models import Certificate, Decision, Enrolment, Letter
from course.settings import Settings
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import (
    SHORT_RULE,
    make_frozen,
    make_proposal,
)
from tests.own_app import own_app
from tests.people import make_cast

TODAY = MONDAY.date()


def test_parallel_approvals_issue_exactly_one(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            decision_id = make_proposal(session, cast.enrolment, cast.vera, by=cast.carla).id
            approvers = [cast.cyryl.id, cast.vera.id] * 3
        start, outcomes = Barrier(len(approvers)), []

        def approve(person_id: int) -> None:
            start.wait()
            try:
                with app.app_context(), writing() as session:
                    decision = session.get_one(Decision, decision_id)
                    by = session.get_one(type(cast.ana), person_id)
                    outcomes.append(approve_decision(session, decision, by=by, at=MONDAY).number)
            except DomainError as refused:
                outcomes.append(refused.code)

        threads = [Thread(target=approve, args=[person_id]) for person_id in approvers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert sorted(outcomes) == ["SZ/2026/0001", *["decision_closed"] * 5]
        with app.app_context():
            assert reading().scalar(select(func.count(Certificate.id))) == 1
            assert reading().scalar(select(func.count(Letter.id))) == 1


def test_numbers_given_at_once_differ(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_frozen(session, cast.programme, SHORT_RULE)
            ids = [
                make_proposal(
                    session,
                    make_enrolment(session, cast.cohort, make_person(session)),
                    cast.vera,
                    by=cast.carla,
                ).id
                for _ in range(6)
            ]
            approver_id = cast.cyryl.id
        start = Barrier(len(ids))

        def approve(decision_id: int) -> None:
            start.wait()
            with app.app_context(), writing() as session:
                by = session.get_one(type(cast.ana), approver_id)
                approve_decision(session, session.get_one(Decision, decision_id), by=by, at=MONDAY)

        threads = [Thread(target=approve, args=[decision_id]) for decision_id in ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with app.app_context():
            numbers = reading().scalars(select(Certificate.number).order_by(Certificate.number))
            assert list(numbers) == [f"SZ/2026/{place:04d}" for place in range(1, 7)]
            assert reading().scalar(select(func.count(Enrolment.id))) == 8
