"""Lists taken away as files: which rows, and never who stands in them."""

from datetime import datetime

from sqlalchemy.orm import Session

from course.actions.audit import note
from course.models import Person, PreparedFile, Programme
from course.models.base import Json
from course.terms import Act, ListKind


def note_list_asked(
    session: Session,
    subject: Programme | PreparedFile,
    *,
    list_kind: ListKind,
    kind: str,
    asked: Json,
    by: Person,
    at: datetime,
) -> None:
    """Record that a list was asked for in a form; `asked` is its filter."""
    facts: Json = {"list": list_kind.value, "kind": kind, "filter": asked}
    note(session, Act.REPORT_ASKED, by=by, subject=subject, at=at, facts=facts)


def note_list_taken(
    session: Session,
    subject: Programme | PreparedFile,
    *,
    list_kind: ListKind,
    facts: Json,
    by: Person,
    at: datetime,
) -> None:
    """Record that a list left: `facts` tells kind, rows, sha256 and filter."""
    told: Json = {"list": list_kind.value, **facts}
    note(session, Act.REPORT_EXPORTED, by=by, subject=subject, at=at, facts=told)
