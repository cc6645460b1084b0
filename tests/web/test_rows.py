"""Rows of a table on pages of their own: each saves by itself, and nothing else is touched."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.catalogue import Catalogue
from course.models import DraftVersion, Person
from course.queries.assignments import newest_submission
from tests.make_assignments import (
    as_typed,
    make_draft,
    make_handed_in,
)
from tests.make_study import make_read, make_result
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday", "ready")

FORM = "/assignments/z2"
ROWS = f"{FORM}/assets"
GROUPS = ("people", "informal", "institutions", "places", "links")
SignIn = Callable[[Person], PageClient]
Values = dict[str, object]


def assets(count: int) -> list[Values]:
    """Rows of Z2, the five groups in turn."""
    return [
        {
            "name": f"Zasób {number}",
            "group": GROUPS[(number - 1) % len(GROUPS)],
            "description": "Otwarte w soboty.",
            "known_by": "",
            "use": "",
        }
        for number in range(1, count + 1)
    ]


def begin(session: Session, course: Catalogue, cast: Cast, **values: object) -> int:
    """A draft of Z2; what comes back is its revision."""
    return make_draft(session, course, cast.ana, values, "z2").revision


def kept(session: Session, cast: Cast, slug: str = "z2") -> tuple[Values, int]:
    draft = newest_submission(session, cast.enrolment.id, slug)
    assert draft is not None
    return draft.values, draft.revision


def value_of(page: Page, name: str) -> str:
    field = page.root.find(f".//input[@id='{name}']")
    assert field is not None
    return field.get("value", "")


def typed_row(number: int, row: Values, revision: int = 0) -> dict[str, str]:
    """A row as its page sends it."""
    filled: list[Values] = [{} for _ in range(number - 1)] + [row]
    return as_typed({"assets": filled}) | {"revision": str(revision)}


def put(client: PageClient, number: int, row: Values, revision: int) -> TestResponse:
    return client.put(
        f"{ROWS}/{number}",
        data=typed_row(number, row),
        headers={"If-Match": f'"{revision}"', "Accept": "application/json"},
    )


def test_a_row_is_added_from_its_own_page_and_the_next_follows(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    assert f"{ROWS}/new" in ana.page(FORM).links()
    page = ana.page(f"{ROWS}/new")
    assert value_of(page, "assets-0-name") == ""
    answer = ana.post(f"{ROWS}/1", data=typed_row(1, assets(1)[0]) | {"then": "next"})
    assert answer.location == f"{ROWS}/new"
    assert kept(session, ready)[0] == {"assets": assets(1)}
    page = ana.page(answer.location)
    assert value_of(page, "assets-1-name") == ""
    revision = kept(session, ready)[1]
    answer = ana.post(f"{ROWS}/2", data=typed_row(2, assets(2)[1], revision) | {"then": "list"})
    assert answer.location == f"{FORM}#assets"
    assert kept(session, ready)[0] == {"assets": assets(2)}


def test_the_code_of_the_next_person_is_proposed(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    make_read(session, course, "m3", ready.ana)
    make_result(session, course, "m3", ready.ana)
    assert value_of(ana.page("/assignments/z4/people/new"), "people-0-code") == "R-01"
    make_draft(session, course, ready.ana, {"people": [{"code": "R-07"}]}, "z4")
    assert value_of(ana.page("/assignments/z4/people/new"), "people-1-code") == "R-08"


def test_a_row_saves_by_itself_and_leaves_the_rest_alone(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    revision = begin(session, course, ready, assets=assets(21), first_contacts="Blok 3")
    page = ana.page(f"{ROWS}/7")
    assert value_of(page, "assets-6-name") == "Zasób 7"
    assert {f"{ROWS}/6", f"{ROWS}/8"} <= set(page.links())
    changed = {**assets(7)[6], "use": "Próby chóru"}
    answer = put(ana, 7, changed, revision)
    assert answer.status_code == 200
    assert answer.json is not None
    assert "21" in answer.json["counts"][3]["said"]
    values, revision = kept(session, ready)
    rows = assets(21)
    rows[6] = changed
    assert values == {"assets": rows, "first_contacts": "Blok 3"}
    assert answer.json["revision"] == revision
    assert put(ana, 7, changed, revision).json["revision"] == revision  # type: ignore[index]


def test_a_new_row_that_saves_twice_is_one_row(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    row = assets(1)[0]
    revision = put(ana, 1, {**row, "name": "Za"}, 0).json["revision"]  # type: ignore[index]
    assert put(ana, 1, row, revision).status_code == 200
    assert kept(session, ready)[0] == {"assets": [row]}


def test_where_another_page_saved_in_between_both_versions_are_kept(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    revision = begin(session, course, ready, assets=assets(21))
    mine, theirs = ({**assets(3)[2], "use": use} for use in ("11", "22"))
    assert put(ana, 3, theirs, revision).status_code == 200
    answer = put(ana, 3, mine, revision)
    assert answer.status_code == 409
    rows = assets(21)
    rows[2] = theirs
    assert kept(session, ready)[0]["assets"] == rows
    lost = session.scalars(select(DraftVersion)).one()
    rows[2] = mine
    assert lost.values["assets"] == rows
    page = ana.post(f"{ROWS}/3", data=typed_row(3, mine, revision))
    assert page.status_code == 409


def test_nothing_typed_is_refused_and_a_fault_stays_beside_its_field(
    session: Session, ready: Cast, ana: PageClient
) -> None:
    row = {**assets(1)[0], "group": "wszystko"}
    assert ana.post(f"{ROWS}/1", data=typed_row(1, row)).status_code == 303
    assert kept(session, ready)[0]["assets"] == [row]
    page = ana.page(f"{ROWS}/1")
    assert page.root.find(".//p[@id='assets-0-group-fault']") is not None
    listed = ana.page(FORM)
    assert f"{ROWS}/1" in listed.links()


def test_an_empty_row_is_not_saved(session: Session, ready: Cast, ana: PageClient) -> None:
    blank: Values = {"name": ""}
    assert ana.post(f"{ROWS}/1", data=typed_row(1, blank)).status_code == 303
    assert newest_submission(session, ready.enrolment.id, "z2") is None
    ana.post(f"{ROWS}/1", data=typed_row(1, assets(1)[0]))
    values, revision = kept(session, ready)
    answer = put(ana, 1, blank, revision)
    assert (answer.status_code, answer.json["error"]) == (422, "empty_row")  # type: ignore[index]
    assert kept(session, ready) == (values, revision)


def test_a_row_is_taken_out(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    revision = begin(session, course, ready, assets=assets(3))
    data = typed_row(2, {}, revision)
    assert ana.post(f"{ROWS}/2/remove", data=data).location == f"{FORM}#assets"
    assert kept(session, ready)[0]["assets"] == [assets(3)[0], assets(3)[2]]
    assert ana.post(f"{ROWS}/2/remove", data=data).status_code == 409
    assert ana.post(f"{ROWS}/9/remove", data=data).status_code == 404


def test_what_is_not_there_is_not_found(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    assert ana.get(f"{FORM}/first_contacts/new").status_code == 404
    assert ana.get("/assignments/z3/conversations/new").status_code == 404
    assert ana.get(f"{ROWS}/1").status_code == 404
    assert ana.post(f"{ROWS}/2", data=typed_row(2, assets(2)[1])).status_code == 404
    unreadable = typed_row(1, assets(1)[0]) | {"revision": "x"}
    assert ana.post(f"{ROWS}/1", data=unreadable).status_code == 422
    begin(session, course, ready, assets=assets(60))
    assert ana.get(f"{ROWS}/new").location == f"{FORM}#assets"


def test_work_that_was_handed_in_has_no_rows_to_write_in(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    work = make_handed_in(session, course, ready.ana)
    address, values = "/assignments/z3/themes/1", dict(work.values)
    assert ana.get(address).status_code == 409
    late = {"theme": "Brakuje ławek przy przystanku."}
    answer = ana.post(address, data=as_typed({"themes": [late]}) | {"revision": "0"})
    assert (answer.status_code, answer.location) == (303, f"/submissions/{work.id}")
    assert kept(session, ready, "z3")[0] == values
    assert "Brakuje ławek przy przystanku." in ana.page(f"/submissions/{work.id}").text


def test_few_rows_unfold_in_place_and_are_listed_for_a_phone(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    begin(session, course, ready, assets=assets(8))
    page = ana.page(FORM)
    assert page.root.find(".//input[@id='assets-7-name']") is not None
    assert {f"{ROWS}/{number}" for number in range(1, 9)} <= set(page.links())


def test_what_is_missing_is_said_with_counts_and_links(
    session: Session, ready: Cast, course: Catalogue, ana: PageClient
) -> None:
    rows = assets(4)
    rows[1] = {**rows[1], "group": ""}
    revision = begin(session, course, ready, assets=rows)
    page = ana.page(FORM)
    missing = said_in(page)
    assert "4 z 20" in missing
    assert "1 z 3" in missing
    assert "Zasoby, 2: Grupa" in missing
    assert f"{ROWS}/2" in page.links()
    answer = put(ana, 5, assets(5)[4], revision)
    assert answer.json is not None
    assert "5 z 20" in answer.json["drawn"]["missing"]


def said_in(page: Page) -> str:
    [place] = [one for one in page.root.iter("div") if one.get("data-drawn") == "missing"]
    return " ".join("".join(place.itertext()).split())
