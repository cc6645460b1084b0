"""Rows of a database before a migration, and what is found of them after it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import MetaData, Table, insert, select

from course.database import db

AT = datetime(2026, 11, 16, 9, 30, tzinfo=UTC)
DAY = date(2026, 11, 1)

Row = dict[str, Any]
Rows = Mapping[str, Sequence[Row]]

PARENTS: Rows = {
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
"""What the rows of somebody's work hang on."""


def table(name: str) -> Table:
    """A table as it is now, whatever the models say."""
    return Table(name, MetaData(), autoload_with=db.engine)


def insert_rows(rows: Rows) -> None:
    """Write rows, table by table, into the database as it is now."""
    with db.engine.begin() as connection:
        for name, lines in rows.items():
            for line in lines:
                connection.execute(insert(table(name)).values(**line))


def rows_of(names: Iterable[str]) -> dict[str, list[Row]]:
    """All rows of these tables, in the order of their keys."""
    found = {}
    with db.engine.connect() as connection:
        for name in names:
            here = table(name)
            lines = connection.execute(select(here).order_by(*here.primary_key))
            found[name] = [dict(line) for line in lines.mappings()]
    return found
