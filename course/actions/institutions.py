"""Partner bodies: entered, corrected, put into the archive and brought back."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from course.actions.audit import note
from course.errors import ChangedMeanwhile, NipTaken
from course.fingerprint import fingerprint
from course.language import alphabet_key
from course.models import Institution, Person
from course.models.base import Json
from course.terms import Act, InstitutionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What is written about a partner body; numbers as `assessments.registers` reads them."""

    name: str
    kind: InstitutionKind
    nip: str
    teryt: str
    city: str
    street: str | None = None
    postal_code: str | None = None
    email: str | None = None
    phone: str | None = None


WRITTEN = tuple(one.name for one in fields(Entry))
"""The columns that a correction may change."""


def enter_institution(session: Session, entry: Entry, *, by: Person, at: datetime) -> Institution:
    """Enter a partner body. Raises NipTaken."""
    institution = Institution(sort_name=alphabet_key(entry.name))
    _write(institution, entry)
    try:
        with session.begin_nested():
            session.add(institution)
    except IntegrityError as lost:
        raise NipTaken from lost
    note(session, Act.INSTITUTION_ENTERED, by=by, subject=institution, at=at)
    return institution


def change_institution(
    session: Session, institution: Institution, entry: Entry, *, seen: str, by: Person, at: datetime
) -> None:
    """Correct what is written; `seen` is the fingerprint of what the page showed.

    Raises ChangedMeanwhile and NipTaken. What stays the same leaves no trace.
    """
    if seen != fingerprint(institution, WRITTEN):
        raise ChangedMeanwhile
    changed = [name for name in WRITTEN if getattr(institution, name) != getattr(entry, name)]
    if not changed:
        return
    try:
        with session.begin_nested():
            _write(institution, entry)
            session.flush()
    except IntegrityError as lost:
        raise NipTaken from lost
    _note_change(session, institution, {"changed": sorted(changed)}, by, at)


def archive_institution(
    session: Session, institution: Institution, *, by: Person, at: datetime
) -> None:
    """Take an institution off the lists; what was agreed with it stays there, and counts."""
    if institution.archived_at is None:
        institution.archived_at = at
        _note_change(session, institution, {"archived": True}, by, at)


def bring_institution_back(
    session: Session, institution: Institution, *, by: Person, at: datetime
) -> None:
    """Put an institution back on the lists."""
    if institution.archived_at is not None:
        institution.archived_at = None
        _note_change(session, institution, {"archived": False}, by, at)


def _write(institution: Institution, entry: Entry) -> None:
    for name in WRITTEN:
        setattr(institution, name, getattr(entry, name))
    institution.sort_name = alphabet_key(entry.name)


def _note_change(
    session: Session, institution: Institution, facts: Json, by: Person, at: datetime
) -> None:
    note(session, Act.INSTITUTION_CHANGED, by=by, subject=institution, at=at, facts=facts)
