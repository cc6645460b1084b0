"""Everybody of the cast tries every door; the doors that open are those of the written table."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person
from course.settings import Settings
from tests.make_scene import Objects, Scene, make_scene
from tests.people import Cast
from tests.web.access_table import EVERYBODY, WHO_MAY, Of

pytestmark = pytest.mark.usefixtures("monday")

SHUT = {401, 403, 404}
SIGN_IN_FIRST = "/sign-in?next="
NEWLY_TYPED = {"If-Match": '"0"', "Idempotency-Key": "first"}  # what saving while typing sends


@pytest.fixture
def scene(session: Session, settings: Settings, course: Catalogue, cast: Cast) -> Scene:
    made = make_scene(session, settings, course, cast)
    session.expunge_all()  # so that reading people begins nothing inside what is undone
    session.commit()
    return made


def test_the_table_names_every_door_and_no_other(app: Flask) -> None:
    named = {door.partition(":")[0] for door in WHO_MAY}
    assert named == {rule.endpoint for rule in app.url_map.iter_rules()}


@pytest.mark.parametrize("name", EVERYBODY.split())
def test_exactly_these_doors_open(
    app: Flask, connection: Connection, scene: Scene, name: str
) -> None:
    tries = _Tries(app, connection, scene.people.get(name))
    opened = {
        (door, whose) for door, whose in _doors(scene) if tries.opens(door, scene.objects[whose])
    }
    assert opened == {(door, whose) for door, whose in _doors(scene) if name in _may(door, whose)}


@dataclass(frozen=True, slots=True)
class _Tries:
    """One person's tries, each undone, so that no deed changes what the next one finds."""

    app: Flask
    connection: Connection
    person: Person | None

    def opens(self, door: str, objects: Objects) -> bool:
        """Whether a door opens: an answer that finds fault with the request lies behind it."""
        endpoint = door.partition(":")[0]
        [rule] = self.app.url_map.iter_rules(endpoint)
        [method] = (rule.methods or set()) - {"HEAD", "OPTIONS"}
        address = objects.address(self.app, door)
        point = self.connection.begin_nested()
        with self._browser().open(address, method=method, headers=self._told()) as answer:
            answer.get_data()  # what is sent while it is made writes at its end
            point.rollback()
        assert answer.status_code < 500, (door, answer.status_code)
        signing_in = (answer.location or "").startswith(SIGN_IN_FIRST)
        return answer.status_code not in SHUT and not signing_in

    def _told(self) -> dict[str, str]:
        return NEWLY_TYPED | ({"X-Person": str(self.person.id)} if self.person else {})

    def _browser(self) -> FlaskClient:
        browser = FlaskClient(self.app, self.app.response_class)
        if self.person is not None:
            with browser.session_transaction() as cookie:
                cookie["_user_id"] = f"{self.person.id}:{self.person.session_version}"
                cookie["_fresh"] = True
        return browser


def _doors(scene: Scene) -> Iterator[tuple[str, str]]:
    """Every door, and whose objects it opens to; where they are nobody's, one is enough."""
    for door, who in WHO_MAY.items():
        for whose in scene.objects if isinstance(who, Of) else ["ana"]:
            yield door, whose


def _may(door: str, whose: str) -> list[str]:
    who = WHO_MAY[door]
    return (who if isinstance(who, str) else getattr(who, whose)).split()
