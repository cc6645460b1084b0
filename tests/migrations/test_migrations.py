"""Migrations go up, down and up again and leave no drift, on the database of the tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade
from sqlalchemy import CheckConstraint, inspect

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


@pytest.mark.usefixtures("empty")
def test_checks_have_the_names_of_the_convention() -> None:
    upgrade()
    made = {
        (table, constraint["name"])
        for table in tables()
        for constraint in inspect(db.engine).get_check_constraints(table)
    }
    meant = {
        (table.name, str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }
    assert made == meant
