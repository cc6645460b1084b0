"""Two tabs that write in the same place at once: one row, and no text lost without a word."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.notes import NOTE, Beside, save_note
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import NoteTooLong, NotFound, StaleRevision, Unreadable
from course.models import LessonNote, Person
from course.queries.notes import notes_beside, notes_of
from course.settings import Settings
from tests.at_once import refusals
from tests.make import MONDAY, make_person
from tests.own_app import own_app

AT_ONCE = 6
LESSON = "m1/1-what-organising-is"


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Somebody who reads, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            make_person(session, "Ana Ćwikła")
        yield app


def save(session: Session, text: str, revision: int, *, key: str = "") -> LessonNote:
    ana = session.scalars(select(Person)).one()
    typed = Beside(LESSON, NOTE, text, revision, key or f"key-of-{text}-{revision}")
    return save_note(session, typed, exercises=1, by=ana, at=MONDAY)


def kept() -> list[tuple[str, int]]:
    return [(note.text, note.revision) for note in reading().scalars(select(LessonNote))]


def test_the_first_save_in_two_tabs_is_one_row_and_the_others_are_told(app: Flask) -> None:
    writes = [partial(save, text=f"tekst-{number}", revision=0) for number in range(AT_ONCE)]
    assert refusals(app, *writes) == [StaleRevision] * (AT_ONCE - 1)
    with app.app_context():
        [(text, revision)] = kept()
        assert (text.startswith("tekst-"), revision) == (True, 1)


def test_the_same_save_that_arrives_at_once_is_saved_once(app: Flask) -> None:
    writes = [partial(save, text="to samo", revision=0, key="one-key-of-all")] * AT_ONCE
    assert refusals(app, *writes) == []
    with app.app_context():
        assert kept() == [("to samo", 1)]


def test_of_changes_on_top_of_the_same_text_one_stands(app: Flask) -> None:
    assert refusals(app, partial(save, text="pierwszy", revision=0)) == []
    writes = [partial(save, text=f"tekst-{number}", revision=1) for number in range(AT_ONCE)]
    assert refusals(app, *writes) == [StaleRevision] * (AT_ONCE - 1)
    with app.app_context():
        [(text, revision)] = kept()
        assert (text != "pierwszy", revision) == (True, 2)


@pytest.fixture
def ana(session: Session) -> Person:
    return make_person(session, "Ana Ćwikła")


def typed(text: str, revision: int = 0, *, place: str = NOTE, key: str = "a-key-of-it") -> Beside:
    return Beside(LESSON, place, text, revision, key)


def test_places_and_texts_have_their_limits(session: Session, ana: Person) -> None:
    for place in ("exercise-2", "", "note "):
        with pytest.raises(NotFound):
            save_note(session, typed("x", place=place), exercises=1, by=ana, at=MONDAY)
    with pytest.raises(NoteTooLong) as too_long:
        save_note(session, typed("x" * 5001), exercises=1, by=ana, at=MONDAY)
    assert too_long.value.facts == {"found": 5001, "at_most": 5000}
    with pytest.raises(Unreadable):
        save_note(session, typed("x", key="?"), exercises=1, by=ana, at=MONDAY)
    assert session.scalars(select(LessonNote)).all() == []


def test_nobody_is_given_what_somebody_else_wrote(session: Session, ana: Person) -> None:
    other = make_person(session, "Dov Sroka")
    for person, text in ((ana, "Any"), (other, "Dova")):
        save_note(session, typed(text), exercises=1, by=person, at=MONDAY)
        answer = typed(f"{text} 2", place="exercise-1")
        save_note(session, answer, exercises=1, by=person, at=MONDAY)
    assert [note.text for note in notes_of(session, ana.id)] == ["Any 2", "Any"]
    assert [note.text for note in notes_beside(session, other.id, LESSON).values()] == [
        "Dova 2",
        "Dova",
    ]
    assert notes_beside(session, other.id, "m1/3-the-cycle") == {}
