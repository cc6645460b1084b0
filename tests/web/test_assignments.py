from collections.abc import Callable, Iterator

import pytest
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person, Submission
from course.queries.assignments import content_digest, newest_submission
from course.terms import EnrolmentState, FieldEntryState
from tests.make import MONDAY
from tests.make_assignments import (
    as_typed,
    listening_log,
    make_draft,
    make_handed_in,
    make_marking,
    make_ready,
    talks,
)
from tests.make_fieldwork import make_talks
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ana(signed_in_as: SignIn, ready: Cast) -> PageClient:
    return signed_in_as(ready.ana)


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
    assert client.page("/assignments").text.count("jeszcze nie zaczęte") == 3
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
    page = client.get("/assignments/z1")
    assert page.status_code == 200
    assert "&lt;p" not in page.text  # the brief is text with paragraphs, not its own markup
    assert client.get("/assignments/z3").status_code == 409
    assert client.post("/assignments/z3", data={"revision": "0"}).status_code == 409
    assert client.get("/assignments/z99").status_code == 404
    for stranger in (cast.carla, cast.iga):
        assert signed_in_as(stranger).get("/assignments").status_code == 404
        assert signed_in_as(stranger).get("/assignments/z1").status_code == 404


def test_a_table_goes_through_the_form_and_back(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    page = ana.page("/assignments/z3")
    values = {**listening_log(), "conversations": []}
    typed = as_typed(values) | {"revision": revision_on(page)}
    assert ana.post("/assignments/z3", data=typed).status_code == 303
    del values["conversations"]
    kept = {**values, "data_care": "Blok przy torach."}
    assert draft_of(session, ready).values == kept
    page = ana.page("/assignments/z3")
    shown = {field.get("name"): field.get("value") for field in page.root.iter("input")}
    assert shown["themes-2-count"] == "7"
    rest = {name: value for name, value in values.items() if name != "themes"}
    again = as_typed(rest) | {"revision": revision_on(page), "left_out": "themes"}
    assert ana.post("/assignments/z3", data=again).status_code == 303
    assert draft_of(session, ready).revision == int(revision_on(page))
    assert draft_of(session, ready).values == kept


def test_conversations_come_out_of_the_journal_and_nobody_types_them(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    typed = as_typed(listening_log(3)) | {"revision": "0"}
    ana.post("/assignments/z3", data=typed)
    assert "conversations" not in draft_of(session, ready).values
    entries = make_talks(session, course, ready.enrolment.id, talks(21))
    page = ana.page("/assignments/z3")
    assert page.root.find(".//input[@name='conversations-0-code']") is None
    assert "R-21, drzwi, 02.11., 31 min" in page.text
    assert "21, potrzeba 20" in page.text
    assert "/practice" in page.links()
    entries[0].state, entries[0].decided_by_id = FieldEntryState.REFUSED, ready.ben.id
    entries[0].reason = "to był warsztat"
    entries[1].withdrawn_at = MONDAY
    session.flush()
    assert "19 z 20" in ana.page("/assignments/z3").text


def test_rows_are_added_and_removed_without_script(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    themes = [{"theme": f"temat {number}", "count": str(number)} for number in range(1, 5)]
    typed = as_typed({"themes": themes}) | {"revision": "0", "add": "themes"}
    answer = ana.post("/assignments/z3", data=typed)
    assert answer.location == "/assignments/z3?add=themes#themes-4-theme"
    page = ana.page(answer.location)
    assert page.root.find(".//textarea[@id='themes-4-theme']") is not None
    typed = as_typed({"themes": themes}) | {"revision": revision_on(page), "remove": "themes-0"}
    assert ana.post("/assignments/z3", data=typed).location == "/assignments/z3#themes"
    left = draft_of(session, ready).values["themes"]
    assert [row["theme"] for row in left] == [f"temat {number}" for number in range(2, 5)]
    assert ana.post(
        "/assignments/z3", data={"revision": "9", "add": "no-such-table"}
    ).status_code in {303, 409}


def test_a_fault_is_shown_beside_its_field_and_the_draft_is_kept(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    typed = {"revision": "0", "themes-0-theme": "Autobus", "themes-0-count": "dużo"}
    assert ana.post("/assignments/z3", data=typed).status_code == 303
    walked = {"revision": "0", "walks-0-done_on": "wczoraj"}
    assert ana.post("/assignments/z2", data=walked).status_code == 303
    page = ana.page("/assignments/z3")
    assert "Wpisz liczbę" in page.text
    count = page.root.find(".//input[@id='themes-0-count']")
    day = ana.page("/assignments/z2").root.find(".//input[@id='walks-0-done_on']")
    assert count is not None
    assert day is not None
    assert (count.get("value"), day.get("value")) == ("dużo", "wczoraj")
    assert "Do naprawienia" not in page.text


def test_autosave_answers_with_what_the_server_has(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    make_talks(session, course, ready.enrolment.id, talks(3))
    typed = as_typed(listening_log(0))
    answer = ana.put("/assignments/z3", data=typed, headers={"If-Match": '"0"'})
    assert answer.status_code == 200
    told = answer.get_json()
    draft = draft_of(session, ready)
    assert (told["revision"], told["saved_at_clock"]) == (draft.revision, "12:03:00")
    assert told["sha256"] == content_digest(draft)
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
