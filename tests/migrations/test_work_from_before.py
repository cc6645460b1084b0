"""Practical work from before second markings goes up, and down again, with all its rows."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import downgrade, upgrade

from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings
from tests.migrations.rows import AT, DAY, PARENTS, Row, Rows, insert_rows, rows_of
from tests.own_app import own_app

BEFORE, AFTER = "0002", "0003"

WORK = {
    "enrolment_id": 1,
    "assignment_slug": "z1",
    "version_digest": "d" * 64,
    "values": {"story": "Mieszkam tu od lat."},
    "revision": 3,
    "started_at": AT,
    "saved_at": AT,
}
MARK = {
    "marked_by_id": 1,
    "role": "first",
    "marked_at": AT,
    "rubric_digest": "d" * 64,
    "max_points": 15,
    "feedback": "Dobrze.",
    "released_at": AT,
}
ENTRY = {
    "enrolment_id": 1,
    "kind": "conversation",
    "done_on": DAY,
    "minutes": 35,
    "what": "Rozmowa z R-01",
    "values": {},
    "state": "claimed",
    "claimed_at": AT,
}
DONE: Rows = {
    "submissions": [
        {"id": 1, "number": 1, "state": "returned", "handed_in_at": AT} | WORK,
        {"id": 2, "number": 2, "state": "handed_in", "handed_in_at": AT} | WORK,
        {"id": 3, "number": 3, "state": "draft", "handed_in_at": None} | WORK,
    ],
    "submission_files": [
        {
            "id": 1,
            "submission_id": 1,
            "field": "sheet",
            "name": "arkusz.jpg",
            "media_type": "image/jpeg",
            "bytes": 3,
            "sha256": "a" * 64,
            "stored_as": "aa/" + "a" * 62,
            "added_at": AT,
        }
    ],
    "markings": [
        {"id": 1, "submission_id": 1, "points": 8, "outcome": "pass"} | MARK,
        {"id": 2, "submission_id": 1, "points": 7, "outcome": "revise", "supersedes_id": 1} | MARK,
    ],
    "criterion_marks": [{"id": 1, "marking_id": 1, "criterion": "c1", "level": 2}],
    "marking_drafts": [
        {
            "id": 1,
            "submission_id": 2,
            "person_id": 1,
            "levels": {"c1": 2},
            "feedback": "Na razie",
            "revision": 1,
            "saved_at": AT,
        }
    ],
    "meetings": [
        {
            "id": 1,
            "cohort_id": 1,
            "kind": "workshop",
            "code": "W1",
            "title": "Rola",
            "place": "Dom kultury",
            "starts_at": AT,
            "minutes": 360,
            "led_by_id": 1,
        }
    ],
    "attendance": [
        {
            "id": 1,
            "meeting_id": 1,
            "enrolment_id": 1,
            "minutes_present": 300,
            "recorded_by_id": 1,
            "recorded_at": AT,
        }
    ],
    "field_entries": [{"id": 1} | ENTRY, {"id": 2} | ENTRY],
}
TABLES = (*PARENTS, *DONE)
NEW: Mapping[str, Row] = {
    "submissions": {"given_as": "screen", "next_marking": None, "second_wanted": False},
    "submission_files": {
        "original_sha256": None,
        "people_in_picture": None,
        "scan": "not_asked",
        "scanned_at": None,
    },
    "markings": {"correction_reason": None},
    "criterion_marks": {"comment": ""},
    "marking_drafts": {"comments": {}},
    "meetings": {"makes_up_for_id": None, "cancelled_at": None, "cancelled_why": None},
    "attendance": {"state": "present", "excuse": None},
    "field_entries": {
        "version_digest": None,
        "revision": 1,
        "channel": None,
        "seldom_heard": None,
        "followed_up_on": None,
        "entered_by_id": None,
        "given_as": "screen",
    },
    "people": {"digest_off_at": None},
}
"""What the migration says of rows that it finds."""


@pytest.fixture
def done(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """The database as it was, with work handed in, marked, and practice claimed."""
    with own_app(settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        upgrade(revision=BEFORE)
        insert_rows({**PARENTS, **DONE})
        yield app


@pytest.mark.usefixtures("done")
def test_work_from_before_loses_nothing_on_the_way_up_and_down() -> None:
    before = rows_of(TABLES)
    upgrade(revision=AFTER)
    expected = {
        name: [{**row, **NEW.get(name, {})} for row in rows] for name, rows in before.items()
    }
    expected["submissions"][1]["next_marking"] = "first"  # it waits for its marking
    for row in expected["field_entries"]:
        row["request_key"] = f"entry-{row['id']}"
    assert rows_of(TABLES) == expected
    downgrade(revision=BEFORE)
    assert rows_of(TABLES) == before
