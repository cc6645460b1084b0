import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import hand_in_submission
from course.catalogue import Catalogue
from course.models import Person, Submission, SubmissionFile
from course.queries.assignments import newest_submission, own_submission
from course.terms import MarkingOutcome, SubmissionState
from tests.make import MONDAY
from tests.make_assignments import (
    as_typed,
    listening_log,
    make_draft,
    make_handed_in,
    make_marking,
    talks,
)
from tests.make_fieldwork import make_talks
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


def photo() -> bytes:
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (49.0, 41.0, 0.0)})
    written = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(written, "JPEG", exif=exif)
    return written.getvalue()


def draft_of(session: Session, cast: Cast, slug: str = "z3") -> Submission:
    draft = newest_submission(session, cast.enrolment.id, slug)
    assert draft is not None
    return draft


def test_handing_in_says_what_is_missing_and_where(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    values = listening_log()
    values["leaders"] = ""
    values["themes"][1] |= {"quote": "", "energy": ""}  # type: ignore[index]
    answer = ana.post("/assignments/z3/hand-in", data=as_typed(values) | {"revision": "0"})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert "Tematy, 2: Ile w tym energii, Cytat z kodem osoby" in page.text
    assert {"#conversations", "#themes-1-energy", "#leaders"} <= set(page.links())
    assert draft_of(session, ready).values["not_heard"] == "Blok przy torach."


def test_handing_in_gives_a_receipt_and_can_be_taken_back(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    make_talks(session, course, ready.enrolment.id, talks(21))
    typed = as_typed(listening_log()) | {"revision": "0"}
    answer = ana.post("/assignments/z3/hand-in", data=typed)
    work = draft_of(session, ready)
    assert work.state == SubmissionState.HANDED_IN
    assert len(work.values["conversations"]) == 21
    assert answer.location == f"/submissions/{work.id}"
    page = ana.page(answer.location)
    assert "Praca oddana" in page.text
    assert "poniedziałek 23 listopada 2026, 12:03, czas polski" in page.text
    assert "R-21" in page.text
    assert ana.get("/assignments/z3").location == f"/submissions/{work.id}"
    assert ana.post("/assignments/z3/hand-in", data=typed).location == answer.location  # twice
    assert ana.post(f"/submissions/{work.id}/withdraw").location == "/assignments/z3"
    assert draft_of(session, ready).state == SubmissionState.DRAFT
    assert ana.post("/assignments/z3/hand-in").status_code == 303  # what was saved, as it is


def test_returned_work_is_revised_from_where_it_was(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    work = make_handed_in(session, course, ready.ana)
    make_marking(session, work, ready.ben)
    page = ana.page(f"/submissions/{work.id}")
    assert "Proszę wrócić do R-15." in page.text
    assert ana.post("/assignments/z3/revise").location == "/assignments/z3"
    form = ana.page("/assignments/z3")
    assert "poprawka 1" in form.text
    assert "Proszę wrócić do R-15." in form.text
    assert f"/submissions/{work.id}" in form.links()
    assert draft_of(session, ready).number == 2
    assert f"/submissions/{work.id}" in ana.page(f"/submissions/{work.id}").links()


def test_who_handed_in_three_times_is_told(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    for _ in range(3):
        work = make_handed_in(session, course, ready.ana)
        make_marking(session, work, ready.ben)
    assert "ostatnie oddanie" in ana.page(f"/submissions/{work.id}").text
    assert ana.post("/assignments/z3/revise").status_code == 409


def test_a_photo_is_kept_without_its_place_and_only_for_who_may_see_it(
    session: Session, ready: Cast, ana: PageClient, signed_in_as: SignIn
) -> None:
    sent = {
        "revision": "0",
        "field": "appendix",
        "leaders": "R-07",
        "appendix": [(io.BytesIO(photo()), "IMG_1.JPG"), (io.BytesIO(PDF), "ź.pdf")],
    }
    answer = ana.post("/assignments/z3/files", data=sent)
    assert answer.location == "/assignments/z3#appendix"
    draft = draft_of(session, ready)
    assert draft.values["leaders"] == "R-07"
    image, paper = session.scalars(select(SubmissionFile).order_by(SubmissionFile.id))
    assert "IMG_1.jpg" in ana.page("/assignments/z3").text
    with ana.get(f"/files/{image.id}") as download:
        assert download.headers["Content-Disposition"] == "attachment; filename=IMG_1.jpg"
        assert download.headers["X-Content-Type-Options"] == "nosniff"
        with Image.open(io.BytesIO(download.data)) as kept:
            assert dict(kept.getexif()) == {}
    for stranger in (ready.ben, ready.dov, ready.carla, ready.iga):
        assert signed_in_as(stranger).get(f"/files/{image.id}").status_code == 404
    assert ana.post(f"/assignments/z3/files/{paper.id}/remove").status_code == 303
    assert ana.get(f"/files/{paper.id}").status_code == 404
    assert (
        signed_in_as(ready.dov).post(f"/assignments/z3/files/{image.id}/remove").status_code == 404
    )


def test_a_refused_file_says_why_and_loses_nothing(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic"
    for content, name, said in ((heic, "IMG.HEIC", "HEIC"), (b"MZ" * 99, "a.exe", "coś innego")):
        revision = str(draft_of(session, ready).revision) if said != "HEIC" else "0"
        sent = {"revision": revision, "leaders": "R-07", "appendix": (io.BytesIO(content), name)}
        answer = ana.post("/assignments/z3", data=sent)
        assert answer.status_code == 422
        assert said in Page(answer.get_data(as_text=True)).text
        assert draft_of(session, ready).values["leaders"] == "R-07"


def test_too_many_files_are_refused(session: Session, ready: Cast, ana: PageClient) -> None:
    files = [(io.BytesIO(PDF + bytes([number])), f"{number}.pdf") for number in range(4)]
    answer = ana.post("/assignments/z3/files", data={"revision": "0", "appendix": files})
    assert answer.status_code == 422
    assert len(session.scalars(select(SubmissionFile)).all()) == 3


def test_work_is_read_by_who_may_and_by_nobody_else(
    session: Session, ready: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    work = make_draft(session, course, ready.ana)
    address = f"/submissions/{work.id}"
    assert "To jest szkic" in signed_in_as(ready.ana).page(address).text
    assert signed_in_as(ready.ben).get(address).status_code == 404
    work = own_submission(session, ready.ana, work.id)
    hand_in_submission(session, work, by=ready.ana, at=MONDAY)
    assert "Otwórz do oceny" in signed_in_as(ready.ben).page(address).text
    for reader in (ready.carla, ready.adam):
        assert "Otwórz do oceny" not in signed_in_as(reader).page(address).text
    for stranger in (ready.dov, ready.vera, ready.iga):
        assert signed_in_as(stranger).get(address).status_code == 404
    for stranger in (ready.ben, ready.carla, ready.dov):
        assert signed_in_as(stranger).post(f"{address}/withdraw").status_code == 404
    make_marking(session, work, ready.ben, outcome=MarkingOutcome.PASS)
    assert "Zaliczona" in signed_in_as(ready.ana).page(address).text
