"""A save and a submission that die at a given call to the disk are there whole, or not at all.

strace kills the service as it enters its n-th write or sync. Then it starts again, and the trainee
sends the same once more: one answer, one result, one entry in the audit trail.
"""

import os
import signal
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from course.catalogue import Catalogue
from course.database import reading
from course.models import AuditEntry, QuizAnswer, QuizAttempt, QuizResult
from course.settings import Settings
from course.terms import Act
from tests.bench.servers import course_server
from tests.bench.wire import UnexpectedAnswer, ask, request
from tests.reliability.clients import Save
from tests.reliability.records import assert_sound
from tests.reliability.scene import FULL_SIZE, Seat, kept_app, take_seats
from tests.reliability.watching import QUICK, calls, strace

CALLS = "pwrite64,fdatasync,fsync"
SAVED, SUBMITTED = "saved", "submitted"

Point = tuple[str, int]


def deeds(seat: Seat) -> Mapping[str, tuple[bytes, int]]:
    """What the trainee sends, and the status that acknowledges it."""
    told = {"Cookie": seat.cookie, "X-CSRFToken": seat.token}
    submit = request("POST", f"/attempts/{seat.attempt_id}/submit", told, b"sure=1")
    return {
        SAVED: (Save(seat, "one", 0).request(), HTTPStatus.OK),
        SUBMITTED: (submit, HTTPStatus.SEE_OTHER),
    }


def sit(app: Flask, settings: Settings, seat: Seat, under: Sequence[str] = ()) -> set[str]:
    """Save, then submit, on a service of one thread; what was acknowledged."""
    acknowledged = set[str]()
    with course_server(app, settings, workers=1, under=under) as server:
        with suppress(OSError, UnexpectedAnswer):
            for deed, (asked, status) in deeds(seat).items():
                ask(server.port, asked).expect(status)
                acknowledged.add(deed)
        os.killpg(server.pid, signal.SIGKILL)
    return acknowledged


def kept(app: Flask) -> set[str]:
    """What the database has; a deed of which only a part is there fails the test."""
    counted = {
        SAVED: [select(func.count(QuizAnswer.id))],
        SUBMITTED: [
            select(func.count(QuizAttempt.submitted_at)),
            select(func.count(QuizResult.id)),
            select(func.count(AuditEntry.id)).where(AuditEntry.act == Act.QUIZ_SUBMITTED),
        ],
    }
    found = set[str]()
    with app.app_context():
        for deed, questions in counted.items():
            numbers = {reading().scalar(question) for question in questions}
            assert numbers in ({0}, {1}), (deed, numbers)
            if numbers == {1}:
                found.add(deed)
    return found


def points(app: Flask, settings: Settings, seat: Seat, trace: Path) -> Iterator[Point]:
    """Every call to the disk of the thread that writes, or a handful of them."""
    under = strace(trace, QUICK, "-e", f"trace={CALLS}")
    assert sit(app, settings, seat, under) == {SAVED, SUBMITTED}
    asked = Counter((call.thread, call.name) for call in calls(trace))
    writer = max(asked, key=asked.__getitem__)[0]
    for (thread, name), number in asked.items():
        if thread == writer:
            every = range(1, number + 1)
            chosen = every if FULL_SIZE else sorted({number // 2, number})
            yield from ((name, when) for when in chosen)


def test_a_death_at_any_call_leaves_all_or_nothing(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    if not settings.database_url.startswith("sqlite"):
        pytest.skip("PostgreSQL writes in a process of its own; see test_crashes")
    folder = tmp_path / "counted"
    folder.mkdir()
    with kept_app(settings, course, folder) as app:
        [seat] = take_seats(app, course, 1)
        found = list(points(app, settings, seat, folder / "trace"))
    assert len(found) > 3
    for name, when in found:
        folder = tmp_path / f"{name}-{when}"
        folder.mkdir()
        with kept_app(settings, course, folder) as app:
            [seat] = take_seats(app, course, 1)
            death = ["-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={when}"]
            acknowledged = sit(app, settings, seat, strace(folder / "trace", *death))
            assert acknowledged < {SAVED, SUBMITTED}, (name, when)
            assert acknowledged <= kept(app)
            assert_sound(app)
            assert sit(app, settings, seat) == {SAVED, SUBMITTED}
            assert kept(app) == {SAVED, SUBMITTED}
