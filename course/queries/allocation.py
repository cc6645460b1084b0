"""Who can make a marking, who is to make it, and how much each of them has."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from course.errors import NotFound
from course.models import (
    Cohort,
    Conflict,
    Enrolment,
    MarkerAllocation,
    MarkerShare,
    Marking,
    Person,
    Submission,
)
from course.permissions import Permission
from course.queries.assignments import one_submission, whole_submissions
from course.terms import MarkingRole
from course.visibility import (
    cohorts_allocated_by,
    granted_to,
    submissions_allocatable_by,
    teaches,
)


def markers_for(session: Session, submission: Submission, role: MarkingRole) -> Sequence[Person]:
    """Who can make this marking of a piece of work, by id.

    Never its author, nor who typed it in, marked it already or declared a conflict of interest. A
    first marker teaches the cohort; the others may come from any cohort of the programme.
    """
    place = submission.enrolment
    can = select(Person).where(
        Person.id != place.person_id,
        Person.left_at.is_(None),
        _trains(place.cohort.programme_id),
        ~_declared_about(place.person_id),
        ~_marked(submission.id),
        ~_asked_otherwise(submission.id, role),
    )
    if role == MarkingRole.FIRST:
        can = can.where(teaches(Person.id.expression, place.cohort_id))
    elif submission.entered_by_id is not None:
        can = can.where(Person.id != submission.entered_by_id)
    return session.scalars(can.order_by(Person.id)).all()


def trainers_in(session: Session, cohort: Cohort) -> Sequence[Person]:
    """The trainers of the cohort's programme, those of the cohort first, each by name."""
    return session.scalars(
        select(Person)
        .where(Person.left_at.is_(None), _trains(cohort.programme_id))
        .order_by(~teaches(Person.id.expression, cohort.id), Person.sort_name, Person.id)
    ).all()


def shares_of(session: Session, cohort_id: int) -> Sequence[MarkerShare]:
    """Who takes what part of a cohort's markings."""
    return session.scalars(
        select(MarkerShare)
        .where(MarkerShare.cohort_id == cohort_id)
        .order_by(MarkerShare.role, MarkerShare.person_id)
    ).all()


def pieces_taken(session: Session, cohort_id: int, role: MarkingRole) -> Mapping[int, int]:
    """How many markings of this role in a cohort each person made or is to make."""
    to_make = (
        select(MarkerAllocation.person_id)
        .join(Submission, Submission.id == MarkerAllocation.submission_id)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(
            Enrolment.cohort_id == cohort_id,
            MarkerAllocation.role == role,
            MarkerAllocation.ended_at.is_(None),
        )
    )
    made = (
        select(Marking.marked_by_id)
        .join(Submission, Submission.id == Marking.submission_id)
        .join(Enrolment, Enrolment.id == Submission.enrolment_id)
        .where(
            Enrolment.cohort_id == cohort_id,
            Marking.role == role,
            Marking.supersedes_id.is_(None),
        )
    )
    taken = to_make.union_all(made).subquery()
    return _counted(session, select(taken.c[0], func.count()).group_by(taken.c[0]))


def pieces_open(session: Session) -> Mapping[int, int]:
    """How many markings each person is to make, in any cohort."""
    return _counted(
        session,
        select(MarkerAllocation.person_id, func.count())
        .where(MarkerAllocation.ended_at.is_(None))
        .group_by(MarkerAllocation.person_id),
    )


def open_allocation(
    session: Session, submission_id: int, role: MarkingRole
) -> MarkerAllocation | None:
    """Who is to make this marking now."""
    return session.scalar(
        select(MarkerAllocation).where(
            MarkerAllocation.submission_id == submission_id,
            MarkerAllocation.role == role,
            MarkerAllocation.ended_at.is_(None),
        )
    )


def work_given_to(session: Session, person: Person) -> Sequence[Submission]:
    """Everything that the person is to mark, held until the write ends."""
    return session.scalars(
        whole_submissions()
        .join(MarkerAllocation, MarkerAllocation.submission_id == Submission.id)
        .where(MarkerAllocation.person_id == person.id, MarkerAllocation.ended_at.is_(None))
        .order_by(Submission.id)
        .with_for_update(of=Submission)
    ).all()


def open_allocations(session: Session, submission_id: int) -> Sequence[MarkerAllocation]:
    """Everything that somebody is still to do about a piece of work."""
    return session.scalars(
        select(MarkerAllocation).where(
            MarkerAllocation.submission_id == submission_id, MarkerAllocation.ended_at.is_(None)
        )
    ).all()


def is_open_to(session: Session, submission: Submission, person: Person, role: MarkingRole) -> bool:
    """Whether this marking was given to this person and waits for them."""
    held = open_allocation(session, submission.id, role)
    return held is not None and held.person_id == person.id


def was_asked_blind(session: Session, submission_id: int, person: Person) -> bool:
    """Whether the person is or was a second or third marker of the piece."""
    asked = select(MarkerAllocation.id).where(
        MarkerAllocation.submission_id == submission_id,
        MarkerAllocation.person_id == person.id,
        MarkerAllocation.role != MarkingRole.FIRST,
    )
    return session.scalar(asked.limit(1)) is not None


def submission_to_allocate(session: Session, person: Person, submission_id: int) -> Submission:
    """Work whose marker the person may change, held until the write ends. Raises NotFound."""
    found = whole_submissions().where(submissions_allocatable_by(person))
    return one_submission(session, found.with_for_update(of=Submission), submission_id)


def cohort_to_allocate(session: Session, person: Person, cohort_id: int) -> Cohort:
    """A cohort in which the person says who marks. Raises NotFound."""
    return _cohort(session, _allocated(person, cohort_id))


def cohort_to_allocate_held(session: Session, person: Person, cohort_id: int) -> Cohort:
    """The same, held until the write ends: two who set shares write one after the other."""
    held = _allocated(person, cohort_id).with_for_update(of=Cohort, key_share=True)
    return _cohort(session, held)


def may_allocate(session: Session, person: Person, cohort: Cohort) -> bool:
    """Whether the person says who marks in this cohort."""
    found = select(Cohort.id).where(Cohort.id == cohort.id, cohorts_allocated_by(person))
    return session.scalar(found) is not None


def _allocated(person: Person, cohort_id: int) -> Select[Cohort]:
    return select(Cohort).where(Cohort.id == cohort_id, cohorts_allocated_by(person))


def _cohort(session: Session, statement: Select[Cohort]) -> Cohort:
    found = session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def _counted(session: Session, statement: Select[int, int]) -> Mapping[int, int]:
    return dict(session.execute(statement).all())


def _trains(programme_id: int) -> ColumnElement[bool]:
    return granted_to(Person.id.expression, Permission.MARK_SUBMISSIONS, programme_id)


def _declared_about(author_id: int) -> ColumnElement[bool]:
    return exists(
        select(Conflict.id).where(
            Conflict.person_id == Person.id,
            Conflict.about_id == author_id,
            Conflict.ended_at.is_(None),
        )
    )


def _marked(submission_id: int) -> ColumnElement[bool]:
    return exists(
        select(Marking.id).where(
            Marking.submission_id == submission_id, Marking.marked_by_id == Person.id
        )
    )


def _asked_otherwise(submission_id: int, role: MarkingRole) -> ColumnElement[bool]:
    """The person is to make another marking of the same piece."""
    return exists(
        select(MarkerAllocation.id).where(
            MarkerAllocation.submission_id == submission_id,
            MarkerAllocation.person_id == Person.id,
            MarkerAllocation.role != role,
            MarkerAllocation.ended_at.is_(None),
        )
    )
