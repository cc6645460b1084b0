"""One write at a time: nothing is lost, nobody starves, and a failed deed leaves nothing."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import broken_entries, note
from course.catalogue import Catalogue
from course.database import db, reading, writing
from course.models import AuditEntry, Cohort, Programme
from course.settings import Settings
from course.terms import Act
from tests.at_once import at_once
from tests.make import MONDAY, make_cohort, make_programme
from tests.own_app import own_app

WRITERS, DEEDS = 4, 10


def make_two(*codes: str) -> None:
    with writing() as session:
        for code in codes:
            make_programme(session, code)


def test_a_failed_write_leaves_nothing(app: Flask, session: Session) -> None:
    make_programme(session, "TAKEN")
    session.commit()
    with app.app_context():
        with pytest.raises(IntegrityError):
            make_two("FREE", "TAKEN")
        codes = reading().scalars(select(Programme.code).order_by(Programme.code)).all()
    assert list(codes) == ["TAKEN"]


def test_a_write_sees_what_others_changed_since_the_read(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app, app.app_context():
        with writing() as session:
            cohort_id = make_cohort(session).id
        seen = reading().get_one(Cohort, cohort_id)
        assert seen.title == "Krosno, edycja 1"
        with app.app_context(), writing() as other:
            other.get_one(Cohort, cohort_id).title = "Przemyśl"
        with writing():
            assert seen.title == "Przemyśl"


def test_many_writers_lose_nothing(settings: Settings, course: Catalogue, tmp_path: Path) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cohort_id = make_cohort(session).id

        def act() -> None:
            for _ in range(DEEDS):
                with app.app_context(), writing() as session:
                    cohort = session.get_one(Cohort, cohort_id)
                    note(session, Act.COHORT_CREATED, by=None, subject=cohort, at=MONDAY)

        at_once(*[act] * WRITERS)
        with app.app_context():
            assert reading().scalar(select(func.count(AuditEntry.id))) == WRITERS * DEEDS
            assert broken_entries(reading()) == []


def test_sqlite_keeps_its_word(app: Flask) -> None:
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("only SQLite has pragmas")
        asked = {
            name: reading().scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    assert asked == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
