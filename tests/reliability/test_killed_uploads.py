"""Trainees send files while the service is killed again and again: no half file, no lost draft."""

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path
from threading import Event, Semaphore, Thread

import pytest
from flask import Flask

from course.catalogue import Catalogue
from course.clock import now
from course.settings import Settings
from course.uploads import tidy_incoming
from tests.bench.servers import course_server
from tests.bench.wire import Connection, UnexpectedAnswer, ask, request
from tests.reliability.records import assert_sound
from tests.reliability.scene import FULL_SIZE, any_chance, kept_app
from tests.reliability.uploading import Sender, assert_no_half_file, draft_of, make_senders

KILLS = 150 if FULL_SIZE else 4
PEOPLE = 3
LONGEST = 400_000
MOST_UPLOADS = 8  # between two kills
MOST_SECONDS = 0.2  # about as long as an upload takes
PATIENCE_SECONDS = 60


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with kept_app(settings, course, tmp_path) as app:
        yield app


@dataclass(slots=True)
class Uploads:
    """One trainee's uploads: each with a text and a file of its own; the file before goes."""

    sender: Sender
    told: Semaphore
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    acknowledged: list[int] = field(default_factory=list)
    under_way: int | None = None
    revision: int = 1
    faults: list[Exception] = field(default_factory=list)

    def send_until(self, end: Event, port: int) -> None:
        """Send one after the other until the server is gone, or that is enough."""
        try:
            while not end.is_set():
                self._make_room(port)
                self.under_way = next(self.numbers)
                ask(port, self.upload(self.under_way)).expect(HTTPStatus.SEE_OTHER)
                self.acknowledged.append(self.under_way)
                self.under_way = None
                self.told.release()
        except (OSError, UnexpectedAnswer) as gone:
            if not end.is_set():  # the server should still stand
                self.faults.append(gone)

    def upload(self, number: int) -> bytes:
        content = b"%%PDF-1.4 %d %d\n" % (self.sender.draft_id, number)
        content += os.urandom(LONGEST // (number % 5 + 1))
        return self.sender.upload(f"rozmowa {number}", content, self.revision)

    def _make_room(self, port: int) -> None:
        told = {**self.sender.told, "Accept-Encoding": "identity"}
        page = ask(port, request("GET", "/assignments/z3", told)).expect(HTTPStatus.OK)
        self.revision = int(page.body.partition(b'name="revision" value="')[2].partition(b'"')[0])
        for part in page.body.split(b'href="/files/')[1:]:
            file_id = int(part.partition(b'"')[0])
            path = f"/assignments/z3/files/{file_id}/remove"
            ask(port, request("POST", path, self.sender.told, b"x=1")).expect(HTTPStatus.SEE_OTHER)


def assert_drafts_kept(app: Flask, everybody: list[Uploads], kills: int) -> None:
    """The text is the last that was acknowledged, or the one after it; no file that was is gone."""
    for uploads in everybody:
        draft = draft_of(app, uploads.sender)
        last = uploads.acknowledged[-1:] or [0]
        possible = {f"rozmowa {number}" for number in (*last, uploads.under_way)}
        assert draft.values.get("leaders", "rozmowa 0") in possible
        acknowledged = len(uploads.acknowledged)
        assert acknowledged <= len(draft.files) <= acknowledged + kills


def test_no_kill_leaves_a_half_file_or_loses_a_draft(
    app: Flask, settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    chance, never, folder = any_chance(), Event(), tmp_path / "store"
    told = Semaphore(0)
    everybody = [Uploads(sender, told) for sender in make_senders(app, course, PEOPLE)]
    senders = [uploads.sender for uploads in everybody]
    for kills in range(1, KILLS + 1):
        place = replace(settings, files_folder=folder)
        with course_server(app, place, workers=1, threads=PEOPLE) as server:
            end = Event()
            threads = [
                Thread(target=uploads.send_until, args=(end, server.port)) for uploads in everybody
            ]
            for thread in threads:
                thread.start()
            with closing(Connection(server.port)._socket) as half:
                whole = everybody[0].upload(0)
                half.sendall(whole[: len(whole) // 2])
                for _ in range(chance.randint(1, MOST_UPLOADS)):
                    assert told.acquire(timeout=PATIENCE_SECONDS)
                never.wait(chance.uniform(0, MOST_SECONDS))
                end.set()
                os.killpg(server.pid, signal.SIGKILL)
            for thread in threads:
                thread.join()
        assert_no_half_file(app, folder, senders)
        assert_drafts_kept(app, everybody, kills)
    assert [uploads.faults for uploads in everybody] == [[]] * PEOPLE
    assert sum(len(uploads.acknowledged) for uploads in everybody) > 0
    tidy_incoming(folder, before=now() + timedelta(seconds=1))
    assert list((folder / "incoming").glob("*")) == []
    assert_sound(app)
