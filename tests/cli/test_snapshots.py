"""`flask snapshots verify`: whether what was frozen is as it was frozen."""

from flask import Flask
from sqlalchemy.orm import Session

from course.models import IndicatorSnapshot
from course.terms import SnapshotPurpose
from tests.make import MONDAY
from tests.make_snapshots import make_snapshot
from tests.people import Cast


def verify(app: Flask, session: Session, code: str) -> tuple[int, str]:
    session.commit()  # only releases the test's savepoint
    result = app.test_cli_runner().invoke(args=["snapshots", "verify", code])
    return result.exit_code, result.output


def test_what_is_as_it_was_is_said_so(app: Flask, session: Session, cast: Cast) -> None:
    assert verify(app, session, "Q1") == (0, "")
    make_snapshot(session, cast.programme, cast.carla)
    make_snapshot(session, cast.programme, cast.carla)
    assert verify(app, session, "Q1") == (0, "1: as it was frozen\n2: as it was frozen\n")


def test_a_changed_one_is_named(app: Flask, session: Session, cast: Cast) -> None:
    whole = make_snapshot(session, cast.programme, cast.carla)
    session.add(
        IndicatorSnapshot(
            programme_id=cast.programme.id,
            number=2,
            purpose=SnapshotPurpose.CHECK,
            as_of=whole.as_of,
            taken_by_id=cast.carla.id,
            taken_at=MONDAY,
            figures={**whole.figures, "cohorts": {}},
            digest=whole.digest,
        )
    )
    session.flush()
    assert verify(app, session, "Q1") == (1, "1: as it was frozen\n2: CHANGED\n")


def test_an_unknown_programme_is_told(app: Flask, session: Session) -> None:
    assert verify(app, session, "Q0") == (1, "There is no programme Q0.\n")
