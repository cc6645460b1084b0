"""Markings that are held, corrected, and kept from who stands too close to the author."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.conflicts import declare_conflict, end_conflict
from course.actions.marking import Shown, mark_submission
from course.actions.release import release_settled
from course.catalogue import Catalogue
from course.errors import (
    AlreadyMarked,
    NotAllowed,
    NotFound,
    ReasonMissing,
)
from course.models import (
    AuditEntry,
    Person,
    Submission,
)
from course.queries.assignments import (
    standing_marking,
)
from course.queries.marking import (
    settled_for,
    settled_to_release,
    submission_to_mark,
)
from course.queries.standing import standing_of
from course.terms import Act, MarkingOutcome, SubmissionState
from tests.make import MONDAY, make_enrolment, make_person, make_trainer
from tests.make_assignments import PASSING, make_handed_in, make_ready
from tests.make_markers import (
    make_colleague,
    make_double_work,
    make_plan,
    marker_of,
    marking_letters,
    say,
)
from tests.people import Cast


@pytest.fixture
def work(double_work: Submission) -> Submission:
    return double_work


def test_held_markings_wait_for_their_release(
    session: Session, cast: Cast, course: Catalogue, ewa: Person
) -> None:
    work = make_double_work(session, course, cast, second_percent=0, holds_markings=True)
    marking = say(session, work, cast.ben)
    assert (work.state, work.next_marking) == (SubmissionState.SETTLED, None)
    assert (standing_marking(work), marking_letters(session)) == (None, [])
    assert standing_of(session, cast.ana).submissions["z3"] == SubmissionState.HANDED_IN
    assert settled_for(session, ewa) == []
    assert settled_for(session, cast.ben) == [work]
    found = settled_to_release(session, cast.ben, [work.id])
    assert release_settled(session, found, by=cast.ben, at=MONDAY) == 1
    assert release_settled(session, found, by=cast.ben, at=MONDAY) == 0
    assert (work.state, standing_marking(work)) == (SubmissionState.MARKED, marking)
    assert marking_letters(session) == [f"marking-{marking.id}"]
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.MARKINGS_RELEASED))
    assert (entry.subject_id, entry.facts) == (work.id, {"marking": marking.id})


def test_a_correction_needs_a_released_marking_a_reason_and_somebody_who_may(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    first = say(session, work, cast.ben)

    def correct(by: Person, reason: str = "Źle policzone.") -> None:
        mark_submission(
            session,
            work,
            levels=PASSING,
            outcome=MarkingOutcome.REVISE,
            feedback="Inaczej.",
            by=by,
            at=MONDAY,
            shown=Shown(corrects=first, reason=reason),
        )

    with pytest.raises(AlreadyMarked):  # not told yet, so there is nothing to correct
        correct(cast.ben)
    say(session, work, ewa)
    with pytest.raises(NotAllowed):
        correct(ewa)
    with pytest.raises(ReasonMissing):
        correct(cast.ben, "  ")
    correct(zoe)
    assert work.state == SubmissionState.RETURNED
    standing = standing_marking(work)
    assert standing is not None
    assert (standing.supersedes_id, standing.correction_reason) == (first.id, "Źle policzone.")


def test_a_conflict_of_interest_keeps_a_person_away(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    ola = make_colleague(session, cast, "Ola Trzecia")
    say(session, work, cast.ben)
    conflict = declare_conflict(session, ewa, cast.ana, why="Rodzina.", by=cast.carla, at=MONDAY)
    assert marker_of(session, work) == ola.id  # it was Ewa's
    with pytest.raises(NotFound):
        submission_to_mark(session, ewa, work.id)
    with pytest.raises(NotAllowed):
        mark_submission(
            session,
            work,
            levels=PASSING,
            outcome=MarkingOutcome.PASS,
            feedback="",
            by=ewa,
            at=MONDAY,
        )
    same = declare_conflict(session, ewa, cast.ana, why="Rodzina.", by=ewa, at=MONDAY)
    assert same is conflict
    end_conflict(session, conflict, by=cast.carla, at=MONDAY)
    with pytest.raises(NotFound):
        end_conflict(session, conflict, by=cast.carla, at=MONDAY)
    acts = session.scalars(select(AuditEntry.act).where(AuditEntry.subject_kind == "conflicts"))
    assert list(acts) == [Act.CONFLICT_DECLARED, Act.CONFLICT_ENDED]


def test_a_conflict_needs_two_people_and_a_reason(session: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        declare_conflict(session, cast.ben, cast.ben, why="Ja.", by=cast.carla, at=MONDAY)
    with pytest.raises(ReasonMissing):
        declare_conflict(session, cast.ben, cast.ana, why=" ", by=cast.carla, at=MONDAY)


def test_several_pieces_are_told_by_assignment(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_plan(session, cast.cohort, second_percent=0, holds_markings=True)
    for name in ("Pierwsza Osoba", "Druga Osoba"):
        person = make_person(session, name)
        make_ready(session, course, make_enrolment(session, cast.cohort, person), person)
        say(session, make_handed_in(session, course, person), cast.ben)
    found = settled_for(session, cast.ben)
    assert release_settled(session, found, by=cast.ben, at=MONDAY) == 2
    assert len(marking_letters(session)) == 2
