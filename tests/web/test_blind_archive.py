"""Who marks second or third takes work away without learning whose it is."""

import io
import zipfile
from collections.abc import Callable

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from course.models import (
    Person,
    Submission,
)
from course.settings import Settings
from course.terms import MarkingOutcome, MarkingRole, SubmissionState
from tests.archive_pages import address_of, attach, blind_for, check_links, taken
from tests.make import make_trainer
from tests.make_assignments import make_marking
from tests.pages import PageClient
from tests.people import Cast
from tests.sheet_pages import GOOD, bring, filled, told

SignIn = Callable[[Person], PageClient]


def test_a_blind_marker_gets_no_name_anywhere(
    signed_in_as: SignIn, session: Session, settings: Settings, cast: Cast, work: Submission
) -> None:
    canaries = {
        "name": "Kanarek Żółtodziób",
        "email": "kanarek@canary.example",
        "cohort": "Edycja-Kanarkowa",
        "file": "kanarek-moje-zycie.pdf",
    }
    cast.ana.name, cast.ana.email = canaries["name"], canaries["email"]
    cast.cohort.title = canaries["cohort"]
    file = attach(session, settings, work, canaries["file"])
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    blind_for(session, work, second)
    client = signed_in_as(second)
    archive = taken(client, "/marking/blind.zip")
    assert archive.namelist() == [
        f"Z3, Praca {work.id}.html",
        f"Z3, Praca {work.id}/plik-{file.id}.pdf",
        "index.html",
        "sumy.txt",
    ]
    check_links(archive)
    everything = b"".join(
        [*(archive.read(name) for name in archive.namelist()), *map(str.encode, archive.namelist())]
    ).decode()
    for canary in (*canaries.values(), "Kanarek", "Żółtodziób", cast.cohort.code):
        assert canary not in everything
    assert "Blok przy torach." in everything


def test_what_is_to_be_read_blind_is_not_in_the_zip_with_names(
    signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    client = signed_in_as(second)
    assert any(f"{work.id}" in name for name in taken(client, address_of(cast)).namelist())
    blind_for(session, work, second)
    assert client.get(address_of(cast)).status_code == 303


def test_nothing_to_mark_blind_says_so(ben: PageClient, work: Submission) -> None:
    answer = ben.get("/marking/blind.zip", follow_redirects=True)
    assert "nie ma czego zabrać" in answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")


def test_a_blind_marker_gets_a_sheet_without_names(
    signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    client = signed_in_as(second)
    blind_for(session, work, second)
    by_name = f"/marking/cohorts/{cast.cohort.id}/sheet.xlsx?assignment=z3"
    assert client.get(by_name).status_code == 422  # what is to be read blind is not in it
    blind = "/marking/blind.xlsx?assignment=z3"
    assert client.get(blind).status_code == 422  # the first marking is awaited
    work.state, work.next_marking = SubmissionState.IN_MARKING, MarkingRole.SECOND
    session.flush()
    assert "Z3." in client.page("/marking/away").text
    content = client.get(blind).get_data()
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    assert [cell.value for cell in sheet[3]][:3:2] == [work.id, f"Praca {work.id}"]
    inside = zipfile.ZipFile(io.BytesIO(content))
    everything = b"".join(inside.read(name) for name in inside.namelist()).decode()
    for canary in (cast.ana.name, cast.ana.email, cast.cohort.title, cast.cohort.code, "Ćwikła"):
        assert canary is not None
        assert canary not in everything


def test_a_sheet_brought_back_tells_a_blind_marker_no_name(
    signed_in_as: SignIn, session: Session, cast: Cast, work: Submission
) -> None:
    second = make_trainer(session, cast.cohort, "Druga Osoba")
    client = signed_in_as(second)
    content = client.get(f"/marking/cohorts/{cast.cohort.id}/sheet.xlsx?assignment=z3").get_data()
    blind_for(session, work, second)
    make_marking(session, work, cast.ben, outcome=MarkingOutcome.PASS)
    session.flush()
    preview = bring(client, filled(content, {work.id: GOOD}))
    [row] = told(preview)
    assert (row[0], row[3]) == (f"Praca {work.id}", "Tymczasem ocenę wystawił ktoś inny.")
    for name in (cast.ana.name, cast.ben.name):
        assert name not in " ".join(row)
