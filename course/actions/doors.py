"""Coming in: wrong tries are counted before they are judged, so that no race gives more of them.

Strangers guess too, at codes and names of certificates: see `count_guess`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.errors import DomainError, LockedOut, TooManyGuesses, WrongSecret
from course.models import Person, WrongTries
from course.queries.people import tries_at
from course.terms import Act, Door

FREE_TRIES = 10
FIRST_LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=24)
KEPT_FOR = timedelta(days=30)

FREE_GUESSES = 10
SHUT_FOR = timedelta(minutes=15)
STRANGERS_DOORS = (Door.VERIFICATION, Door.SURNAME)


@dataclass(frozen=True, slots=True)
class TakenTry:
    """A try that counts until it proves right."""

    left: int
    locked_until: datetime | None

    def refusal(self) -> DomainError:
        """What to raise when the try was wrong."""
        if self.locked_until is not None:
            return LockedOut(until=self.locked_until)
        return WrongSecret(left=self.left)


def take_try(session: Session, door: Door, *, subject_hash: str, at: datetime) -> TakenTry:
    """Count a try as wrong until it proves right. Raises LockedOut while the door stays shut."""
    counted = tries_at(session, door, subject_hash) or _begin_count(session, door, subject_hash, at)
    if counted.locked_until is not None and at < counted.locked_until:
        raise LockedOut(until=counted.locked_until)
    counted.tries += 1
    counted.last_at = at
    counted.locked_until = _locked_until(counted.tries, at)
    session.flush()
    return TakenTry(left=FREE_TRIES - counted.tries, locked_until=counted.locked_until)


def let_in(
    session: Session, person: Person, door: Door, *, subject_hash: str, at: datetime
) -> None:
    """The secret was right: forget the wrong tries and note who came in."""
    forget_tries(session, door, subject_hash=subject_hash)
    note(session, Act.PERSON_SIGNED_IN, by=person, subject=person, at=at, facts={"door": door})


def forget_tries(session: Session, door: Door, *, subject_hash: str) -> None:
    """Begin to count anew: the secret was right."""
    session.execute(
        delete(WrongTries).where(WrongTries.door == door, WrongTries.subject_hash == subject_hash)
    )


def count_guess(
    session: Session, door: Door, *, subject_hash: str, right: bool, at: datetime
) -> None:
    """Count what a stranger guessed, before the answer is told. Raises TooManyGuesses.

    Ten wrong ones shut the door for a quarter of an hour and no longer: behind one address there
    may be a whole office. A right one asks the database the same, so that no clock tells them
    apart, and it forgives none of the wrong ones before it.
    """
    counted = tries_at(session, door, subject_hash) or _begin_count(session, door, subject_hash, at)
    if counted.locked_until is not None and at < counted.locked_until:
        raise TooManyGuesses(until=counted.locked_until)
    forgotten = counted.locked_until is not None or counted.last_at <= at - SHUT_FOR
    tries = (0 if forgotten else counted.tries) + (0 if right else 1)
    session.execute(
        update(WrongTries)
        .where(WrongTries.id == counted.id)
        .values(
            tries=tries,
            last_at=counted.last_at if right else at,
            locked_until=at + SHUT_FOR if tries >= FREE_GUESSES else None,
        )
    )


def forget_old_tries(session: Session, *, at: datetime) -> None:
    """Drop counts that nobody added to for 30 days; of strangers, after a quarter of an hour."""
    session.execute(delete(WrongTries).where(WrongTries.last_at < at - KEPT_FOR))
    session.execute(
        delete(WrongTries).where(
            WrongTries.door.in_(STRANGERS_DOORS), WrongTries.last_at < at - SHUT_FOR
        )
    )


def _begin_count(session: Session, door: Door, subject_hash: str, at: datetime) -> WrongTries:
    counted = WrongTries(door=door, subject_hash=subject_hash, tries=0, last_at=at)
    try:
        with session.begin_nested():
            session.add(counted)
    except IntegrityError:
        begun = tries_at(session, door, subject_hash)  # by somebody who tried at the same moment
        if begun is None:
            raise
        return begun
    return counted


def _locked_until(tries: int, at: datetime) -> datetime | None:
    """Nothing for the first tries, then a quarter of an hour, doubled by each further one."""
    beyond = tries - FREE_TRIES
    if beyond < 0:
        return None
    longest = (LONGEST_LOCK // FIRST_LOCK).bit_length()
    return at + min(FIRST_LOCK * (1 << min(beyond, longest)), LONGEST_LOCK)
