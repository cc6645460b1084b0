"""Files of long lists, made one after the other: in pieces, with progress, all or nothing."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from course.actions.prepared import claim_file, keep_file, note_failure, note_progress
from course.database import reading, writing
from course.errors import FilesAway, NotAllowed
from course.exporting import ask, may_take
from course.jobs.closeout import make_pack
from course.jobs.orders import Clock, Maker, Making, Order
from course.models import PreparedFile
from course.queries.prepared import files_too_old, taken_by
from course.reports.formats import FileKind, write
from course.reports.lists.registry import LISTINGS
from course.settings import Settings
from course.terms import ListKind
from course.uploads import delete_stored, store_made

TELL_EVERY = timedelta(seconds=2)

logger = logging.getLogger(__name__)


MAKERS: Mapping[ListKind, Maker] = {ListKind.CLOSEOUT: make_pack}
"""What is more than the file of one list."""


def make_next_file(settings: Settings, *, clock: Clock) -> bool:
    """Make one file that waits; false when none does. A failure is tried again later."""
    with writing() as session:
        file = claim_file(session, at=clock())
        order = Order.of(file) if file else None
    if order is None:
        return False
    try:
        _make(order, settings, clock)
    except Exception:  # whatever is wrong with one file, the others are made
        reading().rollback()
        logger.exception("file %s of the list %s is not made", order.id, order.list)
        with writing() as session:
            note_failure(session, order.id, at=clock())
    return True


def delete_old_files(settings: Settings, *, at: datetime) -> int:
    """Delete the files that have been kept long enough; how many. Their rows stay and say so.

    The file goes first: whatever happens in between, nobody's data is forgotten on the disk.
    """
    old = [(file.id, file.stored_as) for file in files_too_old(reading(), at=at)]
    deleted = 0
    for file_id, stored_as in old:
        try:
            delete_stored(str(stored_as), folder=settings.files)
        except FilesAway:
            logger.exception("file %s is not deleted", file_id)
            continue
        with writing() as session:
            session.get_one(PreparedFile, file_id).stored_as = None
        deleted += 1
    return deleted


def _make(order: Order, settings: Settings, clock: Clock) -> None:
    making = MAKERS.get(order.list, _list)(order, settings, clock)
    stored = store_made(
        making.write,
        key=f"prepared:{order.id}",
        name=order.name,
        media_type=making.media_type,
        folder=settings.files,
    )
    with writing() as session:
        kept = keep_file(
            session,
            order.id,
            rows=making.rows(),
            sha256=stored.sha256,
            size=stored.bytes,
            stored_as=stored.stored_as,
            at=clock(),
        )
    if kept != stored.stored_as:
        delete_stored(stored.stored_as, folder=settings.files)


def _list(order: Order, settings: Settings, clock: Clock) -> Making:
    """The file of a list. Raises NotAllowed where a role ended, and for what is sealed."""
    programme, person = taken_by(reading(), order.programme_id, order.by_id)
    listing, kind = LISTINGS[order.list], FileKind(order.ending)
    if listing.opens_seals or not may_take(listing, person, programme.id):
        raise NotAllowed  # what was sealed never lies in the store
    asked = ask(listing, programme, order.asked, by=person, at=clock(), language=order.language)
    document, rows = asked.document(kind, settings), asked.count()
    listing.check_length(kind, rows)
    passing = asked.passing(document, _Progress(order.id, rows, clock))
    return Making(
        lambda file: write(document, passing, kind, file, folder=_beside(file)),
        kind.media_type,
        lambda: passing.count,
    )


class _Progress:
    """Tells the person how far their file is, every two seconds at most."""

    def __init__(self, file_id: int, rows: int, clock: Clock) -> None:
        self._file_id, self._rows, self._clock = file_id, rows, clock
        self._next = clock() + TELL_EVERY

    def __call__(self, done: int) -> None:
        at = self._clock()
        if at < self._next:
            return
        self._next = at + TELL_EVERY
        with writing() as session:
            note_progress(session, self._file_id, done=done, rows=max(self._rows, done), at=at)


def _beside(file: BinaryIO) -> str | None:
    """The folder of a file that has a name: what is written on the way fits there as well."""
    return str(Path(file.name).parent) if isinstance(file.name, str) else None
