"""The scene of every route behind the server that people meet, on the Monday on which it happens.

Judges that look at pages from outside (browsers, checkers of HTML) ask here. Alone, as
`python -m tests.scene_served`, it prints one line of JSON and serves until its input ends.
"""

import json
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from http import HTTPStatus
from pathlib import Path

import time_machine
from flask import Flask

from content.languages import Language
from course import catalogue, serving
from course.app import create_app
from course.catalogue import Catalogue, load_catalogue
from course.database import db, writing
from course.models import Base, Person
from course.settings import ROOT, Settings
from tests.data_keys import DATA_KEYS
from tests.make import MONDAY
from tests.make_scene import make_scene
from tests.page_kinds import page_kinds
from tests.people import make_cast
from tests.serving import serve

Cookies = Mapping[str, Mapping[str, str]]

REFUSED = (
    ("nowhere", "/nowhere", ("ana", "nobody"), HTTPStatus.NOT_FOUND),
    ("not for her", "/programme", ("ana",), HTTPStatus.FORBIDDEN),
    ("not opened but pressed", "/sign-out", ("ana",), HTTPStatus.METHOD_NOT_ALLOWED),
)


@dataclass(frozen=True, slots=True)
class ServedPage:
    """A kind of page, where it lies, and who opens it: whom it is made for comes first.

    `forms` are expressions for the addresses of its forms that find fault with being sent empty.
    """

    door: str
    path: str
    people: Sequence[str]
    status: int = HTTPStatus.OK
    forms: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ServedScene:
    """Where the server answers, its pages, and the cookie with which somebody is signed in.

    Cookies are found by the language that is read, and then by the name of the cast.
    """

    address: str
    pages: Sequence[ServedPage]
    cookies: Cookies


@contextmanager
def serve_pages(folder: Path, course: Catalogue) -> Iterator[ServedScene]:
    """Make the scene in a database in this folder and serve it with two threads."""
    environment = {
        "COURSE_FOLDER": str(folder),
        "SECRET_KEY": "a secret of the scene of the judges",
        "DATA_KEYS": ",".join(DATA_KEYS),
    }
    settings = Settings.from_environment(environment)
    with time_machine.travel(MONDAY, tick=False):
        pages, cookies = _made(settings, course)
    granian = Path(sys.executable).with_name("granian")
    served = [
        *(str(granian), "--interface", "wsgi", "--factory", "--host", "127.0.0.1"),
        *("--port", "{port}", "--workers", "1", "--blocking-threads", "2"),
        "tests.scene_served:on_monday",
    ]
    with serve(served, environment) as address:
        yield ServedScene(address, pages, cookies)


def on_monday() -> Flask:
    """The app as the server runs it, on the day of the scene; its clock goes on from there."""
    time_machine.travel(MONDAY, tick=True).start()
    return serving.serve()


def _made(settings: Settings, course: Catalogue) -> tuple[list[ServedPage], Cookies]:
    app = create_app(settings)
    catalogue.attach(app, course)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with writing() as session:
            scene = make_scene(session, settings, course, make_cast(session))
            pages = [
                ServedPage(
                    kind.door,
                    scene.objects["ana"].address(app, kind.door),
                    kind.people,
                    forms=[_shape(app, form) for form in kind.forms],
                )
                for kind in page_kinds(app)
            ]
            cookies = {
                language.value: {
                    name: _cookie(app, person, language) for name, person in scene.people.items()
                }
                for language in Language
            }
        db.engine.dispose()
    return pages + [ServedPage(*refused) for refused in REFUSED], cookies


def _shape(app: Flask, endpoint: str) -> str:
    """What every address of a door looks like, as an expression."""
    [rule] = app.url_map.iter_rules(endpoint)
    return f"^{re.sub('<[^>]+>', '[^/]+', rule.rule)}$"


def _cookie(app: Flask, person: Person, language: Language) -> str:
    """What the browser of somebody holds who has just signed in."""
    signer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
    kept = {
        "_user_id": f"{person.id}:{person.session_version}",
        "_fresh": True,
        "language": language.value,
    }
    return str(signer.dumps(kept))


def main() -> None:
    """Serve until the judge closes our input."""
    course = load_catalogue(ROOT / "content", ROOT / "assessments")
    with (
        tempfile.TemporaryDirectory(prefix="scene-") as folder,
        serve_pages(Path(folder), course) as scene,
    ):
        sys.stdout.write(f"{json.dumps(asdict(scene))}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
