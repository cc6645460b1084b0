"""A quiz that was taken before trainers kept quizzes goes up, and down again, with all its rows."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, Table, insert, null, select
from sqlalchemy.exc import IntegrityError

from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings
from tests.own_app import own_app

BEFORE, AFTER = "0001", "0002"
AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 1)

Row = dict[str, Any]

PARENTS: Mapping[str, Sequence[Row]] = {
    "authored_versions": [
        {
            "digest": "d" * 64,
            "kind": "quiz",
            "slug": "m1",
            "definition": {"questions": ["one", "two"]},
            "first_used_at": AT,
        }
    ],
    "people": [
        {
            "id": 1,
            "email": "ana@example.org",
            "name": "Ana Ćwikła",
            "sort_name": "cwikla ana",
            "address_form": "feminine",
            "language": "pl",
            "session_version": 1,
            "joined_at": AT,
        }
    ],
    "programmes": [
        {
            "id": 1,
            "code": "Q1",
            "title_pl": "Program",
            "title_en": "Programme",
            "project_number": "1",
            "funder": "Fundacja",
            "starts_on": DAY,
            "ends_on": DAY,
            "time_zone": "Europe/Warsaw",
            "standard_code": "SO",
            "demonstration": False,
        }
    ],
    "cohorts": [
        {
            "id": 1,
            "programme_id": 1,
            "code": "C1",
            "title": "Edycja",
            "city": "Łódź",
            "language": "pl",
            "starts_on": DAY,
            "ends_on": DAY,
        }
    ],
    "enrolments": [
        {
            "id": 1,
            "cohort_id": 1,
            "person_id": 1,
            "state": "admitted",
            "started_on": DAY,
            "extra_time_percent": 25,
        }
    ],
}
"""What the rows of a quiz hang on."""

ATTEMPT = {"enrolment_id": 1, "quiz_slug": "m1", "version_digest": "d" * 64, "started_at": AT}
ANSWER = {"attempt_id": 1, "received_at": AT}
RESULT = {
    "attempt_id": 1,
    "max_points": 20_000,
    "key_digest": "d" * 64,
    "reason": "submitted",
    "made_at": AT,
}
QUIZ: Mapping[str, Sequence[Row]] = {
    "quiz_attempts": [
        {"id": 1, "number": 1, "drawn": {"questions": ["two"]}, "submitted_at": AT} | ATTEMPT,
        {"id": 2, "number": 2, "drawn": {"questions": ["one"]}, "due_at": AT} | ATTEMPT,
    ],
    "quiz_answers": [
        {"id": 1, "question_id": "one", "revision": 1, "answer": {"chosen": "a"}} | ANSWER,
        {"id": 2, "question_id": "one", "revision": None, "answer": {"chosen": "b"}} | ANSWER,
        {"id": 3, "question_id": "two", "revision": 1, "answer": null()} | ANSWER,
    ],
    "quiz_results": [
        {"id": 1, "points": 10_000, "percent": 500_000, "passed": False} | RESULT,
        {"id": 2, "points": 20_000, "percent": 1_000_000, "passed": True, "supersedes_id": 1}
        | RESULT,
    ],
}
NEW: Mapping[str, Row] = {
    "quiz_attempts": {"counts": "best", "paper_test_id": None},
    "quiz_answers": {"late": False, "final": False},
    "quiz_results": {"cause": "submitted", "waits": False, "made_by_id": None},
}
"""What the migration says of rows that it finds."""


@pytest.fixture
def taken(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """The database as it was, with a quiz that was taken."""
    with own_app(settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        upgrade(revision=BEFORE)
        with db.engine.begin() as connection:
            for name, rows in {**PARENTS, **QUIZ}.items():
                for number, row in enumerate(rows, start=1):
                    keys = {"request_key": f"key-{number}"} if name == "quiz_answers" else {}
                    connection.execute(insert(table(name)).values(**row, **keys))
        yield app


def table(name: str) -> Table:
    """A table as it is now, whatever the models say."""
    return Table(name, MetaData(), autoload_with=db.engine)


def all_rows() -> dict[str, list[Row]]:
    found = {}
    with db.engine.connect() as connection:
        for name in (*PARENTS, *QUIZ):
            here = table(name)
            rows = connection.execute(select(here).order_by(*here.primary_key))
            found[name] = [dict(row) for row in rows.mappings()]
    return found


@pytest.mark.usefixtures("taken")
def test_a_quiz_that_was_taken_loses_nothing_on_the_way_up_and_down() -> None:
    before = all_rows()
    upgrade(revision=AFTER)
    reasons = {"quiz_results": {"reason": ""}}
    assert all_rows() == {
        name: [{**row, **NEW.get(name, {}), **reasons.get(name, {})} for row in rows]
        for name, rows in before.items()
    }
    downgrade(revision=BEFORE)
    assert all_rows() == before


@pytest.mark.usefixtures("taken")
def test_keys_hold_again_after_a_migration() -> None:
    upgrade(revision=AFTER)
    stray = {"id": 3, "number": 3, "drawn": {}, **ATTEMPT, "enrolment_id": 9, "counts": "best"}
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(insert(table("quiz_attempts")).values(**stray))


@pytest.mark.usefixtures("taken")
def test_rows_that_hang_on_nothing_stop_a_migration() -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL leaves its keys on while it migrates")
    with closing(db.engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA foreign_keys=OFF")
        connection.cursor().execute("DELETE FROM people")
        connection.cursor().execute("PRAGMA foreign_keys=ON")
    before = all_rows()
    with pytest.raises(SystemExit):  # as the command says it
        upgrade(revision=AFTER)
    assert all_rows() == before
