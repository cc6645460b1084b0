"""An app with a database of its own, for tests in which several writers really commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from flask import Flask
from sqlalchemy import NullPool, create_engine, make_url, text

from course import catalogue, cli
from course.app import create_app
from course.catalogue import Catalogue
from course.database import db
from course.models import Base
from course.settings import Settings


@contextmanager
def own_app(settings: Settings, course: Catalogue, folder: Path) -> Iterator[Flask]:
    """The app on a fresh database of the kind that the tests run on; dropped afterwards."""
    url, drop = _fresh_database(settings.database_url, folder)
    app = create_app(replace(settings, database_url=url))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    catalogue.attach(app, course)
    cli.attach(app)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    try:
        yield app
    finally:
        with app.app_context():
            db.engine.dispose()
        drop()


def _fresh_database(url: str, folder: Path) -> tuple[str, Callable[[], None]]:
    if url.startswith("sqlite"):
        return f"sqlite:///{folder / 'own.db'}", lambda: None
    name = f"own_{uuid4().hex[:12]}"
    maker = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)

    def run(statement: str) -> None:
        with maker.connect() as connection:
            connection.execute(text(statement))

    run(f'CREATE DATABASE "{name}"')

    def drop() -> None:
        run(f'DROP DATABASE "{name}" WITH (FORCE)')
        maker.dispose()

    return make_url(url).set(database=name).render_as_string(hide_password=False), drop
