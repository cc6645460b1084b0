"""Participants' data in the same moment, where each deed really commits; and a new key."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from assessments.participants import ParticipantForm, pesel_of
from course.actions.participants import open_records, save_record
from course.actions.resealing import AT_ONCE, reseal_some
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import RecordChanged, SealBroken
from course.models import (
    AuditEntry,
    Enrolment,
    ParticipantIdentity,
    ParticipantRecord,
    Person,
)
from course.sealing import seals_of
from course.settings import Settings
from course.terms import Act, ReadingReason, RecordSource
from tests.at_once import at_once, refusals
from tests.data_keys import DATA_KEYS, OTHER_KEY
from tests.make import MONDAY, make_enrolment
from tests.make_participants import SEALS, WHOLE, ask_for_data, make_pesel, make_told, tell, typed
from tests.own_app import own_app
from tests.people import Cast, make_cast

BOTH = seals_of((OTHER_KEY, *DATA_KEYS))
ONLY_NEW = seals_of((OTHER_KEY,))


@pytest.fixture
def alone(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database of its own."""
    with own_app(settings, course, tmp_path) as app:
        yield app


def set_up(app: Flask, course: Catalogue) -> tuple[Cast, ParticipantForm, int]:
    """The cast by their ids, the form that is asked by, and the place of somebody beside Ana."""
    with app.app_context(), writing() as session:
        cast = make_cast(session)
        beside = make_enrolment(session, cast.cohort).id
        form = ask_for_data(session, course, cast.programme)
        session.expunge_all()
    return cast, form, beside


def test_of_several_who_save_at_once_one_does(alone: Flask, course: Catalogue) -> None:
    cast, form, _ = set_up(alone, course)

    def save(session: Session, phone: str) -> None:
        place = session.get_one(Enrolment, cast.enrolment.id)
        sent = typed(form, {**WHOLE, "phone": phone})
        by = session.get_one(Person, cast.carla.id)
        save_record(session, SEALS, place, sent, source=RecordSource.PAPER, by=by, at=MONDAY)

    writes = [partial(save, phone=f"60010020{number}") for number in range(5)]
    assert refusals(alone, *writes) == [RecordChanged] * 4
    with alone.app_context():
        assert reading().scalars(select(ParticipantRecord.revision)).all() == [1]


def test_of_two_people_with_one_pesel_at_once_one_has_it(alone: Flask, course: Catalogue) -> None:
    cast, form, beside = set_up(alone, course)
    pesel = make_pesel()

    def save(place_id: int) -> bool:
        with alone.app_context(), writing() as session:
            place = session.get_one(Enrolment, place_id)
            by = session.get_one(Person, cast.carla.id)
            told = tell(session, place, form, {**WHOLE, "pesel": pesel}, by=by)
            return told.record is not None

    done = at_once(*[partial(save, one) for one in (cast.enrolment.id, beside)])
    assert sorted(done) == [False, True]
    with alone.app_context():
        assert reading().scalar(select(func.count(ParticipantIdentity.id))) == 1


def reseal(app: Flask, *, most: int | None = None) -> list[tuple[int, int]]:
    """Batches of the command, the first ones or all; how much was done in each."""
    done: list[tuple[int, int]] = []
    after = 0
    with app.app_context():
        while most is None or len(done) < most:
            with writing() as session:
                batch = reseal_some(session, BOTH, after=after, at=MONDAY)
            if batch is None:
                break
            after = batch.last_id
            done.append((batch.records, batch.identities))
    return done


def test_a_new_key_seals_every_revision_and_goes_on_where_it_was(
    alone: Flask, course: Catalogue
) -> None:
    cast, form, beside = set_up(alone, course)
    pesel = make_pesel()
    with alone.app_context(), writing() as session:
        ana, olga = (session.get_one(Enrolment, one) for one in (cast.enrolment.id, beside))
        carla = session.get_one(Person, cast.carla.id)
        make_told(session, course, ana, carla, pesel=pesel)
        for number in range(AT_ONCE):
            answers = {**WHOLE, "no_pesel": "yes", "other_id": f"AB {number}"}
            tell(session, olga, form, {**answers, "sex": "woman"}, by=carla)
    assert reseal(alone, most=1) == [(AT_ONCE, 1)]  # interrupted
    assert reseal(alone) == [(0, 0), (1, 0)]
    assert reseal(alone) == [(0, 0), (0, 0)]
    with alone.app_context(), writing() as session:
        records = session.scalars(select(ParticipantRecord).order_by(ParticipantRecord.id)).all()
        carla = session.get_one(Person, cast.carla.id)
        said = open_records(session, ONLY_NEW, records, why=ReadingReason.LIST, by=carla, at=MONDAY)
        assert [pesel_of(one) for one in said] == [pesel] + [None] * AT_ONCE
        identity = session.scalars(select(ParticipantIdentity)).one()
        assert identity.pesel_hash == ONLY_NEW.pesel_hashes(pesel)[0]
        sealed = AuditEntry.act == Act.PARTICIPANT_RECORDS_SEALED
        facts = session.scalars(select(AuditEntry.facts).where(sealed).order_by(AuditEntry.id))
        assert [one["records"] for one in facts] == [AT_ONCE, 1]


def test_while_keys_are_changed_a_pesel_is_still_found(alone: Flask, course: Catalogue) -> None:
    cast, form, beside = set_up(alone, course)
    pesel = make_pesel()
    with alone.app_context(), writing() as session:
        ana, olga = (session.get_one(Enrolment, one) for one in (cast.enrolment.id, beside))
        carla = session.get_one(Person, cast.carla.id)
        make_told(session, course, ana, carla, pesel=pesel)
        sent = typed(form, {**WHOLE, "pesel": pesel})
        told = save_record(
            session, BOTH, olga, sent, source=RecordSource.PAPER, by=carla, at=MONDAY
        )
        assert told.holder_id == cast.ana.id


def test_without_the_old_key_nothing_is_sealed_anew(alone: Flask, course: Catalogue) -> None:
    cast, _, _ = set_up(alone, course)
    with alone.app_context(), writing() as session:
        ana = session.get_one(Enrolment, cast.enrolment.id)
        make_told(session, course, ana, session.get_one(Person, cast.carla.id))
    with alone.app_context(), pytest.raises(SealBroken), writing() as session:
        reseal_some(session, ONLY_NEW, after=0, at=MONDAY)


def test_nothing_that_was_told_lies_in_the_file_of_the_database(
    alone: Flask, course: Catalogue
) -> None:
    cast, _, _ = set_up(alone, course)
    told = {"surname": "Kanarek-Żółć", "city": "Wólka Kanarkowa", "pesel": make_pesel()}
    with alone.app_context(), writing() as session:
        ana = session.get_one(Enrolment, cast.enrolment.id)
        make_told(session, course, ana, session.get_one(Person, cast.carla.id), **told)
    url = alone.config["SQLALCHEMY_DATABASE_URI"]
    if url.get_backend_name() != "sqlite":
        pytest.skip("PostgreSQL keeps no file that a test could read")
    files = list(Path(url.database).parent.glob(f"{Path(url.database).name}*"))
    content = b"".join(path.read_bytes() for path in files)
    assert b"participant_records" in content
    assert not [one for one in told.values() if one.encode() in content]
