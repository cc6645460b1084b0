"""Panels, refusals and appeals in the same moment, where each write really commits."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.appeals import decide_appeal, lodge_appeal
from course.actions.decisions import propose_refusal
from course.actions.panels import call_panel
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import (
    AlreadyProposed,
    AppealClosed,
    AppealLodged,
    PanelOver,
    PanelStands,
)
from course.models import Appeal, AuditEntry, Decision, Enrolment, Letter, Panel, Person
from course.settings import Settings
from course.terms import Act, AppealOutcome, DecisionOutcome, LetterKind, Role
from tests.at_once import refusals
from tests.make import MONDAY, make_grant, make_person
from tests.make_panels import (
    HELD_ON,
    PASSING,
    Three,
    asked,
    conclude,
    enter,
    make_concluded,
    make_judged,
    make_panel,
    make_refused,
    make_three,
    seats_for,
)
from tests.own_app import own_app
from tests.people import Cast, make_cast

WRITERS = 6


@contextmanager
def prepared(settings: Settings, course: Catalogue, folder: Path) -> Iterator[Flask]:
    with own_app(settings, course, folder) as app:
        yield app


def people(session: Session) -> tuple[Cast, Three]:
    cast = make_cast(session)
    return cast, make_three(session, cast)


def test_one_joint_record_of_a_chair_in_many_tabs(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with prepared(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast, three = people(session)
            panel = make_panel(session, cast, three)
            for person in three.people:
                enter(session, panel, person)
            panel_id, chair_id = panel.id, three.olga.id

        def record(session: Session, outcome: DecisionOutcome) -> None:
            chair = session.get_one(Person, chair_id)
            conclude(session, session.get_one(Panel, panel_id), chair, outcome)

        outcomes = list(DecisionOutcome) * 2
        told = refusals(app, *[partial(record, outcome=one) for one in outcomes])
        assert told == [PanelOver] * (len(outcomes) - 1)
        assert acts_of(app, Act.PANEL_RECORDED) == 1


def test_two_members_hand_in_at_once_and_each_once(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with prepared(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast, three = people(session)
            panel_id = make_panel(session, cast, three).id
            ids = [person.id for person in three.people] * 2

        def hand_in(session: Session, person_id: int) -> None:
            by = session.get_one(Person, person_id)
            enter(session, session.get_one(Panel, panel_id), by, PASSING, f"od {person_id}")

        assert refusals(app, *[partial(hand_in, person_id=one) for one in ids]) == []
        assert acts_of(app, Act.PANEL_MARKED) == 3


def test_one_panel_is_called(settings: Settings, course: Catalogue, tmp_path: Path) -> None:
    with prepared(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast, three = people(session)
            place_id = make_judged(session, cast.enrolment).id
            seats, carla_id = seats_for(three.people), cast.carla.id

        def call(session: Session) -> None:
            place = make_judged(session, session.get_one(Enrolment, place_id))
            call_panel(
                session,
                place,
                asked(),
                seats,
                held_on=HELD_ON,
                place="Krosno",
                by=session.get_one(Person, carla_id),
                at=MONDAY,
            )

        told = refusals(app, *[call] * WRITERS)
        assert told == [PanelStands] * (WRITERS - 1)
        with app.app_context():
            assert reading().scalar(select(func.count(Panel.id))) == 1
            letters = select(func.count(Letter.id)).where(Letter.kind == LetterKind.PANEL_CALLED)
            assert reading().scalar(letters) == 4


def test_one_refusal_is_proposed(settings: Settings, course: Catalogue, tmp_path: Path) -> None:
    with prepared(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast, three = people(session)
            make_concluded(session, cast, three, DecisionOutcome.NOT_AWARDED)
            ids, place_id = [cast.carla.id, cast.cyryl.id] * 3, cast.enrolment.id

        def propose(session: Session, person_id: int) -> None:
            place = make_judged(session, session.get_one(Enrolment, place_id))
            propose_refusal(session, place, by=session.get_one(Person, person_id), at=MONDAY)

        told = refusals(app, *[partial(propose, person_id=one) for one in ids])
        assert told == [AlreadyProposed] * (len(ids) - 1)


def test_an_appeal_is_lodged_and_decided_once(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with prepared(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast, three = people(session)
            decision_id = make_refused(session, cast, three).id
            judges = [make_person(session) for _ in range(WRITERS)]
            for person in judges:
                make_grant(session, person, Role.VALIDATOR, cast.programme)
            judge_ids, ana_id = [person.id for person in judges], cast.ana.id

        def lodge(session: Session) -> None:
            by = session.get_one(Person, ana_id)
            against = session.get_one(Decision, decision_id)
            lodge_appeal(session, against, reasons="Nie pytano.", by=by, at=MONDAY)

        assert refusals(app, *[lodge] * WRITERS) == [AppealLodged] * (WRITERS - 1)

        def decide(session: Session, judge_id: int, outcome: AppealOutcome) -> None:
            appeal = session.scalars(select(Appeal)).one()
            by = session.get_one(Person, judge_id)
            decide_appeal(session, appeal, outcome=outcome, statement="Pytano.", by=by, at=MONDAY)

        deeds = zip(judge_ids, list(AppealOutcome) * 3, strict=True)
        told = refusals(app, *[partial(decide, judge_id=one, outcome=how) for one, how in deeds])
        assert told == [AppealClosed] * (WRITERS - 1)
        assert acts_of(app, Act.APPEAL_DECIDED) == 1


def acts_of(app: Flask, act: Act) -> int:
    with app.app_context():
        found = select(func.count(AuditEntry.id)).where(AuditEntry.act == act)
        return reading().scalars(found).one()
