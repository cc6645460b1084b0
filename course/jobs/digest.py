"""The daily letter: in the morning, each trainer learns how much work and practice waits."""

import logging
from collections.abc import Callable
from datetime import datetime, time

from course.actions.digest import post_digest
from course.clock import LOCAL_ZONE, local_day
from course.database import reading, writing
from course.models import Person
from course.queries.digest import trainers_to_tell, waits_since

MORNING = time(7, tzinfo=LOCAL_ZONE)
"""What waits at this hour, where the programme takes place, is told; before it, nothing is."""

logger = logging.getLogger(__name__)


def post_digests(*, clock: Callable[[], datetime]) -> int:
    """Post today's letters that are still to be posted, each in a write of its own; how many."""
    at = clock()
    morning = datetime.combine(local_day(at), MORNING)
    if at < morning:
        return 0
    session = reading()
    waited_for = [
        one.id
        for one in trainers_to_tell(session, local_day(at))
        if waits_since(session, one, before=morning)
    ]
    return sum(_is_posted(person_id, morning=morning, at=at) for person_id in waited_for)


def _is_posted(person_id: int, *, morning: datetime, at: datetime) -> bool:
    """One letter that cannot be posted stops none of the others."""
    try:
        with writing() as session:
            trainer = session.get_one(Person, person_id)
            return post_digest(session, trainer, morning=morning, at=at) is not None
    except Exception:
        logger.exception("the daily letter of person %s is not posted", person_id)
        return False
