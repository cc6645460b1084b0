"""Figures frozen in the same moment: each gets a number of its own, and nobody loses."""

from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.freezing import print_of
from course.actions.audit import broken_entries
from course.actions.snapshots import Freezing
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import ClaimFrozen
from course.freezing import freeze_figures
from course.models import AuditEntry, IndicatorSnapshot, Person, Programme
from course.reports.snapshots import count_to_freeze, is_intact
from course.settings import Settings
from course.terms import Act, SnapshotPurpose
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_counting import begin_training, certify, freeze
from tests.own_app import own_app
from tests.people import make_cast

WRITERS = 6
ASKED = Freezing(purpose=SnapshotPurpose.CHECK, as_of=MONDAY.date())
CLAIM = Freezing(purpose=SnapshotPurpose.PAYMENT_CLAIM, as_of=MONDAY.date(), claim_number="WNP-3")


def test_everybody_who_freezes_gets_the_next_number_and_a_claim_is_frozen_once(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            programme = freeze(session, cast.programme)
            begin_training(session, cast.cohort, cast.ben)
            by = (cast.carla, cast.cyryl)
            certify(session, programme, cast.enrolment, validator=cast.vera, by=by)
            seen = print_of(count_to_freeze(session, programme, as_of=ASKED.as_of))
            ids, programme_id = [cast.carla.id, cast.cyryl.id] * (WRITERS // 2), programme.id

        def take(session: Session, person_id: int, asked: Freezing = ASKED) -> None:
            here = session.get_one(Programme, programme_id)
            person = session.get_one(Person, person_id)
            freeze_figures(session, here, asked, seen=seen, by=person, at=MONDAY)

        assert refusals(app, *[partial(take, person_id=one) for one in ids]) == []
        with app.app_context():
            session = reading()
            taken = session.scalars(select(IndicatorSnapshot)).all()
            assert sorted(one.number for one in taken) == list(range(1, WRITERS + 1))
            assert all(is_intact(one) for one in taken)
            assert len({one.figures["audit"]["hash"] for one in taken}) == WRITERS
            of_them = AuditEntry.act == Act.SNAPSHOT_TAKEN
            assert session.scalar(select(func.count()).where(of_them)) == WRITERS
            assert broken_entries(session) == []

        claims = [partial(take, person_id=one, asked=CLAIM) for one in ids]
        assert refusals(app, *claims) == [ClaimFrozen] * (WRITERS - 1)
