"""What waits for a trainer's mark, and what the trainer has written of it so far."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, defer

from course.models import Cohort, Enrolment, Marking, MarkingDraft, Person, Submission
from course.permissions import Permission
from course.queries.assignments import one_submission, whole_submissions
from course.terms import SubmissionState
from course.visibility import cohorts_taught_with, submissions_markable_by


def marking_queue(
    session: Session,
    trainer: Person,
    *,
    cohort_id: int | None = None,
    after_id: int | None = None,
    most: int,
) -> Sequence[Submission]:
    """Submissions waiting for this trainer, oldest first, without what is written in them.

    `after_id` names the last one of the page before.
    """
    waiting = (
        select(Submission)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(_waiting_for(trainer, cohort_id))
        .options(
            contains_eager(Submission.enrolment).contains_eager(Enrolment.person),
            contains_eager(Submission.enrolment).contains_eager(Enrolment.cohort),
            defer(Submission.values, raiseload=True),
        )
        .order_by(Submission.handed_in_at, Submission.id)
        .limit(most)
    )
    if after_id is not None:
        waiting = waiting.where(_later_than(after_id))
    return session.scalars(waiting).all()


def count_waiting(session: Session, trainer: Person, *, cohort_id: int | None = None) -> int:
    """How many submissions wait for this trainer."""
    waiting = (
        select(func.count(Submission.id))
        .join(Submission.enrolment)
        .where(_waiting_for(trainer, cohort_id))
    )
    return session.scalar(waiting) or 0


def cohorts_marked_by(session: Session, trainer: Person) -> Sequence[Cohort]:
    """The cohorts whose work this trainer marks."""
    return session.scalars(
        select(Cohort)
        .where(cohorts_taught_with(trainer, Permission.MARK_SUBMISSIONS))
        .order_by(Cohort.title, Cohort.id)
    ).all()


def submission_to_read(session: Session, trainer: Person, submission_id: int) -> Submission:
    """One piece of work that the trainer may mark. Raises NotFound."""
    markable = whole_submissions().where(submissions_markable_by(trainer))
    return one_submission(session, markable, submission_id)


def submission_to_mark(session: Session, trainer: Person, submission_id: int) -> Submission:
    """The same, held until the write ends, so that two trainers mark one after the other."""
    markable = whole_submissions().where(submissions_markable_by(trainer))
    return one_submission(session, markable.with_for_update(of=Submission), submission_id)


def may_mark(session: Session, person: Person, submission: Submission) -> bool:
    """Whether the person may mark this piece of work."""
    markable = select(Submission.id).where(
        Submission.id == submission.id, submissions_markable_by(person)
    )
    return session.scalar(markable) is not None


def marking_draft_of(
    session: Session, submission: Submission, trainer: Person
) -> MarkingDraft | None:
    """What the trainer has written about a submission and not yet said."""
    return session.scalar(
        select(MarkingDraft).where(
            MarkingDraft.submission_id == submission.id, MarkingDraft.person_id == trainer.id
        )
    )


def last_marking(session: Session, submission: Submission) -> Marking:
    """The marking that counts, with who made it, of work known to be marked."""
    return session.scalars(
        select(Marking)
        .join(Marking.marked_by)
        .where(Marking.submission_id == submission.id)
        .options(contains_eager(Marking.marked_by))
        .order_by(Marking.id.desc())
        .limit(1)
    ).one()


def is_newest(session: Session, submission: Submission) -> bool:
    """Whether nothing newer was begun for the same assignment."""
    newer = select(Submission.id).where(
        Submission.enrolment_id == submission.enrolment_id,
        Submission.assignment_slug == submission.assignment_slug,
        Submission.number > submission.number,
    )
    return session.scalar(newer.limit(1)) is None


def _waiting_for(trainer: Person, cohort_id: int | None) -> ColumnElement[bool]:
    waiting = and_(submissions_markable_by(trainer), Submission.state == SubmissionState.HANDED_IN)
    return waiting if cohort_id is None else and_(waiting, Enrolment.cohort_id == cohort_id)


def _later_than(submission_id: int) -> ColumnElement[bool]:
    last = aliased(Submission)
    moment = select(last.handed_in_at).where(last.id == submission_id).scalar_subquery()
    return or_(
        Submission.handed_in_at > moment,
        and_(Submission.handed_in_at == moment, Submission.id > submission_id),
    )
