"""Files of long lists made by the worker: all or nothing, told how far, tried again, deleted."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from flask import Flask
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from course.actions.prepared import LEASE, MOST_TRIES, claim_file, keep_file
from course.database import reading
from course.jobs import prepared
from course.jobs.prepared import delete_old_files, make_next_file
from course.jobs.worker import tidy, work_once
from course.models import AuditEntry, Letter, PreparedFile, RoleGrant
from course.queries.prepared import KEPT_FOR
from course.reports.formats import FileKind, document
from course.settings import Settings
from course.terms import Act, LetterKind, ListKind
from course.uploads import open_stored, store_made
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_lists import make_asked
from tests.people import Cast

LATER = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def store(settings: Settings, tmp_path: Path) -> Settings:
    """The settings with a store of this test alone."""
    return replace(settings, files_folder=tmp_path / "files")


@pytest.fixture
def asked(session: Session, cast: Cast) -> PreparedFile:
    """Attendance, which lists every place whatever is kept beside."""
    for name in ("Bea Żuk", "Cela Ćma"):
        make_enrolment(session, cast.cohort, make_person(session, name))
    file = make_asked(
        session, cast.programme, cast.carla, kind=ListKind.ATTENDANCE, ending="plain.csv"
    )
    session.commit()
    return file


def seen(session: Session, file: PreparedFile) -> PreparedFile:
    session.commit()
    session.expire_all()
    return session.get_one(PreparedFile, file.id)


def make(store: Settings, *, at: datetime = MONDAY) -> bool:
    return make_next_file(store, clock=lambda: at)


def lies_in(store: Settings) -> set[Path]:
    folder = store.files_folder
    return {path.relative_to(folder) for path in folder.rglob("*") if path.is_file()}


def content_of(store: Settings, file: PreparedFile) -> str:
    assert file.stored_as is not None
    with open_stored(file.stored_as, folder=store.files) as content:
        return content.read().decode()


def test_a_file_that_was_asked_for_is_made_once_and_a_letter_tells(
    session: Session, store: Settings, cast: Cast, asked: PreparedFile
) -> None:
    sent: list[str] = []
    work_once(store, lambda letter: sent.append(letter["Subject"]), clock=lambda: MONDAY)
    file = seen(session, asked)
    assert (file.ready_at, file.rows_done, file.rows_all) == (MONDAY, 3, 3)
    names = [row["name"] for row in csv.DictReader(StringIO(content_of(store, file)))]
    assert names == ["Cela Ćma", "Ana Ćwikła", "Bea Żuk"]
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.FILE_READY)).one()
    assert (letter.to, letter.facts["file"]) == (cast.carla.email, asked.file_name)
    work_once(store, lambda letter: sent.append(letter["Subject"]), clock=lambda: MONDAY)
    assert sent == ["Plik jest gotowy: osoby-Q1.plain.csv"]
    assert not make(store)


def test_what_waits_is_not_asked_twice_and_another_filter_is_another_file(
    session: Session, store: Settings, cast: Cast, asked: PreparedFile
) -> None:
    facts: dict[str, Any] = {"kind": ListKind.ATTENDANCE, "ending": "plain.csv"}
    again = make_asked(session, cast.programme, cast.carla, **facts)
    other = make_asked(session, cast.programme, cast.carla, **facts, asked={"city": "Krosno"})
    of_other = make_asked(session, cast.programme, cast.cyryl, **facts)
    assert again.id == asked.id
    assert len({asked.id, other.id, of_other.id}) == 3
    session.commit()
    while make(store):
        pass
    assert make_asked(session, cast.programme, cast.carla, **facts).id != asked.id
    told = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.REPORT_ASKED)).all()
    assert [entry.facts["filter"] for entry in told] == [{}] * 4


def test_it_tells_how_far_it_is(
    session: Session,
    connection: Connection,
    store: Settings,
    asked: PreparedFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document, "AT_ONCE", 1)
    heard: list[tuple[int, int | None]] = []
    moments = iter(MONDAY + prepared.TELL_EVERY * n for n in range(100))
    progress = select(PreparedFile.rows_done, PreparedFile.rows_all)

    def clock() -> datetime:
        done, rows = connection.execute(progress).one()
        heard.append((done, rows))
        return next(moments)

    assert make_next_file(store, clock=clock)
    assert list(dict.fromkeys(heard)) == [(0, None), (1, 3), (2, 3), (3, 3)]


def test_it_is_claimed_by_one_worker_and_free_again_when_that_one_says_nothing(
    session: Session, asked: PreparedFile
) -> None:
    assert [claim_file(session, at=MONDAY) for _ in range(2)] == [asked, None]
    assert claim_file(session, at=MONDAY + LEASE) == asked
    assert asked.tries == 2


def test_a_worker_that_dies_in_the_middle_leaves_the_file_waiting_and_nothing_half_made(
    session: Session,
    store: Settings,
    asked: PreparedFile,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(document, "AT_ONCE", 1)
    before, ticks = lies_in(store), iter(range(100))

    def dying() -> datetime:
        if next(ticks) == 5:
            raise KeyboardInterrupt
        return MONDAY

    with pytest.raises(KeyboardInterrupt):
        make_next_file(store, clock=dying)
    reading().rollback()  # its connection died with it
    file = seen(session, asked)
    assert (file.ready_at, file.stored_as, file.sha256) == (None, None, None)
    assert lies_in(store) == before
    assert not make(store)
    assert make(store, at=MONDAY + LEASE)
    assert seen(session, asked).ready_at == MONDAY + LEASE


def test_what_fails_is_tried_again_later_and_given_up_in_the_end(
    session: Session, store: Settings, cast: Cast, asked: PreparedFile
) -> None:
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == cast.carla.id)).one()
    grant.ended_at = MONDAY  # what she may not take any more is not made
    session.commit()
    at, waits = MONDAY, []
    for _ in range(MOST_TRIES):
        assert make(store, at=at)
        file = seen(session, asked)
        assert file.ready_at is None
        if file.not_before is not None:
            waits.append((file.not_before - at) / LATER)
            at = file.not_before
    assert waits == [1, 2, 4]
    assert file.not_before is None
    assert not make(store, at=at + timedelta(days=1))


def test_one_that_kills_every_worker_is_given_up_too(session: Session, asked: PreparedFile) -> None:
    at = MONDAY
    for _ in range(MOST_TRIES):
        assert claim_file(session, at=at) == asked
        at += LEASE
    assert claim_file(session, at=at) is None
    assert asked.not_before is None


def test_of_two_workers_the_quicker_ones_file_stays(
    session: Session, store: Settings, cast: Cast, asked: PreparedFile
) -> None:
    assert make(store)
    first = seen(session, asked).stored_as
    kept = keep_file(
        session, asked.id, rows=3, sha256="0" * 64, size=1, stored_as="00/00", at=MONDAY
    )
    assert kept == first == seen(session, asked).stored_as


def test_files_are_deleted_after_a_week_and_the_row_stays(
    session: Session, store: Settings, asked: PreparedFile
) -> None:
    before = lies_in(store)
    make(store)
    made = lies_in(store) - before
    assert len(made) == 1
    assert delete_old_files(store, at=MONDAY + KEPT_FOR) == 0
    tidy(store, at=MONDAY + KEPT_FOR + LATER)
    assert lies_in(store) == before
    assert delete_old_files(store, at=MONDAY + KEPT_FOR + LATER) == 0
    file = seen(session, asked)
    assert (file.stored_as, file.ready_at) == (None, MONDAY)
    assert file.sha256 is not None


def test_nobody_elses_file_is_deleted_with_it(
    session: Session, store: Settings, asked: PreparedFile
) -> None:
    """What somebody keeps as evidence may have the same content."""
    make(store)
    content = content_of(store, seen(session, asked)).encode()

    def copy(file: BinaryIO) -> None:
        file.write(content)

    beside = store_made(
        copy,
        key="evidence",
        name="a.csv",
        media_type="text/csv",
        folder=store.files,
    )
    tidy(store, at=MONDAY + KEPT_FOR + LATER)
    with open_stored(beside.stored_as, folder=store.files) as kept:
        assert kept.read() == content


@pytest.mark.parametrize("kind", list(FileKind))
def test_every_form_is_made_by_the_worker(
    session: Session, store: Settings, cast: Cast, kind: FileKind
) -> None:
    file = make_asked(session, cast.programme, cast.carla, ending=kind.value)
    session.commit()
    assert make(store)
    file = seen(session, file)
    assert file.ready_at == MONDAY
    assert file.bytes


def test_who_has_no_address_finds_the_file_on_the_page(
    session: Session, store: Settings, cast: Cast, asked: PreparedFile
) -> None:
    cast.carla.email, cast.carla.card_hash, cast.carla.pin_hash = None, "0" * 64, "1"
    session.commit()
    assert make(store)
    assert seen(session, asked).ready_at == MONDAY
    assert session.scalars(select(Letter)).all() == []
