"""Photos on a form: who is in them is asked beside each, and answered in one tap."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import Person, SubmissionFile
from course.queries.assignments import newest_submission
from course.terms import PeopleInPicture, SubmissionState
from tests.make_assignments import as_typed, listening_log, make_marking, make_ready, talks
from tests.make_fieldwork import make_talks
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

PDF = b"%PDF-1.4\n%%EOF\n"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def ana(session: Session, cast: Cast, course: Catalogue, signed_in_as: SignIn) -> PageClient:
    make_ready(session, course, cast.enrolment, cast.ana)
    make_talks(session, course, cast.enrolment.id, talks(21))
    return signed_in_as(cast.ana)


def photo(colour: str = "teal") -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (40, 20), colour).save(written, "JPEG")
    return written.getvalue()


def filled(revision: str = "2", **more: object) -> dict[str, object]:
    return {**as_typed(listening_log()), "revision": revision, **more}


def sent(session: Session, ana: PageClient) -> SubmissionFile:
    """A photo on a filled form."""
    files = (io.BytesIO(photo()), "tablica.jpg")
    answer = ana.post("/assignments/z3/files", data=filled("0", field="appendix", appendix=files))
    assert answer.location == "/assignments/z3#appendix"
    return session.scalars(select(SubmissionFile)).one()


def test_who_is_in_a_picture_is_asked_before_it_is_handed_in(
    session: Session, cast: Cast, ana: PageClient
) -> None:
    file = sent(session, ana)
    page = ana.page("/assignments/z3")
    assert "Kto jest na zdjęciu?" in page.text
    assert "Kto jest na zdjęciu tablica.jpg?" in page.text.partition("Czego jeszcze brakuje")[2]
    answer = ana.post("/assignments/z3/hand-in", data=filled())
    assert answer.status_code == 422
    page = Page(answer.get_data(as_text=True))
    assert f"#appendix-picture-{file.id}" in page.links()
    assert "Kto jest na zdjęciu tablica.jpg?" in page.text
    work = newest_submission(session, cast.enrolment.id, "z3")
    assert work is not None
    assert work.state == SubmissionState.DRAFT


@pytest.mark.parametrize("said", list(PeopleInPicture))
def test_one_tap_answers_and_saves_the_form(
    session: Session, cast: Cast, ana: PageClient, signed_in_as: SignIn, said: PeopleInPicture
) -> None:
    file = sent(session, ana)
    address = f"/assignments/z3/files/{file.id}/people"
    answer = ana.post(address, data=filled(leaders="R-09", people=said.value))
    assert answer.location == f"/assignments/z3#appendix-picture-{file.id}"
    assert file.people_in_picture == said
    assert ana.page("/assignments/z3").html.count('aria-pressed="true"') == 1
    answer = ana.post("/assignments/z3/hand-in", data=filled("3", leaders="R-09"))
    assert answer.status_code == 303
    text = signed_in_as(cast.ben).page(answer.location).text
    assert "R-09" in text
    assert "Na zdjęciu:" in text
    work = newest_submission(session, cast.enrolment.id, "z3")
    assert work is not None
    make_marking(session, work, cast.ben)
    ana.post("/assignments/z3/revise")
    again = newest_submission(session, cast.enrolment.id, "z3")
    assert again is not None
    assert [one.people_in_picture for one in again.files] == [said]


def test_only_pictures_are_asked_about_and_only_these_answers_count(
    session: Session, cast: Cast, ana: PageClient, signed_in_as: SignIn
) -> None:
    file = sent(session, ana)
    address = f"/assignments/z3/files/{file.id}/people"
    assert ana.post(address, data={"people": "everybody"}).status_code == 422
    stranger = signed_in_as(cast.dov).post(address, data={"people": "agreed"})
    assert stranger.status_code == 404
    ana.post("/assignments/z3/files", data=filled(appendix=(io.BytesIO(PDF), "a.pdf")))
    paper = session.scalars(select(SubmissionFile).where(SubmissionFile.name == "a.pdf")).one()
    address = f"/assignments/z3/files/{paper.id}/people"
    assert ana.post(address, data={"people": "nobody"}).status_code == 422
    assert f"appendix-picture-{paper.id}" not in ana.page("/assignments/z3").html


def test_a_photo_taken_off_is_asked_about_no_more(session: Session, ana: PageClient) -> None:
    file = sent(session, ana)
    ana.post(f"/assignments/z3/files/{file.id}/remove", data=filled())
    assert ana.post("/assignments/z3/hand-in", data=filled()).status_code == 303
