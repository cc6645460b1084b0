"""Acknowledged means on the disk, also at a power cut: the log is synced before the reply is sent.

The kernel is the witness. SQLite calls `fdatasync` or `fsync`, as it was built. One phone saves at
a time, so each reply belongs to what was written right before it.
"""

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from course.catalogue import Catalogue
from course.settings import Settings
from tests.bench.servers import course_server
from tests.bench.wire import ask
from tests.reliability.clients import Save
from tests.reliability.scene import FULL_SIZE, kept_app, take_seats
from tests.reliability.watching import QUICK, Call, calls, strace

SAVES = 1000 if FULL_SIZE else 50
WATCHED = "trace=pwrite64,fdatasync,fsync,write,writev,sendto,sendmsg"
LOG = ".db-wal>"
SYNCED = re.compile(r"H*(W+S+)+HB")


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL writes its log itself; test_crashes reads its settings")
    with kept_app(settings, course, tmp_path) as app:
        yield app


def letter(call: Call) -> str:
    """W: the log is written, S: it is synced, H and B: head and body of a reply are sent."""
    match call.name:
        case "pwrite64" if LOG in call.told:
            return "W"
        case "fdatasync" | "fsync" if LOG in call.told and call.told.endswith("= 0"):
            return "S"
        case "writev" | "write" | "sendto" | "sendmsg":
            head, body = "HTTP/1.1 200 OK" in call.told, "receipt" in call.told
            return "H" * head + "B" * body
        case _:
            return ""


def acknowledgements(trace: Path) -> Iterator[tuple[str, str]]:
    """For each reply with a receipt: the letters since the one before, and what was logged."""
    letters, logged = "", ""
    for call in calls(trace):
        sign = letter(call)
        letters += sign
        if sign == "W":
            logged += call.told
        if sign.endswith("B"):
            yield letters, logged
            letters, logged = "", ""


def test_every_answer_is_synced_before_it_is_acknowledged(
    app: Flask, settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    [seat] = take_seats(app, course, 1)
    trace = tmp_path / "trace"
    saves = [Save(seat, f"{number:04}", number) for number in range(SAVES)]
    under = strace(trace, QUICK, "-e", WATCHED)
    with course_server(app, settings, workers=1, under=under) as server:
        for save in saves:
            ask(server.port, save.request()).expect(200)
        os.killpg(server.pid, signal.SIGKILL)
    told = list(acknowledgements(trace))
    assert len(told) == SAVES
    for save, (letters, logged) in zip(saves, told, strict=True):
        assert SYNCED.fullmatch(letters), letters
        assert save.text in logged
