"""For all people and work: a list shows what a link grants, and nobody marks their own."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.marking import mark_submission
from course.catalogue import Catalogue
from course.errors import NotAllowed, NotFound
from course.models import (
    Cohort,
    CohortTrainer,
    Conflict,
    Enrolment,
    MarkerAllocation,
    Person,
    RoleGrant,
    Submission,
)
from course.queries.assignments import submission_for
from course.queries.marking import may_mark, submission_to_mark
from course.terms import EnrolmentState, MarkingOutcome, MarkingRole, Role, SubmissionState
from course.visibility import (
    submissions_blind_to,
    submissions_markable_by,
    submissions_marked_blind_by,
    submissions_marked_openly_by,
    submissions_visible_to,
)
from tests.make import (
    MONDAY,
    add,
    make_cohort,
    make_enrolment,
    make_grant,
    make_person,
    make_programme,
    make_version,
)
from tests.make_assignments import PASSING

PEOPLE, COHORTS = 3, 2
NEXT = {
    SubmissionState.HANDED_IN: MarkingRole.FIRST,
    SubmissionState.IN_MARKING: MarkingRole.SECOND,
}
person = st.integers(0, PEOPLE - 1)
cohort = st.integers(0, COHORTS - 1)
worlds = st.fixed_dictionaries(
    {
        "places": st.sets(st.tuples(cohort, person), min_size=1, max_size=3),
        "grants": st.sets(st.tuples(person, st.sampled_from(sorted(Role)), st.integers(0, 1))),
        "teaches": st.sets(st.tuples(cohort, person)),
        "states": st.lists(st.sampled_from(SubmissionState), min_size=1, max_size=2),
        "ended": st.booleans(),
        "asked": st.lists(st.tuples(person, st.booleans()), max_size=1),
        "conflicts": st.sets(st.tuples(person, person), max_size=2),
    }
)


def build(session: Session, course: Catalogue, world: dict[str, Any]) -> list[Person]:
    """Two programmes with a cohort each, and people who may be anything to each other."""
    programmes = [make_programme(session) for _ in range(2)]
    cohorts = [make_cohort(session, programmes[number % 2]) for number in range(COHORTS)]
    people = [make_person(session) for _ in range(PEOPLE)]
    version = make_version(session, course.assignments["z3"])
    for number, role, programme in world["grants"]:
        at = None if role == Role.ADMINISTRATOR else programmes[programme]
        if at is not None or programme == 0:
            make_grant(session, people[number], role, at)
    for place, number in world["teaches"]:
        add(
            session,
            CohortTrainer(
                cohort_id=cohorts[place].id, person_id=people[number].id, started_on=MONDAY.date()
            ),
        )
    for place, number in sorted(world["places"]):
        ended = {"state": EnrolmentState.ENDED, "ended_on": MONDAY.date()} if world["ended"] else {}
        enrolment = make_enrolment(session, cohorts[place], people[number], **ended)
        for count, state in enumerate(_allowed(world["states"]), start=1):
            work = add(
                session,
                Submission(
                    enrolment_id=enrolment.id,
                    assignment_slug="z3",
                    version_digest=version.digest,
                    number=count,
                    values={},
                    state=state,
                    started_at=MONDAY,
                    saved_at=MONDAY,
                    handed_in_at=None if state == SubmissionState.DRAFT else MONDAY,
                    next_marking=NEXT.get(state),
                ),
            )
            for asked, goes_on in world["asked"]:
                _ask(session, work, people[asked], goes_on=goes_on)
    _declare(session, people, world["conflicts"])
    return people


def _declare(session: Session, people: list[Person], conflicts: set[tuple[int, int]]) -> None:
    for judge, about in conflicts:
        if judge != about:
            why = {"why": "Sąsiedzi.", "declared_by_id": people[judge].id, "declared_at": MONDAY}
            conflict = Conflict(person_id=people[judge].id, about_id=people[about].id, **why)
            add(session, conflict)


def _ask(session: Session, work: Submission, person: Person, *, goes_on: bool) -> None:
    """Give the second marking to somebody, who may have been somebody else's trainee all along."""
    add(
        session,
        MarkerAllocation(
            submission_id=work.id,
            role=MarkingRole.SECOND,
            person_id=person.id,
            allocated_at=MONDAY,
            ended_at=None if goes_on else MONDAY,
        ),
    )


def _allowed(states: list[SubmissionState]) -> list[SubmissionState]:
    """At most one draft."""
    drafts = [state for state in states if state == SubmissionState.DRAFT][:1]
    return [state for state in states if state != SubmissionState.DRAFT] + drafts


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(world=worlds)
def test_a_list_shows_exactly_what_a_link_grants(
    session: Session, course: Catalogue, world: dict[str, Any]
) -> None:
    with session.begin_nested() as undone:
        people = build(session, course, world)
        works = session.scalars(select(Submission)).all()
        for reader in people:
            listed = _ids(session, submissions_visible_to(reader))
            to_mark = _ids(session, submissions_markable_by(reader))
            for work in works:
                assert (work.id in listed) == _granted(submission_for, session, reader, work.id)
                assert (work.id in to_mark) == _granted(
                    submission_to_mark, session, reader, work.id
                )
                assert may_mark(session, reader, work) == (work.id in to_mark)
                _check(session, reader, work, marks=work.id in to_mark)
            blind = _ids(session, submissions_marked_blind_by(reader))
            openly = _ids(session, submissions_marked_openly_by(reader))
            assert openly <= listed
            assert to_mark == openly | blind
            now_blind = _ids(session, submissions_blind_to(reader))
            assert not now_blind & openly
            assert now_blind & listed <= _of_places(session, reader)
        undone.rollback()


def _check(session: Session, reader: Person, work: Submission, *, marks: bool) -> None:
    """Marking is never one's own, never a draft, and always by a trainer of that programme."""
    enrolment = session.get_one(Enrolment, work.enrolment_id)
    own = enrolment.person_id == reader.id
    if own:
        whole = submission_for(session, reader, work.id)
        with pytest.raises(NotAllowed):
            mark_submission(
                session,
                whole,
                levels=PASSING,
                outcome=MarkingOutcome.PASS,
                feedback="",
                by=reader,
                at=MONDAY,
            )
    if marks:
        judged = (Conflict.person_id == reader.id, Conflict.about_id == enrolment.person_id)
        assert not session.scalars(select(Conflict).where(*judged)).all()
        trains = session.scalars(
            select(RoleGrant)
            .join(Cohort, Cohort.programme_id == RoleGrant.programme_id)
            .where(
                RoleGrant.person_id == reader.id,
                RoleGrant.role == Role.TRAINER,
                Cohort.id == enrolment.cohort_id,
            )
        ).all()
        assert trains
        assert not own
        assert work.state != SubmissionState.DRAFT


def _of_places(session: Session, reader: Person) -> set[int]:
    places = select(Enrolment.id).where(Enrolment.person_id == reader.id)
    return _ids(session, Submission.enrolment_id.in_(places))


def _ids(session: Session, condition: Any) -> set[int]:
    return set(session.scalars(select(Submission.id).where(condition)))


def _granted(fetch: Any, session: Session, reader: Person, submission_id: int) -> bool:
    try:
        return bool(fetch(session, reader, submission_id).id == submission_id)
    except NotFound:
        return False
