"""The list of page kinds leaves out nothing: whatever answers with a page is judged as one."""

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

import pytest
from flask import Flask
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person
from course.settings import Settings
from tests.make_scene import make_scene
from tests.page_kinds import (
    FOR_STRANGERS,
    NO_PAGE,
    OF_ONE_LANGUAGE,
    ONE_OF_EACH,
    SENT_EMPTY,
    page_kinds,
)
from tests.pages import Page, PageClient
from tests.people import Cast
from tests.web.access_table import WHO_MAY, Of

pytestmark = pytest.mark.usefixtures("monday")


def test_every_page_and_every_form_that_finds_fault_is_listed_and_no_other_is(
    app: Flask,
    client: PageClient,
    connection: Connection,
    signed_in_as: Callable[[Person], PageClient],
    session: Session,
    settings: Settings,
    course: Catalogue,
    cast: Cast,
) -> None:
    scene = make_scene(session, settings, course, cast)
    browsers = {name: signed_in_as(scene.people[name]) for name in ONE_OF_EACH} | {"nobody": client}
    shown, at_fault = set(), dict[str, str]()
    for door, name in _openers(app):
        path = scene.objects["ana"].address(app, door)
        with browsers[name].get(path) as answer:
            if answer.status_code != 200 or answer.mimetype != "text/html":
                continue
            shown.add(door)
            page = Page(answer.get_data(as_text=True))
        for endpoint, address, sent in _forms(app, page, path):
            if endpoint not in at_fault:
                point = connection.begin_nested()
                alone = signed_in_as(scene.people[name]) if name in scene.people else client
                if alone.post(address, data=sent).status_code == 422:
                    at_fault[endpoint] = door
                point.rollback()
    assert {kind.door for kind in page_kinds(app)} == shown
    assert at_fault == SENT_EMPTY


def test_what_is_set_apart_is_still_there(app: Flask) -> None:
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    assert {*NO_PAGE, *OF_ONE_LANGUAGE, *FOR_STRANGERS} <= there


def _openers(app: Flask) -> Iterator[tuple[str, str]]:
    """Every door that opens with GET, page or not, and who opens it first."""
    for door, who in WHO_MAY.items():
        [rule] = app.url_map.iter_rules(door.partition(":")[0])
        may = (who.ana if isinstance(who, Of) else who).split()
        names = [name for name in (*ONE_OF_EACH, "nobody") if name in may]
        names = ["nobody"] if door in FOR_STRANGERS else names
        if "GET" in (rule.methods or set()) and names:
            yield door, names[0]


def _forms(app: Flask, page: Page, path: str) -> Iterator[tuple[str, str, dict[str, str]]]:
    """The forms of a page that write: their endpoints, their addresses, what they send empty."""
    for form in page.root.iterfind(".//main//form"):
        if (form.get("method") or "").lower() == "post":
            address = urljoin(path, form.get("action") or path)
            adapter = app.url_map.bind("localhost")
            endpoint, _ = adapter.match(urlsplit(address).path, method="POST")
            yield endpoint, address, dict(_sent_empty(form))


def _sent_empty(form: ET.Element) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form in which nothing is typed, ticked or chosen."""
    for field in form.iter():
        name, kind = field.get("name"), field.get("type", "")
        if not name or field.tag not in {"input", "textarea", "select"}:
            continue
        if kind == "hidden":
            yield name, field.get("value", "")
        elif kind not in {"checkbox", "radio", "file", "submit"}:
            yield name, ""
