"""Long lists: asked for on their page, found among one's own files, taken by nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.jobs.prepared import delete_old_files, make_next_file
from course.models import AuditEntry, Person, PreparedFile, RoleGrant
from course.queries.prepared import KEPT_FOR
from course.reports.formats import kinds
from course.settings import Settings
from course.terms import Act, ListKind
from tests.make import MONDAY
from tests.make_lists import make_asked
from tests.pages import PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
LIST = "/lists/attendance"


@pytest.fixture
def carla(signed_in_as: SignIn, cast: Cast) -> PageClient:
    return signed_in_as(cast.carla)


@pytest.fixture
def long_lists(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every list is longer than anybody waits for."""
    monkeypatch.setattr(kinds, "MOST_ROWS_AT_ONCE", 0)


def prepare(client: PageClient, settings: Settings, ending: str = "csv") -> TestResponse:
    """Ask for a file, and let the worker make it."""
    asked = client.post(f"{LIST}/file.{ending}")
    assert (asked.status_code, asked.location) == (303, "/my-files")
    with client.application.app_context():
        assert make_next_file(settings, clock=lambda: MONDAY)
    return asked


def newest(session: Session) -> PreparedFile:
    session.commit()
    return session.scalars(select(PreparedFile).order_by(PreparedFile.id.desc()).limit(1)).one()


@pytest.mark.usefixtures("long_lists")
def test_a_long_list_offers_to_prepare_it(carla: PageClient) -> None:
    page = carla.page(f"{LIST}?words=cwikla")
    assert "Przygotuj: XLSX" in page.text
    forms = [form.get("action") for form in page.root.iter("form")]
    assert f"{LIST}/file.xlsx?words=cwikla" in forms
    assert not [link for link in page.links() if "/file." in link and ".pdf" not in link]
    sent_back = carla.get(f"{LIST}/file.xlsx?words=cwikla")
    assert (sent_back.status_code, sent_back.location) == (303, f"{LIST}?words=cwikla")
    assert "Ta lista jest długa." in carla.page(LIST).html


def test_a_file_waits_is_made_and_is_taken_away(
    session: Session, settings: Settings, carla: PageClient, cast: Cast
) -> None:
    assert "Nie ma jeszcze plików" in carla.page("/my-files").text
    carla.post(f"{LIST}/file.csv")
    waiting = carla.page("/my-files")
    assert "czeka na swoją kolej" in waiting.text
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in waiting.html
    assert "/my-files" in waiting.links()
    prepare(carla, settings)
    ready = carla.page("/my-files")
    assert "gotowy" in ready.text
    assert "refresh" not in ready.html
    [href] = [link for link in ready.links() if link.startswith("/my-files/")]
    with carla.get(href) as answer:
        assert answer.status_code == 200
        assert "Ana Ćwikła" in answer.data.decode()
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert newest(session).file_name.endswith("-Q1-2026-11-23.csv")
    told = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(2)).all()
    assert [entry.act for entry in told] == [Act.REPORT_EXPORTED, Act.REPORT_ASKED]
    assert {entry.actor_id for entry in told} == {cast.carla.id}
    assert told[0].facts["sha256"] == newest(session).sha256
    assert (told[0].facts["list"], told[0].facts["rows"]) == ("attendance", 1)


def test_while_it_is_made_it_tells_how_far_it_is(
    session: Session, carla: PageClient, cast: Cast
) -> None:
    file = make_asked(session, cast.programme, cast.carla)
    file.rows_done, file.rows_all = 25_000, 100_000
    page = carla.page("/my-files")
    assert "w przygotowaniu" in page.text
    assert "25 000 z 100 000 wierszy" in page.text
    assert page.root.find(".//progress") is not None


def test_a_file_is_nobody_elses(
    session: Session, settings: Settings, carla: PageClient, signed_in_as: SignIn, cast: Cast
) -> None:
    prepare(carla, settings)
    href = f"/my-files/{newest(session).id}"
    for person in (cast.cyryl, cast.adam, cast.ben, cast.ana):
        other = signed_in_as(person)
        assert other.get(href).status_code == 404
        assert href not in other.page("/my-files").links()
    with carla.get(href) as answer:
        assert answer.status_code == 200


def test_whose_role_ended_takes_nothing_any_more(
    session: Session, settings: Settings, carla: PageClient, cast: Cast
) -> None:
    prepare(carla, settings)
    grant = session.scalars(select(RoleGrant).where(RoleGrant.person_id == cast.carla.id)).one()
    grant.ended_at = MONDAY
    session.commit()
    assert carla.get(f"/my-files/{newest(session).id}").status_code == 404
    assert "nie można go już pobrać" in carla.page("/my-files").text


def test_a_week_later_it_is_deleted_and_the_page_says_so(
    session: Session, settings: Settings, carla: PageClient
) -> None:
    prepare(carla, settings)
    with carla.application.app_context():
        delete_old_files(settings, at=MONDAY + KEPT_FOR + timedelta(minutes=1))
    assert "usunięty po 7 dniach" in carla.page("/my-files").text
    assert carla.get(f"/my-files/{newest(session).id}").status_code == 404


def test_what_was_given_up_says_what_to_do(session: Session, carla: PageClient, cast: Cast) -> None:
    make_asked(session, cast.programme, cast.carla).not_before = None
    assert "Zawęź filtr albo wybierz inny rodzaj pliku" in carla.page("/my-files").text


def test_a_filter_with_faults_is_not_prepared(carla: PageClient) -> None:
    assert carla.post(f"{LIST}/file.csv?since=wczoraj").status_code == 422
    assert carla.post(f"{LIST}/file.doc").status_code == 404
    assert carla.post("/lists/closeout/file.csv").status_code == 404
    assert carla.post("/lists/nothing/file.csv").status_code == 404


@pytest.mark.usefixtures("long_lists")
def test_what_was_sealed_never_waits_in_the_store(
    session: Session, carla: PageClient, cast: Cast
) -> None:
    assert carla.post(f"/lists/{ListKind.PARTICIPANTS}/file.xlsx").status_code == 404
    assert session.scalars(select(PreparedFile)).all() == []
