"""Four phones save while the service is killed again and again: nothing acknowledged is lost.

The service is the real one: Granian with its workers, the whole course, the database of its kind.
SIGKILL goes to its whole process group a random number of acknowledgements, and then a random
moment, after it answered. Each start reads the course anew, about two seconds; hence 60 kills on
each database here and 1,000 at full size. What dies is the service, not the machine's power: for
that see `test_order_on_disk` and, for a database server that crashes itself, `test_crashes`.
"""

import os
import signal
from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Event

import pytest
from flask import Flask

from course.catalogue import Catalogue
from course.settings import Settings
from tests.bench.servers import course_server
from tests.reliability.clients import Gate, Phone, saving
from tests.reliability.records import assert_nothing_lost, assert_sound, assert_told_is_kept
from tests.reliability.scene import FULL_SIZE, any_chance, kept_app, take_seats

KILLS = 500 if FULL_SIZE else 30  # for each number of workers
WORKERS = (1, 4) if FULL_SIZE else (1, 2)
MOST_SAVES = 30  # between two kills
MOST_SECONDS = 0.02  # about as long as a few saves take


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with kept_app(settings, course, tmp_path) as app:
        yield app


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def phones(app: Flask, course: Catalogue, gate: Gate) -> Sequence[Phone]:
    """Two trainees' places at a time, each with two phones that do not know of each other."""
    seats = take_seats(app, course, 8)
    return [Phone(f"{number}", seats[number % 2 :: 2], gate) for number in range(4)]


@pytest.mark.parametrize("workers", WORKERS)
def test_no_kill_loses_or_doubles_an_answer(
    app: Flask,
    settings: Settings,
    tmp_path: Path,
    gate: Gate,
    phones: Sequence[Phone],
    workers: int,
) -> None:
    chance, never = any_chance(), Event()
    with saving(phones, gate) as finish:
        for _ in range(KILLS):
            with course_server(app, settings, workers=workers) as server:
                gate.open(server.port)
                gate.wait_for_more(chance.randint(1, MOST_SAVES))
                never.wait(chance.uniform(0, MOST_SECONDS))
                gate.close()
                os.killpg(server.pid, signal.SIGKILL)
            assert_nothing_lost(app, phones)
            assert_sound(app)
        with course_server(app, settings, workers=workers) as server:
            gate.open(server.port)
            finish()
    assert_told_is_kept(app, phones)
    assert sum(phone.repeats for phone in phones) > 0
