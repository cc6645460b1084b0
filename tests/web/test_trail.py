"""The audit trail of a programme on its page."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.clock import local_day
from course.models import AuditEntry, Person
from course.terms import Act
from tests.make import (
    MONDAY,
    make_enrolment,
)
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

Queries = Callable[[], AbstractContextManager[list[str]]]
SignIn = Callable[[Person], PageClient]


def test_the_trail_is_for_auditors_and_can_be_paged(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    for _ in range(60):
        note(session, Act.ENROLMENT_MADE, by=cast.carla, subject=cast.enrolment, at=MONDAY)
    note(session, Act.STANDARD_FROZEN, by=None, subject=cast.programme, at=MONDAY)
    page = signed_in_as(cast.adam).page("/audit")
    assert "Zamrożono zasady" in page.text
    assert "wiersz poleceń" in page.text
    said = "Zapisano osobę do edycji"
    assert page.text.count(said) == 49 + 1  # and once among the deeds that can be asked for
    assert f"/audit?about={cast.ana.id}" in page.links()
    older = next(link for link in page.links() if "before=" in link)
    assert signed_in_as(cast.adam).page(older).text.count(said) == 11 + 1
    for person in (cast.carla, cast.ben, cast.ana):
        assert signed_in_as(person).get("/audit").status_code == 403


def test_the_trail_is_asked_by_person_subject_deed_and_day(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    other = make_enrolment(session, cast.cohort)
    mine = note(session, Act.ENROLMENT_MADE, by=cast.carla, subject=cast.enrolment, at=MONDAY)
    theirs = note(session, Act.ENROLMENT_MADE, by=cast.cyryl, subject=other, at=MONDAY)
    week = timedelta(days=7)
    frozen = note(session, Act.STANDARD_FROZEN, by=None, subject=cast.programme, at=MONDAY + week)
    client = signed_in_as(cast.adam)

    def found(asked: str) -> set[int]:
        links = client.page(f"/audit?{asked}").links()
        numbers = (link.removeprefix("/audit/") for link in links)
        return {int(number) for number in numbers if number.isdigit()}

    assert found(f"about={cast.ana.id}") == {mine.id}
    assert found(f"by={cast.cyryl.id}") == {theirs.id}
    assert found(f"kind=enrolments&subject={other.id}") == {theirs.id}
    assert found("act=standard.frozen") == {frozen.id}
    last_day = local_day(MONDAY)
    assert found(f"until={last_day}") == {mine.id, theirs.id}
    assert found(f"since={last_day + timedelta(days=1)}") == {frozen.id}
    assert found("about=999999") == found("about=-1&kind=x&since=2099-01-01") == set()
    assert client.get("/audit?since=yesterday&act=nothing").status_code == 422
    for day in ("0001-01-01", "9999-12-31"):  # a day before or after it there is none
        assert client.get(f"/audit?since={day}&until={day}").status_code == 422
    assert "osoba spoza tego projektu" in client.page(f"/audit?about={cast.dov.id}").text


def test_one_entry_says_whether_it_holds(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    entry = note(session, Act.ENROLMENT_MADE, by=cast.carla, subject=cast.enrolment, at=MONDAY)
    client = signed_in_as(cast.adam)
    assert "Ten wpis mówi to, co zapisano" in client.page(f"/audit/{entry.id}").text
    entry.facts = {"changed": 1}
    session.flush()
    assert "Ten wpis nie jest tym, co zapisano" in client.page(f"/audit/{entry.id}").text
    assert client.get(f"/audit/{entry.id + 1}").status_code == 404


def test_an_entry_before_which_everything_was_taken_out_does_not_hold(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    entries = [
        note(session, Act.ENROLMENT_MADE, by=cast.carla, subject=cast.enrolment, at=MONDAY)
        for _ in range(2)
    ]
    client = signed_in_as(cast.adam)
    assert "Ten wpis mówi to, co zapisano" in client.page(f"/audit/{entries[0].id}").text
    session.execute(delete(AuditEntry).where(AuditEntry.id < entries[1].id))
    assert "Ten wpis nie jest tym, co zapisano" in client.page(f"/audit/{entries[1].id}").text


def test_the_trail_says_in_words_why_data_were_read(
    session: Session, signed_in_as: SignIn, cast: Cast
) -> None:
    act, facts = Act.PARTICIPANT_RECORD_READ, {"why": "pesel"}
    read = note(session, act, by=cast.carla, subject=cast.enrolment, at=MONDAY, facts=facts)
    page = signed_in_as(cast.adam).page(f"/audit/{read.id}")
    assert "przeglądanie razem z numerem PESEL" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_trail_takes_the_same_statements_for_any_number(
    session: Session, signed_in_as: SignIn, cast: Cast, queries: Queries, number: int
) -> None:
    for _ in range(number):
        note(session, Act.ENROLMENT_MADE, by=cast.carla, subject=cast.enrolment, at=MONDAY)
    client = signed_in_as(cast.adam)
    with queries() as statements:
        client.page("/audit")
    assert len(statements) == 4


def test_an_empty_trail_says_so(signed_in_as: SignIn, cast: Cast) -> None:
    assert "Nic się jeszcze nie wydarzyło" in signed_in_as(cast.adam).page("/audit").text
