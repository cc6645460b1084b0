"""Doors, links, cards and letters in the same moment, where each of them really commits."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from content.languages import Language
from course.actions.cohorts import Newcomer, enrol_newcomer
from course.actions.doors import take_try
from course.actions.letters import post
from course.actions.links import make_sign_in_link, use_link
from course.catalogue import Catalogue
from course.database import reading, writing
from course.errors import AlreadyEnrolled, DomainError, EmailTaken
from course.jobs.letters import claim_letter
from course.models import Cohort, Enrolment, Letter, Person, WrongTries
from course.settings import Settings
from course.terms import AddressForm, Door, LetterKind, LinkPurpose
from tests.at_once import at_once
from tests.make import MONDAY, make_cohort, make_person
from tests.own_app import own_app

AT_ONCE = 6
Race = Callable[[Callable[[], object]], list[object]]


@pytest.fixture
def shared(settings: Settings, course: Catalogue, tmp_path: Path) -> Iterator[Flask]:
    with own_app(settings, course, tmp_path) as app:
        yield app


@pytest.fixture
def race(shared: Flask) -> Race:
    """What each of several threads got, or the code of what it ran into."""

    def run(deed: Callable[[], object]) -> list[object]:
        def one() -> object:
            with shared.app_context():
                try:
                    return deed()
                except DomainError as refused:
                    return refused.code

        return list(at_once(*[one] * AT_ONCE))

    return run


def test_wrong_tries_at_once_are_all_counted(shared: Flask, race: Race) -> None:
    def guess() -> int:
        with writing() as session:
            return take_try(session, Door.CARD, subject_hash="s" * 64, at=MONDAY).left

    assert sorted(race(guess), key=str) == [4, 5, 6, 7, 8, 9]
    assert sorted(race(guess), key=str) == [0, 1, 2, 3, "locked_out", "locked_out"]
    with shared.app_context():
        assert reading().scalars(select(WrongTries.tries)).all() == [10]


def test_a_link_pressed_twice_lets_in_once(shared: Flask, race: Race) -> None:
    with shared.app_context(), writing() as session:
        person = make_person(session)
        link = make_sign_in_link(session, person, LinkPurpose.SIGN_IN, by=None, at=MONDAY)
        session.flush()
        link_id = link.id

    def press() -> str:
        with writing() as session:
            use_link(session, link_id, at=MONDAY)
        return "in"

    assert sorted(race(press), key=str) == ["in", *["link_spent"] * (AT_ONCE - 1)]


def test_workers_claim_each_letter_once(shared: Flask, race: Race) -> None:
    with shared.app_context(), writing() as session:
        person = make_person(session)
        for number in range(10):
            post(session, LetterKind.INVITATION, to=person, key=f"race:{number}", at=MONDAY)

    def claim_all() -> list[int]:
        claimed = []
        for _ in range(10):
            with writing() as session:
                claimed.append(claim_letter(session, at=MONDAY))
        return [one for one in claimed if one is not None]

    claimed = [one for mine in race(claim_all) if isinstance(mine, list) for one in mine]
    with shared.app_context():
        assert sorted(claimed) == sorted(reading().scalars(select(Letter.id)))


def test_somebody_enrolled_twice_at_once_has_one_place(shared: Flask, race: Race) -> None:
    with shared.app_context(), writing() as session:
        cohort_id = make_cohort(session).id
    newcomer = Newcomer(
        name="Łucja Ćwikła",
        email="lucja@example.org",
        address_form=AddressForm.FEMININE,
        language=Language.PL,
    )

    def enrol() -> str:
        with writing() as session:
            cohort = session.get_one(Cohort, cohort_id)
            enrol_newcomer(
                session, cohort, newcomer, started_on=cohort.starts_on, by=None, at=MONDAY
            )
        return "enrolled"

    outcomes = race(enrol)
    assert outcomes.count("enrolled") == 1
    assert set(outcomes) <= {"enrolled", AlreadyEnrolled.code, EmailTaken.code}
    with shared.app_context():
        assert len(reading().scalars(select(Person.id)).all()) == 1
        assert len(reading().scalars(select(Enrolment.id)).all()) == 1
