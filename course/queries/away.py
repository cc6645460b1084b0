"""Work to be taken away from the screen: what a trainer may take, by name and blind."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session, aliased

from course.errors import NotFound
from course.models import Cohort, Enrolment, Person, Submission
from course.permissions import Permission
from course.queries.assignments import one_submission, whole_submissions
from course.terms import SubmissionState
from course.visibility import (
    cohorts_taught_with,
    submissions_blind_to,
    submissions_marked_blind_by,
    submissions_marked_openly_by,
)


def cohort_marked_by(session: Session, trainer: Person, cohort_id: int) -> Cohort:
    """A cohort whose work this trainer marks. Raises NotFound."""
    found = session.scalar(
        select(Cohort).where(
            Cohort.id == cohort_id, cohorts_taught_with(trainer, Permission.MARK_SUBMISSIONS)
        )
    )
    if found is None:
        raise NotFound
    return found


def assignments_handed_in(session: Session, trainer: Person, cohort: Cohort) -> Sequence[str]:
    """The assignments, by slug, of which a cohort has handed in anything that can be taken."""
    return session.scalars(
        select(Submission.assignment_slug)
        .join(Submission.enrolment)
        .where(submissions_marked_openly_by(trainer), Enrolment.cohort_id == cohort.id)
        .distinct()
        .order_by(Submission.assignment_slug)
    ).all()


def work_to_take(
    session: Session, trainer: Person, cohort: Cohort, *, slug: str | None, newest: bool
) -> Sequence[int]:
    """Ids of a cohort's work, by assignment and surname; `newest`: the last version of each."""
    asked = [submissions_marked_openly_by(trainer), Enrolment.cohort_id == cohort.id]
    if slug is not None:
        asked.append(Submission.assignment_slug == slug)
    if newest:
        asked.append(_is_last_handed_in())
    return session.scalars(
        select(Submission.id)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .where(*asked)
        .order_by(
            Submission.assignment_slug,
            Person.sort_name,
            Person.id,
            Submission.number,
            Submission.id,
        )
    ).all()


def blind_work_to_take(session: Session, trainer: Person) -> Sequence[int]:
    """Ids of the work that waits for this person as second or third marker."""
    return session.scalars(
        select(Submission.id)
        .where(_blind(trainer))
        .order_by(Submission.assignment_slug, Submission.id)
    ).all()


def taken_by_name(session: Session, trainer: Person, submission_id: int) -> Submission:
    """One piece of work with whose it is. Raises NotFound, also where it is to be read blind."""
    return one_submission(
        session, whole_submissions().where(submissions_marked_openly_by(trainer)), submission_id
    )


def taken_blind(session: Session, trainer: Person, submission_id: int) -> Submission:
    """One piece of work for its second or third marker. Raises NotFound."""
    return one_submission(session, whole_submissions().where(_blind(trainer)), submission_id)


def _blind(trainer: Person) -> ColumnElement[bool]:
    """What was given to the person as second or third marker, and is not said yet."""
    return and_(submissions_blind_to(trainer), submissions_marked_blind_by(trainer))


def _is_last_handed_in() -> ColumnElement[bool]:
    later = aliased(Submission)
    return ~exists(
        select(later.id).where(
            later.enrolment_id == Submission.enrolment_id,
            later.assignment_slug == Submission.assignment_slug,
            later.number > Submission.number,
            later.state != SubmissionState.DRAFT,
        )
    )
