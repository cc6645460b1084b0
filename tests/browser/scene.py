"""A programme on the day before its first trainee: staff, promises and a frozen standard."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from content.languages import Language
from course import catalogue
from course.actions.links import make_sign_in_link
from course.actions.people import add_person, grant_role
from course.actions.programmes import create_programme
from course.actions.promises import Promise, promise_indicator
from course.actions.validation import freeze_standard
from course.app import create_app
from course.catalogue import Catalogue
from course.clock import local_day, now
from course.database import writing
from course.models import Person, Programme
from course.settings import ROOT, Settings
from course.sign_in_secrets import token_of
from course.terms import AddressForm, Indicator, LinkPurpose, Role
from tests.serving import serve

CODE = "Q93873"
DATABASE = "course.db"
STAFF = {
    "carla": ("Katarzyna Żurek", Role.COORDINATOR),
    "cyryl": ("Tomasz Wilk", Role.COORDINATOR),
    "ben": ("Marta Sowa", Role.TRAINER),
    "olga": ("Olga Mazur", Role.VALIDATOR),
    "piotr": ("Piotr Lis", Role.VALIDATOR),
    "inga": ("Inga Bąk", Role.VALIDATOR),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """Where the server answers, and a one-time address for each of the staff."""

    address: str
    doors: Mapping[str, str]
    environment: Mapping[str, str]

    def indicators(self) -> str:
        """What `flask indicators --json` prints now."""
        return subprocess.run(
            [sys.executable, "-m", "flask", "indicators", CODE, "--json"],
            env={**os.environ, **self.environment},
            capture_output=True,
            check=True,
            text=True,
            timeout=60,
        ).stdout


@contextmanager
def open_scene(
    folder: Path, course: Catalogue, rule: str = "pilot", *, course_dir: Path = ROOT
) -> Iterator[Scene]:
    """Make the database, set the scene through the app's own actions, and serve it."""
    environment = {
        "COURSE_DIR": str(course_dir),
        "COURSE_FOLDER": str(folder),
        "SECRET_KEY": "a secret of the browser tests only",
    }
    settings = Settings.from_environment(environment)
    (folder / DATABASE).write_bytes(_migrated())
    doors = _set_scene(settings, course, rule)
    with serve_scene(environment) as address:
        yield Scene(address, doors, environment)


@cache
def _migrated() -> bytes:
    """A database with every migration and nothing else: made once, because it takes seconds."""
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "COURSE_FOLDER": folder}
        command = [sys.executable, "-m", "flask", "db", "upgrade"]
        subprocess.run(command, env=environment, check=True, timeout=60)
        return Path(folder, DATABASE).read_bytes()


@contextmanager
def serve_scene(environment: Mapping[str, str], *, folder: Path = ROOT) -> Iterator[str]:
    """The address at which a scene is served whose database is made, by the code of a folder."""
    granian = Path(sys.executable).with_name("granian")
    served = [
        *(
            "env",
            "-C",
            str(folder),
            str(granian),
            "--interface",
            "wsgi",
            "--factory",
            "--host",
            "127.0.0.1",
        ),
        *("--port", "{port}", "--workers", "1", "--blocking-threads", "4"),
        "course.serving:serve",
    ]
    with serve(served, environment) as address:
        yield address


def _set_scene(settings: Settings, course: Catalogue, rule: str) -> dict[str, str]:
    app = create_app(settings)
    catalogue.attach(app, course)
    past = now() - timedelta(days=30)
    with app.app_context(), writing() as session:
        programme = _make_programme(session, at=past)
        freeze_standard(session, programme, course.rules[rule], by=None, at=past)
        links = {
            key: make_sign_in_link(
                session,
                _make_staff(session, programme, key, at=past),
                LinkPurpose.SIGN_IN,
                by=None,
                at=now(),
            )
            for key in STAFF
        }
        session.flush()
        key_of_links = settings.key("links")
        return {name: f"/link/{token_of(link, key_of_links)}" for name, link in links.items()}


def _make_programme(session: Session, *, at: datetime) -> Programme:
    programme = create_programme(
        session,
        code=CODE,
        title_pl="Społecznie Zorganizowani",
        title_en="Socially Organised",
        project_number="POWR.04.03.00-00-0093/18",
        funder="Europejski Fundusz Społeczny",
        starts_on=local_day(at),
        ends_on=local_day(at + timedelta(days=300)),
        standard_code="organizator-spoleczny-pilot",
        demonstration=False,
        by=None,
        at=at,
    )
    for indicator, target in ((Indicator.QUALIFIED_ORGANISERS, 12), (Indicator.INSTITUTIONS, 6)):
        promised = Promise(
            target=target, unit="osoba", source_of_measurement="protokół walidacji i certyfikaty"
        )
        promise_indicator(session, programme, indicator, promised, by=None, at=at)
    return programme


def _make_staff(session: Session, programme: Programme, key: str, *, at: datetime) -> Person:
    name, role = STAFF[key]
    person = add_person(
        session,
        name=name,
        email=f"{key}@example.org",
        language=Language.PL,
        address_form=AddressForm.NEUTRAL,
        by=None,
        at=at,
    )
    grant_role(session, person, role, programme=programme, by=None, at=at)
    return person
