"""The programme on one page, and its figures opened."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

import pytest
from sqlalchemy.orm import Session

from course.models import Person, Programme
from course.terms import AgreementState, Indicator, Role
from tests.make import (
    MONDAY,
    make_agreement,
    make_cohort,
    make_enrolment,
    make_grant,
    make_institution,
    make_person,
    make_programme,
    make_target,
)
from tests.make_counting import begin_training, bring_forward, certify, end, freeze, make_decision
from tests.make_exceptions import make_exception
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    make_target(session, cast.programme, Indicator.QUALIFIED_ORGANISERS, target=12)
    make_target(session, cast.programme, Indicator.INSTITUTIONS, target=6)
    return freeze(session, cast.programme)


def certified(session: Session, cast: Cast, people: int = 1, *, with_record: bool = True) -> None:
    for number in range(people):
        place = make_enrolment(session, cast.cohort, make_person(session, f"Osoba{number} Bąk"))
        certify(
            session,
            cast.programme,
            place,
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
            with_record=with_record,
        )


def agreed(session: Session, cast: Cast, number: int = 1) -> None:
    for _ in range(number):
        agreement = make_agreement(session, cast.programme, make_institution(session), cast.carla)
        bring_forward(session, agreement, cast.cyryl, date(2026, 10, 1))


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_shows_both_figures_in_few_statements(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    queries: Queries,
    number: int,
) -> None:
    certified(session, cast, number)
    agreed(session, cast, number)
    client = signed_in_as(cast.carla)
    with queries() as statements:
        page = client.page("/programme")
    assert len(statements) == 11
    assert f"{number} z 12 osób" in page.text
    assert f"{number} z 6 instytucji" in page.text
    assert "Stan: poniedziałek 23 listopada 2026, 12:03, czas polski" in page.text
    assert "/indicators/qualified_organisers" in page.links()
    assert "/indicators/institutions" in page.links()


def test_the_page_says_what_is_to_be_done_and_where(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    end(session, cast.enrolment)
    decision = make_decision(session, cast.enrolment, programme, (cast.cyryl,))
    agreement = make_agreement(session, programme, make_institution(session), cast.carla)
    agreement.sent_on = date(2026, 11, 7)
    session.flush()
    page = signed_in_as(cast.carla).page("/programme")
    assert "Certyfikat do zatwierdzenia: Ana Ćwikła" in page.text
    assert "Do 5 grudnia 2026, zostało 12 dni" in page.text
    assert "rozstrzyga inna osoba" not in page.text
    assert f"/decisions/{decision.id}" in page.links()
    assert "Czeka na podpisy: Urząd Miasta Krosna" in page.text
    assert "Od 7 listopada 2026, od 16 dni" in page.text
    here = f"/institutions/{agreement.institution_id}#agreement-{agreement.id}"
    assert here in page.links()
    assert "rozstrzyga inna osoba" in signed_in_as(cast.cyryl).page("/programme").text


def test_an_auditor_reads_the_same_and_finds_nothing_to_press(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    certified(session, cast, 2)
    agreed(session, cast, 3)
    end(session, cast.enrolment)
    decision = make_decision(session, cast.enrolment, programme, (cast.cyryl,))
    make_exception(session, cast.enrolment, cast.cyryl)
    stuck = make_enrolment(session, cast.cohort, started_on=date(2026, 10, 6))
    for address in ("/programme", f"/programme/cohorts/{stuck.cohort_id}", "/programme/cohorts"):
        kept = signed_in_as(cast.carla).page(address)
        read = signed_in_as(cast.adam).page(address)
        assert read.text == kept.text
        assert list(read.root.find(".//main").iter("form")) == []  # type: ignore[union-attr]
        assert list(read.root.find(".//main").iter("button")) == []  # type: ignore[union-attr]
        inside = [link for link in read.links() if link.startswith("/") and "#" not in link]
        assert {signed_in_as(cast.adam).get(link).status_code for link in inside} <= {200, 302}
    assert f"/decisions/{decision.id}" not in signed_in_as(cast.adam).page("/programme").links()


def test_long_lists_are_cut_and_each_kind_is_counted(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    certified(session, cast, 10, with_record=False)
    for _ in range(10):
        make_agreement(session, programme, make_institution(session), cast.carla)
    page = signed_in_as(cast.carla).page("/programme")
    assert "Razem 23:" in page.text
    assert "Dane uczestnika do uzupełnienia: 11" in page.text
    assert "Porozumienie do wysłania: 10" in page.text
    assert "/institutions" in page.links()


def test_an_empty_programme_is_a_calm_page(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    programme = make_programme(session, "EMPTY")
    make_grant(session, cast.vera, Role.COORDINATOR, programme)
    page = signed_in_as(cast.vera).page("/programme?programme=EMPTY")
    assert "Ten wskaźnik nie ma wartości docelowej." in page.text
    assert "Nikt jeszcze nie zaczął." in page.text
    assert "Nie ma jeszcze żadnych edycji." in page.text
    assert "Dziś nic nie czeka na zrobienie." in page.text


def test_a_coordinator_of_two_programmes_switches_between_them(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    other = make_programme(session, "Q9", title_pl="Rzeszów", starts_on=date(2025, 1, 1))
    make_grant(session, cast.carla, Role.COORDINATOR, other)
    client = signed_in_as(cast.carla)
    assert "Rzeszów" in client.page("/programme?programme=Q9").text
    kept = client.page("/programme")
    assert kept.root.findtext(".//h1") == "Rzeszów"
    assert client.get("/programme?programme=Q2").status_code == 404


@pytest.mark.parametrize("address", ["/programme", "/people", "/indicators/institutions"])
def test_who_sees_no_figures_is_refused(signed_in_as: SignIn, cast: Cast, address: str) -> None:
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get(address).status_code == 403


def test_a_figure_opens_to_people_and_reasons(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    certified(session, cast)
    certify(session, programme, cast.enrolment, validator=cast.ben, by=(cast.carla, cast.cyryl))
    page = signed_in_as(cast.adam).page("/indicators/qualified_organisers")
    assert "1 z 12 osób" in page.text
    assert "8,3% wartości docelowej" in page.text
    assert "Osoba0 Bąk" in page.text
    assert "Walidację przeprowadził trener tej osoby" in page.text
    assert f"/people/{cast.enrolment.id}" in page.links()
    earlier = signed_in_as(cast.adam).page("/indicators/qualified_organisers?as_of=2026-11-01")
    assert "0 z 12 osób" in earlier.text


def test_a_figure_opens_to_agreements_and_reasons(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    agreed(session, cast)
    office = make_institution(session, "Żłobek Miejski")
    for number in range(2):
        agreement = make_agreement(session, programme, office, cast.carla, number=f"Ż/{number}")
        bring_forward(session, agreement, cast.cyryl, date(2026, 10, 1 + number))
    over = make_agreement(session, programme, make_institution(session, "Zoo"), cast.carla)
    bring_forward(session, over, cast.cyryl, date(2026, 9, 1)).ended_on = date(2026, 9, 30)
    session.flush()
    assert over.state_on(MONDAY.date()) is AgreementState.ENDED
    page = signed_in_as(cast.carla).page("/indicators/institutions")
    assert "2 z 6 instytucji" in page.text
    assert "jest już wliczona dzięki porozumieniu Ż/0" in page.text
    assert "Porozumienie zakończone: środa, 30 września 2026" in page.text


def test_a_figure_of_nothing_says_so_and_a_bad_day_is_named(
    signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    client = signed_in_as(cast.carla)
    assert "nie ma czego liczyć" in client.page("/indicators/qualified_organisers").text
    answer = client.get("/indicators/institutions?as_of=jutro")
    assert answer.status_code == 422
    assert 'value="jutro"' in answer.get_data(as_text=True)
    for day in ("0001-01-01", "9999-12-31"):  # a day before or after it there is none
        assert client.get(f"/indicators/qualified_organisers?as_of={day}").status_code == 422
    assert client.get("/indicators/happiness").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_a_figure_takes_the_same_statements_for_any_number(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    queries: Queries,
    number: int,
) -> None:
    certified(session, cast, number)
    agreed(session, cast, number)
    client = signed_in_as(cast.adam)
    client.page("/programme")
    with queries() as people:
        client.page("/indicators/qualified_organisers")
    with queries() as agreements:
        client.page("/indicators/institutions")
    assert (len(people), len(agreements)) == (11, 5)


def test_a_cohort_leads_to_its_people_and_its_group(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    other = make_cohort(session, programme, title="Przemyśl, edycja 1")
    make_enrolment(session, other)
    page = signed_in_as(cast.carla).page("/programme")
    assert f"/programme/cohorts/{other.id}" in page.links()
    cohort = signed_in_as(cast.carla).page(f"/programme/cohorts/{other.id}")
    assert f"/people?cohort={other.id}" in cohort.links()
    assert f"/cohorts/{other.id}" in cohort.links()
