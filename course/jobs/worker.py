"""The worker: attempts that are over, letters, papers, files to scan, a little sleep in between."""

import logging
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.exc import SQLAlchemyError

from course.actions.doors import forget_old_tries
from course.actions.observations import delete_witness_contacts
from course.actions.quizzes import end_if_over
from course.database import db, reading, writing
from course.jobs.delivery import Deliver
from course.jobs.digest import post_digests
from course.jobs.endings import tell_of_ends
from course.jobs.letters import deliver_next, purge_letters
from course.jobs.papers import make_next_paper
from course.jobs.prepared import delete_old_files, make_next_file
from course.jobs.reminders import post_reminders
from course.jobs.scanning import PAUSE, scan_waiting
from course.jobs.standings import keep_missing_standings
from course.queries.quizzes import attempt_to_end, attempts_overdue
from course.settings import Settings
from course.uploads import tidy_incoming

NAP_SECONDS = 2.0
ATTEMPTS_AT_ONCE = 100
PURGE_EVERY = timedelta(hours=1)
LONGEST_UPLOAD = timedelta(hours=1)
TELL_EVERY = timedelta(minutes=10)

logger = logging.getLogger(__name__)


def work_once(settings: Settings, deliver: Deliver, *, clock: Callable[[], datetime]) -> int:
    """Do all that waits now, letters before papers and lists; how many letters were tried."""
    end_overdue_attempts(clock=clock)
    done = 0
    while True:
        if deliver_next(settings, deliver, clock=clock):
            done += 1
        elif not (make_next_paper(settings, clock=clock) or make_next_file(settings, clock=clock)):
            return done


def work(
    settings: Settings,
    deliver: Deliver,
    *,
    clock: Callable[[], datetime],
    stop: threading.Event,
) -> None:
    """Work until told to stop. A database that is away for a moment is waited for."""
    purge_at = scan_at = tell_at = clock()
    refused: set[str] = set()  # tried again once an hour, not every two seconds
    while not stop.is_set():
        try:
            if clock() >= purge_at:
                purge_at = clock() + PURGE_EVERY
                tidy(settings, at=clock())
                keep_missing_standings(clock=clock)
                refused.clear()
            if clock() >= tell_at:
                tell_at = clock() + TELL_EVERY
                post_digests(clock=clock)
                tell_of_ends(clock=clock)
                post_reminders(clock=clock)
            work_once(settings, deliver, clock=clock)
            if clock() >= scan_at and not scan_waiting(settings, clock=clock, refused=refused):
                scan_at = clock() + PAUSE
        except SQLAlchemyError:
            logger.exception("the worker tries again")
        finally:
            db.session.remove()
        stop.wait(NAP_SECONDS)


def end_overdue_attempts(*, clock: Callable[[], datetime]) -> int:
    """End the attempts whose time is over, each in a write of its own; how many there were."""
    overdue = attempts_overdue(reading(), at=clock(), most=ATTEMPTS_AT_ONCE)
    for attempt_id in overdue:
        try:
            with writing() as session:
                end_if_over(session, attempt_to_end(session, attempt_id), at=clock())
        except Exception:
            logger.exception("attempt %s does not end", attempt_id)
    return len(overdue)


def tidy(settings: Settings, *, at: datetime) -> None:
    """Forget what is no longer needed."""
    tidy_incoming(settings.files, before=at - LONGEST_UPLOAD)
    delete_old_files(settings, at=at)
    with writing() as session:
        purge_letters(session, at=at)
        forget_old_tries(session, at=at)
        delete_witness_contacts(session, at=at)


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and SIGINT set: the letter in hand is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
