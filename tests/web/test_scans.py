"""Files that wait for a scanner: their author alone opens them; what has a virus, nobody."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import hand_in_submission
from course.catalogue import Catalogue
from course.jobs.scanning import PAUSE, scan_waiting
from course.jobs.worker import work
from course.models import AuditEntry, Letter, Observation, Person, Submission, SubmissionFile
from course.queries.assignments import own_submission
from course.settings import Settings
from course.terms import Act, LetterKind, ScanState
from tests.fake_clamd import EICAR, MOST_BYTES, FakeClamd, fake_clamd
from tests.make import MONDAY, make_trainer
from tests.make_assignments import as_typed, listening_log, make_draft, make_ready
from tests.pages import PageClient
from tests.people import Cast
from tests.serving import free_port

pytestmark = pytest.mark.usefixtures("monday")

CLEAN, VIRUS = b"%PDF-1.4 clean\n%%EOF\n", b"%PDF-1.4\n" + EICAR + b"\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with fake_clamd() as server:
        yield server


@pytest.fixture
def scanned(app: Flask, settings: Settings, clamd: FakeClamd) -> Iterator[Settings]:
    """The app with a scanner."""
    with_scanner = replace(settings, clamd=clamd.address)
    app.config["SETTINGS"] = with_scanner
    yield with_scanner
    app.config["SETTINGS"] = settings


@pytest.fixture
def draft(session: Session, cast: Cast, course: Catalogue) -> Submission:
    make_ready(session, course, cast.enrolment, cast.ana)
    return make_draft(session, course, cast.ana)


@pytest.fixture
def ana(signed_in_as: SignIn, cast: Cast, draft: Submission) -> PageClient:
    return signed_in_as(cast.ana)


def send(ana: PageClient, content: bytes, name: str = "a.pdf") -> int:
    """On a form that stays as it is."""
    form = as_typed(listening_log()) | {"revision": "2"}
    sent = {**form, "appendix": (io.BytesIO(content), name)}
    return ana.post("/assignments/z3/files", data=sent).status_code


def file_of(session: Session) -> SubmissionFile:
    newest = select(SubmissionFile).order_by(SubmissionFile.id.desc())
    return session.scalars(newest.limit(1)).one()


def opened(client: PageClient, file: SubmissionFile) -> bytes:
    with client.get(f"/files/{file.id}") as answer:
        return answer.get_data()


def scan(app: Flask, settings: Settings, session: Session) -> bool:
    session.commit()
    with app.app_context():
        reached = scan_waiting(settings, clock=lambda: MONDAY)
    session.expire_all()
    return reached


def test_a_file_waits_and_opens_once_it_was_scanned(
    app: Flask,
    session: Session,
    cast: Cast,
    scanned: Settings,
    ana: PageClient,
    draft: Submission,
    signed_in_as: SignIn,
) -> None:
    assert send(ana, CLEAN) == 303
    file = file_of(session)
    assert file.scan == ScanState.WAITING
    assert "czeka na sprawdzenie antywirusem" in ana.page("/assignments/z3").text
    assert opened(ana, file) == CLEAN
    hand_in_submission(session, own_submission(session, cast.ana, draft.id), by=cast.ana, at=MONDAY)
    ben = signed_in_as(cast.ben)
    assert ben.get(f"/files/{file.id}").status_code == 409
    page = ben.page(f"/submissions/{draft.id}")
    assert "czeka na sprawdzenie antywirusem" in page.text
    assert f"/files/{file.id}" not in page.links()
    assert scan(app, scanned, session)
    assert (file.scan, file.scanned_at) == (ScanState.CLEAN, MONDAY)
    assert opened(ben, file) == CLEAN
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.FILE_SCANNED)).one()
    assert entry.facts["scan"] == "clean"


def test_a_virus_is_taken_off_the_draft_and_its_author_is_told(
    app: Flask, session: Session, cast: Cast, scanned: Settings, ana: PageClient, clamd: FakeClamd
) -> None:
    send(ana, VIRUS, "wirus.pdf")
    file = file_of(session)
    assert scan(app, scanned, session)
    assert clamd.scanned == [VIRUS]
    assert (file.scan, file.removed_at) == (ScanState.INFECTED, MONDAY)
    assert ana.get(f"/files/{file.id}").status_code == 404
    page = ana.page("/assignments/z3")
    assert "wirus.pdf" in page.text
    assert f"/files/{file.id}" not in page.links()
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.FILE_INFECTED)).one()
    assert (letter.to, letter.facts["path"]) == (cast.ana.email, "/assignments/z3")
    assert send(ana, VIRUS, "znowu.pdf") == 422
    assert file.removed_at == MONDAY
    assert scan(app, scanned, session)
    assert len(clamd.scanned) == 1


def test_a_virus_in_work_handed_in_is_opened_by_nobody(
    app: Flask,
    session: Session,
    cast: Cast,
    scanned: Settings,
    ana: PageClient,
    draft: Submission,
    signed_in_as: SignIn,
) -> None:
    send(ana, VIRUS)
    file = file_of(session)
    hand_in_submission(session, own_submission(session, cast.ana, draft.id), by=cast.ana, at=MONDAY)
    assert scan(app, scanned, session)
    for reader in (cast.ana, cast.ben, cast.carla):
        client = signed_in_as(reader)
        assert client.get(f"/files/{file.id}").status_code == 409
        assert "znaleziono wirusa" in client.page(f"/submissions/{draft.id}").text
    letter = session.scalars(select(Letter).where(Letter.kind == LetterKind.FILE_INFECTED)).one()
    assert letter.facts["path"] == f"/submissions/{draft.id}"


def test_a_scanner_that_is_away_stops_nothing(
    app: Flask, session: Session, scanned: Settings, ana: PageClient, clamd: FakeClamd
) -> None:
    send(ana, CLEAN)
    away = replace(scanned, clamd=f"127.0.0.1:{free_port()}")
    assert scan(app, away, session) is False
    clamd.is_dumb = True
    assert scan(app, scanned, session) is False
    assert file_of(session).scan == ScanState.WAITING
    assert send(ana, CLEAN + b"\n", "b.pdf") == 303
    clamd.is_dumb = False
    assert scan(app, scanned, session)
    states = session.scalars(select(SubmissionFile.scan)).all()
    assert states == [ScanState.CLEAN, ScanState.CLEAN]


def test_a_file_that_cannot_be_scanned_does_not_hold_up_the_next(
    app: Flask, session: Session, scanned: Settings, ana: PageClient, settings: Settings
) -> None:
    send(ana, CLEAN + bytes(MOST_BYTES + 1), "wielki.pdf")
    send(ana, CLEAN + b"gone", "brak.pdf")
    (settings.files_folder / file_of(session).stored_as).unlink()
    send(ana, CLEAN)
    assert scan(app, scanned, session)
    states = session.scalars(select(SubmissionFile.scan).order_by(SubmissionFile.id)).all()
    assert states == [ScanState.WAITING, ScanState.WAITING, ScanState.CLEAN]


def test_what_was_sent_before_there_was_a_scanner_is_scanned_too(
    app: Flask, session: Session, settings: Settings, ana: PageClient, clamd: FakeClamd
) -> None:
    send(ana, CLEAN)
    assert scan(app, settings, session)
    assert file_of(session).scan == ScanState.NOT_ASKED
    assert scan(app, replace(settings, clamd=clamd.address), session)
    assert file_of(session).scan == ScanState.CLEAN


def test_the_worker_asks_a_scanner_that_was_away_only_once_a_minute(
    app: Flask, session: Session, scanned: Settings, ana: PageClient, clamd: FakeClamd
) -> None:
    send(ana, CLEAN)
    session.commit()
    clamd.is_dumb = True
    moments = iter([MONDAY + timedelta(seconds=20 * step) for step in range(200)])
    asked: list[datetime] = []

    class AfterTwo:
        def is_set(self) -> bool:
            return len(clamd.scanned) >= 2

        def wait(self, _seconds: float) -> None: ...

    def clock() -> datetime:
        asked.append(next(moments))
        return asked[-1]

    with app.app_context():
        work(scanned, lambda _: None, clock=clock, stop=AfterTwo())  # type: ignore[arg-type]
    assert asked[-1] - asked[0] > PAUSE


def test_the_worker_does_not_try_what_the_scanner_refuses_in_every_round(
    app: Flask, session: Session, scanned: Settings, ana: PageClient, clamd: FakeClamd
) -> None:
    send(ana, CLEAN + bytes(MOST_BYTES + 1), "wielki.pdf")
    session.commit()
    rounds = iter(range(6))

    class AfterFive:
        def is_set(self) -> bool:
            return next(rounds) == 5

        def wait(self, _seconds: float) -> None: ...

    with app.app_context():
        work(scanned, lambda _: None, clock=lambda: MONDAY, stop=AfterFive())  # type: ignore[arg-type]
    assert clamd.refusals == 1


def test_a_file_is_answered_so_that_it_can_do_nothing(session: Session, ana: PageClient) -> None:
    send(ana, CLEAN, "Żółć.pdf")
    address = f"/files/{file_of(session).id}"
    with ana.get(address) as answer:
        told = answer.headers
        assert told["Content-Disposition"].startswith("attachment;")
        assert told["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert told["X-Content-Type-Options"] == "nosniff"
        assert told["Cache-Control"] == "private, no-cache"
        assert told["Content-Length"] == str(len(CLEAN))
        assert "Cookie" in told["Vary"]
    with ana.get(address, headers={"Range": "bytes=0-3"}) as answer:
        assert (answer.status_code, answer.data) == (206, b"%PDF")
    with ana.get(address, headers={"If-None-Match": told["ETag"]}) as answer:
        assert answer.status_code == 304
    assert ana.get(address, headers={"Range": "bytes=900-"}).status_code == 416


@pytest.mark.parametrize("said", [ScanState.CLEAN, ScanState.INFECTED])
def test_a_scan_of_a_statement_waits_for_the_scanner_too(
    app: Flask,
    session: Session,
    cast: Cast,
    scanned: Settings,
    signed_in_as: SignIn,
    said: ScanState,
) -> None:
    content = CLEAN if said == ScanState.CLEAN else VIRUS
    colleague = make_trainer(session, cast.cohort, "Ewa Sowa")
    ben, beside = signed_in_as(cast.ben), signed_in_as(colleague)
    answers = {"dated_on": "2026-11-20", "acquaintance": "Sąsiadka", "deed": "Zebranie"}
    witness = {"witness_name": "B. Świadek", "witness_contact": "601 202 303"}
    told = {**answers, "residents": "Pomagali", "change": "Ławka", **witness}
    sent = {**told, "scan": (io.BytesIO(content), "oświadczenie.pdf")}
    place = f"/enrolments/{cast.enrolment.id}/observations/witness_statement"
    assert ben.post(place, data=sent).status_code == 303
    observation_id, state = session.execute(select(Observation.id, Observation.scan)).one()
    page = f"/observations/{observation_id}"
    assert state == ScanState.WAITING
    assert "czeka na sprawdzenie antywirusem" in ben.page(page).text
    assert [answered(one, page) for one in (ben, beside)] == [200, 409]
    assert scan(app, scanned, session)
    assert session.scalars(select(Observation.scan)).one() == said
    opens = 200 if said == ScanState.CLEAN else 409
    assert [answered(one, page) for one in (ben, beside)] == [opens, opens]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.FILE_SCANNED)).one()
    assert entry.facts["scan"] == said


def answered(client: PageClient, page: str) -> int:
    with client.get(f"{page}/scan") as answer:
        return answer.status_code
