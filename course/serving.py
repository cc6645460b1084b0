"""What the server starts: it loads and checks the course, and refuses what must not be served."""

from flask import Flask
from sqlalchemy import select
from whitenoise import WhiteNoise

from course.app import STATIC, create_app
from course.catalogue import attach, load_catalogue
from course.database import reading
from course.models import Programme
from course.settings import Settings, UnsafeSettings

FOR_EVER = 365 * 24 * 3600


def serve() -> Flask:
    """The app as the server runs it. Raises BrokenCourse, UnsafeSettings or SQLiteTooOld."""
    settings = Settings.from_environment()
    app = create_app(settings)
    attach(app, load_catalogue(settings.content_folder, settings.assessments_folder))
    if settings.production:
        refuse_demonstration(app)
    # The address of each static file carries a digest of them all, so it never changes its meaning.
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # the usual way to wrap an app
        app.wsgi_app,
        root=STATIC,
        prefix=app.static_url_path,
        max_age=FOR_EVER,
        allow_all_origins=False,
    )
    return app


def refuse_demonstration(app: Flask) -> None:
    """Raise UnsafeSettings when a database with invented people would be served as real."""
    with app.app_context():
        found = reading().scalar(select(Programme.code).where(Programme.demonstration).limit(1))
    if found is not None:
        message = f"programme {found} is a demonstration: use a database of its own"
        raise UnsafeSettings(message)
