"""Notes and answers beside lessons: saved by whoever wrote them, shown to nobody else."""

import re
from collections.abc import Callable, Mapping
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from content.languages import Language
from course.actions.notes import LONGEST_NOTE
from course.catalogue import Catalogue
from course.models import AuditEntry, LessonNote, Person
from course.web.lesson_text import lesson_body
from tests.make_study import make_consents
from tests.pages import Page, PageClient
from tests.people import Cast

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
LESSON = "/lessons/m1/1-what-organising-is"
EXERCISE = f"{LESSON}/notes/exercise-1"
NOTE = f"{LESSON}/notes/note"


@pytest.fixture
def ana(session: Session, signed_in_as: SignIn, cast: Cast) -> PageClient:
    """Ana, who has accepted the declarations."""
    make_consents(session, cast.enrolment, cast.ana)
    return signed_in_as(cast.ana)


def put(
    client: PageClient, text: str, revision: int = 0, *, key: str = "", to: str = EXERCISE
) -> TestResponse:
    """What the script of the page sends."""
    own_key = sha256(f"{text}{revision}".encode()).hexdigest()
    headers = {"If-Match": f'"{revision}"', "Idempotency-Key": key or own_key}
    return client.put(to, data={"text": text}, headers=headers)


def post(client: PageClient, text: str, revision: int = 0, *, to: str = EXERCISE) -> TestResponse:
    """What the plain form sends."""
    return client.post(to, data={"text": text, "revision": str(revision)})


def typed_on(page: Page) -> Mapping[str, str]:
    """What stands in each place of a lesson's page."""
    return {
        str(area.get("id")).removeprefix("in-"): "".join(area.itertext())
        for area in page.root.iter("textarea")
    }


def revisions_on(page: Page) -> list[str]:
    return re.findall(r'name="revision" value="(\d+)"', page.html)


def page_of(response: TestResponse) -> Page:
    return Page(response.get_data(as_text=True))


def test_an_answer_is_saved_as_it_is_typed_and_stands_there_again(ana: PageClient) -> None:
    told = put(ana, "Pierwsze zdanie.").get_json()
    assert told["revision"] == 1
    assert re.fullmatch("[0-9a-f]{64}", told["sha256"])
    assert put(ana, "Pierwsze zdanie.\nI drugie.", 1).get_json()["revision"] == 2
    page = ana.page(LESSON)
    assert typed_on(page) == {"exercise-1": "Pierwsze zdanie.\nI drugie.", "note": ""}
    assert revisions_on(page) == ["2", "0"]
    assert re.search(r"Zapisano o \d\d:\d\d, \d\d\.\d\d\.2026", page.text)


def test_the_same_again_is_told_the_same_and_changes_nothing(ana: PageClient) -> None:
    first = put(ana, "raz", key="the-very-same-key").get_json()
    assert put(ana, "raz", key="the-very-same-key").get_json() == first
    assert put(ana, "raz", key="another-key-of-it").get_json() == first
    assert put(ana, "raz  \r\n", 0, key="the-form-ends-lines-so").get_json() == first


def test_two_tabs_are_told_of_each_other_and_either_may_stand(ana: PageClient) -> None:
    put(ana, "na telefonie", to=NOTE)
    other = put(ana, "na komputerze", to=NOTE)
    assert other.status_code == 409
    told = other.get_json()
    assert (told["theirs"], told["revision"]) == ("na telefonie", 1)
    assert put(ana, "na komputerze", told["revision"], to=NOTE).get_json()["revision"] == 2


def test_without_a_script_it_is_saved_and_comes_back_to_its_place(ana: PageClient) -> None:
    saved = post(ana, "bez skryptu\r\nw dwóch liniach")
    assert (saved.status_code, saved.location) == (303, f"{LESSON}#exercise-1")
    assert typed_on(ana.page(LESSON))["exercise-1"] == "bez skryptu\nw dwóch liniach"
    assert post(ana, "bez skryptu\r\nw dwóch liniach").status_code == 303  # pressed twice
    assert revisions_on(ana.page(LESSON)) == ["1", "0"]


