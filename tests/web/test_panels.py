"""A panel on its pages: declared, marked unseen, recorded, printed."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy.orm import Session

from course.models import Panel, Person
from course.papers import typesetter
from course.queries.panels import panel_now, print_of
from course.terms import DecisionOutcome
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_certificates import end
from tests.make_panels import (
    FAILING,
    PASSING,
    STATEMENT,
    Three,
    conclude,
    enter,
    make_bare_panel,
    make_concluded,
    make_panel,
    make_three,
    member_of,
)
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]
CANARY = "Kanarek-7391 nie umie słuchać"


@pytest.fixture
def three(session: Session, cast: Cast) -> Three:
    return make_three(session, cast)


@pytest.fixture
def panel(session: Session, cast: Cast, three: Three) -> Panel:
    return make_panel(session, cast, three)


def marks(levels: dict[str, int], comment: str, seen: str, go: str) -> dict[str, str]:
    chosen = {criterion: str(level) for criterion, level in levels.items()}
    return {**chosen, "comment": comment, "seen": seen, "go": go}


def seen_by(session: Session, panel: Panel, person: Person) -> str:
    return print_of(member_of(panel_now(session, panel.id), person))


def folded(html: str) -> str:
    return html.replace("\N{NO-BREAK SPACE}", " ")


def test_a_member_declares_marks_and_hands_in(
    session: Session, signed_in_as: SignIn, three: Three, panel: Panel
) -> None:
    piotr, address = signed_in_as(three.piotr), f"/panels/{panel.id}"
    assert address in piotr.page("/assessments").links()
    assert "czy wiesz o konflikcie interesów?" in piotr.page(address).text
    assert "Najpierw powiedz" in piotr.page(f"{address}/marks").text
    assert piotr.post(f"{address}/declaration").location == f"{address}/marks"
    data = marks({"c1": 3}, "Na razie tyle.", seen_by(session, panel, three.piotr), "save")
    assert piotr.post(f"{address}/marks", data=data).status_code == 303
    assert "Na razie tyle." in piotr.page(f"{address}/marks").html
    seen = seen_by(session, panel, three.piotr)
    half = piotr.post(f"{address}/marks", data=marks({"c1": 3}, "Nowe", seen, "enter"))
    assert half.status_code == 422
    assert "Nowe" in half.get_data(as_text=True)
    whole = marks(PASSING, "Nowe", seen, "enter")
    assert piotr.post(f"{address}/marks", data=whole).location == address
    assert piotr.post(f"{address}/marks", data=whole).location == address  # pressed twice
    other = piotr.post(f"{address}/marks", data=marks(FAILING, "Inne słowa", seen, "enter"))
    assert other.status_code == 409
    assert "Inne słowa" in other.get_data(as_text=True)


def test_the_last_to_hand_in_is_told_so(
    session: Session, signed_in_as: SignIn, three: Three, panel: Panel
) -> None:
    address = f"/panels/{panel.id}"
    for person in three.people:
        client = signed_in_as(person)
        client.post(f"{address}/declaration")
        data = marks(PASSING, "", seen_by(session, panel, person), "enter")
        client.post(f"{address}/marks", data=data)
        last = "Wszystkie trzy osoby oddały już oceny" in client.page(address).text
        assert last is (person is three.people[-1])


def test_before_the_day_nothing_typed_is_lost(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    panel = make_panel(session, cast, three, held_on=MONDAY.date() + timedelta(days=2))
    piotr, address = signed_in_as(three.piotr), f"/panels/{panel.id}"
    piotr.post(f"{address}/declaration")
    seen = seen_by(session, panel, three.piotr)
    early = piotr.post(f"{address}/marks", data=marks(PASSING, "Już wiem", seen, "enter"))
    assert early.status_code == 409
    page = early.get_data(as_text=True)
    assert "Już wiem" in page
    assert "Tego, co jest teraz w formularzu, nie zapisano" in folded(page)
    again = marks(PASSING, "Już wiem", hidden(Page(page), "seen"), "save")
    assert piotr.post(f"{address}/marks", data=again).status_code == 303


def test_two_tabs_lose_nothing(
    session: Session, signed_in_as: SignIn, three: Three, panel: Panel
) -> None:
    piotr, address = signed_in_as(three.piotr), f"/panels/{panel.id}/marks"
    piotr.post(f"/panels/{panel.id}/declaration")
    first = seen_by(session, panel, three.piotr)
    piotr.post(address, data=marks({"c1": 3}, "Z pierwszej karty", first, "save"))
    late = piotr.post(address, data=marks({"c1": 1}, "Z drugiej karty", first, "save"))
    assert late.status_code == 409
    page = folded(late.get_data(as_text=True))
    assert "Z pierwszej karty" in page
    assert "Z drugiej karty" in page
    again = hidden(Page(page), "seen")
    assert piotr.post(address, data=marks({"c1": 1}, "Z drugiej karty", again, "save")).location
    member = member_of(panel_now(session, panel.id), three.piotr)
    assert member.comment == "Z drugiej karty"


def hidden(page: Page, name: str) -> str:
    return next(one.get("value", "") for one in page.root.iter("input") if one.get("name") == name)


def test_nobody_sees_what_a_member_chose_before_all_have_handed_in(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    olga, piotr, inga = three.people
    enter(session, panel, piotr, FAILING, CANARY)
    enter(session, panel, olga)
    everybody = (cast.carla, cast.cyryl, cast.adam, cast.vera, cast.ben, cast.ana, olga, inga)
    doors = (
        f"/panels/{panel.id}",
        f"/panels/{panel.id}/marks",
        f"/panels/{panel.id}/record",
        f"/panels/{panel.id}/change",
        f"/panels/{panel.id}/protocol",
        f"/enrolments/{cast.enrolment.id}/portfolio",
        f"/people/{cast.enrolment.id}",
        f"/assessments/{cast.enrolment.id}",
        "/panels",
        "/assessments",
        "/audit",
        "/certificate",
    )
    for person in everybody:
        for door in doors:
            page = signed_in_as(person).get(door).get_data(as_text=True)
            assert CANARY not in page, (person.name, door)
            assert 'class="num">1<' not in page, (person.name, door)
    assert CANARY in signed_in_as(piotr).page(f"/panels/{panel.id}/marks").html
    enter(session, panel, inga)
    for person in (cast.carla, cast.adam, olga, inga):
        assert CANARY in signed_in_as(person).page(f"/panels/{panel.id}").text
    assert signed_in_as(cast.ana).get(f"/panels/{panel.id}").status_code == 404


def test_a_conflict_is_declared_and_the_coordinator_sees_it(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    piotr, address = signed_in_as(three.piotr), f"/panels/{panel.id}"
    assert piotr.post(f"{address}/conflict", data={"why_not": ""}).status_code == 422
    assert piotr.post(f"{address}/conflict", data={"why_not": "Sąsiad."}).status_code == 303
    assert "Nie oceniasz tej osoby" in piotr.page(address).text
    assert piotr.post(f"{address}/declaration").status_code == 409
    told = signed_in_as(cast.carla).page(address).text
    assert "do zastąpienia: konflikt interesów z tą osobą" in told


def test_the_chair_enters_the_joint_record(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    olga, address = signed_in_as(three.olga), f"/panels/{panel.id}/record"
    assert olga.get(address).status_code == 409
    for person, levels in zip(three.people, (PASSING, PASSING, {**PASSING, "c2": 3}), strict=True):
        enter(session, panel, person, levels)
    assert signed_in_as(three.inga).get(address).status_code == 403
    page = olga.page(address)
    assert "Olga Mazur 2, Piotr Lis 2, Inga Bąk 3" in page.text
    chosen = {one.get("name") for one in page.root.iter("input") if one.get("checked") is not None}
    assert chosen == {"c1", "c3", "c4", "c5"}  # where all three agree
    said = {name: str(level) for name, level in PASSING.items()} | {"statement": STATEMENT}
    lacking = olga.post(address, data={**said, "outcome": "supplement"})
    assert lacking.status_code == 422
    assert STATEMENT in lacking.get_data(as_text=True)
    assert olga.post(address, data={**said, "outcome": "not_awarded"}).status_code == 409
    assert olga.post(address, data={**said, "outcome": "awarded"}).status_code == 303
    assert "K/2026/0001" in olga.page(f"/panels/{panel.id}").text
    late = olga.post(address, data={**said, "statement": "Z drugiej karty", "outcome": "awarded"})
    assert late.status_code == 409
    assert "Z drugiej karty" in late.get_data(as_text=True)
    shown = signed_in_as(cast.adam).page(f"/panels/{panel.id}")
    assert STATEMENT in shown.text
    assert f"/panels/{panel.id}/change" not in shown.html


def test_a_second_sitting_offers_no_supplement(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three
) -> None:
    first = make_concluded(session, cast, three, DecisionOutcome.SUPPLEMENT)
    carla = signed_in_as(cast.carla)
    assert f"/enrolments/{cast.enrolment.id}/panel" in carla.page(f"/panels/{first.id}").links()
    assert (
        "Mapa sił."
        in signed_in_as(cast.ana).page(f"/enrolments/{cast.enrolment.id}/portfolio").text
    )
    second = make_panel(session, cast, three)
    for person in three.people:
        enter(session, second, person)
    page = signed_in_as(three.olga).page(f"/panels/{second.id}/record")
    assert 'value="supplement"' not in page.html


def test_the_protocol_says_everything(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel
) -> None:
    assert typesetter() is not None, "Pango is missing: install it to make papers"
    assert signed_in_as(cast.carla).get(f"/panels/{panel.id}/protocol").status_code == 404
    for person in three.people:
        enter(session, panel, person)
    conclude(session, panel, three.olga)
    answer = signed_in_as(cast.carla).get(f"/panels/{panel.id}/protocol")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    pages = PdfReader(BytesIO(answer.get_data())).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for said in (
        *("K/2026/0001", "Ana Ćwikła", "POWR.04.03.00-00-0001/18", "22 listopada 2026"),
        *("Olga Mazur", "Piotr Lis", "Inga Bąk", "Urząd Miasta Krosna", STATEMENT),
    ):
        assert said in text, said


def test_lists_cost_the_same_for_one_and_for_three(
    session: Session, signed_in_as: SignIn, cast: Cast, three: Three, panel: Panel, queries: Queries
) -> None:
    carla = signed_in_as(cast.carla)
    carla.page("/panels")  # reads the rule once and for all
    with queries() as one:
        carla.page("/panels")
    for _ in range(2):
        place = make_enrolment(session, cast.cohort, make_person(session))
        make_bare_panel(session, end(session, place), three.olga, by=cast.carla)
    with queries() as more:
        carla.page("/panels")
    assert len(one) == len(more)


def test_where_a_panel_judges_nobody_assesses_alone(
    signed_in_as: SignIn, cast: Cast, panel: Panel
) -> None:
    vera = signed_in_as(cast.vera)
    assert "Nikt nie czeka" in vera.page("/assessments").text
    page = vera.page(f"/assessments/{cast.enrolment.id}")
    assert "Tę osobę ocenia komisja" in page.text
    assert 'name="outcome"' not in page.html
    assert panel.enrolment_id == cast.enrolment.id
