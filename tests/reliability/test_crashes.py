"""A PostgreSQL that keeps its word: what it is asked to promise, and what is left when it falls.

The cluster is our own and durable, with the settings that PostgreSQL comes with: the one on which
the other tests run forgets on purpose. All its processes end in one moment; the service stays up,
finds its connections dead, and goes on by itself when the database is back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest
from flask import Flask
from sqlalchemy import text

from course.catalogue import Catalogue
from course.database import db, reading, writing
from course.settings import Settings
from tests.bench.servers import course_server
from tests.postgres import Postgres, own_postgres
from tests.reliability.clients import Gate, Phone, saving
from tests.reliability.records import assert_nothing_lost, assert_told_is_kept
from tests.reliability.scene import FULL_SIZE, any_chance, kept_app, take_seats

CRASHES = 100 if FULL_SIZE else 6
MOST_SAVES = 30  # between two crashes
MOST_SECONDS = 0.02  # about as long as a few saves take
PROMISES = ("fsync", "full_page_writes", "synchronous_commit")


@pytest.fixture
def server(settings: Settings) -> Iterator[Postgres]:
    if settings.database_url.startswith("sqlite"):
        pytest.skip("SQLite has no server that could crash")
    with own_postgres() as server:
        yield server


@pytest.fixture
def app(settings: Settings, course: Catalogue, server: Postgres, tmp_path: Path) -> Iterator[Flask]:
    with kept_app(replace(settings, database_url=server.url), course, tmp_path) as app:
        yield app


def test_nothing_that_the_service_asks_for_weakens_a_commit(app: Flask) -> None:
    with app.app_context():
        looking = {name: reading().scalar(text(f"SHOW {name}")) for name in PROMISES}
        with writing() as session:
            acting = {name: session.scalar(text(f"SHOW {name}")) for name in PROMISES}
    assert looking == acting == dict.fromkeys(PROMISES, "on")


def test_no_crash_of_the_database_loses_or_doubles_an_answer(
    app: Flask, settings: Settings, course: Catalogue, server: Postgres
) -> None:
    gate, chance, never = Gate(), any_chance(), Event()
    seats = take_seats(app, course, 8)
    phones: Sequence[Phone] = [Phone(f"{one}", seats[one % 2 :: 2], gate) for one in range(4)]
    # One worker: a second could still be starting at the first crash, and Granian then gives up.
    service = course_server(app, settings, workers=1, threads=len(phones))
    with service as running, saving(phones, gate) as finish:
        gate.open(running.port)
        for _ in range(CRASHES):
            gate.wait_for_more(chance.randint(1, MOST_SAVES))
            never.wait(chance.uniform(0, MOST_SECONDS))
            gate.close()
            server.crash()
            server.start()
            with app.app_context():
                db.engine.dispose()  # our own connections died too
            assert_nothing_lost(app, phones)
            gate.open(running.port)
        finish()
    assert_told_is_kept(app, phones)
    assert sum(phone.repeats for phone in phones) > 0
