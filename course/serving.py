"""What the server starts: it loads and checks the course, and refuses what must not be served."""

import logging
from datetime import date

from flask import Flask
from sqlalchemy import select

from content.statement import REVIEWED_ON, review_due_on
from course.app import STATIC, create_app
from course.catalogue import attach, load_catalogue
from course.clock import local_day, now
from course.database import reading
from course.issuer_keys import issuer_of
from course.jobs.standings import keep_missing_standings
from course.models import Programme
from course.settings import Settings, UnsafeSettings
from course.web.static_files import serve_static_files

logger = logging.getLogger(__name__)


def serve() -> Flask:
    """The app as the server runs it. Raises BrokenCourse, UnsafeSettings or SQLiteTooOld."""
    settings = Settings.from_environment()
    issuer_of(settings, year=local_day(now()).year)  # before anybody relies on it
    app = create_app(settings)
    attach(app, load_catalogue(settings.content_folder, settings.assessments_folder))
    mark_demonstration(app, settings)
    warn_of_statement(settings, today=local_day(now()))
    with app.app_context():
        keep_missing_standings(clock=now)
    serve_static_files(app, STATIC)
    return app


def mark_demonstration(app: Flask, settings: Settings) -> None:
    """Say on each page that the people are invented, where the database holds a demonstration.

    Raises UnsafeSettings when it would be served as real.
    """
    with app.app_context():
        found = reading().scalar(select(Programme.code).where(Programme.demonstration).limit(1))
    if found is not None and settings.production:
        message = f"programme {found} is a demonstration: use a database of its own"
        raise UnsafeSettings(message)
    app.jinja_env.globals["demonstration"] = found is not None


def warn_of_statement(settings: Settings, *, today: date) -> None:
    """Say what keeps the accessibility statement from being what the law asks of a public body."""
    if settings.production and settings.operator.missing:
        missing = ", ".join(settings.operator.missing)
        logger.warning("the accessibility statement is not complete: set %s", missing)
    if today > review_due_on(REVIEWED_ON):
        logger.warning("the accessibility statement was last reviewed on %s", REVIEWED_ON)
