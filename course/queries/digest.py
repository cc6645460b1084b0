"""Who is to get the daily letter of what waits for trainers, and what it counts."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import String, cast, exists, literal, select
from sqlalchemy.orm import Session

from course.models import Letter, Person, RoleGrant
from course.permissions import Permission, roles_with
from course.queries.asking import count_questions_waiting
from course.queries.claims import count_claims
from course.queries.marking import count_waiting
from course.terms import LetterKind


def digest_key(person_id: int, day: date) -> str:
    """What names the letter of a person and a day: there is one at most."""
    return f"{_start(day)}{person_id}"


def trainers_to_tell(session: Session, day: date) -> Sequence[Person]:
    """Everybody who marks, reads letters and wants this one, and has not had it on this day."""
    key = literal(_start(day)).concat(cast(Person.id, String))
    told = exists(
        select(Letter.id).where(Letter.kind == LetterKind.MARKING_DIGEST, Letter.key == key)
    )
    marks = exists(
        select(RoleGrant.id).where(
            RoleGrant.person_id == Person.id,
            RoleGrant.role.in_(roles_with(Permission.MARK_SUBMISSIONS)),
            RoleGrant.ended_at.is_(None),
        )
    )
    return session.scalars(
        select(Person)
        .where(
            marks,
            Person.email.is_not(None),
            Person.digest_off_at.is_(None),
            Person.left_at.is_(None),
            ~told,
        )
        .order_by(Person.id)
    ).all()


def waits_since(session: Session, trainer: Person, *, before: datetime) -> bool:
    """Whether work, practice or a question has waited for this trainer since before a moment."""
    return bool(
        count_waiting(session, trainer, before=before)
        or count_claims(session, trainer, before=before)
        or count_questions_waiting(session, trainer, before=before)
    )


def _start(day: date) -> str:
    return f"marking-digest-{day.isoformat()}-"
