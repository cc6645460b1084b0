"""The saving contract at its edges: another's words, a lost sign-in, a database that is away."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
import pytest
from flask import Flask
from sqlalchemy import create_engine, event, text
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from course.catalogue import Catalogue
from course.database import db
from course.models import Person, QuizAttempt
from course.queries.assignments import newest_submission
from course.settings import Settings
from tests.make import make_enrolment
from tests.make_people import make_person_with_card, make_person_with_password
from tests.make_study import make_attempt, make_consents, make_read
from tests.own_app import own_app
from tests.pages import Page, PageClient
from tests.people import Cast, make_cast
from tests.quiz_pages import put, rows

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
OURS = {"Sec-Fetch-Site": "same-origin"}
IN_PLACE = {"Accept": "application/json"}


@pytest.fixture
def with_tokens(app: Flask) -> Iterator[None]:
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def question_at(attempt: QuizAttempt, place: int) -> str:
    return str(attempt.drawn["questions"][place - 1])


def test_another_persons_draft_is_not_overwritten(
    session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn
) -> None:
    """The address of an assignment is the same for everybody: only the writer tells whose it is."""
    ewa = make_enrolment(session, cast.cohort, cast.iga)
    for enrolment, person in ((cast.enrolment, cast.ana), (ewa, cast.iga)):
        make_consents(session, enrolment, person)
    for module in course.curriculum.modules[:1]:
        make_read(session, course, module.slug, cast.iga)
    second = signed_in_as(cast.iga)
    own = second.put("/assignments/z1", data={"story": "Igi"}, headers={"If-Match": '"0"'})
    assert own.status_code == 200
    written = {"X-Person": str(cast.ana.id), "If-Match": '"1"'}
    refused = second.put("/assignments/z1", data={"story": "Any"}, headers=written)
    assert refused.status_code == 403
    assert refused.get_json()["error"] == "other_person"
    assert "inna osoba" in refused.get_json()["sentence"]
    form = {"story": "Any", "revision": "1", "person": str(cast.ana.id)}
    answer = second.post("/assignments/z1", data=form)
    assert answer.status_code == 403
    assert "inna osoba" in Page(answer.get_data(as_text=True)).text
    draft = newest_submission(session, ewa.id, "z1")
    assert draft is not None
    assert draft.values["story"] == "Igi"


def test_an_answer_of_another_person_is_refused(
    session: Session, cast: Cast, ana: PageClient, attempt: QuizAttempt
) -> None:
    address = f"/attempts/{attempt.id}/answers/{question_at(attempt, 1)}"
    headers = {"If-Match": '"0"', "Idempotency-Key": "a", "X-Person": str(cast.dov.id)}
    assert ana.put(address, data={"chosen": "a"}, headers=headers).status_code == 403
    form = {"chosen": "a", "person": str(cast.dov.id)}
    assert ana.post(f"/attempts/{attempt.id}/1", data=form).status_code == 403
    assert rows(session) == []
    page = ana.page(f"/attempts/{attempt.id}/1")
    [writer] = [one for one in page.root.iter("input") if one.get("name") == "person"]
    assert writer.get("value") == str(cast.ana.id)


def test_a_script_must_tell_whose_words_it_sends(ana: PageClient, attempt: QuizAttempt) -> None:
    del ana.environ_base["HTTP_X_PERSON"]
    assert put(ana, attempt, question_at(attempt, 1), {"chosen": "a"}).status_code == 422


def test_signing_in_in_place(
    with_tokens: None, session: Session, settings: Settings, client: PageClient
) -> None:
    person, card = make_person_with_card(session, settings)
    first = client.get("/sign-in", headers=IN_PLACE).get_json()
    assert first["person"] is None

    def enter(door: str, **typed: str) -> TestResponse:
        headers = IN_PLACE | {"X-CSRFToken": first["token"]}
        return client.post(f"/sign-in/{door}", data=typed, headers=headers)

    assert enter("card").get_json()["faults"].keys() == {"code", "pin"}
    wrong = enter("card", code=card.code, pin="000000")
    assert wrong.status_code == 422
    assert "prób" in wrong.get_json()["faults"]["pin"]
    assert client.get("/sign-in", headers=IN_PLACE).get_json()["person"] is None
    right = enter("card", code=card.code, pin=card.pin, shared="yes")
    assert right.get_json() == {"person": str(person.id), "token": first["token"]}
    assert client.get("/account").status_code == 200
    assert client.get("/sign-in", headers=IN_PLACE).get_json()["person"] == str(person.id)


def test_a_password_in_place_and_a_lost_token(
    with_tokens: None, session: Session, client: PageClient
) -> None:
    make_person_with_password(session, email="jan@example.org")
    lost = client.post("/sign-in/password", data={}, headers=IN_PLACE)
    assert (lost.status_code, lost.get_json()) == (400, {"error": "token"})
    token = client.get("/sign-in", headers=IN_PLACE).get_json()["token"]
    typed = {"email": "jan@example.org", "password": "zgaduję"}
    wrong = client.post("/sign-in/password", data=typed, headers=IN_PLACE | {"X-CSRFToken": token})
    assert (wrong.status_code, list(wrong.get_json()["faults"])) == (422, ["password"])


def test_without_scripts_a_lost_sign_in_keeps_what_the_answer_stands_on(
    client: PageClient, attempt: QuizAttempt
) -> None:
    typed = {"chosen": "a", "revision": "3", "request_key": "klucz", "person": "7", "go": "back"}
    answer = client.post(f"/attempts/{attempt.id}/1", data=typed, headers=OURS)
    assert answer.status_code == 401
    page = Page(answer.get_data(as_text=True))
    assert kept_on(page) == typed


def kept_on(page: Page) -> dict[str, str]:
    return {one.get("name", ""): (one.text or "").strip() for one in page.root.iter("textarea")}


@pytest.fixture
def alone(settings: Settings, authored_course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """An app whose database can be taken from it; SQLite waits for 20 ms instead of 5 s."""
    with own_app(settings, authored_course, tmp_path) as app:
        app.config["PROPAGATE_EXCEPTIONS"] = False
        app.test_client_class = PageClient
        with app.app_context():
            if db.engine.dialect.name == "sqlite":
                event.listen(db.engine, "connect", _wait_shortly)
        yield app


def _wait_shortly(connection: sqlite.Connection, _record: object) -> None:
    connection.execute("PRAGMA busy_timeout=20")


def _enter(app: Flask, course: Catalogue) -> PageClient:
    """Ana, who may write her first assignment."""
    with app.app_context(), Session(db.engine) as session:
        cast = make_cast(session)
        ana = cast.ana
        make_consents(session, cast.enrolment, ana)
        make_read(session, course, "m1", ana)
        make_attempt(session, course, "m1", ana)
        session.commit()
        client = app.test_client()
        assert isinstance(client, PageClient)
        client.environ_base["HTTP_X_PERSON"] = str(ana.id)
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{ana.id}:{ana.session_version}"
        return client


def test_a_busy_database_is_said_and_what_was_typed_comes_back(
    alone: Flask, authored_course: Catalogue
) -> None:
    url = alone.config["SQLALCHEMY_DATABASE_URI"]
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL makes nobody wait for the whole database")
    client = _enter(alone, authored_course)
    other = sqlite.connect(url.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        saved = client.put("/assignments/z1", data={"story": "x"}, headers={"If-Match": '"0"'})
        assert (saved.status_code, saved.get_json()["error"]) == (503, "busy")
        typed = {"kind": "group_meeting", "minutes": "30", "what": "Spotkanie"}
        answer = client.post("/language", data={"language": "en", **typed}, headers=OURS)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "5"
        page = Page(answer.get_data(as_text=True))
        assert kept_on(page) == {"language": "en", **typed}
        assert "busy just now" in page.text
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert client.post("/language", data={"language": "en"}).status_code == 303


def test_a_database_that_went_away_is_said_on_every_kind_of_request(
    alone: Flask, authored_course: Catalogue
) -> None:
    client = _enter(alone, authored_course)
    _take_away(alone, client)
    page = client.get("/account")
    assert (page.status_code, page.headers["Retry-After"]) == (503, "5")
    _take_away(alone, client)
    answer = client.post("/hat", data={"hat": "trainer"}, headers=OURS)
    assert answer.status_code == 503
    assert kept_on(Page(answer.get_data(as_text=True))) == {"hat": "trainer"}
    _take_away(alone, client)
    saved = client.put("/assignments/z1", data={}, headers={"If-Match": '"0"'})
    assert (saved.status_code, saved.get_json()["error"]) == (503, "busy")
    _give_back(alone)
    assert client.get("/account").status_code == 200


def _take_away(app: Flask, client: PageClient) -> None:
    """End every connection of PostgreSQL; put a folder where the file of SQLite was."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if url.get_backend_name() == "sqlite":
        with app.app_context():
            db.engine.dispose()
        file = Path(url.database)
        if file.is_file():
            file.rename(file.with_suffix(".away"))
            file.mkdir()
        return
    assert client.get("/account").status_code == 200  # so that there is a connection to end
    end = text(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    strangers = create_engine(url)
    with strangers.connect() as connection:
        connection.execute(end)
    strangers.dispose()


def _give_back(app: Flask) -> None:
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if url.get_backend_name() == "sqlite":
        file = Path(url.database)
        file.rmdir()
        file.with_suffix(".away").rename(file)
