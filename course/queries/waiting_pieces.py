"""Work that waits for its markers, and who is to be each."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, select
from sqlalchemy.orm import Session, aliased, contains_eager, defer, joinedload

from course.models import Cohort, Enrolment, MarkerAllocation, Person, Submission
from course.queries.assignments import whole_submissions
from course.terms import BLIND_ROLES
from course.visibility import submissions_visible_to


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work that waits, and who is to mark it; None where nobody is."""

    submission: Submission
    allocation: MarkerAllocation | None


def waiting_pieces(session: Session, cohort: Cohort, reader: Person) -> Sequence[Piece]:
    """What waits in a cohort with its marker, the oldest first.

    Not what the reader marks blind, nor their own: a third marker tells that two did not agree.
    """
    rows = session.execute(
        _waiting()
        .where(
            Enrolment.cohort_id == cohort.id,
            Enrolment.person_id != reader.id,
            submissions_visible_to(reader),
        )
        .order_by(Submission.handed_in_at, Submission.id)
    )
    return [Piece(submission, allocation) for submission, allocation in rows]


def left_unallocated(session: Session, programme_ids: Collection[int]) -> Sequence[Submission]:
    """Work of programmes whose second or third marking nobody could be given yet, oldest first.

    Held until the write ends.
    """
    left = session.scalars(
        whole_submissions()
        .where(
            Cohort.programme_id.in_(programme_ids),
            Submission.next_marking.in_(BLIND_ROLES),
            ~_is_allocated(),
        )
        .order_by(Submission.id)
        .with_for_update(of=Submission)
    )
    return sorted(left, key=lambda one: (one.handed_in_at or one.saved_at, one.id))


def _waiting() -> Select[Submission, MarkerAllocation | None]:
    return (
        select(Submission, MarkerAllocation)
        .join(Submission.enrolment)
        .join(Enrolment.person)
        .outerjoin(
            MarkerAllocation,
            and_(
                MarkerAllocation.submission_id == Submission.id,
                MarkerAllocation.role == Submission.next_marking,
                MarkerAllocation.ended_at.is_(None),
            ),
        )
        .where(Submission.next_marking.is_not(None))
        .options(
            contains_eager(Submission.enrolment).contains_eager(Enrolment.person),
            joinedload(MarkerAllocation.person),
            defer(Submission.values, raiseload=True),
        )
    )


def _is_allocated() -> ColumnElement[bool]:
    held = aliased(MarkerAllocation)
    return exists(
        select(held.id).where(
            held.submission_id == Submission.id,
            held.role == Submission.next_marking,
            held.ended_at.is_(None),
        )
    )
