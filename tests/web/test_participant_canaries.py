"""Words that sing where they must not be: what Ana told the funder, and wrote for herself alone."""

import io
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from assessments.participants import Option, ParticipantForm
from content.languages import Text
from course.actions.notes import Beside, save_note
from course.actions.participants import choose_form
from course.catalogue import Catalogue
from course.models import AuditEntry, Letter, Person
from course.settings import Settings
from course.terms import Role
from tests.canaries import canaries_in, in_answer
from tests.make import MONDAY, make_grant, make_person
from tests.make_participants import WHOLE, ask_for_data, make_pesel, tell
from tests.make_scene import NAMES, Scene, make_scene
from tests.people import Cast
from tests.web.access_table import WHO_MAY

pytestmark = pytest.mark.usefixtures("monday")

PESEL = make_pesel(number=314)
PHONE = "600 314 159"
DISABILITY = "kanarkowa niepełnosprawność"
SURNAME = "Kanarkiewicz-Żółć"
NOTE = "kanarkowa myśl przy lekcji"
SONGS = (
    *(PESEL, PHONE, PHONE.replace(" ", "\N{NO-BREAK SPACE}")),
    *(DISABILITY, SURNAME, "canary_code", NOTE),
)

TOLD = {*SONGS} - {NOTE}
ALLOWED = {
    ("participants.own", "ana"): TOLD,
    **{(door, "ana"): {NOTE} for door in ("study.lesson", "notes.index", "notes.beside")},
    **{("lists.take:participants", name): TOLD for name in ("carla", "cyryl", "adam")},
}
"""Where which canaries may sing after a GET: on pages of whose they are, in the list as a file."""

EVERYBODY = (*NAMES, "mira", "partner", "nobody")
ONE_OF_EACH = ("ana", "ben", "carla", "vera", "adam", "partner", "nobody")
CRAWLERS = EVERYBODY if os.environ.get("FULL_SIZE") else ONE_OF_EACH


@dataclass(frozen=True, slots=True)
class Crawl:
    """The scene with canaries in what Ana told, and a browser for each of its people."""

    app: Flask
    scene: Scene
    browsers: dict[str, FlaskClient]

    def get(self, name: str, door: str) -> TestResponse:
        return self.browsers[name].get(self.scene.objects["ana"].address(self.app, door))

    def reveal(self, name: str, **data: str) -> list[str]:
        """What sings after the deliberate step of somebody."""
        address = self.scene.objects["ana"].address(self.app, "participants.reveal")
        return in_answer(self.browsers[name].post(address, data=data), SONGS)


def canary_form(form: ParticipantForm) -> ParticipantForm:
    """The form of the course with an answer of which nobody else can think."""
    sung = Option("canary_code", Text(pl=DISABILITY, en=DISABILITY))
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, options=(sung,)) if item.name == "disability" else item
                for item in section.items
            ),
        )
        for section in form.sections
    )
    return replace(form, sections=sections)


@pytest.fixture
def crawl(
    app: Flask,
    session: Session,
    settings: Settings,
    course: Catalogue,
    cast: Cast,
) -> Crawl:
    scene = make_scene(session, settings, course, cast)
    form = canary_form(ask_for_data(session, course, cast.programme))
    choose_form(session, cast.programme, form, by=cast.carla, at=MONDAY)
    told: dict[str, Any] = {"pesel": PESEL, "phone": PHONE, "surname": SURNAME}
    answers = {**WHOLE, **told, "disability": "canary_code"}
    assert tell(session, cast.enrolment, form, answers, by=cast.carla).record is not None
    write_beside(session, cast.ana, NOTE)
    partner = make_person(session, "Lidia Wiodąca")
    make_grant(session, partner, Role.LEAD_PARTNER, cast.programme)
    people = {**scene.people, "partner": partner}
    session.expunge_all()
    session.commit()
    browsers = {name: browser(app, person) for name, person in people.items()}
    return Crawl(app, scene, browsers | {"nobody": browser(app, None)})


def write_beside(session: Session, person: Person, text: str) -> None:
    """A note and an answer beside the lesson of the scene."""
    for place in ("note", "exercise-1"):
        typed = Beside("m3/2-questions", place, text, 0, "key-of-a-canary")
        save_note(session, typed, exercises=1, by=person, at=MONDAY)


def browser(app: Flask, person: Person | None) -> FlaskClient:
    """One that looks at no page closely: the crawl is long."""
    client = FlaskClient(app, app.response_class)
    if person is not None:
        with client.session_transaction() as cookie:
            cookie["_user_id"] = f"{person.id}:{person.session_version}"
            cookie["_fresh"] = True
    return client


def doors(app: Flask) -> Iterator[str]:
    """Everything that is only looked at."""
    for door in WHO_MAY:
        [rule] = app.url_map.iter_rules(door.partition(":")[0])
        if "GET" in (rule.methods or set()):
            yield door


def singing(answer: TestResponse) -> list[str]:
    """The canaries in an answer, also in the text of a PDF."""
    content, is_pdf = answer.get_data(), answer.mimetype == "application/pdf"
    found = in_answer(answer, SONGS)
    if is_pdf and content.startswith(b"%PDF") and len(content) > 1000:  # not a scan of the scene
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        found += canaries_in(text.encode(), SONGS)
    return found


def test_no_page_sings_but_ones_own(
    app: Flask, session: Session, crawl: Crawl, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sung = {
        (door, name): found
        for name in CRAWLERS
        for door in doors(app)
        if (found := singing(crawl.get(name, door)))
    }
    assert set(sung) == {(door, name) for door, name in ALLOWED if name in CRAWLERS}
    assert {PESEL, DISABILITY, SURNAME} <= set(sung["participants.own", "ana"])
    assert not {at: found for at, found in sung.items() if not set(found) <= ALLOWED[at]}
    kept = [entry.facts for entry in session.scalars(select(AuditEntry))]
    kept += [letter.facts for letter in session.scalars(select(Letter))]
    for content in (repr(kept), caplog.text):
        assert canaries_in(content.encode(), SONGS) == []


def test_only_who_may_hears_them_after_a_deliberate_step(crawl: Crawl) -> None:
    heard = {name for name in EVERYBODY if crawl.reveal(name)}
    assert heard == {"carla", "cyryl", "adam"}
    assert {DISABILITY, SURNAME} <= set(crawl.reveal("adam"))
    assert PESEL not in crawl.reveal("adam")
    assert PESEL in crawl.reveal("adam", pesel="yes")


def test_what_is_refused_is_heard_by_whose_words_they_are(
    crawl: Crawl, caplog: pytest.LogCaptureFixture
) -> None:
    address = crawl.scene.objects["ana"].address(crawl.app, "participants.keep_own")
    sent = {"revision": "7", "pesel": f"{PESEL}1", "surname": SURNAME}
    answer = crawl.browsers["ana"].post(address, data=sent)
    assert answer.status_code == 409
    assert SURNAME in in_answer(answer, SONGS)
    for name in ("ben", "vera", "partner", "dov"):
        assert in_answer(crawl.browsers[name].post(address, data=sent), SONGS) == []
    assert canaries_in(caplog.text.encode(), SONGS) == []
