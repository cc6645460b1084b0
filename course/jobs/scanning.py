"""Files that wait for the scan: each is shown to clamd, and what it said is written down."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from course.actions.files import record_scan
from course.actions.observations import record_scan_of
from course.database import reading, writing
from course.errors import FilesAway
from course.jobs.clamd import ScanRefused, is_infected
from course.queries.observations import scan_to_scan, scans_to_scan
from course.queries.work_files import file_to_scan, files_to_scan
from course.settings import Settings
from course.uploads import open_stored

LONGEST_ROUND = timedelta(seconds=10)
"""After so long the letters have their turn."""

PAUSE = timedelta(minutes=1)
"""Before a scanner that was away is asked again; the files keep waiting."""

logger = logging.getLogger(__name__)

Record = Callable[[Session, int, bool, datetime], None]


def scan_waiting(
    settings: Settings, *, clock: Callable[[], datetime], refused: set[str] | None = None
) -> bool:
    """Scan what waits, where a scanner is configured; false where it is away.

    What cannot be scanned joins `refused`, and what is in it is not tried.
    """
    if settings.clamd is None:
        return True
    refused = set() if refused is None else refused
    begun = clock()
    for stored_as, row_id, record in _waiting():
        if stored_as in refused:
            continue
        reading().rollback()  # no transaction waits for a scanner
        try:
            with open_stored(stored_as, folder=settings.files) as file:
                infected = is_infected(file, clamd=settings.clamd)
        except (FileNotFoundError, ScanRefused):
            logger.exception("file %s is not scanned", stored_as)
            refused.add(stored_as)
            continue
        except (OSError, FilesAway):
            logger.exception("the scan waits")
            return False
        with writing() as session:
            record(session, row_id, infected, clock())
        if clock() - begun > LONGEST_ROUND:
            break
    return True


def _waiting() -> Iterator[tuple[str, int, Record]]:
    """Where each file is kept, whose row it is, and how what was said of it is written down."""
    for file_id, stored_as in files_to_scan(reading()):
        yield stored_as, file_id, _record_file
    for observation_id, stored_as in scans_to_scan(reading()):
        yield stored_as, observation_id, _record_observation


def _record_file(session: Session, file_id: int, infected: bool, at: datetime) -> None:  # noqa: FBT001 -- what was said, passed on
    found = file_to_scan(session, file_id)
    if found is not None:
        record_scan(session, found, infected=infected, at=at)


def _record_observation(session: Session, row_id: int, infected: bool, at: datetime) -> None:  # noqa: FBT001 -- as above
    found = scan_to_scan(session, row_id)
    if found is not None:
        record_scan_of(session, found, infected=infected, at=at)
