"""Deeds of a trainer at the comments that are kept to be said again.

They are tools of the trade and say nothing of a person, so no audit entry tells of them.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from course.models import BankComment, Person, Submission
from course.queries.bank import same_comment


def keep_comment(
    session: Session,
    submission: Submission,
    *,
    criterion: str,
    text: str,
    by: Person,
    at: datetime,
) -> BankComment | None:
    """Keep a comment for one criterion of an assignment, or with an empty one for whole works.

    The same words are kept once; a blank is not kept.
    """
    text = text.strip()
    if not text:
        return None
    known = same_comment(session, by, submission, criterion, text)
    if known is not None:
        return known
    comment = BankComment(
        person_id=by.id,
        programme_id=submission.enrolment.cohort.programme_id,
        assignment_slug=submission.assignment_slug,
        criterion=criterion,
        text=text,
        added_at=at,
    )
    session.add(comment)
    return comment


def share_comment(comment: BankComment, *, shared: bool) -> None:
    """Share one's comment with the programme's trainers, or keep it to oneself."""
    comment.shared = shared


def remove_comment(comment: BankComment, *, at: datetime) -> None:
    """Take one's comment out of the bank; what was said with it stays said."""
    comment.removed_at = at
