"""Give markings to markers: by shares, by hand, and over to somebody else.

A marking that nobody can make waits without a marker, until somebody can. Whoever changes a marker
holds the work first and writes into the audit after: in the other order two would wait for each
other.
"""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from assessments.moderation import in_sample
from course.actions.audit import note
from course.errors import NobodyToMark, Unreadable
from course.models import (
    Cohort,
    MarkerAllocation,
    MarkerShare,
    Person,
    Submission,
)
from course.queries.allocation import (
    markers_for,
    open_allocation,
    open_allocations,
    pieces_open,
    pieces_taken,
    shares_of,
    work_given_to,
)
from course.queries.arrangements import marked_twice, plan_of
from course.queries.assignments import content_digest
from course.queries.waiting_pieces import left_unallocated
from course.terms import Act, MarkingRole

MOST_PERCENT = 100


def wants_second(session: Session, submission: Submission) -> bool:
    """Whether a second marker is to confirm the first: by the frozen rule, else by a sample.

    The sample is drawn by what was handed in, which no marker can choose.
    """
    cohort = submission.enrolment.cohort
    if submission.assignment_slug in marked_twice(session, cohort.programme_id):
        return True
    plan = plan_of(session, cohort.id, submission.assignment_slug)
    drawn = f"{submission.version_digest}:{content_digest(submission)}:{submission.id}"
    return in_sample(hashlib.sha256(drawn.encode()).hexdigest(), plan.second_percent if plan else 0)


def allocate_next(session: Session, submission: Submission, *, at: datetime) -> None:
    """Give the marking that is awaited to a marker, where somebody is to have it and can."""
    role = submission.next_marking
    if role is None or open_allocation(session, submission.id, role) is not None:
        return
    marker = _chosen(session, submission, role)
    if marker is not None:
        _give(session, submission, role, marker, by=None, at=at)


def hand_over(
    session: Session, submission: Submission, to: Person, *, by: Person, at: datetime
) -> None:
    """Give the awaited marking to this person. Raises NobodyToMark for who cannot make it."""
    role = submission.next_marking
    if role is None or to not in markers_for(session, submission, role):
        raise NobodyToMark
    held = open_allocation(session, submission.id, role)
    if held is not None:
        if held.person_id == to.id:
            return
        _end(session, held, at)
    _give(session, submission, role, to, by=by, at=at)


def pass_on(session: Session, submission: Submission, *, by: Person, at: datetime) -> None:
    """Give the awaited marking to whoever comes next, without learning who could and who is it.

    Raises NobodyToMark where there is nobody else.
    """
    role = submission.next_marking
    if role is None:
        raise NobodyToMark
    marker = _chosen(session, submission, role, without=by)
    if marker is None:
        raise NobodyToMark
    end_allocations(session, submission, at=at)
    _give(session, submission, role, marker, by=by, at=at)


def allocate_anew(session: Session, submission: Submission, *, at: datetime) -> None:
    """Take what is awaited from its marker and give it to another; it waits where nobody can."""
    end_allocations(session, submission, at=at)
    allocate_next(session, submission, at=at)


def end_allocations(session: Session, submission: Submission, *, at: datetime) -> None:
    """Nobody is to mark this piece any more."""
    for held in open_allocations(session, submission.id):
        _end(session, held, at)


def relieve(session: Session, person: Person, *, at: datetime) -> None:
    """Give what the person is to mark and no longer can to others: after a role, say, has ended.

    Before the audit is told why.
    """
    session.flush()
    for submission in work_given_to(session, person):
        role = submission.next_marking
        if role is None or person not in markers_for(session, submission, role):
            allocate_anew(session, submission, at=at)


def allocate_left(session: Session, left: Iterable[Submission], *, at: datetime) -> None:
    """Give held work that waits without a second or third marker to who can make it by now."""
    for submission in left:
        allocate_next(session, submission, at=at)


def set_shares(
    session: Session,
    cohort: Cohort,
    shares: Mapping[tuple[MarkingRole, int], int],
    *,
    by: Person,
    at: datetime,
) -> None:
    """Set who takes what part of a cohort's markings, by role and person. Raises Unreadable.

    The cohort must be held.
    """
    if any(not 0 <= share <= MOST_PERCENT for share in shares.values()):
        raise Unreadable
    left = left_unallocated(session, [cohort.programme_id])
    known = {(one.role, one.person_id): one for one in shares_of(session, cohort.id)}
    for (role, person_id), share in shares.items():
        row = known.get((role, person_id))
        if row is None and not share:
            continue
        if row is None:
            row = MarkerShare(cohort_id=cohort.id, person_id=person_id, role=role)
            session.add(row)
        elif row.share == share:
            continue
        row.share, row.set_by_id, row.set_at = share, by.id, at
        facts = {"person": person_id, "role": role.value, "share": share}
        note(session, Act.MARKER_SHARES_SET, by=by, subject=row, at=at, facts=facts)
    allocate_left(session, left, at=at)


def _chosen(
    session: Session, submission: Submission, role: MarkingRole, *, without: Person | None = None
) -> Person | None:
    """By shares where the cohort has them; else a first marking is open to all its trainers."""
    cohort_id = submission.enrolment.cohort_id
    found = markers_for(session, submission, role)
    can = {person.id: person for person in found if person is not without}
    shares = {one.person_id: one.share for one in shares_of(session, cohort_id) if one.role == role}
    among = {person_id: share for person_id, share in shares.items() if share and person_id in can}
    if among:
        return can[furthest_below(among, pieces_taken(session, cohort_id, role))]
    if role == MarkingRole.FIRST:
        return None
    left_out = {one for one, share in shares.items() if not share and any(shares.values())}
    others = can.keys() - left_out
    held = pieces_open(session)
    return can[min(others, key=lambda one: (held.get(one, 0), one))] if others else None


def furthest_below(shares: Mapping[int, int], taken: Mapping[int, int]) -> int:
    """Who has the least of their share once one more piece is given; the lowest id among equals."""
    whole, pieces = sum(shares.values()), sum(taken.get(one, 0) for one in shares) + 1
    return min(shares, key=lambda one: (taken.get(one, 0) * whole - shares[one] * pieces, one))


def _give(
    session: Session,
    submission: Submission,
    role: MarkingRole,
    marker: Person,
    *,
    by: Person | None,
    at: datetime,
) -> None:
    allocation = MarkerAllocation(
        submission_id=submission.id,
        role=role,
        person_id=marker.id,
        allocated_at=at,
        allocated_by_id=by.id if by else None,
    )
    session.add(allocation)
    facts = {"person": marker.id, "role": role.value}
    note(session, Act.MARKER_ALLOCATED, by=by, subject=allocation, at=at, facts=facts)


def _end(session: Session, allocation: MarkerAllocation, at: datetime) -> None:
    allocation.ended_at = at
    session.flush()  # before another of the same role begins
