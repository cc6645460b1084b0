"""Warnings of personal data: beside the field, with the reason, and never in the way."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assessments.personal_data import PersonalData
from course.catalogue import Catalogue
from course.models import Person
from course.queries.assignments import newest_submission
from course.sentences import PERSONAL_DATA_TEXTS
from tests.make_assignments import as_typed, make_ready
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

FORM = "/assignments/z2"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ana(session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn) -> PageClient:
    make_ready(session, course, cast.enrolment, cast.ana)
    return signed_in_as(cast.ana)


def warned(page: Page, name: str) -> str:
    [place] = [one for one in page.root.iter("div") if one.get("data-drawn") == f"warned-{name}"]
    return " ".join("".join(place.itertext()).split())


def walk(**said: str) -> dict[str, object]:
    """A row of Z2."""
    names = ("done_on", "hours", "until", "place", "with_whom", "observations", "thoughts")
    return {**dict.fromkeys(names, ""), "observations": "Ławki są zajęte.", **said}


def test_each_kind_says_why() -> None:
    assert set(PERSONAL_DATA_TEXTS) == set(PersonalData)


def test_a_warning_stands_beside_its_field_and_everything_is_saved(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    row = walk(observations="Choruje na serce, tel. 601 234 567", place="Torowa 5")
    typed = as_typed({"walks": [row], "first_contacts": "Blok 3"}) | {"revision": "0"}
    assert ana.post(FORM, data=typed).status_code == 303
    draft = newest_submission(session, cast.enrolment.id, "z2")
    assert draft is not None
    assert draft.values["walks"] == [row]
    page = ana.page(FORM)
    assert "„Choruje” wygląda na słowo o czyimś zdrowiu" in warned(page, "walks-0-observations")
    assert "„601 234 567” wygląda na numer telefonu" in warned(page, "walks-0-observations")
    assert "„5” wygląda na numer domu" in warned(page, "walks-0-place")
    assert warned(page, "first_contacts") == ""
    assert "wygląda na numer domu" in ana.page(f"{FORM}/walks/1").text


def test_a_page_that_saves_itself_is_told_where_to_warn(ana: PageClient) -> None:
    rows = [{}, walk(observations="PESEL 44051401359"), {}, walk()]
    typed = as_typed({"walks": rows, "questions": "Pisać na anna@poczta.example"})
    answer = ana.put(FORM, data=typed, headers={"If-Match": '"0"'})
    assert answer.json is not None
    drawn = answer.json["drawn"]
    assert "PESEL" in drawn["warned-walks-1-observations"]
    assert drawn["warned-walks-3-observations"] == ""
    assert "warned-walks-0-observations" not in drawn
    assert "anna@poczta.example" in drawn["warned-questions"]


def test_a_row_on_its_own_page_is_told_only_of_itself(ana: PageClient) -> None:
    ana.put(
        f"{FORM}/walks/1",
        data=as_typed({"walks": [walk()]}),
        headers={"If-Match": '"0"'},
    )
    rows = [{}, walk(place="Lwowska 7")]
    answer = ana.put(
        f"{FORM}/walks/2",
        data=as_typed({"walks": rows}),
        headers={"If-Match": '"2"'},
    )
    assert answer.json is not None
    names = [name for name in answer.json["drawn"] if name.startswith("warned-")]
    assert "warned-walks-1-place" in names
    assert all(name.startswith("warned-walks-1-") for name in names)


def test_what_was_typed_is_text_and_never_markup(ana: PageClient) -> None:
    evil = "<b>a</b> choruje <script>alert(1)</script> 601 234 567"
    answer = ana.put(FORM, data={"first_contacts": evil}, headers={"If-Match": '"0"'})
    assert answer.json is not None
    assert "<script>" not in answer.json["drawn"]["warned-first_contacts"]
