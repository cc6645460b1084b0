"""The pages of lists that show more than their cells, and the page that leads to all of them."""

import csv
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from io import StringIO

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import AuditEntry, Person, Programme
from course.reports.lists.registry import LISTINGS
from course.terms import Act, ListKind, MarkingOutcome
from course.web.lists import showing
from course.web.lists.own_pages import OWN_PAGES
from tests.make import make_cohort, make_enrolment, make_person
from tests.make_assignments import make_handed_in, make_marking, make_ready
from tests.make_counting import (
    ASSESSED_TOO,
    begin_training,
    certify,
    end,
    freeze,
    make_assessment,
    make_decision,
)
from tests.make_fieldwork import make_attendance, make_meeting
from tests.make_participants import make_told
from tests.pages import PageClient
from tests.people import Cast
from tests.works_rule import WORKS

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def rows_of(client: PageClient, address: str) -> list[dict[str, str]]:
    answer = client.get(address)
    assert answer.status_code == 200
    return list(csv.DictReader(StringIO(answer.get_data(as_text=True), newline="")))


def test_one_page_leads_to_every_list_that_one_may_open(
    signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    for person in (cast.carla, cast.adam):
        page = signed_in_as(person).page("/lists")
        led = {f"/lists/{kind}" for kind in LISTINGS} - {"/lists/certification"} | {"/people"}
        assert led <= set(page.links())
        assert "Czego jeszcze potrzebuje każda osoba" in page.text
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get("/lists").status_code == 403


def test_progress_tells_each_person_and_the_cohorts_as_a_whole(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    freeze(session, cast.programme, WORKS)
    make_ready(session, course, cast.enrolment, cast.ana)
    make_enrolment(session, cast.cohort, make_person(session, "Zofia Żółć"))
    client = signed_in_as(cast.carla)
    page = client.page("/lists/progress")
    assert "Edycje w całości" in page.text
    assert "2 z 5" in page.text
    assert "3 z 10" in page.text  # both of them together
    assert "nigdy" in page.text
    rows = rows_of(client, "/lists/progress/file.plain.csv")
    assert [(row["name"], row["met"], row["asked"]) for row in rows] == [
        ("Ana Ćwikła", "2", "5"),
        ("Zofia Żółć", "1", "5"),
    ]
    assert "3 z 10" in client.get("/lists/progress/file.csv").get_data(as_text=True)


def test_results_mark_what_is_passed_and_what_waits(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    freeze(session, cast.programme, WORKS)
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    client = signed_in_as(cast.adam)
    page = client.page("/lists/gradebook")
    assert "100%" in page.text
    assert page.text.count("czeka na ocenę") == 3  # in the legend once to see and once to hear
    marking = make_marking(session, work, cast.ben, outcome=MarkingOutcome.PASS)
    assert f"{marking.points}/{marking.max_points}" in client.page("/lists/gradebook").text


def test_attendance_shows_meetings_of_one_cohort_and_the_sheet_of_one_meeting(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    meeting = make_meeting(session, cast.cohort, cast.ben, code="W7", minutes=100)
    make_attendance(session, meeting, cast.enrolment, 70)
    make_enrolment(session, make_cohort(session, programme, title="Przemyśl"))
    client = signed_in_as(cast.carla)
    everybody = client.page("/lists/attendance").text
    assert "Wybierz edycję" in everybody
    page = client.page(f"/lists/attendance?cohort={cast.cohort.id}")
    assert "W7" in page.text
    sheet = f"/lists/meetings/{meeting.id}/sheet"
    assert sheet not in page.links()
    assert sheet in client.page(f"/lists/attendance?meeting={meeting.id}").links()
    answer = client.get(sheet)
    assert answer.data.startswith(b"%PDF-")
    assert answer.headers["Cache-Control"] == "private, no-store"
    session.commit()
    taken = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.REPORT_EXPORTED)).all()
    assert [(one.facts["list"], one.facts["filter"]) for one in taken] == [
        (ListKind.ATTENDANCE, {"meeting": str(meeting.id)})
    ]


def test_each_gap_leads_to_where_it_is_mended(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    freeze(session, programme, ASSESSED_TOO)
    end(session, cast.enrolment)
    two = (cast.carla, cast.cyryl)
    certified, proposed = (
        make_enrolment(session, cast.cohort, make_person(session, f"{letter}ela Żuk"))
        for letter in "BC"
    )
    certify(session, programme, certified, validator=cast.vera, by=two, with_record=False)
    make_assessment(session, end(session, proposed), cast.vera)
    waiting = make_decision(session, proposed, programme, (cast.cyryl,))
    page = signed_in_as(cast.carla).page("/lists/gaps")
    assert "3 osoby nie są jeszcze wliczone." in page.text
    assert "Zostało 12 dni, do 5 grudnia 2026." in page.text
    links = page.links()
    assert f"/enrolments/{certified.id}/participant" in links
    assert f"/enrolments/{cast.enrolment.id}/participant" in links
    assert f"/people/{certified.id}" in links
    assert f"/decisions/{waiting.id}" in links
    auditors = signed_in_as(cast.adam).page("/lists/gaps").links()
    assert {f"/people/{one.id}" for one in (certified, proposed)} <= set(auditors)
    assert not [link for link in auditors if "/decisions/" in link or "/participant" in link]
    narrowed = signed_in_as(cast.carla).page("/lists/gaps?state=certified").text
    assert "1 osoba nie jest jeszcze wliczona." in narrowed
    assert "Ana Ćwikła" not in narrowed


def test_participants_answers_stand_in_files_alone_and_each_reading_is_noted(
    session: Session, signed_in_as: SignIn, cast: Cast, course: Catalogue
) -> None:
    told = make_told(session, course, cast.enrolment, cast.carla)
    client = signed_in_as(cast.adam)
    page = client.page("/lists/participants")
    assert "600" not in page.text
    assert "/lists/participants/file.csv" not in page.links()
    assert client.get("/lists/participants/file.csv").status_code == 404
    assert client.get("/lists/participants/file.pdf").status_code == 404
    (row,) = rows_of(client, "/lists/participants/file.plain.csv")
    assert (row["first_name"], row["disability"]) == ("Łucja", "refused")
    session.commit()
    read = session.scalars(
        select(AuditEntry).where(AuditEntry.act == Act.PARTICIPANT_RECORD_READ)
    ).all()
    assert (told.id, cast.adam.id) in {(one.subject_id, one.actor_id) for one in read}


@pytest.mark.parametrize("people", [1, 3])
@pytest.mark.parametrize("kind", [kind for kind in LISTINGS if kind is not ListKind.CERTIFICATION])
def test_each_page_takes_the_same_statements_for_any_number(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    queries: Queries,
    kind: ListKind,
    people: int,
) -> None:
    two = (cast.carla, cast.cyryl)
    for _ in range(people):
        certify(
            session,
            programme,
            make_enrolment(session, cast.cohort),
            validator=cast.vera,
            by=two,
            with_record=False,
        )
    client = signed_in_as(cast.carla)
    with queries() as statements:
        client.page(f"/lists/{kind}")
    assert len(statements) == STATEMENTS[kind]


STATEMENTS = {
    ListKind.REGISTER: 7,
    ListKind.RECEIPT: 6,
    ListKind.PROGRESS: 10,
    ListKind.GRADEBOOK: 9,
    ListKind.ATTENDANCE: 9,
    ListKind.GAPS: 11,
    ListKind.PARTICIPANTS: 6,
    ListKind.AGREEMENTS: 6,
}
"""Who, which programme, what can be chosen, views, how many, and the list itself."""


@pytest.mark.parametrize("kind", [ListKind.REGISTER, ListKind.PROGRESS, ListKind.GAPS])
def test_long_lists_are_paged_and_each_page_costs_the_same(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    queries: Queries,
    monkeypatch: pytest.MonkeyPatch,
    kind: ListKind,
) -> None:
    monkeypatch.setattr(showing, "ON_A_PAGE", 2)
    for letter in "BCDEF":
        person = make_person(session, f"{letter}ela Żuk")
        place = make_enrolment(session, cast.cohort, person)
        certificate = certify(
            session,
            programme,
            place,
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
            with_record=False,
        )
        certificate.holder_name = person.name
    own = {one: replace(page, on_a_page=2) for one, page in OWN_PAGES.items()}
    monkeypatch.setattr(showing, "OWN_PAGES", own)
    client = signed_in_as(cast.carla)
    client.page(f"/lists/{kind}")
    costs, people = set(), []
    for page in (1, 2, 3):
        with queries() as statements:
            text = client.page(f"/lists/{kind}?page={page}").text
        costs.add(len(statements))
        people += [letter for letter in "BCDEF" if f"{letter}ela Żuk" in text]
    assert people == list("BCDEF")
    assert len(costs) == 1


NAMED_BY = {
    ListKind.REGISTER: "number",
    ListKind.RECEIPT: "number",
    ListKind.PROGRESS: "name",
    ListKind.GRADEBOOK: "name",
    ListKind.ATTENDANCE: "name",
    ListKind.GAPS: "name",
    ListKind.PARTICIPANTS: "person",
}


@pytest.mark.parametrize("kind", NAMED_BY)
def test_screen_and_file_have_the_same_rows_in_the_same_order(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme, kind: ListKind
) -> None:
    other = make_cohort(session, programme, title="Przemyśl, edycja 1", city="Przemyśl")
    begin_training(session, other, cast.ben)
    for name, cohort in (("Zofia Żuk", other), ("Ala Ćma", cast.cohort), ("Ala Cis", other)):
        person = make_person(session, name)
        certify(
            session,
            programme,
            make_enrolment(session, cohort, person),
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
            with_record=False,
        )
    client = signed_in_as(cast.carla)
    found = []
    for asked in ("", f"cohort={other.id}", "city=Krosno", "words=zuk", "words=nikt"):
        text = client.page(f"/lists/{kind}?{asked}").text
        rows = rows_of(client, f"/lists/{kind}/file.plain.csv?{asked}")
        told = list(dict.fromkeys(row[NAMED_BY[kind]] for row in rows))
        places = [text.index(name) for name in told]
        assert places == sorted(places)
        found.append(len(told))
    assert found[0] > found[1] > 0
    assert found[-1] == 0
