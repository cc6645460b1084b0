"""Work that its author took back while a trainer was about to mark it."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from course.models import AuditEntry, Person, Submission
from course.queries.assignments import one_submission, whole_submissions
from course.terms import Act, SubmissionState
from course.visibility import enrolments_entered_for_by


def submission_taken_back(session: Session, trainer: Person, submission_id: int) -> Submission:
    """One that this trainer could have marked, held until the write ends. Raises NotFound.

    What is written in it since is the author's alone: no page of a trainer shows it.
    """
    was_taken_back = exists(
        select(AuditEntry.id).where(
            AuditEntry.act == Act.SUBMISSION_WITHDRAWN,
            AuditEntry.subject_kind == Submission.__tablename__,
            AuditEntry.subject_id == Submission.id,
        )
    )
    found = whole_submissions().where(
        Submission.state == SubmissionState.DRAFT,
        enrolments_entered_for_by(trainer),
        was_taken_back,
    )
    return one_submission(session, found.with_for_update(of=Submission), submission_id)
