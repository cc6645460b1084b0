"""Whichever page somebody opens, the navigation shows in which of their places it lies."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person
from course.settings import Settings
from tests.make_scene import make_scene
from tests.page_kinds import NO_PAGE, OF_ONE_LANGUAGE
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.access_table import WHO_MAY, Of

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]

NOWHERE = (
    "design.",
    "exchange.",
    "materials.",
    "offline.",
    "pages.",
    "people.",
    "search.",
    "study.",
    "certificates.verify",
)
"""What is open to many and lies in nobody's place of work."""

AT_A_THUMB = 4


def tabs(page: Page) -> list[tuple[str, bool]]:
    return [
        (tab.get("href", ""), tab.get("aria-current") == "page")
        for bar in page.root.iter("nav")
        if "tabs" in (bar.get("class") or "").split()
        for tab in bar.iter("a")
    ]


@pytest.mark.parametrize("name", ["carla", "adam"])
def test_each_page_of_the_office_lights_one_place(
    app: Flask,
    session: Session,
    settings: Settings,
    course: Catalogue,
    cast: Cast,
    signed_in_as: SignIn,
    name: str,
) -> None:
    scene = make_scene(session, settings, course, cast)
    client = signed_in_as(scene.people[name])
    dark = []
    for door, may in WHO_MAY.items():
        endpoint = door.partition(":")[0]
        [rule] = app.url_map.iter_rules(endpoint)
        shut = name not in (may.ana if isinstance(may, Of) else may).split()
        if "GET" not in (rule.methods or ()) or endpoint in {*NO_PAGE, *OF_ONE_LANGUAGE} or shut:
            continue
        if endpoint.startswith(NOWHERE):
            continue
        with client.get(scene.objects["ana"].address(app, door)) as answer:
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            page = Page(answer.get_data(as_text=True))
        lit = tabs(page)
        assert len(lit) <= AT_A_THUMB
        if [here for _, here in lit].count(True) != 1:
            dark.append(door)
    assert " ".join(dark) == ""
