"""The course as its readers will see it, while it is being written: `flask content preview`.

Each change of a file is read at the next request, and an open page asks for it every second. Nobody
signs in: the visitor is an invented trainer, in a database that goes away at the end.
"""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from threading import Lock

from flask import Flask, Response, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from content.faults import AuthoringFault, BrokenCourse
from content.languages import Language
from course.actions.people import add_person, grant_role
from course.actions.programmes import create_programme
from course.app import create_app
from course.catalogue import attach, load_catalogue
from course.clock import local_day, now
from course.database import db, reading, writing
from course.models import Base, Person
from course.settings import Settings
from course.terms import AddressForm, Role
from course.web.visitors import sign_in, visitor_or_none

STAMP = "/preview/stamp"
_YEAR = timedelta(days=365)


@dataclass(slots=True)
class LiveCourse:
    """The course of an app, read anew whenever a file of it has changed."""

    app: Flask
    content: Path
    assessments: Path
    stamp: str = ""
    faults: tuple[AuthoringFault, ...] = field(default=())
    _reading: Lock = field(default_factory=Lock)

    def look(self) -> None:
        """Read what has changed; a course that cannot be read leaves its faults.

        Who asks meanwhile waits, so that no page with the old text carries the new stamp.
        """
        with self._reading:
            stamp = sha256("\n".join(self._files()).encode()).hexdigest()[:16]
            if stamp == self.stamp:
                return
            try:
                attach(self.app, load_catalogue(self.content, self.assessments))
                self.faults = ()
            except BrokenCourse as broken:
                self.faults = broken.faults
            self.stamp = stamp

    def _files(self) -> Iterator[str]:
        for folder in (self.content, self.assessments):
            for path in sorted(folder.rglob("*")):
                if path.suffix in {".md", ".yaml", ".svg"}:
                    stat = path.stat()
                    yield f"{path} {stat.st_mtime_ns} {stat.st_size}"


def preview_app(settings: Settings, folder: Path) -> Flask:
    """An app that shows the course of these settings and keeps its own data in a folder."""
    own = replace(
        settings,
        database_url=f"sqlite:///{folder / 'preview.db'}",
        files_folder=folder / "files",
        secret_key=secrets.token_urlsafe(48),  # whoever is let in here is let in nowhere else
        production=False,
    )
    app = create_app(own)
    app.config["SESSION_COOKIE_NAME"] = "preview"  # cookies know no ports
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with writing() as session:
            reader_id = _add_reader(session).id
    live = LiveCourse(app, settings.content_folder, settings.assessments_folder)

    def read_anew() -> ResponseReturnValue | None:
        if request.endpoint == "static":
            return None
        live.look()
        g.stamp = live.stamp
        if request.path == STAMP:
            return {"stamp": g.stamp}
        if visitor_or_none() is None:
            sign_in(reading().get_one(Person, reader_id), for_long=False)
        if live.faults:
            return render_template("materials/faults.html", faults=live.faults), 422
        return None

    app.before_request_funcs.setdefault(None, []).insert(0, read_anew)  # before the guard
    app.after_request(_watching)
    return app


def _watching(response: Response) -> Response:
    """A page that asks for changes, and that no browser keeps."""
    if response.mimetype == "text/html":
        script = url_for("static", filename="js/preview.js")
        tag = f'<script type="module" src="{script}" data-stamp="{g.stamp}"></script></body>'
        response.set_data(response.get_data(as_text=True).replace("</body>", tag))
        response.headers.pop("ETag", None)
    return response


def _add_reader(session: Session) -> Person:
    today = local_day(now())
    programme = create_programme(
        session,
        code="PODGLAD",
        title_pl="Podgląd kursu",
        title_en="Preview of the course",
        project_number="–",
        funder="–",
        starts_on=today,
        ends_on=today + _YEAR,
        standard_code="podglad",
        demonstration=True,
        by=None,
        at=now(),
    )
    reader = add_person(
        session,
        name="Podgląd",
        email="podglad@example.org",
        language=Language.PL,
        address_form=AddressForm.NEUTRAL,
        by=None,
        at=now(),
    )
    grant_role(session, reader, Role.TRAINER, programme=programme, by=None, at=now())
    return reader
