"""Work that a trainer types in on somebody's behalf, fetched through what the trainer may touch."""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager

from course.errors import NotFound
from course.models import Person, Submission, SubmissionFile
from course.queries.assignments import one_submission, whole_submissions
from course.terms import SubmissionState
from course.visibility import enrolments_entered_for_by, submissions_entered_by


def entry_to_read(session: Session, trainer: Person, submission_id: int) -> Submission:
    """Work that the trainer types in or typed in. Raises NotFound."""
    return one_submission(session, _entered(trainer), submission_id)


def entry_to_write(session: Session, trainer: Person, submission_id: int) -> Submission:
    """The same, held until the write ends. Raises NotFound."""
    held = _entered(trainer).with_for_update(of=Submission)
    return one_submission(session, held, submission_id)


def entry_to_leave(session: Session, trainer: Person, submission_id: int) -> Submission:
    """A draft that any trainer of the cohort types in: who began may be away. Raises NotFound."""
    begun = whole_submissions().where(
        Submission.entered_by_id.is_not(None),
        Submission.state == SubmissionState.DRAFT,
        enrolments_entered_for_by(trainer),
    )
    return one_submission(session, begun.with_for_update(of=Submission), submission_id)


def entered_file(session: Session, trainer: Person, file_id: int) -> SubmissionFile:
    """One file of work that the trainer types in, held until the write ends. Raises NotFound."""
    found = session.scalar(
        select(SubmissionFile)
        .join(SubmissionFile.submission)
        .where(
            SubmissionFile.id == file_id,
            SubmissionFile.removed_at.is_(None),
            submissions_entered_by(trainer),
        )
        .options(contains_eager(SubmissionFile.submission).defer(Submission.values, raiseload=True))
        .with_for_update(of=Submission)
    )
    if found is None:
        raise NotFound
    return found


def _entered(trainer: Person) -> Select[Submission]:
    return whole_submissions().where(submissions_entered_by(trainer))
