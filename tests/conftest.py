"""The app on a prepared database; each test leaves nothing behind."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import cast

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course import catalogue, cli
from course.app import create_app
from course.catalogue import Catalogue, load_catalogue
from course.database import db
from course.models import Base, Person, QuizAttempt
from course.settings import ROOT, Settings
from tests.data_keys import DATA_KEYS
from tests.kept import KEEPING
from tests.make_credentials import keep_key, make_issuer
from tests.make_recounting import QUESTIONS, make_open, make_taken
from tests.make_study import make_attempt
from tests.pages import PageClient
from tests.people import Cast, make_cast
from tests.quiz_pages import whole_banks_asked

SAYS_NOTHING = {"", "unconditional skip"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Let a test that is skipped without a reason fail: nobody would know that it is not run."""
    report = yield
    if report.skipped and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped").removeprefix(":").strip()
        if reason in SAYS_NOTHING:
            report.outcome, report.longrepr = "failed", "skipped without a reason"
    return report


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> str:
    """PostgreSQL where TEST_DATABASE_URL names one, SQLite otherwise; a database per worker."""
    given = os.environ.get("TEST_DATABASE_URL")
    if not given:
        return f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
    name = f"course_{worker_id}"
    engine = create_engine(given, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{name}"'))
    engine.dispose()
    return make_url(given).set(database=name).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        database_url=database_url,
        secret_key="a secret of the tests, long enough",
        data_keys=DATA_KEYS,
        base_url="http://localhost",
        files_folder=tmp_path_factory.mktemp("files"),
        issuer_keys=keep_key(tmp_path_factory.mktemp("issuer-keys"), make_issuer()),
        cheap_secrets=True,
    )


@pytest.fixture(scope="session")
def authored_course() -> Catalogue:
    return load_catalogue(ROOT / "content", ROOT / "assessments")


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    """The course of the app; a file of tests may take another in its place."""
    return authored_course


@pytest.fixture(scope="session")
def prepared_app(settings: Settings, authored_course: Catalogue) -> Iterator[Flask]:
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = PageClient
    catalogue.attach(app, authored_course)
    cli.attach(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def connection(prepared_app: Flask) -> Iterator[Connection]:
    """One connection in one transaction that is undone at the end, whatever was committed in it."""
    with prepared_app.app_context():
        engines = cast("dict[str | None, Engine | Connection]", db.engines)
        engine = db.engine
    # No app context stays open: requests would share its `g`, and so each other's visitor.
    with engine.connect() as connection:
        outer = connection.begin()
        engines[None] = connection
        try:
            yield connection
        finally:
            engines[None] = engine
            outer.rollback()


@pytest.fixture
def app(prepared_app: Flask, connection: Connection) -> Flask:
    return prepared_app


@pytest.fixture
def session(app: Flask, connection: Connection) -> Iterator[Session]:
    """The test's own eyes and hands; requests see what it flushed."""
    with Session(connection, join_transaction_mode="create_savepoint") as session:
        yield session


@pytest.fixture
def client(app: Flask, session: Session) -> PageClient:
    """A browser that checks every page it gets."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    client.watch(session)
    return client


@pytest.fixture
def signed_in_as(app: Flask, session: Session) -> Callable[[Person], PageClient]:
    """A browser in which this person is signed in."""

    def sign_in(person: Person) -> PageClient:
        client = app.test_client()
        assert isinstance(client, PageClient)
        client.watch(session)
        client.environ_base["HTTP_X_PERSON"] = str(person.id)  # told by the script of each page
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{person.id}:{person.session_version}"
            cookie["_fresh"] = True
        return client

    return sign_in


@pytest.fixture(name="cast")
def the_cast(session: Session) -> Cast:
    return make_cast(session)


@pytest.fixture
def whole_banks(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    """The course with quizzes that ask every question in order, to be taken as `course`."""
    with whole_banks_asked(prepared_app, authored_course) as whole:
        yield whole


@pytest.fixture
def quiz(session: Session, cast: Cast, course: Catalogue) -> Quiz:
    """The quiz of module 1, open to Ana."""
    make_open(session, course, cast.enrolment, cast.ana)
    return course.quizzes["m1"]


@pytest.fixture
def attempt(session: Session, cast: Cast, course: Catalogue, quiz: Quiz) -> QuizAttempt:
    """Ana has begun the quiz of module 1."""
    return make_attempt(session, course, quiz.slug, cast.ana)


@pytest.fixture
def bank(course: Catalogue) -> Quiz:
    """The quiz of module 1 as it is written."""
    return course.quizzes["m1"]


@pytest.fixture
def taken(session: Session, cast: Cast, course: Catalogue) -> QuizAttempt:
    """In the small quiz of module 1 Ana had three of four right: 75 %, passed."""
    make_open(session, course, cast.enrolment, cast.ana)
    return make_taken(session, course, cast.ana, wrong=[QUESTIONS[0]])


@pytest.fixture
def queries(connection: Connection) -> Callable[[], AbstractContextManager[list[str]]]:
    """What the database is asked while a block runs."""

    @contextmanager
    def record() -> Iterator[list[str]]:
        statements: list[str] = []

        def remember(used: Connection, _cursor: object, statement: str, *_: object) -> None:
            if not used.info.get(KEEPING) and not statement.startswith(
                ("SAVEPOINT", "RELEASE", "ROLLBACK")
            ):
                statements.append(statement)

        event.listen(connection, "before_cursor_execute", remember)
        try:
            yield statements
        finally:
            event.remove(connection, "before_cursor_execute", remember)

    return record


@pytest.fixture(autouse=True)
def _push_request_context() -> None:
    """Keep pytest-flask from leaving a request open: all requests of a test would share its `g`."""


@pytest.fixture(autouse=True)
def no_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing is written beside the code by accident."""
    monkeypatch.setenv("COURSE_FOLDER", str(tmp_path / "var"))
