"""Who may sit at which desk: markings, their allocation, and conflicts of interest."""

from sqlalchemy import and_, exists, or_, select, true
from sqlalchemy.orm import aliased

from course.models import Cohort, Conflict, Enrolment, Person, Submission
from course.permissions import Permission
from course.terms import SubmissionState
from course.visibility.places import (
    Condition,
    cohorts_kept_by,
    cohorts_taught_with,
    enrolments_taught_by,
    enrolments_with,
)
from course.visibility.work import asked_to_mark_blind, submissions_blind_to


def _by(enrolment_condition: Condition) -> Condition:
    found = select(Enrolment.id).where(Enrolment.id == Submission.enrolment_id, enrolment_condition)
    return exists(found.correlate_except(Enrolment))


def submissions_marked_openly_by(person: Person) -> Condition:
    """Work handed in within the cohorts that the person teaches, whose authors they know.

    Never one's own, nor that of somebody with whom a conflict of interest is declared.
    """
    return and_(
        Submission.state != SubmissionState.DRAFT,
        ~submissions_blind_to(person),
        _by(
            and_(
                enrolments_taught_by(person, Permission.MARK_SUBMISSIONS), _no_conflict_of(person)
            ),
        ),
    )


def submissions_marked_blind_by(person: Person) -> Condition:
    """Work that the person is or was asked to mark as its second or third marker.

    It stays after the marking is said or handed over, so that nothing written meanwhile is lost.
    """
    return and_(
        Submission.state != SubmissionState.DRAFT,
        asked_to_mark_blind(person, true()),
        _by(
            and_(enrolments_with(person, Permission.MARK_SUBMISSIONS), _no_conflict_of(person)),
        ),
    )


def submissions_markable_by(person: Person) -> Condition:
    """Work at whose desk the person may sit, knowing its author or not."""
    return or_(submissions_marked_openly_by(person), submissions_marked_blind_by(person))


def submissions_allocatable_by(person: Person) -> Condition:
    """Work whose marker the person may change: who holds it, its trainers, its coordinators."""
    kept = enrolments_with(person, Permission.KEEP_COHORTS)
    return or_(
        submissions_marked_openly_by(person),
        and_(submissions_blind_to(person), submissions_marked_blind_by(person)),
        and_(
            Submission.state != SubmissionState.DRAFT,
            ~submissions_blind_to(person),
            _by(kept),
        ),
    )


def cohorts_allocated_by(person: Person) -> Condition:
    """Cohorts in which the person says who marks: their trainers and coordinators."""
    return or_(cohorts_taught_with(person, Permission.MARK_SUBMISSIONS), cohorts_kept_by(person))


def enrolments_with_conflicts_kept_by(person: Person) -> Condition:
    """Places about whose people a trainer declares a conflict, or a coordinator for a trainer."""
    return or_(
        enrolments_taught_by(person, Permission.MARK_SUBMISSIONS),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def conflicts_kept_by(person: Person) -> Condition:
    """Conflicts of interest that the person declared of themselves; coordinators', all others'."""
    about = aliased(Enrolment)
    kept = (
        select(about.id)
        .join(Cohort, Cohort.id == about.cohort_id)
        .where(
            about.person_id == Conflict.about_id,
            about.person_id != person.id,
            cohorts_kept_by(person),
        )
    )
    own = and_(Conflict.person_id == person.id, Conflict.declared_by_id == person.id)
    return or_(own, and_(Conflict.person_id != person.id, exists(kept)))


def _no_conflict_of(person: Person) -> Condition:
    declared = select(Conflict.id).where(
        Conflict.person_id == person.id,
        Conflict.about_id == Enrolment.person_id,
        Conflict.ended_at.is_(None),
    )
    return ~exists(declared).correlate(Enrolment)
