"""Post a letter: it lies in the outbox, written with its deed, until the worker delivers it."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.models import Letter, Person
from course.models.base import Json
from course.terms import LetterKind


def post(
    session: Session,
    kind: LetterKind,
    *,
    to: Person,
    key: str,
    at: datetime,
    facts: Json | None = None,
) -> Letter | None:
    """Write a letter to a person in their language; nothing for who has no e-mail address.

    `key` names the deed: the same deed cannot post twice.
    """
    if to.email is None:
        return None
    letter = Letter(
        kind=kind,
        to=to.email,
        language=to.language,
        facts={"name": to.name, **(facts or {})},
        key=key,
        written_at=at,
        not_before=at,
    )
    session.add(letter)
    return letter
