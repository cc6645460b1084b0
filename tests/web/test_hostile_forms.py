"""Every form of practice and of the end gets what no person types: no answer is our fault."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person
from course.settings import Settings
from course.web.writers import FIELD
from tests.make_scene import Scene, make_scene
from tests.pages import Page
from tests.people import Cast
from tests.reliability.scene import FULL_SIZE
from tests.web.access_table import WHO_MAY, Of

pytestmark = pytest.mark.usefixtures("monday")

PRACTICAL = (
    *("arrangements", "assignments", "entering", "fieldwork"),
    *("marking", "meetings", "observations", "rows"),
)
AT_THE_END = ("certificates", "credentials", "panels", "programmes", "records", "validation")
HOSTILE = {
    "what PostgreSQL does not keep": "a\x00b" * 20,
    "more digits than Python reads": "9" * 5_000,
    "more than a row has": "99999999999999999999",
    "the last day there is": "9999-12-31",
    "less than nothing": "-1",
}
LEFT = {"csrf_token", FIELD}
"""Whoever changes these two is refused before anything is read."""
ROUNDS = len(HOSTILE) if FULL_SIZE else 2
_LATER_ROW = re.compile(r"-[1-9]\d*-")  # the first row of a table stands for all


@pytest.fixture
def scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Scene:
    made = make_scene(session, settings, course, cast)
    session.expunge_all()
    session.commit()
    return made


@dataclass
class Hostile:
    """Somebody who may, and sends what nobody types; each try is undone."""

    app: Flask
    connection: Connection
    scene: Scene
    found: set[str] = field(default_factory=set)
    answers: Counter[int] = field(default_factory=Counter)
    learns: bool = True

    def send(self, door: str, method: str, name: str, data: Mapping[str, object]) -> int:
        person = self.scene.people[name]
        address = self.scene.objects["ana"].address(self.app, door)
        query = data if method == "GET" else {}
        point = self.connection.begin_nested()
        with self._browser(person).open(
            address, method=method, data=data, query_string=query, headers={"If-Match": '"0"'}
        ) as answer:
            html = answer.mimetype == "text/html"
            sent = answer.get_data()  # what is sent while it is made writes at its end
            page = sent.decode() if self.learns and html else ""
            point.rollback()
        if page:
            self._learn(Page(page))
        self.answers[answer.status_code] += 1
        return answer.status_code

    def _learn(self, page: Page) -> None:
        """Which fields there are."""
        for kind in ("input", "textarea", "select", "button"):
            names = {one.get("name", "") for one in page.root.iter(kind)}
            self.found |= {name for name in names if name and not _LATER_ROW.search(name)} - LEFT

    def _browser(self, person: Person) -> FlaskClient:
        browser = FlaskClient(self.app, self.app.response_class)
        browser.environ_base["HTTP_X_PERSON"] = str(person.id)
        with browser.session_transaction() as cookie:
            cookie["_user_id"] = f"{person.id}:{person.session_version}"
            cookie["_fresh"] = True
        return browser


def doors(app: Flask, part: Collection[str]) -> Iterator[tuple[str, str, list[str]]]:
    """Each door of a part with its method, and who may open it to what is Ana's."""
    for door, who in WHO_MAY.items():
        endpoint = door.partition(":")[0]
        if endpoint.partition(".")[0] in part:
            [rule] = app.url_map.iter_rules(endpoint)
            [method] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            names = (who.ana if isinstance(who, Of) else who).removesuffix(" nobody").split()
            if names:
                yield door, method, names


@pytest.mark.parametrize("part", [PRACTICAL, AT_THE_END], ids=["practice", "the end"])
def test_no_form_breaks(
    app: Flask, connection: Connection, scene: Scene, part: Collection[str]
) -> None:
    hostile, every = Hostile(app, connection, scene), list(doors(app, part))
    for door, method, names in every:
        for name in names if method == "GET" else ():
            hostile.send(door, method, name, {})
    hostile.learns = False
    hostile.answers.clear()
    broken = [
        (door, why)
        for door, method, names in every
        for why, value in list(HOSTILE.items())[:ROUNDS]
        if hostile.send(door, method, names[0], dict.fromkeys(hostile.found, value)) >= 500
    ]
    assert broken == []
    assert hostile.answers[403] < hostile.answers[422], "what was typed was read at most doors"
