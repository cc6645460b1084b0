"""The certification list: on screen and as files, from one filter."""

import csv
import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Decision, Person, Programme
from course.terms import Act, EnrolmentState, Indicator
from course.web.programmes import people as people_pages
from tests.make import MONDAY, make_cohort, make_enrolment, make_person, make_target
from tests.make_counting import (
    ASSESSED_TOO,
    begin_training,
    certify,
    end,
    freeze,
    make_certificate,
    make_decision,
    noon,
)
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def programme(session: Session, cast: Cast) -> Programme:
    begin_training(session, cast.cohort, cast.ben)
    return freeze(session, cast.programme)


def names_in(page_text: str, *names: str) -> list[str]:
    return [name for name in names if name in page_text]


def test_the_list_tells_each_state_and_why(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    two = (cast.carla, cast.cyryl)
    make_target(session, programme, Indicator.QUALIFIED_ORGANISERS, target=12)
    places = [make_enrolment(session, cast.cohort) for _ in range(5)]
    old = certify(session, programme, places[0], validator=cast.vera, by=two)
    certify(session, programme, places[1], validator=cast.ben, by=two)
    waiting = make_decision(session, places[2], programme, (cast.cyryl,))
    places[3].state = EnrolmentState.WITHDRAWN
    end(session, places[3])
    places[3].state = EnrolmentState.WITHDRAWN
    revoked = certify(session, programme, places[4], validator=cast.vera, by=two)
    revoked.revoked_at, revoked.revoked_because = noon(MONDAY.date()), "pomyłka"
    old.superseded_at = MONDAY
    session.flush()
    newer = make_certificate(
        session,
        programme,
        places[0],
        session.get_one(Decision, old.decision_id),
        issued_at=MONDAY,
        supersedes_id=old.id,
    )
    page = signed_in_as(cast.carla).page("/people")
    assert "6 osób. W całym projekcie wliczone: 1, wartość docelowa: 12." in page.text
    assert f"następuje po {old.number}" in page.text
    assert newer.number in page.text
    assert "Walidację przeprowadził trener tej osoby" in page.text
    assert "rezygnacja z kursu" in page.text
    assert "Unieważniono certyfikat" in page.text
    assert "można zaproponować" in page.text
    assert f"/decisions/{waiting.id}" in page.links()
    assert "czeka na drugą osobę" in signed_in_as(cast.adam).page("/people").text


def test_what_is_missing_and_until_when(session: Session, signed_in_as: SignIn, cast: Cast) -> None:
    assert "–" in signed_in_as(cast.carla).page("/people").text  # no rule, nothing to count
    freeze(session, cast.programme, ASSESSED_TOO)
    end(session, cast.enrolment)
    end(session, make_enrolment(session, cast.cohort), date(2026, 10, 20))
    text = signed_in_as(cast.carla).page("/people").text
    assert "1 z 2" in text
    assert "1 rzecz, do 05.12." in text
    assert "1 rzecz, po terminie" in text


def test_one_filter_for_screen_and_files(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    other = make_cohort(session, programme, title="Przemyśl, edycja 1", city="Przemyśl")
    make_enrolment(session, other, make_person(session, "Zofia Żółć"))
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    client = signed_in_as(cast.carla)
    both = ("Ana Ćwikła", "Zofia Żółć")
    for asked, found in {
        "": both,
        "words=zolc": both[1:],
        f"cohort={cast.cohort.id}": both[:1],
        "city=Przemy%C5%9Bl": both[1:],
        "state=counted": both[:1],
        "issued_from=2026-11-12&issued_to=2026-11-12": both[:1],
        "issued_from=2026-11-13": (),
    }.items():
        assert tuple(names_in(client.page(f"/people?{asked}").text, *both)) == found
        answer = client.get(f"/people.plain.csv?{asked}")
        rows = list(csv.DictReader(StringIO(answer.get_data(as_text=True), newline="")))
        assert tuple(row["name"] for row in rows) == found


def test_a_filter_that_cannot_be_read_is_named_and_kept(signed_in_as: SignIn, cast: Cast) -> None:
    client = signed_in_as(cast.carla)
    for asked in ("issued_from=wczoraj", "cohort=999999", "state=happy", "city=Atlantyda"):
        answer = client.get(f"/people?{asked}")
        assert answer.status_code == 422
        assert client.get(f"/people.csv?{asked}").status_code == 422
    answer = client.get("/people?issued_from=wczoraj")
    assert 'value="wczoraj"' in answer.get_data(as_text=True)


def test_nobody_who_fits_is_said_with_the_filter_in_words(signed_in_as: SignIn, cast: Cast) -> None:
    page = signed_in_as(cast.carla).page("/people?words=nikt")
    assert "Nie ma takich osób" in page.text
    assert "Filtr: każda edycja, każdy stan, nazwisko zawiera „nikt”." in page.text
    assert not [link for link in page.links() if link.startswith("/people.")]


def test_each_file_has_its_form_and_the_same_rows(
    session: Session, signed_in_as: SignIn, cast: Cast, programme: Programme
) -> None:
    certify(session, programme, cast.enrolment, validator=cast.vera, by=(cast.carla, cast.cyryl))
    client = signed_in_as(cast.carla)
    plain = client.get("/people.plain.csv")
    assert plain.headers["Cache-Control"] == "private, no-store"
    disposition = "attachment; filename=osoby-Q1-2026-11-23.plain.csv"
    assert plain.headers["Content-Disposition"] == disposition
    digest = hashlib.sha256(plain.data).hexdigest()
    polish = client.get("/people.csv")
    assert polish.content_type == "text/csv; charset=utf-8"
    text = polish.data.decode()
    assert text.startswith('\ufeff"Osoba";"Edycja";"Miasto";"Stan";')
    assert '"Ana Ćwikła";"Krosno, edycja 1";"Krosno";"wliczona";"1";"1";' in text
    assert digest in text.replace(" ", "")
    page = client.page("/people")
    assert digest in page.text.replace(" ", "")
    sheet = load_workbook(BytesIO(client.get("/people.xlsx").data)).active
    assert sheet is not None
    assert (sheet["A2"].value, sheet["E2"].value) == ("Ana Ćwikła", 1)
    assert client.get("/people.pdf").data.startswith(b"%PDF-")
    exported = session.scalars(
        select(AuditEntry).where(AuditEntry.act == Act.REPORT_EXPORTED).order_by(AuditEntry.id)
    ).all()
    assert [entry.facts["kind"] for entry in exported] == ["plain.csv", "csv", "xlsx", "pdf"]
    assert {entry.facts["sha256"] for entry in exported} == {digest}
    assert {entry.facts["rows"] for entry in exported} == {1}
    assert {entry.subject_id for entry in exported} == {programme.id}


def test_files_are_for_who_may_take_them(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    assert signed_in_as(cast.adam).get("/people.csv").status_code == 200
    assert signed_in_as(cast.carla).get("/people.doc").status_code == 404
    assert signed_in_as(cast.carla).post("/people.csv").status_code == 405
    for person in (cast.ana, cast.ben, cast.vera, cast.iga):
        assert signed_in_as(person).get("/people.csv").status_code == 403


@pytest.mark.parametrize("people", [1, 3])
def test_the_list_takes_the_same_statements_for_any_number(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    programme: Programme,
    queries: Queries,
    people: int,
) -> None:
    for _ in range(people):
        certify(
            session,
            programme,
            make_enrolment(session, cast.cohort),
            validator=cast.vera,
            by=(cast.carla, cast.cyryl),
        )
    client = signed_in_as(cast.carla)
    with queries() as statements:
        client.page("/people")
    assert len(statements) == 5  # who, which programme, its cohorts, the page, the headline


def test_long_lists_are_paged_and_files_have_them_whole(
    session: Session,
    signed_in_as: SignIn,
    cast: Cast,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people_pages, "ON_A_PAGE", 2)
    for letter in "BCD":
        make_enrolment(session, cast.cohort, make_person(session, f"{letter}ela Żuk"))
    client = signed_in_as(cast.carla)
    first = client.page("/people?city=Krosno")
    assert names_in(first.text, "Ana Ćwikła", "Bela Żuk", "Cela Żuk") == ["Ana Ćwikła", "Bela Żuk"]
    assert "4 osoby." in first.text
    assert "SHA-256" in first.text
    assert "Skrót SHA-256 wierszy:" not in first.text  # only of a list that stands here whole
    assert not [link for link in first.links() if "before=" in link]
    following = next(link for link in first.links() if "after=" in link)
    assert "city=Krosno" in following
    second = client.page(following)
    assert names_in(second.text, "Bela Żuk", "Cela Żuk", "Dela Żuk") == ["Cela Żuk", "Dela Żuk"]
    assert not [link for link in second.links() if "after=" in link]
    back = client.page(next(link for link in second.links() if "before=" in link))
    assert names_in(back.text, "Ana Ćwikła", "Bela Żuk", "Cela Żuk") == ["Ana Ćwikła", "Bela Żuk"]
    assert client.get("/people.plain.csv").get_data(as_text=True).count("\r\n") == 5
    for strange in ("after=-3", "after=x", "before=999999", "after=999999"):
        assert client.get(f"/people?{strange}").status_code == 200
