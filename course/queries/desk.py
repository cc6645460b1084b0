"""What lies on a trainer's desk beside a piece of work: the one before it, and the one after."""

from sqlalchemy.orm import Session

from course.errors import NotFound
from course.models import Person, Submission
from course.queries.assignments import whole_submissions
from course.queries.marking import marking_queue, submission_to_read
from course.visibility import submissions_markable_by


def earlier_submission(
    session: Session, trainer: Person, submission: Submission
) -> Submission | None:
    """What the same trainee handed in for the same assignment the time before."""
    if submission.number == 1:
        return None
    return session.scalar(
        whole_submissions().where(
            submissions_markable_by(trainer),
            Submission.enrolment_id == submission.enrolment_id,
            Submission.assignment_slug == submission.assignment_slug,
            Submission.number == submission.number - 1,
        )
    )


def next_to_mark(
    session: Session, trainer: Person, submission_id: int, *, left_out: int | None = None
) -> Submission | None:
    """The piece that waits after this one; after the last, the oldest that waits."""
    passed_over = {submission_id, left_out}
    for after_id in (submission_id, None):
        waiting = marking_queue(session, trainer, after_id=after_id, most=3)
        found = next((one for one in waiting if one.id not in passed_over), None)
        if found is not None:
            return found
    return None


def submission_or_none(
    session: Session, trainer: Person, submission_id: int | None
) -> Submission | None:
    """One piece of work that an address names, if the trainer may mark it."""
    if submission_id is None:
        return None
    try:
        return submission_to_read(session, trainer, submission_id)
    except NotFound:
        return None
