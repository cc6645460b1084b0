"""What Ana told the funder, and wrote for herself, in whatever is taken away or lies somewhere.

Pages are crawled in `test_participant_canaries`; here is what leaves them. Where a canary may sing
is written down below; anywhere else it is a leak.
"""

import io
import logging
import zipfile
from collections.abc import Iterator, Mapping

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.participants import choose_form
from course.catalogue import Catalogue
from course.jobs.letters import compose
from course.jobs.prepared import make_next_file
from course.models import AuditEntry, Base, Letter, Person, PreparedFile
from course.reports.lists.registry import LISTINGS
from course.settings import Settings
from course.terms import ListKind
from tests.canaries import canaries_in
from tests.make import MONDAY
from tests.make_participants import ask_for_data, make_pesel, tell
from tests.make_scene import Objects, make_scene
from tests.participant_answers import SL2014, make_answers
from tests.people import Cast
from tests.web.test_participant_canaries import NOTE, browser, canary_form, write_beside

pytestmark = pytest.mark.usefixtures("monday")

TOLD: Mapping[str, str] = {
    "pesel": make_pesel(number=271),
    "phone": "600 271 828",
    "street": "ulica Kanarkowa",
    "surname": "Kanarkiewicz-Gżegżółka",
    "disability": "canary_code",
}
DISABILITY = "kanarkowa niepełnosprawność"
SONGS = (*TOLD.values(), TOLD["phone"].replace(" ", "\N{NO-BREAK SPACE}"), DISABILITY, NOTE)

LISTS_THAT_MAY_SING = {ListKind.PARTICIPANTS}
"""The funder's data are taken away in this list alone, by who may read them, and it is noted."""

CELLS_THAT_MAY_SING = {("authored_versions", "definition"), ("lesson_notes", "text")}
"""The form of the programme, in which the words of an answer stand; the answer itself is sealed.
What somebody writes beside a lesson lies in one column, and in no list, file, letter or trail.
"""

TAKERS = ("carla", "cyryl", "adam")
OTHERS = ("ana", "ben", "dov", "vera", "iga", "mira", "lena")


@pytest.fixture
def objects(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Objects:
    """What routes of the scene open, after Ana told what sings."""
    scene = make_scene(session, settings, course, cast)
    form = canary_form(ask_for_data(session, course, cast.programme, SL2014.slug))
    choose_form(session, cast.programme, form, by=cast.carla, at=MONDAY)
    answers = {**make_answers(SL2014), **TOLD}
    record = tell(session, cast.enrolment, form, answers, by=cast.carla).record
    assert record is not None
    assert record.complete, record.missing
    write_beside(session, cast.ana, NOTE)
    session.commit()
    return scene.objects["ana"]


@pytest.fixture
def browsers(app: Flask, session: Session, objects: Objects, cast: Cast) -> dict[str, FlaskClient]:
    people: dict[str, Person] = {name: getattr(cast, name) for name in (*TAKERS, *OTHERS[:5])}
    return {name: browser(app, person) for name, person in people.items()}


def sung_in(content: bytes, songs: tuple[str, ...] = SONGS) -> set[str]:
    """The canaries in a file: in its bytes, in the text of a PDF, in what is packed into it."""
    found = set(canaries_in(content, songs))
    for packed in _packed(content):
        found |= sung_in(packed, songs)
    if content.startswith(b"%PDF") and len(content) > 1000:  # not a scan of the scene
        pages = PdfReader(io.BytesIO(content)).pages
        found |= set(canaries_in("\n".join(page.extract_text() for page in pages).encode(), songs))
    return found


def _packed(content: bytes) -> Iterator[bytes]:
    if zipfile.is_zipfile(io.BytesIO(content)):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def taken(client: FlaskClient, address: str) -> bytes:
    with client.get(address) as answer:
        return answer.data if answer.status_code == 200 else b""


def test_only_the_list_of_the_funders_data_sings_and_only_to_who_may_read_them(
    browsers: dict[str, FlaskClient], session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    heard = {
        (name, kind, form.value)
        for name, client in browsers.items()
        for kind, listing in LISTINGS.items()
        for form in listing.kinds
        if sung_in(taken(client, f"/lists/{kind}/file.{form}"))
    }
    assert heard == {
        (name, kind, form.value)
        for name in TAKERS
        for kind in LISTS_THAT_MAY_SING
        for form in LISTINGS[kind].kinds
    }
    assert sung_in(caplog.text.encode()) == set()
    assert tables_that_sing(session) == CELLS_THAT_MAY_SING


def test_nothing_that_the_worker_makes_sings(
    app: Flask,
    browsers: dict[str, FlaskClient],
    session: Session,
    settings: Settings,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    carla = browsers["carla"]
    for kind, listing in LISTINGS.items():
        for form in listing.kinds:
            left = carla.post(f"/lists/{kind}/file.{form}").status_code
            assert left == (404 if kind in LISTS_THAT_MAY_SING else 303)
    assert carla.post("/closeout").status_code == 303
    with app.app_context():
        while make_next_file(settings, clock=lambda: MONDAY):
            pass
    session.expire_all()
    files = session.scalars(select(PreparedFile).where(PreparedFile.stored_as.is_not(None))).all()
    assert {one.list for one in files} == {*LISTINGS, ListKind.CLOSEOUT} - LISTS_THAT_MAY_SING
    assert not [one.list for one in files if sung_in(taken(carla, f"/my-files/{one.id}"))]
    on_disk = [path for path in settings.files_folder.rglob("*") if path.is_file()]
    assert on_disk
    assert not [path for path in on_disk if sung_in(path.read_bytes())]
    assert sung_in(caplog.text.encode()) == set()
    assert tables_that_sing(session) == CELLS_THAT_MAY_SING


def test_frozen_figures_letters_and_the_trail_sing_nothing(
    app: Flask,
    browsers: dict[str, FlaskClient],
    objects: Objects,
    session: Session,
    settings: Settings,
) -> None:
    carla, adam = browsers["carla"], browsers["adam"]
    carla.post(f"/enrolments/{objects.values['enrolment_id']}/participant", data={"pesel": "yes"})
    taken(carla, "/lists/participants/file.xlsx")
    for door in ("snapshots.as_json", "snapshots.as_pdf", "totals.polish", "totals.english"):
        content = taken(carla, objects.address(app, door))
        assert content
        assert sung_in(content) == set(), door
    session.expire_all()
    entries = session.scalars(select(AuditEntry.id).order_by(AuditEntry.id.desc()).limit(60))
    pages = ["/audit", "/audit?act=participant_record.read", *(f"/audit/{one}" for one in entries)]
    opened = [taken(adam, page) for page in pages]
    assert sum(map(bool, opened)) > 20
    assert [page for page, content in zip(pages, opened, strict=True) if sung_in(content)] == []
    with app.app_context():
        letters = [compose(one, settings, at=MONDAY) for one in session.scalars(select(Letter))]
    said = "\n".join(str(one.items()) + one.get_content() for one in letters)
    assert sung_in(said.encode()) == set()


def tables_that_sing(session: Session) -> set[tuple[str, str]]:
    """The columns of the whole database in which a canary stands in any row."""
    session.commit()
    found = set[tuple[str, str]]()
    for table in Base.metadata.sorted_tables:
        rows = session.execute(select(table)).all()
        for place, column in enumerate(table.columns):
            if sung_in(repr([row[place] for row in rows]).encode()):
                found.add((table.name, column.name))
    return found