def test_without_a_script_an_older_page_shows_both_texts_and_loses_neither(
    ana: PageClient, session: Session
) -> None:
    put(ana, "nowszy tekst <b>")
    refused = post(ana, "starszy tekst")
    assert refused.status_code == 409
    page = page_of(refused)
    assert typed_on(page)["exercise-1"] == "starszy tekst"
    assert "nowszy tekst <b>" in page.text
    assert revisions_on(page) == ["1", "0"]
    assert session.scalars(select(LessonNote.text)).all() == ["nowszy tekst <b>"]
    assert post(ana, "starszy tekst", 1).status_code == 303
    assert typed_on(ana.page(LESSON))["exercise-1"] == "starszy tekst"


def test_what_is_too_long_is_refused_with_a_sentence_and_stays_on_the_page(
    ana: PageClient, session: Session
) -> None:
    text = "ż" * (LONGEST_NOTE + 1)
    told = put(ana, text)
    assert told.status_code == 422
    assert "5001" in told.get_json()["sentence"]
    refused = post(ana, text, to=NOTE)
    assert refused.status_code == 422
    page = page_of(refused)
    assert typed_on(page)["note"] == text
    assert "Ten tekst ma 5001 znaków" in page.text
    assert 'aria-invalid="true"' in page.html
    assert session.scalars(select(LessonNote)).all() == []
    assert put(ana, text[1:]).status_code == 200
    assert "Najwyżej 5000 znaków" in page.text  # said before anybody types


def test_a_refused_text_leaves_an_older_one_as_it_was(ana: PageClient) -> None:
    put(ana, "krótki")
    assert post(ana, "x" * (LONGEST_NOTE + 1), 1).status_code == 422
    assert typed_on(ana.page(LESSON))["exercise-1"] == "krótki"


@pytest.mark.parametrize("place", ["exercise-2", "exercise-0", "exercise-", "notes", "Note"])
def test_a_place_that_the_lesson_does_not_have_is_not_found(ana: PageClient, place: str) -> None:
    assert put(ana, "x", to=f"{LESSON}/notes/{place}").status_code == 404
    assert post(ana, "x", to=f"{LESSON}/notes/{place}").status_code == 404


def test_what_cannot_be_read_is_refused(ana: PageClient, session: Session) -> None:
    good = {"If-Match": '"0"', "Idempotency-Key": "a-good-key"}
    for headers in (
        {**good, "If-Match": "many"},
        {**good, "If-Match": '"-1"'},
        {**good, "Idempotency-Key": "short"},
        {**good, "Idempotency-Key": "with spaces in it"},
        {},
    ):
        answer = ana.put(EXERCISE, data={"text": "x"}, headers=headers)
        assert answer.status_code == 422, headers
    assert ana.put(EXERCISE, data={}, headers=good).status_code == 422
    assert ana.post(EXERCISE, data={"text": "x"}).status_code == 422
    assert session.scalars(select(LessonNote)).all() == []


def test_a_sign_that_no_database_keeps_costs_nothing_else(ana: PageClient) -> None:
    assert put(ana, "a\0b").status_code == 200
    assert typed_on(ana.page(LESSON))["exercise-1"] == "ab"


def test_a_text_may_be_emptied_and_is_listed_no_more(ana: PageClient) -> None:
    put(ana, "na chwilę")
    assert "na chwilę" in ana.page("/notes").text
    assert put(ana, "", 1).get_json()["revision"] == 2
    page = ana.page("/notes")
    assert "na chwilę" not in page.text
    assert "Nie ma jeszcze notatek" in page.text


def test_a_lesson_that_is_shut_takes_nothing(
    ana: PageClient, signed_in_as: SignIn, cast: Cast
) -> None:
    shut = "/lessons/m2/2-study-walk/notes/note"
    assert put(ana, "x", to=shut).status_code == 409
    assert post(ana, "x", to=shut).status_code == 409
    assert put(ana, "x", to="/lessons/m1/9-none/notes/note").status_code == 404
    assert put(signed_in_as(cast.iga), "x", to=NOTE).status_code == 404


