"""What the server starts: it loads and checks the course, and refuses what must not be served."""

from flask import Flask
from sqlalchemy import select
from whitenoise import WhiteNoise

from course.app import STATIC, create_app
from course.catalogue import attach, load_catalogue
from course.clock import local_day, now
from course.database import reading
from course.issuer_keys import issuer_of
from course.jobs.standings import keep_missing_standings
from course.models import Programme
from course.settings import Settings, UnsafeSettings

FOR_EVER = 365 * 24 * 3600


def serve() -> Flask:
    """The app as the server runs it. Raises BrokenCourse, UnsafeSettings or SQLiteTooOld."""
    settings = Settings.from_environment()
    issuer_of(settings, year=local_day(now()).year)  # before anybody relies on it
    app = create_app(settings)
    attach(app, load_catalogue(settings.content_folder, settings.assessments_folder))
    mark_demonstration(app, settings)
    with app.app_context():
        keep_missing_standings(clock=now)
    # The address of each static file carries a digest of them all, so it never changes its meaning.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the usual way to wrap an app
        app.wsgi_app,
        root=STATIC,
        prefix=app.static_url_path,
        max_age=FOR_EVER,
        allow_all_origins=False,
    )
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
