"""One's own files: what is being prepared, what is ready, what was deleted."""

from dataclasses import dataclass
from enum import Enum

from flask import render_template
from flask.typing import ResponseReturnValue

from course.actions.exports import note_list_taken
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.exporting import may_take
from course.models import Person, PreparedFile
from course.permissions import Permission, may
from course.queries.prepared import KEPT_FOR, files_of_person, own_file
from course.reports.formats import FileKind
from course.reports.lists.registry import LISTINGS
from course.settings_here import settings_here
from course.uploads import download
from course.web.access import signed_in
from course.web.lists.blueprint import bp
from course.web.lists.here import page_of
from course.web.visitors import visitor

MOST_SHOWN = 50
REFRESH_SECONDS = 5


class Fate(Enum):
    """What became of a file."""

    WAITING = "waiting"
    BEING_MADE = "being_made"
    READY = "ready"
    DELETED = "deleted"
    GIVEN_UP = "given_up"
    CLOSED = "closed"  # ready, but whoever asked may not take it any more


@dataclass(frozen=True, slots=True)
class OwnFile:
    """A file with what became of it, and the list that it is of."""

    file: PreparedFile
    fate: Fate
    list_href: str | None


@bp.get("/my-files")
@signed_in
def files() -> ResponseReturnValue:
    """The files that the visitor asked for, newest first."""
    found = [_told(file) for file in files_of_person(reading(), visitor(), most=MOST_SHOWN)]
    waiting = any(one.fate in {Fate.WAITING, Fate.BEING_MADE} for one in found)
    return render_template(
        "lists/files.html",
        files=found,
        kept_days=KEPT_FOR.days,
        refresh=REFRESH_SECONDS if waiting else None,
    )


@bp.get("/my-files/<int:file_id>")
@signed_in
def fetch(file_id: int) -> ResponseReturnValue:
    """Take a file away. Raises NotFound for others, and for who may not take it any more."""
    file = own_file(reading(), visitor(), file_id)
    if _fate(file) is not Fate.READY or file.stored_as is None:
        raise NotFound
    try:
        answer = download(
            file.stored_as,
            name=file.file_name,
            media_type=_media_type(file),
            folder=settings_here().files,
        )
    except FileNotFoundError as gone:
        raise NotFound from gone
    with writing() as session:
        person = session.get_one(Person, visitor().id)
        taken = own_file(session, person, file_id)
        note_list_taken(
            session,
            taken,
            list_kind=taken.list,
            facts={
                "kind": taken.ending,
                "rows": taken.rows_done,
                "sha256": taken.sha256,
                "filter": _filter_of(taken),
            },
            by=person,
            at=now(),
        )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _told(file: PreparedFile) -> OwnFile:
    listed = file.list in LISTINGS
    href = page_of(file.list, {"programme": file.programme.code, **file.asked}) if listed else None
    return OwnFile(file, _fate(file), href)


def _fate(file: PreparedFile) -> Fate:
    if file.ready_at is None:
        if file.not_before is None:
            return Fate.GIVEN_UP
        return Fate.BEING_MADE if file.rows_done else Fate.WAITING
    if file.stored_as is None:
        return Fate.DELETED
    return Fate.READY if _may_still(file) else Fate.CLOSED


def _may_still(file: PreparedFile) -> bool:
    listing = LISTINGS.get(file.list)
    if listing is None:  # a pack of all lists
        return may(visitor(), Permission.EXPORT_LISTS, programme_id=file.programme_id)
    return may_take(listing, visitor(), file.programme_id)


def _media_type(file: PreparedFile) -> str:
    known = file.ending in set(FileKind)
    return FileKind(file.ending).media_type if known else "application/octet-stream"


def _filter_of(file: PreparedFile) -> dict[str, object]:
    """The filter for the audit trail: that a name was searched is told, but not which."""
    return {name: value for name, value in file.asked.items() if name != "words"} | (
        {"searched": True} if file.asked.get("words") else {}
    )
