"""Connections to PostgreSQL: woken after a rest, kept prepared, in a transaction to write only."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text

from course import database
from course.catalogue import Catalogue
from course.database import db, reading, writing
from course.settings import Settings
from tests.own_app import own_app


@pytest.fixture
def on_postgres(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    if settings.database_url.startswith("sqlite"):
        pytest.skip("SQLite has no server that could leave.")
    with own_app(settings, course, tmp_path) as app, app.app_context():
        yield app


def serving_process() -> int:
    """The server's process behind this request's connection."""
    process: int = reading().execute(text("SELECT pg_backend_pid()")).scalar_one()
    db.session.remove()
    return process


def test_a_connection_that_rested_is_replaced(
    on_postgres: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "RESTED_SECONDS", 0)
    first = serving_process()
    assert serving_process() == first
    url = on_postgres.config["SQLALCHEMY_DATABASE_URI"].set(drivername="postgresql")
    with psycopg.connect(url.render_as_string(hide_password=False)) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", (first,))
    assert serving_process() != first


def test_a_connection_in_use_is_not_asked(
    on_postgres: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    first = serving_process()
    monkeypatch.setattr(db.engine.dialect, "do_ping", asked.append)
    assert serving_process() == first
    assert asked == []


def in_transaction() -> bool:
    connection = reading().connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    return connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE


@pytest.mark.usefixtures("on_postgres")
def test_looking_takes_no_transaction_and_writing_takes_one() -> None:
    reading().execute(text("SELECT 1"))
    assert not in_transaction()
    with writing() as session:
        session.execute(text("SELECT 1"))
        assert in_transaction()
    reading().execute(text("SELECT 1"))
    assert not in_transaction()


@pytest.mark.usefixtures("on_postgres")
def test_what_is_looked_up_often_stays_prepared() -> None:
    for _ in range(10):
        reading().execute(text("SELECT 1 + 1"))
        db.session.remove()
    prepared = text("SELECT statement FROM pg_prepared_statements")
    assert "SELECT 1 + 1" in reading().scalars(prepared).all()
