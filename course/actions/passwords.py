"""Choosing a password."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.actions.links import spend_links
from course.errors import PasswordTooWeak
from course.models import Person
from course.passwords import is_weak
from course.terms import Act


def refuse_weak(password: str, *, person: Person) -> None:
    """Raise PasswordTooWeak before the slow hashing of a password that would be guessed early."""
    if is_weak(password, name=person.name, email=person.email or ""):
        raise PasswordTooWeak


def change_password(session: Session, person: Person, *, password_hash: str, at: datetime) -> None:
    """Set one's own password. It ends every session and every open link of the person."""
    person.password_hash = password_hash
    person.session_version += 1
    spend_links(session, person, at=at)
    note(session, Act.PASSWORD_CHANGED, by=person, subject=person, at=at)
