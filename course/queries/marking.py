"""The trainer's queue, what is held back at its end, and what somebody has written of it so far."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, defer

from course.models import (
    Cohort,
    Enrolment,
    MarkerAllocation,
    Marking,
    MarkingDraft,
    Person,
    Submission,
)
from course.permissions import Permission
from course.queries.assignments import one_submission, whole_submissions
from course.terms import MarkingRole, SubmissionState
from course.visibility import (
    cohorts_taught_with,
    submissions_blind_to,
    submissions_markable_by,
    submissions_marked_blind_by,
    submissions_marked_openly_by,
)


def marking_queue(
    session: Session,
    trainer: Person,
    *,
    cohort_id: int | None = None,
    slug: str | None = None,
    after_id: int | None = None,
    most: int,
) -> Sequence[Submission]:
    """What waits for this trainer, what was given to them first, then the oldest.

    It comes without what is written in it. `after_id` names the last one of the page before.
    """
    mine = _given_to(trainer, Submission.id.expression, Submission.next_marking.expression)
    waiting = (
        select(Submission)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .where(_waiting_for(trainer, cohort_id, slug))
        .options(
            contains_eager(Submission.enrolment).contains_eager(Enrolment.person),
            contains_eager(Submission.enrolment).contains_eager(Enrolment.cohort),
            defer(Submission.values, raiseload=True),
        )
        .order_by(mine.desc(), Submission.handed_in_at, Submission.id)
        .limit(most)
    )
    if after_id is not None:
        waiting = waiting.where(_later_than(trainer, after_id, mine))
    return session.scalars(waiting).all()


def count_waiting(
    session: Session,
    trainer: Person,
    *,
    cohort_id: int | None = None,
    slug: str | None = None,
    before: datetime | None = None,
) -> int:
    """How many submissions wait for this trainer, of all or of those handed in before a moment."""
    waiting = (
        select(func.count(Submission.id))
        .join(Submission.enrolment)
        .where(_waiting_for(trainer, cohort_id, slug))
    )
    if before is not None:
        waiting = waiting.where(Submission.handed_in_at < before)
    return session.scalar(waiting) or 0


def given_to(session: Session, trainer: Person) -> Collection[int]:
    """The submissions whose awaited marking was given to this trainer."""
    return frozenset(
        session.scalars(
            select(MarkerAllocation.submission_id).where(
                MarkerAllocation.person_id == trainer.id, MarkerAllocation.ended_at.is_(None)
            )
        )
    )


def assignments_waiting(session: Session, trainer: Person) -> Sequence[str]:
    """The assignments of which something waits for this trainer."""
    return session.scalars(
        select(Submission.assignment_slug)
        .join(Submission.enrolment)
        .where(_waiting_for(trainer, None, None))
        .distinct()
        .order_by(Submission.assignment_slug)
    ).all()


def settled_for(session: Session, trainer: Person) -> Sequence[Submission]:
    """Work whose marking is held until this trainer releases it, the oldest first."""
    return session.scalars(_settled(trainer)).all()


def count_settled(session: Session, trainer: Person) -> int:
    """How many there are."""
    held = select(func.count(Submission.id)).where(_is_settled_for(trainer))
    return session.scalar(held) or 0


def settled_to_release(
    session: Session, trainer: Person, submission_ids: Collection[int]
) -> Sequence[Submission]:
    """The same for these pieces, held until the write ends."""
    chosen = _settled(trainer).where(Submission.id.in_(submission_ids))
    return session.scalars(chosen.with_for_update(of=Submission)).all()


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


def marks_openly(session: Session, person: Person, submission: Submission) -> bool:
    """Whether the person sits at the desk as a trainer of the cohort, who knows the author."""
    openly = select(Submission.id).where(
        Submission.id == submission.id, submissions_marked_openly_by(person)
    )
    return session.scalar(openly) is not None


def marked_openly(
    session: Session, person: Person, submission_ids: Collection[int]
) -> Collection[int]:
    """Those of these pieces of work whose author the person knows as a trainer of the cohort."""
    openly = select(Submission.id).where(
        Submission.id.in_(submission_ids), submissions_marked_openly_by(person)
    )
    return frozenset(session.scalars(openly))


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


def last_marking(session: Session, submission: Submission) -> Marking | None:
    """The newest marking, told or not, with who made it."""
    return session.scalars(
        select(Marking)
        .join(Marking.marked_by)
        .where(Marking.submission_id == submission.id)
        .options(contains_eager(Marking.marked_by))
        .order_by(Marking.id.desc())
        .limit(1)
    ).first()


def is_newest(session: Session, submission: Submission) -> bool:
    """Whether nothing newer was begun for the same assignment."""
    newer = select(Submission.id).where(
        Submission.enrolment_id == submission.enrolment_id,
        Submission.assignment_slug == submission.assignment_slug,
        Submission.number > submission.number,
    )
    return session.scalar(newer.limit(1)) is None


def waits_openly_for(trainer: Person) -> ColumnElement[bool]:
    """The first marking is awaited, from a trainer who knows the author."""
    return and_(
        Submission.state == SubmissionState.HANDED_IN, submissions_marked_openly_by(trainer)
    )


def waits_blind_for(trainer: Person) -> ColumnElement[bool]:
    """The second or third marking is awaited, and from this person."""
    return and_(
        Submission.state == SubmissionState.IN_MARKING,
        submissions_blind_to(trainer),
        submissions_marked_blind_by(trainer),
    )


def _waiting_for(trainer: Person, cohort_id: int | None, slug: str | None) -> ColumnElement[bool]:
    """A first marking for any trainer of the cohort, the others for whom they were given to."""
    first = waits_openly_for(trainer)
    waiting = or_(first, waits_blind_for(trainer))
    if cohort_id is not None:  # who marks blind must not learn the cohort
        waiting = and_(first, Enrolment.cohort_id == cohort_id)
    return waiting if slug is None else and_(waiting, Submission.assignment_slug == slug)


def _given_to(
    trainer: Person, submission_id: ColumnElement[int], role: ColumnElement[MarkingRole | None]
) -> ColumnElement[int]:
    """1 for what was given to the trainer, else 0."""
    given = aliased(MarkerAllocation)
    found = exists(
        select(given.id).where(
            given.submission_id == submission_id,
            given.role == role,
            given.person_id == trainer.id,
            given.ended_at.is_(None),
        )
    )
    return case((found, 1), else_=0)


def _later_than(
    trainer: Person, submission_id: int, mine: ColumnElement[int]
) -> ColumnElement[bool]:
    last = aliased(Submission)
    of_last = select(last).where(last.id == submission_id)
    moment = of_last.with_only_columns(last.handed_in_at).scalar_subquery()
    given = of_last.with_only_columns(
        _given_to(trainer, last.id.expression, last.next_marking.expression)
    ).scalar_subquery()
    return or_(
        mine < given,
        and_(
            mine == given,
            or_(
                Submission.handed_in_at > moment,
                and_(Submission.handed_in_at == moment, Submission.id > submission_id),
            ),
        ),
    )


def _settled(trainer: Person) -> Select[Submission]:
    return (
        whole_submissions()
        .where(_is_settled_for(trainer))
        .order_by(Submission.assignment_slug, Submission.handed_in_at, Submission.id)
    )


def _is_settled_for(trainer: Person) -> ColumnElement[bool]:
    return and_(Submission.state == SubmissionState.SETTLED, submissions_marked_openly_by(trainer))
