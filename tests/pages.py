"""A test client that checks every page it gets: every web test is also an HTML test."""

from typing import Any
from xml.etree import ElementTree as ET

import html5lib
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.kept import keep_when_changed

FIELDS = {"input", "select", "textarea"}
WITHOUT_LABEL = {"hidden", "submit", "button"}


class BadPage(AssertionError):
    """A page that would fail somebody."""


class PageClient(FlaskClient):
    """A browser whose session of the test is told when a request may have changed rows."""

    _session: Session | None = None

    def watch(self, session: Session) -> None:
        self._session = session

    def open(self, *args: Any, **options: Any) -> TestResponse:
        if self._session is not None:
            keep_when_changed(self._session)
            self._session.commit()  # only releases the test's savepoint
        with self.application.app_context():  # of its own: a test may stand in one already
            response = super().open(*args, **options)
        if self._session is not None:
            self._session.expire_all()
        if response.mimetype == "text/html" and not 300 <= response.status_code < 400:
            check_page(response.get_data(as_text=True))
        return response

    def page(self, address: str, **options: Any) -> "Page":
        """The page at an address, which must answer 200."""
        response = self.get(address, **options)
        assert response.status_code == 200, (address, response.status_code)
        return Page(response.get_data(as_text=True))


class Page:
    """What a person reads on a page."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.root = _parse(html)

    @property
    def text(self) -> str:
        """The words of the main part, spaces folded (hard ones too)."""
        main = self.root.find(".//main")
        return " ".join("".join(self.root.itertext() if main is None else main.itertext()).split())

    def links(self) -> list[str]:
        """Where its links lead."""
        return [link.get("href", "") for link in self.root.iter("a")]


def check_page(html: str) -> None:
    """Raise BadPage naming everything that is wrong with a page."""
    root = _parse(html)
    faults = [
        *_frame_faults(root),
        *_id_faults(root),
        *_label_faults(root),
        *_inline_faults(root),
        *_form_faults(root),
    ]
    if faults:
        raise BadPage("; ".join(faults))


def _parse(html: str) -> ET.Element:
    root: ET.Element = html5lib.parse(html, treebuilder="etree", namespaceHTMLElements=False)
    return root


def _frame_faults(root: ET.Element) -> list[str]:
    faults = []
    if len(root.findall(".//h1")) != 1:
        faults.append(f"{len(root.findall('.//h1'))} h1")
    title = root.findtext(".//title")
    if not (title and title.strip()):
        faults.append("no title")
    if root.get("lang") not in {"pl", "en"}:
        faults.append("no language")
    return faults


def _id_faults(root: ET.Element) -> list[str]:
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    known = set(ids)
    faults = [f"id {one} twice" for one in known if ids.count(one) > 1]
    for element in root.iter():
        for name in ("for", "aria-labelledby", "aria-describedby"):
            faults += [
                f"{name} points at {target}, which is not there"
                for target in (element.get(name) or "").split()
                if target not in known
            ]
    return faults


def _label_faults(root: ET.Element) -> list[str]:
    labelled = {label.get("for") for label in root.iter("label")}
    inside = {id(field) for label in root.iter("label") for field in label.iter()}
    return [
        f"field {field.get('name')} has no label"
        for field in root.iter()
        if field.tag in FIELDS
        and field.get("type") not in WITHOUT_LABEL
        and not (field.get("aria-label") or field.get("aria-labelledby"))
        and field.get("id") not in labelled
        and id(field) not in inside
    ]


def _inline_faults(root: ET.Element) -> list[str]:
    faults = []
    for element in root.iter():
        if element.tag == "script" and not element.get("src"):
            faults.append("inline script")
        if element.tag == "style" or element.get("style"):
            faults.append(f"inline style on {element.tag}")
        faults += [f"{name} on {element.tag}" for name in element.attrib if name.startswith("on")]
    return faults


def _form_faults(root: ET.Element) -> list[str]:
    """Each form that writes has a token; each that holds a person's words says whose they are."""
    faults = []
    for form in root.iter("form"):
        hidden = {field.get("name") for field in form.iter("input")}
        if (form.get("method") or "get").lower() == "post":
            if "csrf_token" not in hidden:
                faults.append(f"form to {form.get('action')} has no token")
            words = [one for one in form.iter("textarea") if one.get("hidden") is None]
            if words and "person" not in hidden:
                faults.append(f"form to {form.get('action')} does not say who writes")
    return faults
