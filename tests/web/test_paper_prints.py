"""A trainer makes a test on paper and prints it, with its answer sheet and key."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.attempts import Drawn
from course.catalogue import Catalogue
from course.models import PaperTest, Person
from course.queries.paper_tests import quiz_on
from tests.keeping_pages import field as field_of
from tests.make import make_enrolment
from tests.make_study import make_consents, make_read
from tests.pages import Page, PageClient
from tests.paper_pages import TEN_KINDS, make_paper, ten_kinds_asked
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
ONCE = {"single": "ABC", "matching": "123", "ordering": "ABCD", "gaps": "(1)(2)"}


@pytest.fixture(name="course")
def course_of_ten_kinds(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    with ten_kinds_asked(prepared_app, authored_course) as course:
        yield course


@pytest.fixture
def paper(session: Session, cast: Cast, course: Catalogue) -> PaperTest:
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return make_paper(session, cast.cohort, cast.ben)


def cells(page: Page) -> dict[str, str]:
    """The rows of a table: what stands beside each number."""
    rows = page.root.findall(".//tbody/tr")
    return {
        str(row.findtext("th")): " ".join("".join(row.findall("td")[0].itertext()).split())
        for row in rows
    }


def test_a_trainer_makes_a_test(
    session: Session, cast: Cast, course: Catalogue, ben: PageClient
) -> None:
    listed = f"/cohorts/{cast.cohort.id}/quizzes/m1/paper"
    assert listed in ben.page(f"/cohorts/{cast.cohort.id}/quizzes/m1").links()
    assert "Nie ma jeszcze testu" in ben.page(listed).text
    for _ in range(2):  # two pages, each pressed twice
        key = field_of(ben.page(listed), "request_key").get("value")
        answers = [ben.post(listed, data={"request_key": key}) for _ in range(2)]
    [_, paper] = session.scalars(select(PaperTest).order_by(PaperTest.id))
    told = [(answer.status_code, answer.location) for answer in answers]
    assert told == [(303, f"/paper-tests/{paper.id}")] * 2
    page = ben.page(listed)
    assert f"Test nr {paper.id}" in page.text
    for more in ("", "/answer-sheet", "/key", "/enter"):
        assert f"/paper-tests/{paper.id}{more}" in page.links()


def test_the_printed_test_has_everything_to_answer_with(paper: PaperTest, ben: PageClient) -> None:
    page = ben.page(f"/paper-tests/{paper.id}")
    assert f"Test nr {paper.id}" in page.text
    headings = [h.findtext("span") for h in page.root.iter() if h.tag in {"h2", "h3"}]
    scenario = paper.drawn["questions"].index("scenario") + 1
    assert f"{scenario}a." in headings
    assert f"{scenario}b." in headings
    assert {f"{number}." for number in range(1, 11)} <= set(headings)
    boxes = [one for one in page.root.iter("span") if one.get("class") == "box"]
    assert len(boxes) == 3 + 4 + 2 + 3  # single, multiple, true or false, the first of the case
    holes = [one for one in page.root.iter("span") if (one.get("class") or "").startswith("hole")]
    assert len(holes) == 3 + 4 + 1 + 2 + 1  # matching, ordering, number, gaps, the second
    ruled = page.root.findall(".//div[@class='ruled']/span")
    assert len(ruled) == 1 + -(-150 // 9)  # the short text, and the essay


def test_the_answer_sheet_has_a_row_for_each_answer(paper: PaperTest, ben: PageClient) -> None:
    rows = cells(ben.page(f"/paper-tests/{paper.id}/answer-sheet"))
    places = {one: number for number, one in enumerate(paper.drawn["questions"], start=1)}
    assert len(rows) == 11
    printed = {kind: rows[str(places[kind])].replace(" ", "") for kind in places if kind in ONCE}
    assert printed == ONCE
    assert f"{places['scenario']}a" in rows


def test_the_key_speaks_in_the_letters_of_the_paper(
    session: Session, paper: PaperTest, ben: PageClient
) -> None:
    page = ben.page(f"/paper-tests/{paper.id}/key")
    rows, orders = cells(page), Drawn.from_json(paper.drawn).orders
    places = {one: str(number) for number, one in enumerate(paper.drawn["questions"], start=1)}
    letter = {one: "ABCD"[place] for place, one in enumerate(orders["single"])}
    assert rows[places["single"]] == f"{letter['b']}. słowo"
    option = {one: "ABCD"[place] for place, one in enumerate(orders["matching"])}
    assert rows[places["matching"]].replace(" ", "") == "".join(
        f"{number}→{option[one]}" for number, one in ((1, "a"), (2, "b"), (3, "a"))
    )
    item = {one: "ABCD"[place] for place, one in enumerate(orders["ordering"])}
    assert f"{item['a']} → 1" in rows[places["ordering"]]
    assert rows[places["short-text"]] == "parafraza / Łódź"
    assert rows[places["number"]] == "20 słowo"
    assert "(2) potem / później" in rows[places["gaps"]]
    assert "kryteriów" in rows[places["essay"]]
    assert "Tylko dla" in page.text
    assert f"Razem{TEN_KINDS.max_points}".replace(".", ",") in page.text.replace("Razem ", "Razem")
    assert quiz_on(session, paper).max_points == TEN_KINDS.max_points


def test_the_key_is_shut_to_trainers_who_study(
    session: Session, cast: Cast, paper: PaperTest, ben: PageClient
) -> None:
    make_enrolment(session, cast.cohort, cast.ben)
    assert ben.get(f"/paper-tests/{paper.id}/key").status_code == 404
    assert f"/paper-tests/{paper.id}/key" not in ben.page(f"/paper-tests/{paper.id}").links()
