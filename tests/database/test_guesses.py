"""Guesses of strangers in the same moment: none slips through before it is counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.doors import FREE_GUESSES, count_guess
from course.catalogue import Catalogue
from course.codes import CERTIFICATE_SIGNS, new_code
from course.database import reading, writing
from course.errors import TooManyGuesses
from course.models import WrongTries
from course.settings import Settings
from course.terms import Door
from tests.at_once import at_once, refusals
from tests.make import MONDAY
from tests.own_app import own_app

AT_ONCE = 15
HERE = "s" * 64


@pytest.fixture
def shared(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app:
        yield app


@pytest.mark.parametrize(("right", "refused"), [(False, AT_ONCE - FREE_GUESSES), (True, 0)])
def test_guesses_at_once_are_all_counted(shared: Flask, *, right: bool, refused: int) -> None:
    def guess(session: Session) -> None:
        count_guess(session, Door.SURNAME, subject_hash=HERE, right=right, at=MONDAY)

    assert refusals(shared, *[guess] * AT_ONCE) == [TooManyGuesses] * refused
    with shared.app_context():
        counted = reading().scalars(select(WrongTries)).one()
        assert counted.tries == (0 if right else FREE_GUESSES)


def test_ten_of_many_wrong_codes_at_once_are_answered(shared: Flask) -> None:
    def ask() -> int:
        client = shared.test_client()
        return client.get(f"/v/{new_code(CERTIFICATE_SIGNS)}").status_code

    told = at_once(*[ask] * AT_ONCE)
    assert sorted(told) == [404] * FREE_GUESSES + [429] * (AT_ONCE - FREE_GUESSES)


def test_a_refused_guess_changes_nothing(shared: Flask) -> None:
    with shared.app_context():
        for _ in range(FREE_GUESSES):
            with writing() as session:
                count_guess(session, Door.SURNAME, subject_hash=HERE, right=False, at=MONDAY)
        with pytest.raises(TooManyGuesses) as shut, writing() as session:
            count_guess(session, Door.SURNAME, subject_hash=HERE, right=True, at=MONDAY)
        assert shut.value.until == reading().scalars(select(WrongTries.locked_until)).one()
