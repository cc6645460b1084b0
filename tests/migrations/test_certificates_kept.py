"""All migrations on a filled database: no certificate more, no letter, and none changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade

from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings
from tests.migrations.rows import AT, PARENTS, Row, Rows, insert_rows, rows_of
from tests.own_app import own_app

OTHER: Row = PARENTS["people"][0] | {"id": 2, "email": "carla@example.org"}
DECIDED: Rows = {
    "people": [OTHER, OTHER | {"id": 3, "email": "cyryl@example.org"}],
    "decisions": [
        {
            "id": number,
            "enrolment_id": 1,
            "standard_code": f"SO{number}",
            "rule_digest": "d" * 64,
            "record": {},
            "outcome": "awarded",
            "protocol_number": f"D/2026/000{number}",
            "proposed_by_id": 2,
            "proposed_at": AT,
            "approved_by_id": approved,
            "decided_at": AT if approved else None,
        }
        for number, approved in ((1, 3), (2, None))
    ],
    "certificates": [
        {
            "id": 1,
            "programme_id": 1,
            "person_id": 1,
            "standard_code": "SO1",
            "number": "SZ/2026/0001",
            "code": "A" * 26,
            "decision_id": 1,
            "holder_name": "Ana Ćwikła",
            "facts": {"cohort": {"city": "Łódź"}},
            "show_name": False,
            "issued_at": AT,
        }
    ],
    "certificate_papers": [
        {
            "certificate_id": 1,
            "language": "pl",
            "sha256": "a" * 64,
            "stored_as": "aa/" + "a" * 62,
            "made_at": AT,
        }
    ],
}
"""A certificate with one paper made; and a proposal that waits."""


@pytest.fixture
def empty(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        yield app


@pytest.mark.usefixtures("empty")
def test_an_upgrade_issues_nothing_and_writes_to_nobody() -> None:
    upgrade(revision="0001")
    insert_rows(PARENTS)
    insert_rows(DECIDED)
    before = rows_of(DECIDED)
    upgrade()
    after = rows_of(DECIDED)
    assert rows_of(["letters"]) == {"letters": []}
    for name in ("decisions", "certificates"):
        assert [_known(row, before[name][0]) for row in after[name]] == before[name]
    first, *wanted = after["certificate_papers"]
    assert _known(first, before["certificate_papers"][0]) == before["certificate_papers"][0]
    assert [(row["language"], row["made_at"]) for row in wanted] == [("en", None)]


def _known(row: Row, columns: Row) -> Row:
    """What a row says in the columns that it had before."""
    return {name: row[name] for name in columns}
