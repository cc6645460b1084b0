"""Wires the service together and decides nothing. It does not read the course: see `serving`."""

import hashlib
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from course import database
from course.settings import Settings
from course.web import (
    access,
    arrangements,
    arrival,
    asking,
    assignments,
    booklets,
    calendar,
    certificates,
    cohorts,
    compression,
    credentials,
    design,
    entering,
    errors,
    exchange,
    fieldwork,
    incoming,
    institutions,
    jinja,
    lists,
    marking,
    materials,
    meetings,
    notes,
    numbers,
    observations,
    offline,
    pages,
    panels,
    participants,
    people,
    programmes,
    quiz_keeping,
    quizzes,
    records,
    rows,
    searching,
    security,
    snapshots,
    study,
    totals,
    validation,
    visitors,
)

STATIC = Path(__file__).parent / "static"
SUBJECTS = (
    arrangements,
    asking,
    assignments,
    booklets,
    calendar,
    certificates,
    cohorts,
    credentials,
    entering,
    exchange,
    fieldwork,
    institutions,
    lists,
    marking,
    materials,
    meetings,
    notes,
    observations,
    offline,
    pages,
    panels,
    participants,
    people,
    programmes,
    quiz_keeping,
    quizzes,
    records,
    rows,
    searching,
    snapshots,
    study,
    totals,
    validation,
)


def create_app(settings: Settings) -> Flask:
    """The service with its doors and engine; `serving` attaches the course, `cli` the commands."""
    app = Flask("course", static_url_path=f"/static/{_digest_of(STATIC)}")
    app.request_class = incoming.CarefulRequest
    app.secret_key = settings.key("sessions")
    app.config.update(SETTINGS=settings, BUILD=_digest_of(STATIC.parent))
    app.wsgi_app = ProxyFix(  # type: ignore[method-assign]  # the usual way to wrap an app
        app.wsgi_app, x_for=settings.proxies, x_proto=0
    )
    database.attach(app, settings)
    arrival.attach(app)
    for door in (numbers, compression, visitors, errors):
        door.attach(app)
    jinja.attach(app, settings)
    security.attach(app, settings)
    for blueprint in dict.fromkeys(subject.bp for subject in SUBJECTS):
        app.register_blueprint(blueprint)  # a subject of several files has one
    if not settings.production:
        app.register_blueprint(design.bp)
    access.attach(app)
    return app


def _digest_of(folder: Path) -> str:
    """A name that changes with any file of a folder, so that browsers may keep what bears it."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
