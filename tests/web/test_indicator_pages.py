"""Figures opened: each number of the page is that of a recount, and leads to what stands behind."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from course.models import Person, Programme
from course.queries.programmes import targets_of
from course.terms import Indicator, Sex
from tests.figure_pages import charted, tables
from tests.make import (
    MONDAY,
    make_agreement,
    make_enrolment,
    make_institution,
    make_person,
    make_target,
)
from tests.make_counting import begin_training, bring_forward, certify, end, freeze, make_record
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]
PEOPLE = "/indicators/qualified_organisers"
INSTITUTIONS = "/indicators/institutions"
TODAY = MONDAY.date()


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    make_target(session, cast.programme, Indicator.QUALIFIED_ORGANISERS, target=12)
    make_target(session, cast.programme, Indicator.INSTITUTIONS, target=6)
    return freeze(session, cast.programme)


def certified(session: Session, cast: Cast, name: str, sex: Sex | None = None) -> int:
    """The place of somebody who counts."""
    place = make_enrolment(session, cast.cohort, make_person(session, f"{name} Bąk"))
    make_record(session, place, cast.carla, sex=sex)
    two = (cast.carla, cast.cyryl)
    certify(session, cast.programme, place, validator=cast.vera, by=two, with_record=False)
    return place.id


def test_numbers_of_the_chart_are_those_of_its_table(
    session: Session, cast: Cast, programme: Programme, signed_in_as: SignIn
) -> None:
    for name in ("Ada", "Ola"):
        certified(session, cast, name)
    agreement = make_agreement(session, programme, make_institution(session), cast.carla)
    bring_forward(session, agreement, cast.cyryl, date(2026, 10, 1))
    for address, target in ((PEOPLE, "12"), (INSTITUTIONS, "6")):
        page = signed_in_as(cast.adam).page(address)
        [rows] = [rows for title, rows in tables(page).items() if title.startswith("Wliczeni od")]
        assert rows.pop() == ["Wartość docelowa", target]
        assert charted(page) == [number for _, number in rows]
        said = page.root.find(".//*[@id='growth-chart-desc']")
        told = " ".join("".join(said.itertext()).split())  # type: ignore[union-attr]
        assert all(f"{month}: {number}" in told for month, number in rows)
        assert f"Wartość docelowa: {target}." in told


def test_parts_say_sex_city_and_cohort_and_open_to_people(
    session: Session, cast: Cast, programme: Programme, signed_in_as: SignIn
) -> None:
    target = targets_of(session, programme)[Indicator.QUALIFIED_ORGANISERS]
    target.target_women, target.target_men = 8, 4
    session.flush()
    for name, sex in (("Ada", Sex.WOMAN), ("Ola", Sex.WOMAN), ("Jan", Sex.MAN), ("Kot", None)):
        certified(session, cast, name, sex)
    carla = signed_in_as(cast.carla)
    found = tables(carla.page(PEOPLE))
    assert found["Według płci"] == [
        ["kobiety", "2 z 8"],
        ["mężczyźni", "1 z 4"],
        ["brak danych", "1"],
        ["Razem", "4"],
    ]
    assert found["Według miasta"] == [["Krosno", "4"], ["Razem", "4"]]
    assert found["Według edycji"] == [["Krosno, edycja 1", "4"], ["Razem", "4"]]
    for part, names in (
        ("sex=woman", ["Ada Bąk", "Ola Bąk"]),
        ("sex=unknown", ["Kot Bąk"]),
        (f"cohort={cast.cohort.id}", ["Ada Bąk", "Jan Bąk", "Kot Bąk", "Ola Bąk"]),
        ("city=Krosno", ["Ada Bąk", "Jan Bąk", "Kot Bąk", "Ola Bąk"]),
        ("city=Nigdzie", []),
    ):
        page = carla.page(f"{PEOPLE}?{part}")
        assert [row[0] for row in tables(page).get("Wliczone osoby", [])] == names
    for wrong in ("sex=both", "cohort=x", f"cohort={10**30}"):
        assert carla.get(f"{PEOPLE}?{wrong}").status_code == 404


def test_each_person_leads_to_the_evidence_and_each_reason_to_what_mends_it(
    session: Session, cast: Cast, programme: Programme, signed_in_as: SignIn
) -> None:
    counted = certified(session, cast, "Ada")
    two = (cast.carla, cast.cyryl)
    bare = make_enrolment(session, cast.cohort, make_person(session, "Bez Danych"))
    certify(session, programme, bare, validator=cast.vera, by=two, with_record=False)
    taught = make_enrolment(session, cast.cohort, make_person(session, "Cel Trener"))
    certify(session, programme, taught, validator=cast.ben, by=two)
    late = make_enrolment(session, cast.cohort, make_person(session, "Dan Późny"))
    certify(session, programme, late, validator=cast.vera, by=two)
    end(session, late, date(2026, 10, 6))
    revoked = make_enrolment(session, cast.cohort, make_person(session, "Ewa Unieważniona"))
    certificate = certify(session, programme, revoked, validator=cast.vera, by=two)
    certificate.revoked_at, certificate.revoked_because = MONDAY, "błąd"
    session.flush()
    page = signed_in_as(cast.adam).page(PEOPLE)
    assert f"/people/{counted}" in page.links()
    assert f"/enrolments/{counted}/record" in page.links()
    left_out = tables(page)["Z certyfikatem, ale niewliczone"]
    assert {row[0]: row[4] for row in left_out} == {
        "Bez Danych": "uzupełnij dane",
        "Cel Trener": "zobacz, kto oceniał",
        "Dan Późny": "już nic: certyfikat jest ważny, ale się nie liczy",
        "Ewa Unieważniona": "zobacz, dlaczego unieważniono",
    }
    assert f"/enrolments/{bare.id}/participant" in page.links()
    assert f"/certificates/{certificate.id}" in page.links()
    inside = {link.partition("#")[0] for link in page.links() if link.startswith("/")}
    assert not {signed_in_as(cast.adam).get(link).status_code for link in inside} & {403, 404}


def test_long_lists_are_paged_and_the_other_list_stays(
    session: Session,
    cast: Cast,
    programme: Programme,
    signed_in_as: SignIn,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("course.web.programmes.indicators.ON_A_PAGE", 2)
    for name in ("Ada", "Ola", "Zoja"):
        certified(session, cast, name)
    place = make_enrolment(session, cast.cohort, make_person(session, "Bez Danych"))
    certify(
        session,
        programme,
        place,
        validator=cast.vera,
        by=(cast.carla, cast.cyryl),
        with_record=False,
    )
    carla = signed_in_as(cast.carla)
    first = carla.page(PEOPLE)
    assert [row[0] for row in tables(first)["Wliczone osoby"]] == ["Ada Bąk", "Ola Bąk"]
    assert f"{PEOPLE}?page=2#people" in first.links()
    second = tables(carla.page(f"{PEOPLE}?page=2"))
    assert [row[0] for row in second["Wliczone osoby"]] == ["Zoja Bąk"]
    assert [row[0] for row in second["Z certyfikatem, ale niewliczone"]] == ["Bez Danych"]
    assert carla.get(f"{PEOPLE}?page=99&left=99").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_the_same_statements_for_any_number(
    session: Session,
    cast: Cast,
    programme: Programme,
    signed_in_as: SignIn,
    queries: Queries,
    number: int,
) -> None:
    for one in range(number):
        certified(session, cast, f"Ada{one}")
        make_enrolment(session, cast.cohort, started_on=date(2026, 10, 5))
        agreement = make_agreement(session, programme, make_institution(session), cast.carla)
        bring_forward(session, agreement, cast.cyryl, date(2026, 10, 1))
    client = signed_in_as(cast.adam)
    client.page("/programme")
    asked = {}
    cohort = f"/programme/cohorts/{cast.cohort.id}"
    for address in (PEOPLE, INSTITUTIONS, "/programme", "/programme/cohorts", cohort, "/reports"):
        with queries() as statements:
            client.page(address)
        asked[address] = len(statements)
    assert asked == {
        PEOPLE: 11,
        INSTITUTIONS: 5,
        "/programme": 11,
        "/programme/cohorts": 3,
        cohort: 6,
        "/reports": 2,
    }
