"""A cohort's work as one ZIP: complete, readable without the service, and nobody else's."""

import hashlib
import tracemalloc
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import (
    AuditEntry,
    Person,
    Submission,
)
from course.settings import Settings
from course.terms import Act, MarkingOutcome, ScanState
from tests.archive_pages import (
    PDF,
    address_of,
    attach,
    check_links,
    copy_of,
    taken,
    text_of,
)
from tests.make import MONDAY, make_enrolment, make_person, make_trainer
from tests.make_assignments import make_handed_in, make_marking
from tests.pages import PageClient
from tests.people import Cast
from tests.reliability.scene import FULL_SIZE

PEOPLE, FILE_BYTES = (40, 10 * 1024**2) if FULL_SIZE else (6, 1024**2)
SignIn = Callable[[Person], PageClient]


def test_it_holds_a_page_with_everything_its_files_an_index_and_sums(
    ben: PageClient, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    attach(session, settings, work, "Załącznik: łąka #1.pdf")
    archive = taken(ben, address_of(cast))
    piece = f"Z3, Ana Ćwikła, Praca {work.id}"
    assert archive.namelist() == [
        f"{piece}.html",
        f"{piece}/Załącznik łąka #1.pdf",
        "index.html",
        "sumy.txt",
    ]
    assert archive.testzip() is None
    assert archive.read(archive.namelist()[1]) == PDF
    check_links(archive)
    told = text_of(archive, f"{piece}.html")
    for words in ("Ana Ćwikła", cast.cohort.title, "R-07", "Autobus", "21", "Blok przy torach."):
        assert words in told
    index = text_of(archive, "index.html")
    assert "Ana Ćwikła" in index
    assert "czeka na ocenę" in index
    assert "<details open" in archive.read(f"{piece}.html").decode()


def test_the_sums_are_those_of_the_files(
    ben: PageClient, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    attach(session, settings, work, "a.pdf")
    archive = taken(ben, address_of(cast))
    lines = archive.read("sumy.txt").decode().splitlines()
    sums = {name: sha256 for sha256, _, name in (line.partition("  ") for line in lines)}
    assert sums == {
        name: hashlib.sha256(archive.read(name)).hexdigest()
        for name in archive.namelist()
        if name != "sumy.txt"
    }


def test_the_same_again_is_the_same_to_the_byte(
    ben: PageClient, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    attach(session, settings, work, "a.pdf")
    attach(session, settings, work, "A.PDF", b"%PDF-1.4 other")
    first, second = (taken(ben, address_of(cast)) for _ in range(2))
    names = [name for name in first.namelist() if name not in {"sumy.txt", "index.html"}]
    assert first.namelist() == second.namelist()
    assert all(first.read(name) == second.read(name) for name in names)
    assert len({name.casefold() for name in first.namelist()}) == len(first.namelist())


def test_what_waits_for_a_scan_or_is_infected_or_gone_is_named_and_left_out(
    ben: PageClient, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    for name, scan in (("a.pdf", ScanState.WAITING), ("b.pdf", ScanState.INFECTED)):
        attach(session, settings, work, name, name.encode()).scan = scan
    attach(session, settings, work, "c.pdf", b"c").stored_as = "00/" + "0" * 62
    attach(session, settings, work, "d.pdf", b"d").scan = ScanState.CLEAN
    session.flush()
    archive = taken(ben, address_of(cast))
    assert [name for name in archive.namelist() if name.endswith(".pdf")] == [
        f"Z3, Ana Ćwikła, Praca {work.id}/d.pdf"
    ]
    for page in ("index.html", f"Z3, Ana Ćwikła, Praca {work.id}.html"):
        told = text_of(archive, page)
        for name, why in (("a.pdf", "czeka"), ("b.pdf", "wirus"), ("c.pdf", "brakuje")):
            assert name in told
            assert why in told


def test_only_released_markings_are_told(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    marking = make_marking(session, work, cast.ben, outcome=MarkingOutcome.PASS)
    archive = taken(ben, address_of(cast))
    assert "10/15" in text_of(archive, "index.html")
    assert "Proszę wrócić" in text_of(archive, archive.namelist()[0])
    marking.released_at = None
    session.flush()
    archive = taken(ben, address_of(cast))
    assert "10/15" not in text_of(archive, "index.html")
    assert "Proszę wrócić" not in text_of(archive, archive.namelist()[0])


def test_newest_or_all_one_assignment_or_all(
    ben: PageClient, session: Session, course: Catalogue, cast: Cast, work: Submission
) -> None:
    make_marking(session, work, cast.ben)
    again = make_handed_in(session, course, cast.ana, at=MONDAY)
    pages = {
        rest: [name for name in taken(ben, address_of(cast, rest)).namelist() if "Praca" in name]
        for rest in ("", "?versions=all", "?assignment=z3&versions=all")
    }
    newest, first = (f"Z3, Ana Ćwikła, Praca {one.id}.html" for one in (again, work))
    assert pages == {
        "": [newest],
        "?versions=all": [first, newest],
        "?assignment=z3&versions=all": [first, newest],
    }
    none = ben.get(address_of(cast, "?assignment=z5"))
    assert none.status_code == 303


@pytest.fixture
def plain(app: Flask, cast: Cast) -> FlaskClient:
    """Ben's browser, in which a request is over before its answer is sent, as in service."""
    client = FlaskClient(app, app.response_class)
    with client.session_transaction() as cookie:
        cookie["_user_id"] = f"{cast.ben.id}:{cast.ben.session_version}"
        cookie["_fresh"] = True
    return client


def test_memory_does_not_grow_with_the_files(
    plain: FlaskClient, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    for number in range(PEOPLE):
        person = make_person(session, f"Osoba {number}")
        copy = copy_of(session, work, make_enrolment(session, cast.cohort, person))
        for place in range(10):
            attach(session, settings, copy, f"{place}.pdf", bytes([place]) * FILE_BYTES)
    session.commit()
    plain.get(address_of(cast)).close()  # what is read once
    tracemalloc.start()
    try:
        answer = plain.get(address_of(cast))
        sent = sum(map(len, answer.iter_encoded()))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.status_code == 200
    assert sent > 0
    assert peak < 40 * 1024 * 1024


def test_it_is_audited_with_the_ids(
    ben: PageClient, session: Session, cast: Cast, work: Submission
) -> None:
    taken(ben, address_of(cast))
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.REPORT_EXPORTED)).one()
    assert (entry.actor_id, entry.subject_kind, entry.subject_id) == (
        cast.ben.id,
        "cohorts",
        cast.cohort.id,
    )
    assert entry.facts == {"kind": "zip", "rows": 1, "submissions": [work.id]}


def test_a_trainer_of_another_cohort_gets_nothing(
    signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    assert signed_in_as(cast.carla).get(address_of(cast)).status_code == 403
    other = make_trainer(session, cast.cohort, "Inna Osoba")
    assert signed_in_as(other).get("/marking/cohorts/999999/work.zip").status_code == 404


def test_ones_own_work_is_never_among_it(
    signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    own = copy_of(session, work, make_enrolment(session, cast.cohort, cast.ben))
    names = taken(signed_in_as(cast.ben), address_of(cast)).namelist()
    assert not any(f"Praca {own.id}" in name for name in names)


def test_the_page_offers_what_there_is(ben: PageClient, cast: Cast, work: Submission) -> None:
    page = ben.page("/marking/away")
    assert cast.cohort.title in page.text
    assert "Z3." in page.text
    assert "/marking/away" in " ".join(ben.page("/marking").links())
