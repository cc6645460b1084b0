"""One name that is hard to keep, of a person, a cohort and an institution: through real doors.

It comes in as a list of people and as what is typed, stands on the pages, goes out in every form of
every list that tells it, and is the same everywhere.
"""

import csv
import shutil
import subprocess
from collections.abc import Callable, Iterable
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from content.cells import BOM
from course.catalogue import Catalogue
from course.models import Agreement, Cohort, Enrolment, Institution, Person
from course.reports.formats import FileKind
from course.reports.lists.registry import LISTINGS
from course.terms import ListKind
from tests.kept import keep_everything
from tests.list_files import PANGRAM, ods_rows
from tests.make_certificates import make_certificate, make_frozen
from tests.make_counting import begin_training, bring_forward
from tests.make_participants import make_told
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.test_cohort_import import carried, confirm, upload
from tests.web.test_institutions import GOOD

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
PAGES = (
    *("/programme", "/programme/cohorts", "/indicators/qualified_organisers", "/people"),
    *("/indicators/institutions", "/institutions", "/cohorts"),
)


@pytest.fixture
def carla(signed_in_as: SignIn, cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


@pytest.fixture
def place(session: Session, cast: Cast, carla: PageClient, course: Catalogue) -> Enrolment:
    """Two people of one name, brought in by the doors; the first is certified and counted."""
    planned = {"code": "K-1", "title": PANGRAM, "city": "Krosno", "language": "pl"}
    planned |= {"starts_on": "2026-10-05", "ends_on": "2027-03-21"}
    assert carla.post("/cohorts/new", data=planned).status_code == 303
    cohort = session.scalars(select(Cohort).where(Cohort.code == "K-1")).one()
    listed = f'osoba;e-mail\n"{PANGRAM}";one@example.org\n"{PANGRAM}";other@example.org\n'
    preview = upload(carla, cohort.id, listed.encode())
    assert PANGRAM in Page(preview.get_data(as_text=True)).text
    assert confirm(carla, cohort.id, carried(preview)).status_code == 303
    places = select(Enrolment).where(Enrolment.cohort_id == cohort.id).order_by(Enrolment.id)
    place, _ = session.scalars(places)
    place.started_on = cohort.starts_on
    begin_training(session, cohort, cast.ben)
    make_frozen(session, cast.programme)
    make_certificate(session, place, cast.vera, (cast.carla, cast.cyryl))
    first, _, surname = PANGRAM.partition(" ")
    make_told(session, course, place, cast.carla, first_name=first, surname=surname)
    _agree(session, cast, carla)
    keep_everything(session)
    session.commit()
    return place


def _agree(session: Session, cast: Cast, carla: PageClient) -> None:
    entered = carla.post("/institutions/new", data=GOOD | {"name": PANGRAM})
    assert entered.status_code == 303
    carla.post(f"{entered.location}/agreements", data={"number": "P/1"})
    agreement = session.scalars(select(Agreement).join(Institution)).one()
    bring_forward(session, agreement, cast.cyryl, date(2026, 11, 16))


def test_a_name_stands_on_the_pages_as_it_was_typed(place: Enrolment, carla: PageClient) -> None:
    assert place.person.name == PANGRAM
    for page in (*PAGES, f"/people/{place.id}", f"/enrolments/{place.id}/participant"):
        assert PANGRAM in carla.page(page).text, page
    for kind in LISTINGS:
        assert PANGRAM in carla.page(f"/lists/{kind}").text, kind


@pytest.mark.parametrize("kind", list(LISTINGS))
def test_a_name_goes_out_in_every_form_and_is_the_same(
    place: Enrolment, carla: PageClient, kind: ListKind
) -> None:
    for form in LISTINGS[kind].kinds:
        answer = carla.get(f"/lists/{kind}/file.{form}")
        assert answer.status_code == 200
        if form is FileKind.PDF:
            assert PANGRAM in said_on_paper(answer.data)
        else:
            assert PANGRAM in set(READS[form](answer.data)), form


@pytest.mark.parametrize("form", [FileKind.CSV, FileKind.PLAIN_CSV, FileKind.XLSX])
def test_a_list_that_went_out_is_read_again_as_a_list_of_people(
    session: Session, cast: Cast, place: Enrolment, carla: PageClient, form: FileKind
) -> None:
    """The certified one comes in; what the service says below its own rows is nobody."""
    taken = carla.get(f"/lists/certification/file.{form}?state=counted").data
    rows = carried(upload(carla, cast.cohort.id, taken))
    confirm(carla, cast.cohort.id, rows)
    came = select(Person.name).join(Enrolment).where(Enrolment.cohort_id == cast.cohort.id)
    assert session.scalars(came.order_by(Person.id)).all() == [cast.ana.name, PANGRAM]


def xlsx_texts(content: bytes) -> Iterable[object]:
    """What cells say, if they say it as texts and no cell is a formula."""
    cells = [cell for row in load_workbook(BytesIO(content)).worksheets[0] for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    return (cell.value for cell in cells)


def ods_texts(content: bytes) -> Iterable[object]:
    return (cell for row in ods_rows(content) for cell in row)


def csv_texts(content: bytes) -> Iterable[object]:
    text = content.decode().removeprefix(BOM)
    delimiter = ";" if content.startswith(BOM.encode()) else ","
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    return (cell for row in rows for cell in row)


READS: dict[FileKind, Callable[[bytes], Iterable[object]]] = {
    FileKind.XLSX: xlsx_texts,
    FileKind.ODS: ods_texts,
    FileKind.CSV: csv_texts,
    FileKind.PLAIN_CSV: csv_texts,
}


def said_on_paper(content: bytes) -> str:
    """The text of a PDF in the order in which it was drawn, so that a cell stays together."""
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext (poppler-utils) is not installed on this machine")
    command = ["pdftotext", "-raw", "-", "-"]
    read = subprocess.run(command, input=content, capture_output=True, check=True)
    return " ".join(read.stdout.decode().split())
