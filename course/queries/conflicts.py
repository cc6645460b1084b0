"""Conflicts of interest: with whom, about whom, and what of their work is affected."""

from collections.abc import Sequence

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from course.errors import NotFound
from course.models import Cohort, Conflict, Enrolment, MarkerAllocation, Person, Submission
from course.queries.assignments import whole_submissions
from course.terms import SubmissionState
from course.visibility import conflicts_kept_by, enrolments_with_conflicts_kept_by

UNTIL_MARKED = (SubmissionState.DRAFT, SubmissionState.HANDED_IN, SubmissionState.IN_MARKING)


def has_conflict(session: Session, person: Person, about_id: int) -> bool:
    """Whether the person must not judge the other one."""
    return open_conflict(session, person.id, about_id) is not None


def open_conflict(session: Session, person_id: int, about_id: int) -> Conflict | None:
    """The conflict that stands between two people."""
    return session.scalar(open_conflicts(person_id, about_id))


def open_conflicts(person_id: int, about_id: int) -> Select[Conflict]:
    """The same, to be asked: the database lets one in."""
    return select(Conflict).where(
        Conflict.person_id == person_id,
        Conflict.about_id == about_id,
        Conflict.ended_at.is_(None),
    )


def conflicts_about(session: Session, reader: Person, about_id: int) -> Sequence[Conflict]:
    """Open conflicts about somebody that the reader may end, the newest first."""
    return session.scalars(
        select(Conflict)
        .join(Conflict.person)
        .where(
            Conflict.about_id == about_id, Conflict.ended_at.is_(None), conflicts_kept_by(reader)
        )
        .options(contains_eager(Conflict.person))
        .order_by(Conflict.id.desc())
    ).all()


def conflict_to_end(session: Session, person: Person, conflict_id: int) -> Conflict:
    """A conflict that the person may end, held until the write ends. Raises NotFound."""
    found = session.scalar(
        select(Conflict)
        .where(Conflict.id == conflict_id, conflicts_kept_by(person))
        .with_for_update(of=Conflict)
    )
    if found is None:
        raise NotFound
    return found


def place_for_conflicts(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody about whom the person may declare a conflict. Raises NotFound."""
    found = session.scalar(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id, enrolments_with_conflicts_kept_by(person))
        .options(joinedload(Enrolment.person), joinedload(Enrolment.cohort))
    )
    if found is None:
        raise NotFound
    return found


def programmes_of(session: Session, about_id: int) -> Sequence[int]:
    """The programmes in which somebody studies or studied."""
    return session.scalars(
        select(Cohort.programme_id)
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .where(Enrolment.person_id == about_id)
        .distinct()
    ).all()


def hold_work(session: Session, about_id: int) -> None:
    """Let nobody hand in, mark or hand over this person's work until the write ends."""
    session.scalars(
        select(Submission.id)
        .join(Submission.enrolment)
        .where(Enrolment.person_id == about_id, Submission.state.in_(UNTIL_MARKED))
        .order_by(Submission.id)
        .with_for_update(of=Submission)
    ).all()


def work_to_mark(session: Session, marker_id: int, about_id: int) -> Sequence[Submission]:
    """Work of one person that another one is to mark now; it must be held."""
    return session.scalars(
        whole_submissions()
        .join(MarkerAllocation, MarkerAllocation.submission_id == Submission.id)
        .where(
            MarkerAllocation.person_id == marker_id,
            MarkerAllocation.ended_at.is_(None),
            Enrolment.person_id == about_id,
        )
        .order_by(Submission.id)
    ).all()
