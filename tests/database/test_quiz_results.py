"""How a cohort does in its quizzes: who began, who passed, whose result counts, who must wait."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from assessments.attempts import Exhausted, Pause
from assessments.definitions import Counts, Quiz
from course.models import AttemptGrant, Person
from course.reports.quiz_results import PersonLine, people_at_quiz, quizzes_of_cohort
from course.terms import EnrolmentState
from tests.authored import make_essay, make_quiz, make_single
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_person
from tests.make_quizzes import make_begun, make_sat
from tests.people import Cast

RIGHT, WRONG = {"one": {"chosen": "b"}}, {"one": {"chosen": "a"}}
BOTH = {"one": {"chosen": "b"}, "two": {"chosen": "b"}}
LATER = MONDAY + timedelta(hours=1)


def two_questions(**rules: object) -> Quiz:
    return make_quiz(make_single(id="one"), make_single(id="two"), **rules)


def line_of(session: Session, cast: Cast, quiz: Quiz) -> PersonLine:
    [line] = people_at_quiz(session, cast.ben, cast.cohort.id, quiz, at=LATER)
    return line


@pytest.mark.parametrize(
    ("counts", "percents", "counted", "passed"),
    [
        (Counts.BEST, "a-ba", Decimal(100), True),
        (Counts.FIRST, "ab-", Decimal(50), False),
        (Counts.LAST, "ba-", Decimal(0), False),
        (Counts.LAST, "-ab", Decimal(100), True),
    ],
)
def test_the_result_that_counts(
    session: Session, cast: Cast, counts: Counts, percents: str, counted: Decimal, *, passed: bool
) -> None:
    """a: half of the points, b: all of them, -: none."""
    quiz = two_questions(counts=counts)
    answers = {"a": RIGHT, "b": BOTH, "-": WRONG}
    for number, sign in enumerate(percents, start=1):
        at = MONDAY - timedelta(days=9 - number)
        make_sat(session, cast.enrolment, quiz, answers[sign], number=number, at=at)
    line = line_of(session, cast, quiz)
    assert (line.percent, line.passed) == (counted, passed)
    assert [one.attempt.number for one in line.attempts] == list(range(1, len(percents) + 1))


def test_each_attempt_counts_by_what_was_said_when_it_began(session: Session, cast: Cast) -> None:
    last, best = two_questions(counts=Counts.LAST), two_questions()
    make_sat(session, cast.enrolment, last, BOTH, number=1, at=MONDAY - timedelta(days=2))
    make_sat(session, cast.enrolment, best, RIGHT, number=2, at=MONDAY - timedelta(days=1))
    line = line_of(session, cast, best)
    assert (line.percent, line.passed) == (Decimal(50), False)


def test_an_open_attempt_has_no_result(session: Session, cast: Cast) -> None:
    quiz = two_questions()
    begun = make_begun(session, cast.enrolment, quiz, entered_by_id=cast.ben.id)
    line = line_of(session, cast, quiz)
    assert (line.counted, line.percent, line.passed, line.waits) == (None, None, False, False)
    [one] = line.attempts
    assert (one.attempt, one.end, one.on_paper, one.last_at) == (begun, None, True, MONDAY)


def test_an_essay_waits(session: Session, cast: Cast) -> None:
    quiz = make_quiz(make_essay(id="essay"))
    make_sat(session, cast.enrolment, quiz, {"essay": {"text": "Trzy zdania."}})
    line = line_of(session, cast, quiz)
    assert line.waits
    [told] = quizzes_of_cohort(session, cast.ben, cast.cohort.id, [quiz], at=LATER)
    assert (told.begun, told.passed, told.waiting, told.held) == (1, 0, 1, 0)


def test_a_pause_and_the_last_attempt_hold_people_until_one_is_granted(
    session: Session, cast: Cast
) -> None:
    quiz = two_questions(attempts=4)

    def fail(number: int) -> None:
        at = MONDAY - timedelta(minutes=60 - number)
        make_sat(session, cast.enrolment, quiz, WRONG, number=number, at=at)

    def obstacle() -> object:
        return line_of(session, cast, quiz).obstacle

    def held() -> int:
        [told] = quizzes_of_cohort(session, cast.ben, cast.cohort.id, [quiz], at=LATER)
        return told.held

    fail(1)
    fail(2)
    assert (obstacle(), held()) == (None, 0)
    fail(3)
    until = MONDAY - timedelta(minutes=57 - 9) + timedelta(days=1)
    assert (obstacle(), held()) == (Pause(until, None), 1)
    fail(4)
    assert (obstacle(), held()) == (Exhausted(4), 1)
    columns = {"quiz_slug": quiz.slug, "granted_by_id": cast.ben.id, "reason": "chora"}
    grant = AttemptGrant(enrolment_id=cast.enrolment.id, granted_at=MONDAY, **columns)
    add(session, grant)
    assert (obstacle(), held()) == (None, 0)


def test_whoever_passed_is_not_held(session: Session, cast: Cast) -> None:
    quiz = two_questions(attempts=1)
    make_sat(session, cast.enrolment, quiz, BOTH)
    assert line_of(session, cast, quiz).obstacle == Exhausted(1)
    [told] = quizzes_of_cohort(session, cast.ben, cast.cohort.id, [quiz], at=LATER)
    assert (told.people, told.begun, told.passed, told.held) == (1, 1, 1, 0)


def test_people_stand_in_polish_order_and_who_left_comes_last(session: Session, cast: Cast) -> None:
    left = make_enrolment(
        session,
        cast.cohort,
        make_person(session, "Ada Adamska"),
        state=EnrolmentState.WITHDRAWN,
    )
    for name in ("Jan Łoś", "Ewa Lis", "Iza Ćma", "Olga Cudna"):
        make_enrolment(session, cast.cohort, make_person(session, name))
    make_enrolment(session, cast.cohort, make_person(session), state=EnrolmentState.REFUSED)
    quiz = two_questions()
    make_sat(session, left, quiz, BOTH)
    lines = people_at_quiz(session, cast.ben, cast.cohort.id, quiz, at=LATER)
    assert [line.place.person.name for line in lines] == [
        "Olga Cudna",
        "Iza Ćma",
        "Ana Ćwikła",
        "Ewa Lis",
        "Jan Łoś",
        "Ada Adamska",
    ]
    assert lines[-1].passed
    [told] = quizzes_of_cohort(session, cast.ben, cast.cohort.id, [quiz], at=LATER)
    assert (told.people, told.begun, told.passed) == (5, 0, 0)


def test_only_attempts_that_one_may_see_are_told(session: Session, cast: Cast) -> None:
    quiz = two_questions()
    make_sat(session, cast.enrolment, quiz, BOTH)

    def seen_by(person: Person) -> list[bool]:
        lines = people_at_quiz(session, person, cast.cohort.id, quiz, at=LATER)
        return [bool(line.attempts) for line in lines]

    for person in (cast.ben, cast.carla, cast.cyryl, cast.adam, cast.ana):
        assert seen_by(person) == [True], person.name
    for person in (cast.dov, cast.vera, cast.iga):
        assert seen_by(person) == [False], person.name


def test_other_cohorts_and_quizzes_are_left_out(session: Session, cast: Cast) -> None:
    quiz = two_questions()
    beside = make_enrolment(session, make_cohort(session, cast.programme))
    make_sat(session, beside, quiz, BOTH)
    assert line_of(session, cast, quiz).attempts == []
    make_sat(session, cast.enrolment, make_quiz(make_single(id="one")), RIGHT, quiz_slug="m9")
    assert line_of(session, cast, quiz).attempts == []
    assert people_at_quiz(session, cast.ben, make_cohort(session).id, quiz, at=LATER) == []
