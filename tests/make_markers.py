"""Second and third markers, plans with a sample, and shares for tests."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.marking import Shown, mark_submission
from course.catalogue import Catalogue
from course.models import (
    AssignmentPlan,
    Cohort,
    Conflict,
    Enrolment,
    Letter,
    MarkerAllocation,
    MarkerShare,
    Marking,
    Person,
    Submission,
)
from course.queries.marking import submission_to_mark
from course.terms import MarkingOutcome, MarkingRole, Role, SubmissionState
from tests.make import MONDAY, add, make_grant, make_person, make_version
from tests.make_assignments import FAILING, PASSING, make_handed_in, make_ready
from tests.people import Cast


def make_colleague(session: Session, cast: Cast, name: str = "Ewa Druga") -> Person:
    """A trainer of the programme who does not teach Ana's cohort."""
    colleague = make_person(session, name)
    make_grant(session, colleague, Role.TRAINER, cast.programme)
    return colleague


def make_plan(session: Session, cohort: Cohort, slug: str = "z3", **columns: Any) -> AssignmentPlan:
    """Every piece is marked twice, unless something else is asked for."""
    defaults: dict[str, Any] = {"second_percent": 100, "set_by_id": 1, "set_at": MONDAY}
    plan = AssignmentPlan(cohort_id=cohort.id, assignment_slug=slug, **(defaults | columns))
    plan.set_by_id = session.scalars(select(Person.id).limit(1)).one()
    return add(session, plan)


def make_share(
    session: Session, cohort: Cohort, person: Person, role: MarkingRole, share: int
) -> MarkerShare:
    """A part of a cohort's markings."""
    row = MarkerShare(cohort_id=cohort.id, person_id=person.id, role=role, share=share)
    row.set_by_id, row.set_at = person.id, MONDAY
    return add(session, row)


def make_conflict(
    session: Session, person: Person, about: Person, *, by: Person | None = None
) -> Conflict:
    """They live next door to each other."""
    row = Conflict(person_id=person.id, about_id=about.id, why="Sąsiedztwo.")
    row.declared_by_id, row.declared_at = (by or person).id, MONDAY
    return add(session, row)


def make_work(
    session: Session, course: Catalogue, place: Enrolment, slug: str, state: SubmissionState
) -> Submission:
    """A piece of work straight from the database, in a state that takes long to come to."""
    times = dict.fromkeys(("started_at", "saved_at", "handed_in_at"), MONDAY)
    work = Submission(
        enrolment_id=place.id,
        assignment_slug=slug,
        version_digest=make_version(session, course.assignments[slug]).digest,
        number=1,
        values={},
        state=state,
        next_marking=MarkingRole.SECOND if state == SubmissionState.IN_MARKING else None,
        **times,
    )
    return add(session, work)


def make_blind_piece(
    session: Session, course: Catalogue, place: Enrolment, marker: Person
) -> Submission:
    """Work whose second marker this person is."""
    work = make_work(session, course, place, "z5", SubmissionState.IN_MARKING)
    asked = MarkerAllocation(
        submission_id=work.id, role=MarkingRole.SECOND, person_id=marker.id, allocated_at=MONDAY
    )
    add(session, asked)
    return work


def make_double_work(session: Session, course: Catalogue, cast: Cast, **plan: Any) -> Submission:
    """Ana's Z3, handed in where every piece is marked twice."""
    make_plan(session, cast.cohort, **plan)
    make_ready(session, course, cast.enrolment, cast.ana)
    return make_handed_in(session, course, cast.ana)


def say(
    session: Session,
    work: Submission,
    by: Person,
    *,
    passed: bool = True,
    more: int = 0,
    feedback: str = "Słowo.",
    role: MarkingRole | None = None,
) -> Marking:
    """Somebody's marking of a piece, with so many points more than just enough."""
    levels = dict(PASSING if passed else FAILING)
    for criterion in list(levels)[:more]:
        levels[criterion] += 1
    return mark_submission(
        session,
        submission_to_mark(session, by, work.id),
        levels=levels,
        outcome=MarkingOutcome.PASS if passed else MarkingOutcome.REVISE,
        feedback=feedback,
        by=by,
        at=MONDAY,
        shown=Shown(role=role),
    )


def marker_of(session: Session, work: Submission) -> int | None:
    """Who is to make the marking that is awaited."""
    return session.scalar(
        select(MarkerAllocation.person_id).where(
            MarkerAllocation.submission_id == work.id,
            MarkerAllocation.role == work.next_marking,
            MarkerAllocation.ended_at.is_(None),
        )
    )


def marking_letters(session: Session) -> list[str]:
    """The keys of the letters that told of markings."""
    return list(session.scalars(select(Letter.key).where(Letter.key.like("marking-%"))))
