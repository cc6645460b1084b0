"""The close-out pack at its door: asked for, made by the worker, taken by who asked."""

import io
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.jobs.prepared import make_next_file
from course.models import AuditEntry, Letter, Person, PreparedFile, RoleGrant
from course.settings import Settings
from course.terms import Act, LetterKind, ListKind
from tests.make import MONDAY
from tests.make_snapshots import make_snapshot
from tests.pages import PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def waiting(session: Session, signed_in_as: SignIn, cast: Cast) -> PreparedFile:
    client = signed_in_as(cast.carla)
    assert "PESEL" in client.page("/closeout").text
    for _ in range(2):  # pressed twice, asked once
        assert client.post("/closeout").location == "/my-files"
    return session.scalars(select(PreparedFile)).one()


def test_the_pack_is_made_by_the_worker_and_taken_by_who_asked(
    session: Session,
    app: Flask,
    settings: Settings,
    signed_in_as: SignIn,
    cast: Cast,
    waiting: PreparedFile,
) -> None:
    assert (waiting.list, waiting.ending) == (ListKind.CLOSEOUT, "zip")
    with app.app_context():
        assert make_next_file(settings, clock=lambda: MONDAY)
    session.expire_all()
    client = signed_in_as(cast.carla)
    assert waiting.file_name in client.page("/my-files").text
    with client.get(f"/my-files/{waiting.id}") as answer:
        packed = zipfile.ZipFile(io.BytesIO(answer.data))
    assert {"index.html", "dowody.csv", "sumy.txt"} <= set(packed.namelist())
    assert signed_in_as(cast.adam).get(f"/my-files/{waiting.id}").status_code == 404
    assert session.scalars(select(Letter.kind)).all() == [LetterKind.FILE_READY]
    taken = session.scalars(
        select(AuditEntry.facts).where(AuditEntry.act == Act.REPORT_EXPORTED)
    ).one()
    assert (taken["list"], taken["sha256"]) == ("closeout", waiting.sha256)


def test_the_pack_holds_figures_that_another_person_froze_and_corrected(
    session: Session, app: Flask, settings: Settings, signed_in_as: SignIn, cast: Cast
) -> None:
    first = make_snapshot(session, cast.programme, cast.cyryl, claim_number="WNP-1")
    make_snapshot(session, cast.programme, cast.cyryl, corrects=first, reason="Pomyłka w dniu.")
    carla = signed_in_as(cast.carla)
    carla.post("/closeout")
    with app.app_context():
        assert make_next_file(settings, clock=lambda: MONDAY)
    session.expire_all()
    file = session.scalars(select(PreparedFile)).one()
    with carla.get(f"/my-files/{file.id}") as answer:
        packed = zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    cards = [name for name in packed if name.startswith("wyniki/") and name.endswith(".pdf")]
    assert cards == ["wyniki/001 2026-11-23.pdf", "wyniki/002 2026-11-23.pdf"]


def test_who_may_no_longer_take_lists_gets_no_pack(
    session: Session,
    app: Flask,
    settings: Settings,
    signed_in_as: SignIn,
    cast: Cast,
    waiting: PreparedFile,
) -> None:
    for grant in session.scalars(select(RoleGrant).where(RoleGrant.person_id == cast.carla.id)):
        grant.ended_at = MONDAY
    session.flush()
    with app.app_context():
        assert make_next_file(settings, clock=lambda: MONDAY)
    session.expire_all()
    assert waiting.ready_at is None
    assert waiting.tries == 1


def test_the_auditor_takes_it_too(signed_in_as: SignIn, cast: Cast, course: Catalogue) -> None:
    assert signed_in_as(cast.adam).post("/closeout").status_code == 303
    assert signed_in_as(cast.ben).get("/closeout").status_code == 403
