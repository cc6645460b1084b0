"""Deeds about the daily letter of what waits for trainers."""

from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.letters import post
from course.clock import local_day
from course.models import Letter, Person
from course.queries.asking import count_questions_waiting
from course.queries.claims import count_claims
from course.queries.digest import digest_key, waits_since
from course.queries.marking import count_waiting
from course.terms import LetterKind

LONG = timedelta(days=7)
"""Work that has waited for longer is named apart."""


def post_digest(
    session: Session, trainer: Person, *, morning: datetime, at: datetime
) -> Letter | None:
    """Tell a trainer once a day how much waits.

    Nothing is posted where nothing has waited since the morning, nor a second time.
    """
    if not waits_since(session, trainer, before=morning):
        return None
    waiting = count_waiting(session, trainer)
    practice = count_claims(session, trainer, before=at)
    facts = {
        "waiting": waiting,
        "overdue": count_waiting(session, trainer, before=at - LONG),
        "practice": practice,
        "questions": count_questions_waiting(session, trainer, before=at),
        "path": _first_of(waiting, practice),
    }
    key = digest_key(trainer.id, local_day(at))
    try:
        with session.begin_nested():
            return post(session, LetterKind.MARKING_DIGEST, to=trainer, key=key, at=at, facts=facts)
    except IntegrityError:  # another worker was quicker
        return None


def _first_of(waiting: int, practice: int) -> str:
    """Where the letter leads: the page of marking tells of everything."""
    if waiting:
        return "/marking"
    return "/practice/claims" if practice else "/marking/questions"


def choose_digest(person: Person, *, wanted: bool, at: datetime) -> None:
    """Get the daily letter, or no longer."""
    if wanted:
        person.digest_off_at = None
    elif person.digest_off_at is None:
        person.digest_off_at = at
