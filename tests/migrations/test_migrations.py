"""Migrations go up, down and up again and leave no drift, on the database of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect

from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings
from tests.own_app import own_app


@pytest.fixture
def empty(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app, app.app_context():
        Base.metadata.drop_all(db.engine)
        yield app


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


@pytest.mark.usefixtures("empty")
def test_up_down_and_up_without_drift() -> None:
    upgrade()
    assert tables() == set(Base.metadata.tables)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    downgrade(revision="base")
    assert tables() == set()
    upgrade()
    assert tables() == set(Base.metadata.tables)


def checks() -> set[tuple[str, str, str]]:
    """Every check of the database: its table, its name, and what it says."""
    return {
        (table, str(check["name"]), "".join(check["sqltext"].split()))
        for table in tables()
        for check in inspect(db.engine).get_check_constraints(table)
    }


@pytest.mark.usefixtures("empty")
def test_checks_say_what_the_models_say() -> None:
    upgrade()
    migrated = checks()
    downgrade(revision="base")
    Base.metadata.create_all(db.engine)
    assert migrated == checks()
