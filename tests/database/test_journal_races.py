"""A record that arrives twice at once, and two people who decide at once."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.claims import check_seen, confirm_entries, confirm_entry, refuse_entry
from course.actions.fieldwork import Written, save_entry
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AlreadyDecided, StaleRevision
from course.models import AuditEntry, EntryVersion, FieldEntry, Person
from course.queries.claims import entries_to_decide, entry_to_decide
from course.queries.study import own_enrolment
from course.settings import Settings
from course.terms import Act, FieldEntryState
from tests.at_once import refusals
from tests.make import MONDAY
from tests.make_assignments import talks
from tests.make_fieldwork import make_talks
from tests.own_app import own_app
from tests.people import make_cast

AT_ONCE = 6


@pytest.fixture
def app(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """Four entries of Ana wait, in a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_talks(session, course, cast.enrolment.id, talks(4))
        yield app


def person(session: Session, name: str) -> Person:
    return session.scalars(select(Person).where(Person.name == name)).one()


def count(*what: object) -> int:
    return reading().scalar(select(func.count()).select_from(what[0]).where(*what[1:])) or 0  # type: ignore[arg-type]


@pytest.mark.parametrize("texts", [1, AT_ONCE])
def test_a_record_that_arrives_at_once_is_one(app: Flask, course: Catalogue, texts: int) -> None:
    def send(session: Session, worries: str) -> None:
        ana = person(session, "Ana Ćwikła")
        values = {**talks(1)[0], "worries": worries}
        del values["done"]
        typed = Written(course.journal, course.journal["conversation"], values, "key-of-one")
        save_entry(session, own_enrolment(session, ana), typed, revision=0, by=ana, at=MONDAY)

    sent = [partial(send, worries=f"słowa {number % texts}") for number in range(AT_ONCE)]
    assert refusals(app, *sent) == []
    with app.app_context():
        assert count(FieldEntry, FieldEntry.request_key == "key-of-one") == 1
        assert count(EntryVersion) == texts - 1  # nothing that was written is lost
        assert count(AuditEntry, AuditEntry.act == Act.FIELD_ENTRY_CLAIMED) == 1


def test_one_word_stands(app: Flask) -> None:
    def decide(session: Session, *, confirms: bool) -> None:
        ben = person(session, "Ben Wrona")
        entry_id = session.scalars(select(func.min(FieldEntry.id))).one()
        entry = entry_to_decide(session, ben, entry_id)
        if confirms:
            confirm_entry(session, entry, by=ben, at=MONDAY)
        else:
            refuse_entry(session, entry, reason="To był warsztat", by=ben, at=MONDAY)

    presses = [partial(decide, confirms=number % 2 == 0) for number in range(AT_ONCE)]
    assert refusals(app, *presses) == [AlreadyDecided] * (AT_ONCE - 1)


def test_all_at_once_are_confirmed_once(app: Flask) -> None:
    def confirm(session: Session) -> None:
        ben = person(session, "Ben Wrona")
        found = session.execute(select(FieldEntry.id, FieldEntry.enrolment_id)).all()
        seen = {entry_id: 1 for entry_id, _ in found}
        entries = entries_to_decide(session, ben, found[0].enrolment_id, seen)
        confirm_entries(session, entries, seen, by=ben, at=MONDAY)

    assert refusals(app, *[confirm] * AT_ONCE) == []
    with app.app_context():
        assert count(FieldEntry, FieldEntry.state == FieldEntryState.CONFIRMED) == 4
        assert count(AuditEntry, AuditEntry.act == Act.FIELD_ENTRY_CONFIRMED) == 4


@pytest.mark.parametrize("_time", range(3))
def test_what_is_changed_is_not_confirmed_unseen(app: Flask, course: Catalogue, _time: int) -> None:
    def change(session: Session) -> None:
        ana = person(session, "Ana Ćwikła")
        entry = session.scalars(select(FieldEntry).order_by(FieldEntry.id).limit(1)).one()
        values = {**entry.values, "worries": "coś innego"}
        typed = Written(course.journal, course.journal[entry.kind], values, entry.request_key)
        save_entry(session, own_enrolment(session, ana), typed, revision=1, by=ana, at=MONDAY)

    def confirm(session: Session) -> None:
        ben = person(session, "Ben Wrona")
        entry_id = session.scalars(select(func.min(FieldEntry.id))).one()
        entry = entry_to_decide(session, ben, entry_id)
        check_seen(entry, 1)
        confirm_entry(session, entry, by=ben, at=MONDAY)

    refused = refusals(app, change, confirm)
    assert refused in ([StaleRevision], [AlreadyDecided])
    with app.app_context():
        entry = reading().scalars(select(FieldEntry).order_by(FieldEntry.id).limit(1)).one()
        changed = entry.values["worries"] == "coś innego"
        assert changed is (refused == [StaleRevision])
        assert (entry.state == FieldEntryState.CLAIMED) is changed
