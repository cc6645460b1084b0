"""A list of people: shown row by row, then enrolled in one write."""

import io
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.models import AuditEntry, Enrolment, Letter, Person
from tests.make import make_cohort, make_enrolment, make_person
from tests.pages import Page, PageClient
from tests.people import Cast

SignIn = Callable[[Person], PageClient]
Queries = Callable[[], AbstractContextManager[list[str]]]

LIST = """imię i nazwisko;e-mail;forma
Ewa Gęś;ewa@example.org;pani
Zenon Żak;;pan
Róża Śnieżko;;
Znana Osoba;znana@example.org;
Ana Ćwikła;{ana};
Ewa G.;EWA@example.org;
Zły Adres;zly@;
"""


@pytest.fixture
def carla(signed_in_as: SignIn, cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


@pytest.fixture
def text(cast: Cast, session: Session) -> str:
    make_person(session, "Ktoś Inny", email="znana@example.org")
    return LIST.format(ana=cast.ana.email)


def upload(client: PageClient, cohort_id: int, content: bytes) -> TestResponse:
    return client.post(
        f"/cohorts/{cohort_id}/import",
        data={"list": (io.BytesIO(content), "lista.csv")},
        content_type="multipart/form-data",
    )


def carried(response: TestResponse) -> str:
    [field] = [
        field
        for field in Page(response.get_data(as_text=True)).root.iter("input")
        if field.get("name") == "rows"
    ]
    return field.get("value") or ""


def confirm(client: PageClient, cohort_id: int, rows: str) -> TestResponse:
    return client.post(f"/cohorts/{cohort_id}/import/confirm", data={"rows": rows})


def test_the_preview_tells_the_fate_of_each_row_and_writes_nothing(
    carla: PageClient, cast: Cast, session: Session, text: str
) -> None:
    before = session.scalar(select(func.count(Person.id)))
    response = upload(carla, cast.cohort.id, text.encode("cp1250"))
    assert response.status_code == 200
    page = Page(response.get_data(as_text=True))
    fates = [
        " ".join("".join(row.findall("td")[1].itertext()).split())
        for row in page.root.findall(".//tbody/tr")
    ]
    assert fates == [
        "nowa osoba",
        "nowa osoba",
        "nowa osoba",
        "dołączy ze swoim kontem",
        "pominięta",
        "pominięta",
        "do poprawy",
    ]
    assert "Ktoś Inny" not in page.html
    assert "Zapisz 4 osoby" in page.text
    assert session.scalar(select(func.count(Person.id))) == before


def test_confirming_enrols_the_good_rows_and_prints_cards(
    carla: PageClient, cast: Cast, session: Session, text: str
) -> None:
    preview = upload(carla, cast.cohort.id, text.encode())
    response = confirm(carla, cast.cohort.id, carried(preview))
    assert response.location == f"/cohorts/{cast.cohort.id}/cards"
    sheet = carla.page(response.location)
    assert len(re.findall(r"[A-Z2-9]{4}-[A-Z2-9]{4}", sheet.text)) == 2
    assert sheet.text.index("Róża Śnieżko") < sheet.text.index("Zenon Żak")
    assert (
        session.scalar(
            select(func.count(Enrolment.id)).where(Enrolment.cohort_id == cast.cohort.id)
        )
        == 5
    )
    assert session.scalars(select(Letter.to)).all() == ["ewa@example.org"]
    again = confirm(carla, cast.cohort.id, carried(preview))
    assert again.location == f"/cohorts/{cast.cohort.id}"
    assert (
        session.scalar(
            select(func.count(Enrolment.id)).where(Enrolment.cohort_id == cast.cohort.id)
        )
        == 5
    )


def test_what_changed_meanwhile_is_left_out(
    carla: PageClient, cast: Cast, session: Session, text: str
) -> None:
    preview = upload(carla, cast.cohort.id, text.encode())
    ewa = make_person(session, "Ewa Gęś", email="ewa@example.org")
    make_enrolment(session, cast.cohort, ewa)
    confirm(carla, cast.cohort.id, carried(preview))
    places = session.scalars(select(Enrolment.id).where(Enrolment.person_id == ewa.id)).all()
    assert len(places) == 1


def test_half_a_name_is_to_repair(carla: PageClient, cast: Cast) -> None:
    answer = upload(carla, cast.cohort.id, "imię;nazwisko\nGrażyna;\n".encode())
    page = Page(answer.get_data(as_text=True))
    assert "do poprawy" in page.text
    assert "Jest tylko jedno słowo: dopisz imię albo nazwisko." in page.text


def test_a_list_of_nobody_new_offers_no_confirmation(carla: PageClient, cast: Cast) -> None:
    content = f"imię i nazwisko;e-mail\nAna Lis;{cast.ana.email}\n".encode()
    page = upload(carla, cast.cohort.id, content).get_data(as_text=True)
    assert "Zapisz" not in Page(page).text
    entries = carried(upload(carla, cast.cohort.id, content))
    assert confirm(carla, cast.cohort.id, entries).status_code == 303


@pytest.mark.parametrize("content", [b"", b"a;b\n1;2\n", b"PK\x03\x04x", b"imie i nazwisko\n"])
def test_what_is_no_list_is_said_beside_the_field(
    carla: PageClient, cast: Cast, content: bytes
) -> None:
    response = upload(carla, cast.cohort.id, content)
    assert response.status_code == 422
    assert 'id="list-fault"' in response.get_data(as_text=True)


def test_no_file_and_no_rows_are_refused(carla: PageClient, cast: Cast) -> None:
    address = f"/cohorts/{cast.cohort.id}/import"
    carla.page(address)
    assert carla.post(address).status_code == 422
    assert carla.post(f"{address}/confirm").status_code == 422
    tampered = json.dumps([[2, "x" * 300, "a@b.pl", ""]])
    assert confirm(carla, cast.cohort.id, tampered).status_code == 303  # nobody good in it


def test_only_a_coordinator_of_the_programme_reads_lists(
    signed_in_as: SignIn, cast: Cast, session: Session, text: str
) -> None:
    elsewhere = make_cohort(session)
    for person, cohort, status in (
        (cast.ben, cast.cohort, 403),
        (cast.adam, cast.cohort, 403),
        (cast.carla, elsewhere, 404),
    ):
        client = signed_in_as(person)
        assert client.get(f"/cohorts/{cohort.id}/import").status_code == status
        assert upload(client, cohort.id, text.encode()).status_code == status
        assert confirm(client, cohort.id, "[]").status_code == status


def test_a_preview_asks_as_often_for_three_rows_as_for_one(
    carla: PageClient, cast: Cast, queries: Queries
) -> None:
    head = "imię i nazwisko;e-mail\n"
    counts = []
    for number in (1, 1, 3):
        content = head + "".join(f"Osoba {one};o{one}@example.org\n" for one in range(number))
        with queries() as statements:
            upload(carla, cast.cohort.id, content.encode())
        counts.append(len(statements))
    assert counts[1] == counts[2] <= 6


def test_each_person_of_a_list_is_in_the_audit_trail(
    carla: PageClient, cast: Cast, session: Session
) -> None:
    content = "imię i nazwisko;e-mail\nEwa Gęś;ewa@example.org\n".encode()
    confirm(carla, cast.cohort.id, carried(upload(carla, cast.cohort.id, content)))
    acts = session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    assert [act.value for act in acts] == ["person.added", "link.made", "enrolment.made"]
