"""Trying a secret at a door: count the try, judge it outside the write, then let in."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from course.actions.doors import let_in, take_try
from course.clock import now
from course.codes import read_code
from course.database import reading, writing
from course.models import Person
from course.queries.people import person_with_card, person_with_email
from course.settings_here import settings_here
from course.sign_in_secrets import Hasher, code_hash, hasher, subject_hash
from course.terms import Door
from course.web.looks import bring_look
from course.web.visitors import sign_in

Judge = Callable[[Session], Person | None]


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody gave the right secret at a door."""

    person: Person
    door: Door
    subject_hash: str


def come_in(proof: Proof, *, shared: bool) -> None:
    """Sign the person in: in a browser that others use too, until it is closed."""
    with writing() as session:
        let_in(session, proof.person, proof.door, subject_hash=proof.subject_hash, at=now())
        bring_look(session, proof.person)
    sign_in(proof.person, for_long=not shared)


def hasher_here() -> Hasher:
    """The hasher with the cost that the settings ask for."""
    return hasher(cheap=settings_here().cheap_secrets)


def subject_at(door: Door, subject: str) -> str:
    """Whose tries are counted at a door."""
    return subject_hash(settings_here().key("doors"), f"{door}:{subject}")


def try_password(email: str, password: str) -> Proof:
    """The person of an address and its password. Raises WrongSecret or LockedOut."""

    def judge(session: Session) -> Person | None:
        person = person_with_email(session, email)
        known = person if person is not None and person.left_at is None else None
        right = hasher_here().matches(known.password_hash if known else None, password)
        return known if right else None

    return _try(Door.PASSWORD, email, judge)


def try_card(code: str, pin: str) -> Proof:
    """The person of a card and its PIN. Raises WrongSecret or LockedOut."""

    def judge(session: Session) -> Person | None:
        person = person_with_card(session, code_hash(code, settings_here().key("cards")))
        known = person if person is not None and person.left_at is None else None
        right = hasher_here().matches(known.pin_hash if known else None, pin)
        return known if right else None

    return _try(Door.CARD, read_code(code), judge)


def _try(door: Door, subject: str, judge: Judge) -> Proof:
    counted = subject_at(door, subject)
    with writing() as session:
        taken = take_try(session, door, subject_hash=counted, at=now())
    person = judge(reading())
    if person is None:
        raise taken.refusal()
    return Proof(person, door, counted)
