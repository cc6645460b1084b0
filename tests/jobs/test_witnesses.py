"""The worker forgets witnesses in time."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.jobs.worker import tidy
from course.models import AuditEntry, WitnessContact
from course.queries.observations import TIME_TO_DECIDE
from course.settings import Settings
from course.terms import Act, EnrolmentState
from tests.make import MONDAY
from tests.make_fieldwork import make_observation
from tests.people import Cast


def test_the_worker_forgets_witnesses_of_places_long_over(
    app: Flask, settings: Settings, session: Session, cast: Cast
) -> None:
    make_observation(session, cast.enrolment, cast.ben)
    cast.enrolment.state = EnrolmentState.ENDED
    cast.enrolment.ended_on = MONDAY.date()
    session.commit()
    with app.app_context():
        tidy(settings, at=MONDAY + TIME_TO_DECIDE)
        assert len(session.scalars(select(WitnessContact)).all()) == 1
        for _ in range(2):
            tidy(settings, at=MONDAY + TIME_TO_DECIDE + timedelta(days=1))
    assert session.scalars(select(WitnessContact)).all() == []
    noted = session.scalars(select(AuditEntry)).all()
    assert [(entry.act, entry.facts) for entry in noted] == [(Act.WITNESS_CONTACT_DELETED, {})]
