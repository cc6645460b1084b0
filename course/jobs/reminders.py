"""Letters that remind trainees of what is near, by day, within a cap, to who wants them."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from assessments.course_path import StepKind, next_step
from assessments.reminding import SOON_DAYS, is_daytime
from course.actions.reminding import LeftToDo, remind
from course.catalogue import Catalogue, catalogue
from course.clock import LOCAL_ZONE, local_day
from course.database import reading, writing
from course.models import Enrolment, Person
from course.queries.reminding import places_to_remind
from course.queries.standing import standing_of
from course.terms import SubmissionState

NOTHING_LEFT = frozenset({StepKind.WAIT, StepKind.OVER})

logger = logging.getLogger(__name__)


def post_reminders(*, clock: Callable[[], datetime]) -> int:
    """Post the letters that are due now, each in a write of its own; how many."""
    at = clock()
    if not is_daytime(at.astimezone(LOCAL_ZONE).hour):
        return 0
    return sum(_is_posted(enrolment_id, at) for enrolment_id in places_to_remind(reading(), at=at))


def _is_posted(enrolment_id: int, at: datetime) -> bool:
    """One letter that cannot be posted stops none of the others."""
    try:
        left = left_to_do(reading(), catalogue(), enrolment_id, at=at)
        with writing() as session:
            return remind(session, enrolment_id, left, at=at) is not None
    except Exception:
        logger.exception("the person of place %s is not reminded", enrolment_id)
        return False


def left_to_do(session: Session, course: Catalogue, enrolment_id: int, *, at: datetime) -> LeftToDo:
    """What a trainee has not handed in and should within three days; whether anything is left."""
    person = session.get_one(Person, session.get_one(Enrolment, enrolment_id).person_id)
    standing, today = standing_of(session, person), local_day(at)
    until = today + timedelta(days=SOON_DAYS)
    due = [
        (course.assignments[slug].title.in_language(person.language), day)
        for slug, day in sorted(standing.due_days.items(), key=lambda one: (one[1], one[0]))
        if today <= day <= until
        and slug in course.assignments
        and standing.submissions.get(slug) in {None, SubmissionState.DRAFT}
        and (standing.asked is None or slug in standing.asked)
        and slug not in standing.replaced
    ]
    step = next_step(course.curriculum, standing.work())
    return LeftToDo(due, anything=step.kind not in NOTHING_LEFT)
