"""Who reads the course: trainees along their way, and those who work with it."""

from flask import g

from course.database import reading
from course.errors import NotFound
from course.permissions import Permission, may_anywhere
from course.queries.standing import ONLY_READS, Standing, standing_of
from course.web.visitors import visitor, visitor_or_none


def standing_or_reader() -> Standing:
    """Where a trainee stands; those who work with the course read it all. Raises NotFound.

    Whoever was a trainee once and works with the course now reads it too.
    """
    standing = _own_standing()
    if (standing is None or standing.over) and reads_course():
        g.only_reads = True
        return ONLY_READS
    if standing is None:
        raise NotFound
    return standing


def only_reads_here() -> bool:
    """Whether this page is read by somebody who is not its trainee."""
    return "only_reads" in g


def may_read_keys() -> bool:
    """Whether answers and trainers’ guides are open: to trainers who sit no quiz themselves.

    A trainer of one programme may be a trainee of another.
    """
    return may_anywhere(visitor(), Permission.READ_TRAINER_GUIDES) and not sits_quizzes()


def check_may_read_keys() -> None:
    """Raise NotFound where keys are shut: what counts anew, or waits for a mark, tells them too."""
    if not may_read_keys():
        raise NotFound


def sits_quizzes() -> bool:
    """Whether the visitor is a trainee too, and so must not see what is right."""
    standing = _own_standing()
    return standing is not None and not standing.over


def reads_course() -> bool:
    """Whether the visitor works with the course and may read all of it."""
    person = visitor_or_none()
    return person is not None and may_anywhere(person, Permission.READ_COURSE)


def _own_standing() -> Standing | None:
    try:
        return standing_of(reading(), visitor())
    except NotFound:
        return None
