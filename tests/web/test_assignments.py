import io
from collections.abc import Callable, Iterator

import pytest
import time_machine
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import hand_in_submission
from course.catalogue import Catalogue
from course.models import Person, Submission, SubmissionFile
from course.queries.assignments import newest_submission, own_submission
from course.terms import EnrolmentState, MarkingOutcome, SubmissionState
from tests.make import MONDAY
from tests.make_assignments import (
    as_typed,
    listening_log,
    make_draft,
    make_handed_in,
    make_marking,
    make_ready,
)
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    return cast


@pytest.fixture
def ana(signed_in_as: SignIn, ready: Cast) -> PageClient:
    return signed_in_as(ready.ana)


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


def revision_on(page: Page) -> str:
    [field] = [one for one in page.root.iter("input") if one.get("name") == "revision"]
    return field.get("value", "")


def test_the_list_says_where_each_assignment_stands(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    client = signed_in_as(cast.ana)
    assert "Otworzy się" in client.page("/assignments").text
    make_ready(session, course, cast.enrolment, cast.ana)
    assert client.page("/assignments").text.count("jeszcze nie zaczęte") == 2
    work = make_handed_in(session, course, cast.ana)
    assert "czeka na ocenę" in client.page("/assignments").text
    make_marking(session, work, cast.ben)
    page = client.page("/assignments")
    assert "zwrócona do poprawy" in page.text
    assert "/assignments/z3" in page.links()


def test_what_is_not_open_is_not_shown(session: Session, cast: Cast, signed_in_as: SignIn) -> None:
    client = signed_in_as(cast.ana)
    assert client.get("/assignments/z1").location == "/consents"
    make_consents(session, cast.enrolment, cast.ana)
    assert client.get("/assignments/z1").status_code == 200
    assert client.get("/assignments/z3").status_code == 409
    assert client.post("/assignments/z3", data={"revision": "0"}).status_code == 409
    assert client.get("/assignments/z99").status_code == 404
    for stranger in (cast.carla, cast.iga):
        assert signed_in_as(stranger).get("/assignments").status_code == 404
        assert signed_in_as(stranger).get("/assignments/z1").status_code == 404


def test_twenty_one_conversations_go_through_the_form_and_back(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    page = ana.page("/assignments/z3")
    values = listening_log()
    typed = as_typed(values) | {"revision": revision_on(page)}
    assert ana.post("/assignments/z3", data=typed).status_code == 303
    assert draft_of(session, ready).values == {**values, "data_care": "Blok przy torach."}
    page = ana.page("/assignments/z3")
    shown = {
        field.get("name"): field.get("value")
        for field in page.root.iter("input")
        if field.get("type") in {"text", "date"}
    }
    assert shown["conversations-20-code"] == "R-21"
    assert shown["conversations-20-minutes"] == "31"
    assert "R-21, drzwi, 02.11., 31 min" in page.text
    assert "21 z 20" in page.text
    again = ana.post("/assignments/z3", data=as_typed(values) | {"revision": revision_on(page)})
    assert again.status_code == 303
    assert draft_of(session, ready).revision == int(revision_on(page))


def test_rows_are_added_and_removed_without_script(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    values = {"conversations": listening_log(7)["conversations"]}
    typed = as_typed(values) | {"revision": "0", "add": "conversations"}
    answer = ana.post("/assignments/z3", data=typed)
    assert answer.location == "/assignments/z3?add=conversations#conversations-7-code"
    page = ana.page(answer.location)
    assert page.root.find(".//input[@id='conversations-7-code']").get("value") == "R-08"  # type: ignore[union-attr]
    typed = as_typed(values) | {"revision": revision_on(page), "remove": "conversations-0"}
    assert ana.post("/assignments/z3", data=typed).location == "/assignments/z3#conversations"
    left = draft_of(session, ready).values["conversations"]
    assert [row["code"] for row in left] == [f"R-{number:02d}" for number in range(2, 8)]
    assert ana.post(
        "/assignments/z3", data={"revision": "9", "add": "no-such-table"}
    ).status_code in {303, 409}


def test_a_fault_is_shown_beside_its_field_and_the_draft_is_kept(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    typed = {
        "revision": "0",
        "conversations-0-code": "R-01",
        "conversations-0-minutes": "dużo",
        "conversations-0-done_on": "wczoraj",
    }
    assert ana.post("/assignments/z3", data=typed).status_code == 303
    page = ana.page("/assignments/z3")
    assert "Wpisz liczbę" in page.text
    minutes = page.root.find(".//input[@id='conversations-0-minutes']")
    day = page.root.find(".//input[@id='conversations-0-done_on']")
    assert minutes is not None
    assert day is not None
    assert (minutes.get("value"), day.get("value")) == ("dużo", "wczoraj")
    assert "Do naprawienia" not in page.text


def test_autosave_answers_with_what_the_server_has(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    typed = as_typed(listening_log(3))
    answer = ana.put("/assignments/z3", data=typed, headers={"If-Match": '"0"'})
    assert answer.status_code == 200
    told = answer.get_json()
    draft = draft_of(session, ready)
    assert (told["revision"], told["saved_at_clock"]) == (draft.revision, "12:03")
    assert len(told["receipt"]) == 4
    assert told["counts"][0] == {"value": 3, "said": "3 z 20", "met": False}
    again = ana.put("/assignments/z3", data=typed, headers={"If-Match": '"0"'})
    assert again.get_json() == told


def test_two_tabs_lose_nothing(session: Session, ready: Cast, ana: PageClient) -> None:
    ana.put("/assignments/z3", data={"leaders": "telefon"}, headers={"If-Match": '"0"'})
    answer = ana.put("/assignments/z3", data={"leaders": "laptop"}, headers={"If-Match": '"0"'})
    assert answer.status_code == 409
    told = answer.get_json()
    assert told["revision"] == draft_of(session, ready).revision
    assert "Kto może pociągnąć" in told["theirs"]
    answer = ana.post("/assignments/z3", data={"leaders": "tablet", "revision": "0"})
    assert answer.status_code == 409
    page = Page(answer.get_data(as_text=True))
    area = page.root.find(".//textarea[@id='leaders']")
    assert area is not None
    assert (area.text or "").strip() == "telefon"
    assert "laptop" in page.text
    assert "tablet" in page.text
    [take, _] = [
        form.get("action", "")
        for form in page.root.iter("form")
        if "versions" in form.get("action", "")
    ]
    assert ana.post(take).status_code == 303
    assert draft_of(session, ready).values["leaders"] == "tablet"
    assert ana.post("/assignments/z3/versions/99999").status_code == 404


@pytest.mark.parametrize("revision", ["", "x", "-1"])
def test_a_save_must_say_what_it_stands_on(ana: PageClient, revision: str) -> None:
    assert ana.post("/assignments/z3", data={"revision": revision}).status_code == 422
    assert ana.put("/assignments/z3", headers={"If-Match": revision}).status_code == 422


def test_handing_in_says_what_is_missing_and_where(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    values = listening_log()
    values["leaders"] = ""
    values["conversations"][3] |= {"worries": "", "energy": ""}  # type: ignore[index]
    answer = ana.post("/assignments/z3/hand-in", data=as_typed(values) | {"revision": "0"})
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert "Rozmowy, 4: Co tę osobę porusza?, Ile było w tym energii?" in page.text
    assert {"#conversations-3-worries", "#leaders"} <= set(page.links())
    assert draft_of(session, ready).values["not_heard"] == "Blok przy torach."


def test_handing_in_gives_a_receipt_and_can_be_taken_back(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    typed = as_typed(listening_log()) | {"revision": "0"}
    answer = ana.post("/assignments/z3/hand-in", data=typed)
    work = draft_of(session, ready)
    assert work.state == SubmissionState.HANDED_IN
    assert answer.location == f"/submissions/{work.id}"
    page = ana.page(answer.location)
    assert "Praca oddana" in page.text
    assert "poniedziałek, 23 listopada 2026, 12:03" in page.text
    assert "R-21" in page.text
    assert ana.get("/assignments/z3").location == f"/submissions/{work.id}"
    assert ana.post("/assignments/z3", data={"revision": "1"}).status_code == 409
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
    assert "poprawka 1" in ana.page("/assignments/z3").text
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


def test_after_the_end_a_draft_can_be_read(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    make_draft(session, course, ready.ana)
    ready.enrolment.state, ready.enrolment.ended_on = EnrolmentState.ENDED, MONDAY.date()
    session.flush()
    page = ana.page("/assignments/z3")
    assert "Udział" in page.text or "udział" in page.text
    assert page.root.find(".//textarea") is None
    assert ana.page("/assignments/z1").root.find(".//textarea") is None
    assert ana.post("/assignments/z3", data={"revision": "1"}).status_code == 409


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


def test_wrong_ways_in(ana: PageClient, client: PageClient) -> None:
    for address in ("/assignments/z3/hand-in", "/assignments/z3/revise", "/assignments/z3/files"):
        assert ana.get(address).status_code == 405
    assert client.get("/assignments").status_code == 302
    assert client.put("/assignments/z3").status_code == 401
    assert client.post("/assignments/z3", data={"leaders": "R-07"}).status_code == 401


def test_the_list_asks_as_much_for_many_works_as_for_one(
    session: Session,
    ready: Cast,
    course: Catalogue,
    ana: PageClient,
    queries: Callable[[], Iterator[list[str]]],
) -> None:
    def asked(address: str) -> int:
        with queries() as statements:  # type: ignore[attr-defined]
            ana.page(address)
        return len(statements)

    work = make_handed_in(session, course, ready.ana)
    lists, pages = asked("/assignments"), asked(f"/submissions/{work.id}")
    for _ in range(2):
        make_marking(session, work, ready.ben)
        work = make_handed_in(session, course, ready.ana)
    assert asked("/assignments") == lists
    assert asked(f"/submissions/{work.id}") == pages
