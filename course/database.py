"""The engine, and SQLite made to keep its word: `reading()` to look, `with writing():` to act."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from pathlib import Path
from time import monotonic
from typing import Any, TypeGuard, cast

import pysqlite3.dbapi2 as sqlite
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session as FlaskSession
from sqlalchemy import Connection, Dialect, Engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from course.models import Base
from course.settings import Settings
from course.standings import forget_noted, keep_noted

# Older releases can corrupt a database in WAL mode with two writers.
SAFE_SQLITE = (3, 51, 3)
RESTED_SECONDS = 2  # asking before every use would cost each page a journey to the server


class LookingSession(FlaskSession):
    """Looks at PostgreSQL without a transaction; `writing()` asks for one.

    Nothing is lost, because there each statement sees what is committed when it begins; and a
    ROLLBACK at the end of each look would make the driver forget its prepared statements.
    """

    def get_bind(self, *asked: Any, **named: Any) -> Engine | Connection:  # noqa: ANN401 -- SQLAlchemy's own signature
        bind = super().get_bind(*asked, **named)
        return _without_transaction(bind) if _is_postgres(bind) else bind


# A session bound to a connection that is already in a transaction works inside savepoints:
# this is how tests undo what a request committed. It changes nothing for ordinary sessions.
db = SQLAlchemy(
    model_class=Base,
    session_options={
        "class_": LookingSession,
        "join_transaction_mode": "create_savepoint",
    },
)


class SQLiteTooOld(Exception):
    """The SQLite library of this Python may corrupt the database."""


def attach(app: Flask, settings: Settings) -> None:
    """Give the app its engine."""
    url = make_url(settings.database_url)
    options: dict[str, Any] = {}
    if url.get_backend_name() == "sqlite":
        if sqlite.sqlite_version_info < SAFE_SQLITE:
            raise SQLiteTooOld(sqlite.sqlite_version)
        options = {"module": sqlite}
        if url.database:
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = options
    db.init_app(app)
    with app.app_context():
        keep_word(db.engine)


def keep_word(engine: Engine) -> None:
    """Make SQLite durable, checked and honest about transactions; notice when PostgreSQL left."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "checkin", _note_rest)
        event.listen(engine, "checkout", partial(_wake, engine.dialect))


def _is_postgres(bind: Engine | Connection) -> TypeGuard[Engine]:
    """Whether this is PostgreSQL itself, and not a connection in a transaction of somebody else."""
    return isinstance(bind, Engine) and bind.dialect.name == "postgresql"


@cache
def _without_transaction(engine: Engine) -> Engine:
    """The same engine, made once; its connections are those of the engine."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 -- a driver's connection
    connection.isolation_level = None  # the driver begins too late; `_begin_sqlite` does it in time
    for pragma in (
        "busy_timeout=5000",
        "foreign_keys=ON",
        "journal_mode=WAL",
        "synchronous=FULL",  # acknowledged means on the disk
    ):
        connection.execute(f"PRAGMA {pragma}")


def _note_rest(_connection: object, record: ConnectionPoolEntry) -> None:
    record.info["resting_since"] = monotonic()


def _wake(
    dialect: Dialect, connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object
) -> None:
    """Ask a connection that rested whether its server is still there; the pool makes a new one."""
    if monotonic() - record.info.get("resting_since", monotonic()) < RESTED_SECONDS:
        return
    try:
        dialect.do_ping(connection)
    except dialect.loaded_dbapi.Error as gone:
        raise DisconnectionError from gone


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # waits for nobody, so no error needs translation, and every request begins with it
        connection.connection.cursor().execute("BEGIN")


def reading() -> Session:
    """The request's session, for looking. What it loads is expired when a write begins."""
    return cast("Session", db.session())


@contextmanager
def writing() -> Iterator[Session]:
    """One write: ends the read, queues for its turn, and commits when the block ends.

    Before it commits, the standings are made anew of everybody whom its deeds concerned. Anything
    raised inside undoes everything. Keep the block to milliseconds: no images, no hashing of
    passwords, no PDF.
    """
    session = reading()
    session.rollback()
    forget_noted(session)
    bind = session.get_bind()
    transaction = {"isolation_level": "READ COMMITTED"} if _is_postgres(bind) else {}
    with _turn(bind):
        session.connection(execution_options={"writing": True, **transaction})
        try:
            yield session
            keep_noted(session)
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def _turn(bind: Engine | Connection) -> Iterator[None]:
    """Queue SQLite's writers at a lock file: its own waiting sleeps and starves some of them."""
    database = bind.engine.url.database if bind.dialect.name == "sqlite" else None
    if not database or database == ":memory:":
        with nullcontext():
            yield
        return
    with Path(f"{database}.turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
