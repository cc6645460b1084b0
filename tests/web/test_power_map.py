"""The power map: drawn by the server from typed rows, with a table that says the same."""

from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from assessments.fields import TableField
from content.languages import Language
from course.actions.assignments import hand_in_submission
from course.catalogue import Catalogue
from course.clock import now
from course.models import Person, Submission
from tests.make_assignments import as_typed, make_draft, make_ready
from tests.make_study import make_read, make_result
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

FORM = "/assignments/z5"
SVG = "{http://www.w3.org/2000/svg}"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ready(session: Session, cast: Cast, course: Catalogue) -> Cast:
    make_ready(session, course, cast.enrolment, cast.ana)
    for module in ("m3", "m4"):
        make_read(session, course, module, cast.ana)
        make_result(session, course, module, cast.ana)
    return cast


@pytest.fixture
def handed_in(session: Session, course: Catalogue, ready: Cast) -> Submission:
    [work] = [one for one in course.examples["z5"].works if one.level == 3]
    draft = make_draft(session, course, ready.ana, work.values_in(Language.PL), slug="z5")
    hand_in_submission(session, draft, by=ready.ana, at=now())
    return draft


def marks(page: Page) -> list[str]:
    [drawn] = [one for one in page.root.iter(f"{SVG}svg") if one.get("role") == "img"]
    return ["".join(group.itertext()).strip() for group in drawn.iter(f"{SVG}g")]


def numbers_in_table(page: Page) -> list[str]:
    [table] = [one for one in page.root.iter("table") if "map-table" in one.get("class", "")]
    cells = [next(row.iter("td")) for row in table.iter("tr") if row.find("td") is not None]
    return ["".join(cell.itertext()) for cell in cells]


def test_the_map_grows_with_each_save(ready: Cast, signed_in_as: SignIn) -> None:
    ana = signed_in_as(ready.ana)
    assert "Nie ma jeszcze czego narysować" in ana.page(FORM).text
    rows = [
        {"who": "1, dyrektorka", "influence": "5", "attitude": "-2"},
        {"who": "2, R-11", "influence": "1", "attitude": "2"},
        {"who": "3, radny", "influence": "4", "attitude": ""},
    ]
    answer = ana.put(FORM, data=as_typed({"actors": rows}), headers={"If-Match": '"0"'})
    assert answer.json is not None
    drawn = answer.json["drawn"]["power_map"]
    assert drawn.index("1, dyrektorka") < drawn.index("2, R-11")
    assert "−2 – mocno przeciw" in drawn
    page = ana.page(FORM)
    assert marks(page) == ["1", "2"]
    assert numbers_in_table(page) == ["1", "2"]
    assert "nie wiadomo, gdzie je postawić: 3" in page.text


def test_the_map_and_its_table_stand_on_every_page_that_shows_the_work(
    ready: Cast, handed_in: Submission, signed_in_as: SignIn
) -> None:
    for person, address in (
        (ready.ana, f"/submissions/{handed_in.id}"),
        (ready.ben, f"/marking/{handed_in.id}"),
        (ready.ana, f"{FORM}/examples"),
    ):
        page = signed_in_as(person).page(address)
        if address.endswith("examples"):
            assert page.html.count("map-table") == 2
        else:
            assert len(numbers_in_table(page)) == len(handed_in.values["actors"])
            assert set(marks(page)) == set(numbers_in_table(page))


def test_a_blank_form_has_a_frame_to_draw_in_and_the_rubric_at_its_end(
    ready: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    page = signed_in_as(ready.ana).page(f"{FORM}/blank")
    assert marks(page) == []
    last = list(page.root.iter("section"))[-1]
    criteria = course.assignments["z5"].rubric.criteria
    text = " ".join("".join(last.itertext()).split())
    assert all(" ".join(one.title.pl.split()) in text.replace("\u00a0", " ") for one in criteria)
    cards = [one for one in page.root.iter("div") if one.get("class") == "blank-card"]
    tables = [one for one in course.assignments["z5"].fields if isinstance(one, TableField)]
    assert len(cards) == sum(min(6, table.max_rows) for table in tables)
