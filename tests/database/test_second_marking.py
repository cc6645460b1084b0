"""Who marks a piece of work after whom, when the trainee learns of it, and what is refused."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from course.actions.assignments import hand_in_submission, withdraw_submission
from course.actions.conflicts import end_conflict
from course.actions.marking import Shown, mark_submission
from course.catalogue import Catalogue
from course.errors import (
    AlreadyMarked,
    NotAllocated,
    NotFound,
    NotReady,
)
from course.models import (
    MarkerAllocation,
    Person,
    Programme,
    Submission,
)
from course.queries.assignments import (
    file_for,
    knows_author,
    standing_marking,
    submission_for,
)
from course.queries.marking import (
    count_waiting,
    given_to,
    marking_queue,
    may_mark,
    submission_to_mark,
)
from course.queries.records import record_of
from course.queries.standing import standing_of
from course.queries.validation import portfolio_of
from course.terms import MarkingOutcome, MarkingRole, SubmissionState
from tests.make import MONDAY, make_trainer, make_version
from tests.make_assignments import PASSING, make_draft, make_handed_in, make_ready
from tests.make_markers import (
    make_colleague,
    make_conflict,
    make_double_work,
    make_plan,
    make_share,
    marker_of,
    marking_letters,
    say,
)
from tests.people import Cast


@pytest.fixture
def work(double_work: Submission) -> Submission:
    return double_work


def test_the_frozen_rule_wants_a_second_marking_of_some_assignments(
    session: Session, cast: Cast, course: Catalogue, ewa: Person
) -> None:
    rule = course.rules["social-organiser"]
    programme = session.get_one(Programme, cast.programme.id)
    programme.rule_digest = make_version(session, rule).digest
    make_ready(session, course, cast.enrolment, cast.ana)
    assert make_handed_in(session, course, cast.ana).second_wanted


def test_without_rule_and_sample_one_marking_is_enough(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    make_plan(session, cast.cohort, second_percent=0)
    make_ready(session, course, cast.enrolment, cast.ana)
    work = make_handed_in(session, course, cast.ana)
    assert not work.second_wanted
    say(session, work, cast.ben)
    assert (work.state, work.next_marking) == (SubmissionState.MARKED, None)


def test_a_first_marking_is_not_told_until_the_second_confirms_it(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    first = say(session, work, cast.ben, feedback="Pierwsza.")
    assert (work.state, work.next_marking) == (SubmissionState.IN_MARKING, MarkingRole.SECOND)
    assert (first.released_at, standing_marking(work), marking_letters(session)) == (None, None, [])
    assert marker_of(session, work) == ewa.id
    assert standing_of(session, cast.ana).submissions["z3"] == SubmissionState.HANDED_IN
    say(session, work, ewa, more=2, feedback="Druga.")
    assert (work.state, work.next_marking) == (SubmissionState.MARKED, None)
    assert standing_marking(work) is first
    assert [one.released_at for one in work.markings] == [MONDAY, None]
    assert marking_letters(session) == [f"marking-{first.id}"]


@pytest.mark.parametrize(("passed", "more"), [(False, 0), (True, 3)])
def test_a_difference_goes_to_a_third_marker_whose_marking_stands(
    session: Session, cast: Cast, work: Submission, ewa: Person, *, passed: bool, more: int
) -> None:
    ola = make_colleague(session, cast, "Ola Trzecia")
    say(session, work, cast.ben)
    say(session, work, ewa, passed=passed, more=more)
    assert (work.state, work.next_marking) == (SubmissionState.IN_MARKING, MarkingRole.THIRD)
    assert marker_of(session, work) == ola.id
    assert marking_letters(session) == []
    third = say(session, work, ola, passed=False)
    assert work.state == SubmissionState.RETURNED
    assert standing_marking(work) is third
    assert marking_letters(session) == [f"marking-{third.id}"]


def test_nobody_marks_twice_and_only_who_was_asked_marks_second(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    say(session, work, cast.ben)
    with pytest.raises(AlreadyMarked):
        say(session, work, cast.ben)
    with pytest.raises(AlreadyMarked):
        say(session, work, zoe)
    with pytest.raises(NotFound):
        submission_to_mark(session, make_colleague(session, cast, "Obcy Trener"), work.id)
    say(session, work, ewa)
    with pytest.raises(NotAllocated):  # who is told nothing of who else marked it
        say(session, work, ewa)


def test_a_page_for_the_first_marking_never_makes_the_second(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    work = make_double_work(session, course, cast)
    say(session, work, cast.ben)
    assert marker_of(session, work) == zoe.id
    with pytest.raises(NotAllocated):
        mark_submission(
            session,
            work,
            levels=PASSING,
            outcome=MarkingOutcome.PASS,
            feedback="",
            by=zoe,
            at=MONDAY,
            shown=Shown(role=MarkingRole.FIRST),
        )


def test_a_second_marker_of_the_cohort_loses_sight_of_the_piece_by_name(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    zoe = make_trainer(session, cast.cohort, "Zoja Obok")
    work = make_double_work(session, course, cast)
    assert submission_for(session, zoe, work.id) is work
    say(session, work, cast.ben)
    with pytest.raises(NotFound):
        submission_for(session, zoe, work.id)
    assert portfolio_of(session, zoe, cast.enrolment.id).submissions == []
    assert not knows_author(session, zoe, work)
    assert may_mark(session, zoe, work)
    assert marking_queue(session, zoe, most=5) == [work]
    assert marking_queue(session, zoe, cohort_id=cast.cohort.id, most=5) == []
    assert given_to(session, zoe) == {work.id}
    say(session, work, zoe)
    assert submission_for(session, zoe, work.id) is work


def test_work_taken_back_is_nobodys_and_drawn_anew(
    session: Session, cast: Cast, course: Catalogue, ewa: Person
) -> None:
    make_share(session, cast.cohort, cast.ben, MarkingRole.FIRST, 100)
    work = make_double_work(session, course, cast)
    assert marker_of(session, work) == cast.ben.id
    withdraw_submission(session, work, by=cast.ana, at=MONDAY)
    assert session.scalar(select(Submission.second_wanted)) is False
    assert given_to(session, cast.ben) == frozenset()
    hand_in_submission(session, work, by=cast.ana, at=MONDAY)
    assert work.second_wanted
    assert marker_of(session, work) == cast.ben.id


def test_an_empty_form_is_given_to_nobody(session: Session, cast: Cast, course: Catalogue) -> None:
    make_plan(session, cast.cohort)
    make_ready(session, course, cast.enrolment, cast.ana)
    draft = make_draft(session, course, cast.ana, {})
    with pytest.raises(NotReady):
        hand_in_submission(session, draft, by=cast.ana, at=MONDAY)
    assert not draft.second_wanted


def test_a_marking_that_nobody_can_make_waits_until_somebody_can(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    work = make_double_work(session, course, cast)
    ewa = make_colleague(session, cast)
    conflict = make_conflict(session, ewa, cast.ana)
    say(session, work, cast.ben)
    assert (work.next_marking, marker_of(session, work)) == (MarkingRole.SECOND, None)
    assert count_waiting(session, cast.ben) == 0
    end_conflict(session, conflict, by=ewa, at=MONDAY)
    assert marker_of(session, work) == ewa.id


def test_files_are_read_blind_and_not_by_others(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    stranger = make_colleague(session, cast, "Obcy Trener")
    say(session, work, cast.ben)
    for person in (stranger, cast.dov):
        for file in work.files:
            with pytest.raises(NotFound):
                file_for(session, person, file.id)
    allocations = session.scalars(select(MarkerAllocation)).all()
    assert [(one.role, one.person_id) for one in allocations] == [(MarkingRole.SECOND, ewa.id)]


def test_the_rule_asks_for_a_second_marking_of_passed_work(
    session: Session, cast: Cast, work: Submission, ewa: Person
) -> None:
    say(session, work, cast.ben)
    assert record_of(session, cast.enrolment.id).double_marked == frozenset()
    say(session, work, ewa)
    assert record_of(session, cast.enrolment.id).double_marked == {"z3"}