def test_the_page_is_sent_anew_when_a_text_changed_and_only_then(ana: PageClient) -> None:
    tags = [ana.get(LESSON).headers["ETag"]]
    put(ana, "raz", to=NOTE)
    tags.append(ana.get(LESSON).headers["ETag"])
    assert ana.get(LESSON, headers={"If-None-Match": tags[0]}).status_code == 200
    assert ana.get(LESSON, headers={"If-None-Match": tags[1]}).status_code == 304
    put(ana, "dwa", 1, to=NOTE)
    assert ana.get(LESSON, headers={"If-None-Match": tags[1]}).status_code == 200
    put(ana, "dwa", to=f"{LESSON}/notes/exercise-1")
    tags.append(ana.get(LESSON).headers["ETag"])
    assert len(set(tags)) == 3


def test_my_notes_lists_everything_in_the_order_of_the_course(
    ana: PageClient, session: Session, cast: Cast, course: Catalogue
) -> None:
    put(ana, "druga lekcja", to="/lessons/m1/2-where-it-comes-from/notes/note")
    put(ana, "pierwsza odpowiedź")
    session.add(gone := _note(cast.ana.id, "m1/99-gone", "z dawnej lekcji", cast))
    session.flush()
    page = ana.page("/notes")
    first, second = course.curriculum.module("m1").lessons[:2]
    told = [first.title.pl, "pierwsza odpowiedź", second.title.pl, "druga lekcja", gone.text]
    places = [page.text.index(" ".join(words.split())) for words in told]
    assert places == sorted(places)
    assert f"{LESSON}#exercise-1" in page.links()
    assert "/lessons/m1/2-where-it-comes-from#note" in page.links()
    assert "Lekcje, których nie ma już w kursie" in page.text


def _note(person_id: int, slug: str, text: str, cast: Cast) -> LessonNote:
    at = cast.ana.joined_at
    key = f"key-of-{person_id}"
    return LessonNote(
        person_id=person_id,
        lesson_slug=slug,
        place="note",
        text=text,
        revision=1,
        request_key=key,
        saved_at=at,
    )


def test_notes_are_told_to_a_page_that_came_without_them(ana: PageClient, cast: Cast) -> None:
    put(ana, "odpowiedź")
    told = ana.get(f"{LESSON}/notes").get_json()
    assert told["person"] == cast.ana.id
    assert set(told["notes"]) == {"exercise-1"}
    assert (told["notes"]["exercise-1"]["text"], told["notes"]["exercise-1"]["revision"]) == (
        "odpowiedź",
        1,
    )


def test_who_works_with_the_course_keeps_notes_of_their_own(
    ana: PageClient, signed_in_as: SignIn, cast: Cast
) -> None:
    ben = signed_in_as(cast.ben)
    put(ana, "uczestniczka", to=NOTE)
    assert put(ben, "trener", to=NOTE).get_json()["revision"] == 1
    assert typed_on(ben.page(LESSON))["note"] == "trener"
    assert typed_on(ana.page(LESSON))["note"] == "uczestniczka"
    assert "uczestniczka" not in ben.page("/notes").text
    assert [*ben.get(f"{LESSON}/notes").get_json()["notes"]] == ["note"]


def test_another_person_at_the_same_device_saves_nothing_under_the_wrong_name(
    ana: PageClient, cast: Cast, session: Session
) -> None:
    ana.environ_base["HTTP_X_PERSON"] = str(cast.ben.id)
    assert put(ana, "cudze").status_code == 403
    assert ana.post(EXERCISE, data={"text": "x", "revision": "0", "person": "0"}).status_code == 403
    assert session.scalars(select(LessonNote)).all() == []


def test_the_audit_trail_does_not_tell_of_notes(ana: PageClient, session: Session) -> None:
    before = session.scalar(select(func.count()).select_from(AuditEntry))
    put(ana, "prywatne")
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_a_lesson_without_its_reader_is_the_same_for_everybody(
    app: Flask, ana: PageClient, course: Catalogue
) -> None:
    """What is kept on devices: no text, no token and no name in it, but every place to write."""
    put(ana, "prywatne")
    lesson = course.curriculum.lesson("m1/1-what-organising-is")
    bodies = []
    for person in ("1", "2"):
        with app.test_request_context(LESSON, headers={"X-Person": person}):
            bodies.append(lesson_body(lesson, Language.PL))
    assert bodies[0] == bodies[1]
    assert "prywatne" not in bodies[0]
    assert not re.search("csrf|name=.person", bodies[0])
    assert re.findall('<form class="beside" id="([^"]+)"', bodies[0]) == ["exercise-1", "note"]
