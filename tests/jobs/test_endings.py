"""Certificates that end: their holders are told once, in time, and nothing is issued by it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from course.actions.certificates import revoke_certificate
from course.jobs.endings import tell_of_ends
from course.jobs.letters import purge_letters
from course.models import Certificate, Letter
from course.terms import CorrectionKind, LetterKind
from tests.make import MONDAY
from tests.make_certificates import make_certificate, make_successor
from tests.people import Cast

ENDS_ON = date(2028, 11, 23)


@pytest.fixture(autouse=True)
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def ending(session: Session, cast: Cast) -> Certificate:
    cast.programme.certificate_months = 24
    made = make_certificate(session, cast.enrolment, cast.vera, (cast.carla, cast.cyryl))
    session.commit()
    return made


def days_before(days: int) -> datetime:
    return datetime.combine(ENDS_ON - timedelta(days=days), MONDAY.timetz())


def tell(session: Session, *, days: int) -> int:
    session.commit()
    return tell_of_ends(clock=lambda: days_before(days))


def told(session: Session) -> list[Letter]:
    session.commit()
    return list(session.scalars(select(Letter).where(Letter.kind == LetterKind.CERTIFICATE_ENDS)))


def test_the_holder_is_told_once_sixty_days_before(
    session: Session, cast: Cast, ending: Certificate
) -> None:
    posted = {days: tell(session, days=days) for days in (61, 60, 59, 45)}
    assert posted == {61: 0, 60: 1, 59: 0, 45: 0}
    [letter] = told(session)
    assert (letter.to, letter.facts["number"]) == (cast.ana.email, ending.number)
    assert letter.facts["ends_on"] == "2028-11-23"
    assert session.scalar(select(func.count(Certificate.id))) == 1


def test_a_letter_that_was_forgotten_is_not_written_again(
    session: Session, ending: Certificate
) -> None:
    posted = 0
    for days in range(70, -10, -1):
        posted += tell(session, days=days)
        purge_letters(session, at=days_before(days))
    assert posted == 1


def test_a_worker_that_was_away_tells_later(session: Session, ending: Certificate) -> None:
    assert tell(session, days=31) == 1


def test_nobody_is_told_of_what_no_longer_stands(
    session: Session, cast: Cast, ending: Certificate
) -> None:
    new = make_successor(
        session,
        ending,
        (cast.carla, cast.cyryl),
        kind=CorrectionKind.RENEWAL,
        at=days_before(80),
    )
    assert tell(session, days=60) == 0
    revoke_certificate(session, new, reason="fałszywy dowód", by=cast.carla, at=days_before(50))
    assert tell_of_ends(clock=lambda: datetime(2030, 9, 24, 12, tzinfo=MONDAY.tzinfo)) == 0
    assert told(session) == []


def test_who_reads_no_letters_is_passed_over(
    session: Session, cast: Cast, ending: Certificate
) -> None:
    cast.ana.email, cast.ana.card_hash, cast.ana.pin_hash = None, "a" * 64, "b"
    assert tell(session, days=60) == 0
