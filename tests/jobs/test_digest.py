"""The daily letter of what waits: in the morning, once, and to nobody who does not want it."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.clock import LOCAL_ZONE
from course.database import reading, writing
from course.jobs.digest import post_digests
from course.jobs.worker import work
from course.models import FieldEntry, Letter, Person, Submission
from course.settings import Settings
from course.terms import LetterKind
from tests.at_once import at_once
from tests.make import MONDAY, make_cohort, make_enrolment, make_person, make_trainer
from tests.make_assignments import listening_log, make_handed_in, make_marking, make_ready
from tests.make_fieldwork import make_entry
from tests.own_app import own_app
from tests.people import Cast, make_cast

SEVEN = datetime(2026, 11, 23, 7, tzinfo=LOCAL_ZONE)
SIX_WORKERS = 6
CONVERSATIONS = len(listening_log()["conversations"])  # type: ignore[arg-type]  # a list of rows
"""So many come into the journal with each piece of work."""


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def work_waiting(session: Session, cast: Cast, course: Catalogue) -> Submission:
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    session.commit()
    return work


def posted(session: Session, at: datetime) -> list[dict[str, object]]:
    """What every daily letter tells, after a look at this moment."""
    post_digests(clock=lambda: at)
    reading().rollback()  # the worker ends its look too
    found = select(Letter).where(Letter.kind == LetterKind.MARKING_DIGEST).order_by(Letter.id)
    session.expire_all()
    return [{"to": one.to, **one.facts} for one in session.scalars(found)]


def test_a_trainer_is_told_once_a_day_from_seven_on(
    session: Session, cast: Cast, work_waiting: Submission
) -> None:
    assert posted(session, SEVEN - timedelta(seconds=1)) == []
    letter = {
        "to": cast.ben.email,
        "name": cast.ben.name,
        "waiting": 1,
        "overdue": 0,
        "practice": 0,
        "questions": 0,
        "path": "/marking",
    }
    for at in (SEVEN, SEVEN, SEVEN + timedelta(hours=16)):
        assert posted(session, at) == [letter]
    next_day = letter | {"practice": CONVERSATIONS}  # they were claimed after seven
    assert posted(session, SEVEN + timedelta(days=1)) == [letter, next_day]


def test_seven_oclock_is_that_of_poland_in_summer_too(
    session: Session, work_waiting: Submission
) -> None:
    summer = datetime(2027, 7, 1, 7, tzinfo=LOCAL_ZONE)
    assert posted(session, summer - timedelta(seconds=1)) == []
    assert len(posted(session, summer)) == 1


def test_what_has_waited_for_more_than_a_week_is_counted_apart(
    session: Session, cast: Cast, course: Catalogue, work_waiting: Submission
) -> None:
    person = make_person(session, "Zenon Żak")
    make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
    make_handed_in(session, course, person, at=SEVEN - timedelta(days=7, seconds=1))
    session.commit()
    [letter] = posted(session, SEVEN)
    assert (letter["waiting"], letter["overdue"]) == (2, 1)


def test_nothing_is_posted_where_nothing_has_waited_since_the_morning(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    assert posted(session, SEVEN) == []
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana, at=SEVEN + timedelta(hours=1))
    session.execute(update(FieldEntry).values(withdrawn_at=MONDAY))
    session.commit()
    assert posted(session, SEVEN + timedelta(hours=15)) == []
    assert len(posted(session, SEVEN + timedelta(days=1))) == 1
    make_marking(session, work, cast.ben)
    session.commit()
    assert len(posted(session, SEVEN + timedelta(days=2))) == 1


def test_practice_that_waits_is_told_too(
    session: Session, settings: Settings, cast: Cast, course: Catalogue
) -> None:
    for minutes in (30, 45):
        make_entry(session, cast.enrolment, minutes=minutes, claimed_at=MONDAY - timedelta(days=1))
    session.commit()
    [letter] = posted(session, SEVEN)
    assert (letter["waiting"], letter["practice"]) == (0, 2)
    assert letter["path"] == "/practice/claims"
    make_ready(session, course, cast.enrolment, cast.ana)
    make_handed_in(session, course, cast.ana, at=SEVEN)
    session.commit()
    letter = posted(session, SEVEN + timedelta(days=1))[-1]
    assert (letter["waiting"], letter["path"]) == (1, "/marking")
    assert letter["practice"] == 2 + CONVERSATIONS


def test_nobody_else_is_told(session: Session, cast: Cast, work_waiting: Submission) -> None:
    off, left, card = (make_trainer(session, cast.cohort, name) for name in ("Off", "Left", "Card"))
    off.digest_off_at = left.left_at = MONDAY
    card.email, card.card_hash, card.pin_hash = None, "c" * 64, "p"
    make_trainer(session, make_cohort(session), "Gdzie indziej")
    session.commit()
    assert [letter["to"] for letter in posted(session, SEVEN)] == [cast.ben.email]


def test_one_letter_that_fails_stops_no_other(
    session: Session, cast: Cast, work_waiting: Submission, monkeypatch: pytest.MonkeyPatch
) -> None:
    ewa = make_trainer(session, cast.cohort, "Ewa Druga")
    taken = Letter(
        kind=LetterKind.MARKING_DIGEST,
        to="x@example.org",
        language=ewa.language,
        facts={},
        key=f"marking-digest-2026-11-23-{cast.ben.id}",
        written_at=MONDAY,
        not_before=MONDAY,
    )
    session.add(taken)
    session.commit()
    assert [letter["to"] for letter in posted(session, SEVEN)] == ["x@example.org", ewa.email]


def test_the_worker_posts_and_delivers_it(
    session: Session, settings: Settings, cast: Cast, work_waiting: Submission
) -> None:
    stop, told = threading.Event(), []
    cast.dov.reminders_off_at = MONDAY  # who was never seen would be reminded
    session.commit()

    def deliver(message: object) -> None:
        told.append(message)
        stop.set()

    work(settings, deliver, clock=lambda: MONDAY, stop=stop)
    [message] = told
    assert message["To"] == cast.ben.email  # type: ignore[index]
    assert message["Subject"] == "1 praca czeka na ciebie"  # type: ignore[index]


def test_many_workers_post_one_letter(
    settings: Settings, course: Catalogue, tmp_path: Path
) -> None:
    with own_app(settings, course, tmp_path) as app:
        with app.app_context(), writing() as session:
            cast = make_cast(session)
            make_ready(session, course, cast.enrolment, cast.ana)
            make_handed_in(session, course, cast.ana)

        def post() -> int:
            with app.app_context():
                return post_digests(clock=lambda: SEVEN)

        assert sum(at_once(*[post] * SIX_WORKERS)) == 1
        with app.app_context():
            [to] = reading().scalars(select(Letter.to).where(Letter.key.startswith("marking-d")))
            assert to == reading().scalar(select(Person.email).where(Person.name == "Ben Wrona"))
