"""Certificates that end soon: their holders are told in time, once."""

import logging
from collections.abc import Callable
from datetime import datetime

from course.actions.endings import tell_of_end
from course.clock import local_day
from course.database import reading, writing
from course.queries.endings import certificates_ending

logger = logging.getLogger(__name__)


def tell_of_ends(*, clock: Callable[[], datetime]) -> int:
    """Post the letters that are still to be posted, each in a write of its own; how many."""
    at = clock()
    ending = certificates_ending(reading(), local_day(at))
    return sum(_is_told(certificate_id, at) for certificate_id in ending)


def _is_told(certificate_id: int, at: datetime) -> bool:
    """One letter that cannot be posted stops none of the others."""
    try:
        with writing() as session:
            return tell_of_end(session, certificate_id, at=at) is not None
    except Exception:
        logger.exception("nobody is told that certificate %s ends", certificate_id)
        return False
