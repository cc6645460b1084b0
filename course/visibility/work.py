"""Practical work: who sees it, who writes it, and who must not know whose it is."""

from sqlalchemy import and_, exists, or_, select

from course.models import Enrolment, MarkerAllocation, Person, Submission
from course.permissions import Permission
from course.terms import BLIND_ROLES, SubmissionState
from course.visibility.places import (
    Condition,
    cohorts_visible_to,
    enrolments_assessable_by,
    enrolments_taught_by,
    in_cohort,
    of_enrolment,
    own_enrolments,
)


def submissions_visible_to(person: Person) -> Condition:
    """Authors see their own; trainers, their cohorts'; coordinators and auditors, all.

    Validators see the work of people whom they may assess. A draft is seen by its author, and by
    the trainer who typed it in on the author's behalf. Who is to mark a piece without knowing
    whose it is does not see it here.
    """
    own = of_enrolment(Submission.enrolment_id.expression, Enrolment.person_id == person.id)
    others = of_enrolment(
        Submission.enrolment_id.expression,
        or_(in_cohort(cohorts_visible_to(person)), enrolments_assessable_by(person)),
    )
    return or_(
        own,
        and_(
            ~submissions_blind_to(person),
            or_(
                Submission.entered_by_id == person.id,
                and_(Submission.state != SubmissionState.DRAFT, others),
            ),
        ),
    )


def submissions_written_by(person: Person) -> Condition:
    """One's own work, to change it, hand it in or take it back; not what somebody else types in."""
    return and_(
        Submission.entered_by_id.is_(None),
        of_enrolment(Submission.enrolment_id.expression, own_enrolments(person)),
    )


def submissions_entered_by(person: Person) -> Condition:
    """Work that the person types in for somebody whose work they mark, but never their own."""
    return and_(
        Submission.entered_by_id == person.id,
        of_enrolment(Submission.enrolment_id.expression, enrolments_entered_for_by(person)),
    )


def enrolments_entered_for_by(person: Person) -> Condition:
    """Places for which the person types in work, gives more time and talks about it."""
    return enrolments_taught_by(person, Permission.MARK_SUBMISSIONS)


def submissions_blind_to(person: Person) -> Condition:
    """Work of which the person is the second or third marker now, and must not know whose it is."""
    return asked_to_mark_blind(person, MarkerAllocation.ended_at.is_(None))


def asked_to_mark_blind(person: Person, when: Condition) -> Condition:
    """The person is to make, or was to make, a marking without knowing whose work it is."""
    return exists(
        select(MarkerAllocation.id).where(
            MarkerAllocation.submission_id == Submission.id,
            MarkerAllocation.person_id == person.id,
            MarkerAllocation.role.in_(BLIND_ROLES),
            when,
        )
    ).correlate_except(MarkerAllocation)
