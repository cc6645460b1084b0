"""Who takes part and has got stuck, and for which of the reasons."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from course.catalogue import Catalogue
from course.models import (
    Cohort,
    Enrolment,
    LessonProgress,
    Marking,
    QuizAttempt,
    QuizResult,
    Submission,
)
from course.queries.stuck import StuckCount, count_stuck, stuck_people
from course.terms import (
    EnrolmentState,
    MarkingOutcome,
    MarkingRole,
    ResultCause,
    SubmissionState,
)
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_person, make_version
from tests.make_fieldwork import make_attendance, make_entry, make_meeting
from tests.people import Cast

Queries = Callable[[], AbstractContextManager[list[str]]]
DAY = timedelta(days=1)
TODAY = MONDAY.date()
TRIES = {"m1": 3}
QUIET = ("quiet",)


@pytest.fixture
def cohort(session: Session, cast: Cast) -> Cohort:
    return make_cohort(session, cast.programme, title="Przemyśl, edycja 1")


def reasons(session: Session, cohort: Cohort) -> dict[str, tuple[str, ...]]:
    found = stuck_people(session, cohort.id, TRIES, at=MONDAY, most=99)
    counted = count_stuck(session, [cohort.id], TRIES, at=MONDAY)
    told = {one.name: one.reasons for one in found}
    flat = [reason for one in told.values() for reason in one]
    assert counted == (
        {
            cohort.id: StuckCount(
                len(told),
                {one: flat.count(one) for one in ("quiet", "failed", "returned", "nothing_yet")},
            )
        }
        if told
        else {}
    )
    return told


def place(
    session: Session, cohort: Cohort, days: int = 10, name: str = "Róża Śnieżko"
) -> Enrolment:
    """Somebody who began so many days ago."""
    started_on = TODAY - days * DAY
    return make_enrolment(session, cohort, make_person(session, name), started_on=started_on)


def opened(session: Session, of: Enrolment, days: int, slug: str = "m1/1") -> None:
    add(
        session,
        LessonProgress(enrolment_id=of.id, lesson_slug=slug, opened_at=MONDAY - days * DAY),
    )


def hand_in(
    session: Session,
    course: Catalogue,
    of: Enrolment,
    state: SubmissionState = SubmissionState.MARKED,
    *,
    number: int = 1,
    days: int = 0,
) -> Submission:
    version = make_version(session, course.assignments["z3"])
    work = Submission(
        enrolment_id=of.id,
        assignment_slug="z3",
        version_digest=version.digest,
        number=number,
        values={},
        state=state,
        started_at=MONDAY - days * DAY,
        saved_at=MONDAY - days * DAY,
        handed_in_at=None if state is SubmissionState.DRAFT else MONDAY - days * DAY,
        next_marking=MarkingRole.FIRST if state is SubmissionState.HANDED_IN else None,
    )
    return add(session, work)


def release(session: Session, work: Submission, days: int, cast: Cast) -> None:
    marking = Marking(
        submission_id=work.id,
        marked_by_id=cast.ben.id,
        role=MarkingRole.FIRST,
        marked_at=MONDAY - days * DAY,
        rubric_digest=work.version_digest,
        points=1,
        max_points=9,
        outcome=MarkingOutcome.REVISE,
        feedback="Wróć do R-15.",
        released_at=MONDAY - days * DAY,
    )
    add(session, marking)


def attempt(
    session: Session,
    course: Catalogue,
    of: Enrolment,
    number: int,
    *,
    passed: bool = False,
    waits: bool = False,
) -> None:
    version = make_version(session, course.quizzes["m1"])
    made = QuizAttempt(
        enrolment_id=of.id,
        quiz_slug="m1",
        version_digest=version.digest,
        number=number,
        drawn={"questions": [], "orders": {}},
        started_at=MONDAY,
        submitted_at=MONDAY,
    )
    add(session, made)
    result = QuizResult(
        attempt_id=made.id,
        points=Decimal(0),
        max_points=Decimal(9),
        percent=Decimal(0),
        passed=passed,
        waits=waits,
        key_digest=version.digest,
        cause=ResultCause.SUBMITTED,
        made_at=MONDAY,
    )
    add(session, result)


@pytest.mark.parametrize(
    ("started", "seen", "why"),
    [(13, None, ()), (14, None, QUIET), (20, 13, ()), (20, 14, QUIET), (20, 19, QUIET)],
)
def test_two_weeks_without_a_sign_make_somebody_quiet(
    session: Session, cohort: Cohort, started: int, seen: int | None, why: tuple[str, ...]
) -> None:
    one = place(session, cohort, started)
    if seen is not None:
        opened(session, one, seen)
    assert reasons(session, cohort) == ({"Róża Śnieżko": why} if why else {})


def test_every_deed_is_a_sign_of_life_and_an_absence_is_none(
    session: Session, course: Catalogue, cast: Cast, cohort: Cohort
) -> None:
    names = ("lesson", "quiz", "work", "practice", "came", "absent")
    lesson, quiz, work, practice, came, absent = (
        place(session, cohort, 20, name) for name in names
    )
    opened(session, lesson, 1)
    attempt(session, course, quiz, 1)
    hand_in(session, course, work, SubmissionState.DRAFT, days=2)
    make_entry(session, practice)
    meeting = make_meeting(session, cohort, cast.ben)
    make_attendance(session, meeting, came, 300)
    make_attendance(session, meeting, absent, 0)
    (one,) = stuck_people(session, cohort.id, TRIES, at=MONDAY, most=9)
    assert (one.name, one.reasons, one.last_sign) == ("absent", ("quiet",), None)
    later = MONDAY + 20 * DAY
    signs = {
        one.name: one.last_sign for one in stuck_people(session, cohort.id, TRIES, at=later, most=9)
    }
    assert signs["lesson"] == MONDAY - DAY
    assert signs["work"] == MONDAY - 2 * DAY
    assert signs["came"] == MONDAY


def test_a_quiz_failed_up_to_its_pause(session: Session, course: Catalogue, cohort: Cohort) -> None:
    twice, thrice, passed, waits = (
        place(session, cohort, name=name) for name in ("twice", "thrice", "passed", "waits")
    )
    for number in (1, 2):
        attempt(session, course, twice, number)
    for number in (1, 2, 3):
        attempt(session, course, thrice, number)
        attempt(session, course, passed, number, passed=number == 2)
        attempt(session, course, waits, number, waits=number == 3)
    assert reasons(session, cohort) == {"thrice": ("failed",)}
    assert stuck_people(session, cohort.id, {}, at=MONDAY, most=9) == []


def test_returned_work_that_lies(
    session: Session, course: Catalogue, cast: Cast, cohort: Cohort
) -> None:
    fresh, lies, again, drafts = (
        place(session, cohort, name=name) for name in ("fresh", "lies", "again", "drafts")
    )
    for one, days in ((fresh, 6), (lies, 7), (again, 9), (drafts, 9)):
        work = hand_in(session, course, one, SubmissionState.RETURNED, days=days)
        release(session, work, days, cast)
    hand_in(session, course, again, SubmissionState.HANDED_IN, number=2)
    hand_in(session, course, drafts, SubmissionState.DRAFT, number=2)
    assert reasons(session, cohort) == {"drafts": ("returned",), "lies": ("returned",)}


def test_nothing_handed_in(session: Session, course: Catalogue, cohort: Cohort) -> None:
    for name, days, handed_in in (("soon", 27, False), ("late", 28, False), ("done", 28, True)):
        one = place(session, cohort, days, name)
        opened(session, one, 1)
        if handed_in:
            hand_in(session, course, one)
    assert reasons(session, cohort) == {"late": ("nothing_yet",)}


def test_only_who_takes_part_now_can_be_stuck(session: Session, cohort: Cohort) -> None:
    for state in EnrolmentState:
        place(session, cohort, 40, state.value).state = state
    session.flush()
    assert reasons(session, cohort) == {"admitted": ("quiet", "nothing_yet")}


def test_names_are_cut_and_numbers_are_not(session: Session, cohort: Cohort) -> None:
    for name in ("C", "A", "B"):
        place(session, cohort, 40, f"{name}da")
    found = stuck_people(session, cohort.id, TRIES, at=MONDAY, most=2)
    assert [one.name for one in found] == ["Ada", "Bda"]
    assert count_stuck(session, [cohort.id], TRIES, at=MONDAY)[cohort.id].people == 3


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement_for_any_number(
    session: Session, cohort: Cohort, queries: Queries, number: int
) -> None:
    for one in range(number):
        place(session, cohort, 40, f"Ada{one} Bąk")
    with queries() as statements:
        count_stuck(session, [cohort.id], TRIES, at=MONDAY)
    with queries() as names:
        stuck_people(session, cohort.id, TRIES, at=MONDAY, most=9)
    assert (len(statements), len(names)) == (1, 1)
