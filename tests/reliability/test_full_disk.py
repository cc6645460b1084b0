"""The disk of the service is full at some point of an upload: the text is kept, the file told of.

The kernel refuses to let any file of the service grow beyond a point, as a full disk would: first
the copy of what arrives, then the database too. Then there is room again, without a restart.
"""

import resource
from collections.abc import Iterator
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path

import pytest
from flask import Flask

from course.catalogue import Catalogue
from course.settings import Settings
from tests.bench.servers import course_server, family
from tests.bench.wire import ask
from tests.reliability.records import assert_sound
from tests.reliability.scene import FULL_SIZE, any_chance, kept_app
from tests.reliability.uploading import assert_no_half_file, draft_of, make_senders
from tests.reliability.watching import strace
from tests.serving import Running

POINTS = 60 if FULL_SIZE else 6
LONGEST = 3_000_000
NO_ROOM = {HTTPStatus.INSUFFICIENT_STORAGE, HTTPStatus.SERVICE_UNAVAILABLE}


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with kept_app(settings, course, tmp_path) as app:
        yield app


def limit(server: Running, most: int) -> None:
    for pid in family(server.pid):
        _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))


def pdf(number: int) -> bytes:
    return b"%%PDF-1.4 %d\n" % number + bytes(LONGEST)


def test_a_full_disk_costs_no_text_and_leaves_no_half_file(
    app: Flask, settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    chance = any_chance()
    points = [0, *(chance.randrange(LONGEST) for _ in range(POINTS - 2)), LONGEST]
    senders = make_senders(app, course, len(points))
    folder = tmp_path / "store"
    with course_server(app, replace(settings, files_folder=folder), workers=1) as server:
        for number, (point, sender) in enumerate(zip(points, senders, strict=True)):
            text = f"Rozmowa z R-{number:02d}"
            asked = sender.upload(text, pdf(number), revision=1)
            limit(server, point)
            answer = ask(server.port, asked)
            limit(server, resource.RLIM_INFINITY)
            assert answer.status in NO_ROOM, (point, answer.head)
            assert "miejsce" in answer.body.decode() or "zajęty" in answer.body.decode(), point
            saved = draft_of(app, sender)
            assert saved.values.get("leaders") == text or text.encode() in answer.body, point
            assert saved.files == []
            assert_no_half_file(app, folder, senders)
            assert list((folder / "incoming").glob("*")) == []
            ask(server.port, asked).expect(HTTPStatus.SEE_OTHER)
            saved = draft_of(app, sender)
            assert (saved.values["leaders"], len(saved.files)) == (text, 1)
    assert_no_half_file(app, folder, senders)
    assert_sound(app)


def test_no_room_for_the_last_step_leaves_nothing_either(
    app: Flask, settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    folder, [sender] = tmp_path / "store", make_senders(app, course, 1)
    rename = "rename,renameat,renameat2"
    under = strace(
        tmp_path / "trace", "-e", f"trace={rename}", "-e", f"inject={rename}:error=ENOSPC"
    )
    with course_server(
        app, replace(settings, files_folder=folder), workers=1, under=under
    ) as server:
        answer = ask(server.port, sender.upload("Rozmowa", pdf(1), revision=1))
        answer.expect(HTTPStatus.INSUFFICIENT_STORAGE)
    saved = draft_of(app, sender)
    assert (saved.values["leaders"], saved.files) == ("Rozmowa", [])
    assert [path for path in folder.rglob("*") if path.is_file()] == []
