"""Files of long lists: asked for once, made by the worker, kept for a week."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from content.languages import Language
from course.actions.audit import take_turn
from course.actions.exports import note_list_asked
from course.actions.letters import post
from course.models import Person, PreparedFile, Programme
from course.models.base import Json
from course.queries.prepared import KEPT_FOR, file_to_make, files_waiting_for
from course.terms import LetterKind, ListKind

MOST_TRIES = 4
LEASE = timedelta(minutes=5)
"""A file whose worker has said nothing for so long is free again."""

FIRST_PAUSE = timedelta(minutes=1)


class Wanted(NamedTuple):
    """A file of a list: of which list, in what form, for which filter."""

    list: ListKind
    ending: str
    asked: dict[str, str]
    language: Language


def ask_for_file(
    session: Session,
    programme: Programme,
    wanted: Wanted,
    *,
    file_name: str,
    rows: int | None,
    facts: Json,
    by: Person,
    at: datetime,
) -> PreparedFile:
    """Leave a file to the worker; what waits already for the same person is not asked twice.

    `facts` is the filter as the audit trail tells it.
    """
    take_turn(session)
    for waiting in files_waiting_for(session, by):
        same = (waiting.list, waiting.ending, waiting.asked, waiting.language) == wanted
        if same and waiting.programme_id == programme.id:
            return waiting
    file = PreparedFile(
        programme_id=programme.id,
        list=wanted.list,
        ending=wanted.ending,
        asked=wanted.asked,
        language=wanted.language,
        asked_by_id=by.id,
        asked_at=at,
        not_before=at,
        rows_all=rows,
        file_name=file_name,
    )
    session.add(file)
    note_list_asked(
        session, file, list_kind=wanted.list, kind=wanted.ending, asked=facts, by=by, at=at
    )
    return file


def claim_file(session: Session, *, at: datetime) -> PreparedFile | None:
    """Take a file that waits, so that no other worker takes it; None where none does.

    After so many tries it is given up: then `not_before` is empty, and the person is told.
    """
    file = file_to_make(session, at=at)
    while file is not None and file.tries >= MOST_TRIES:
        file.not_before = None
        session.flush()
        file = file_to_make(session, at=at)
    if file is not None:
        file.tries += 1
        file.rows_done = 0
        file.not_before = at + LEASE
    return file


def note_progress(session: Session, file_id: int, *, done: int, rows: int, at: datetime) -> None:
    """Say how far a file is, and that somebody still works on it."""
    file = session.get_one(PreparedFile, file_id)
    file.rows_done, file.rows_all = done, rows
    file.not_before = at + LEASE


def note_failure(session: Session, file_id: int, *, at: datetime) -> None:
    """Try again a little later; the last time, give up."""
    file = session.get_one(PreparedFile, file_id)
    later = at + FIRST_PAUSE * (1 << (file.tries - 1))
    file.not_before = None if file.tries >= MOST_TRIES else later


def keep_file(
    session: Session,
    file_id: int,
    *,
    rows: int,
    sha256: str,
    size: int,
    stored_as: str,
    at: datetime,
) -> str | None:
    """Record a finished file and write its person a letter; where the file is that stands.

    That is another one where another worker was quicker.
    """
    take_turn(session)
    file = session.get_one(PreparedFile, file_id, with_for_update=True)
    if file.ready_at is not None:
        return file.stored_as
    file.rows_done = file.rows_all = rows
    file.sha256, file.bytes, file.stored_as, file.ready_at = sha256, size, stored_as, at
    post(
        session,
        LetterKind.FILE_READY,
        to=session.get_one(Person, file.asked_by_id),
        key=f"{LetterKind.FILE_READY}:{file.id}",
        at=at,
        facts={
            "file": file.file_name,
            "until": (at + KEPT_FOR).date().isoformat(),
            "path": "/my-files",
        },
    )
    return stored_as
