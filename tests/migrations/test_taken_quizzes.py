"""A quiz that was taken before trainers kept quizzes goes up, and down again, with all its rows."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import insert, null
from sqlalchemy.exc import IntegrityError

from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings
from tests.migrations.rows import AT, PARENTS, Row, Rows, insert_rows, rows_of, table
from tests.own_app import own_app

BEFORE, AFTER = "0001", "0002"

ATTEMPT = {"enrolment_id": 1, "quiz_slug": "m1", "version_digest": "d" * 64, "started_at": AT}
ANSWER = {"attempt_id": 1, "received_at": AT}
RESULT = {
    "attempt_id": 1,
    "max_points": 20_000,
    "key_digest": "d" * 64,
    "reason": "submitted",
    "made_at": AT,
}
QUIZ: Rows = {
    "quiz_attempts": [
        {"id": 1, "number": 1, "drawn": {"questions": ["two"]}, "submitted_at": AT} | ATTEMPT,
        {"id": 2, "number": 2, "drawn": {"questions": ["one"]}, "due_at": AT} | ATTEMPT,
    ],
    "quiz_answers": [
        {"id": 1, "question_id": "one", "revision": 1, "answer": {"chosen": "a"}}
        | {"request_key": "key-1"}
        | ANSWER,
        {"id": 2, "question_id": "one", "revision": None, "answer": {"chosen": "b"}}
        | {"request_key": "key-2"}
        | ANSWER,
        {"id": 3, "question_id": "two", "revision": 1, "answer": null(), "request_key": "key-3"}
        | ANSWER,
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
TABLES = (*PARENTS, *QUIZ)


@pytest.fixture
def taken(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """The database as it was, with a quiz that was taken."""
    with own_app(settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        upgrade(revision=BEFORE)
        insert_rows({**PARENTS, **QUIZ})
        yield app


@pytest.mark.usefixtures("taken")
def test_a_quiz_that_was_taken_loses_nothing_on_the_way_up_and_down() -> None:
    before = rows_of(TABLES)
    upgrade(revision=AFTER)
    reasons = {"quiz_results": {"reason": ""}}
    assert rows_of(TABLES) == {
        name: [{**row, **NEW.get(name, {}), **reasons.get(name, {})} for row in rows]
        for name, rows in before.items()
    }
    downgrade(revision=BEFORE)
    assert rows_of(TABLES) == before


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
    before = rows_of(TABLES)
    with pytest.raises(SystemExit):  # as the command says it
        upgrade(revision=AFTER)
    assert rows_of(TABLES) == before
