"""A further attempt, extra time, late answers, the day of the answers: what a trainer may give."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz, Review
from course.actions.quiz_keeping import give_extra_time, grant_attempt, set_review_date
from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.errors import (
    AttemptPaused,
    AttemptsExhausted,
    GrantNotNeeded,
    NotFound,
    ParticipationOver,
    ReasonMissing,
    RuleBroken,
)
from course.models import (
    AttemptGrant,
    AuditEntry,
    QuizAttempt,
    ReviewDate,
)
from course.queries.quiz_deeds import (
    may_give_time,
    place_to_give_time,
    place_to_grant,
)
from course.queries.quiz_keeping import review_from
from course.terms import Act, EnrolmentState
from tests.make import MONDAY, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_open,
    with_quiz,
    with_small_quiz,
)
from tests.make_study import make_attempt, make_result
from tests.people import Cast

FIRST, SECOND, *_ = QUESTIONS
HOUR = timedelta(hours=1)


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    return with_small_quiz(authored_course)


@pytest.fixture
def quiz(course: Catalogue) -> Quiz:
    return course.quizzes["m1"]


@pytest.fixture(autouse=True)
def _open(session: Session, course: Catalogue, cast: Cast) -> None:
    make_open(session, course, cast.enrolment, cast.ana)


def entries(session: Session, act: Act) -> list[dict[str, object]]:
    return list(session.scalars(select(AuditEntry.facts).where(AuditEntry.act == act)))


# a further attempt


def limited(course: Catalogue, **rules: object) -> Catalogue:
    return with_quiz(course, replace(course.quizzes["m1"], **rules))  # type: ignore[arg-type]


def grant(session: Session, cast: Cast, course: Catalogue, at: datetime = MONDAY) -> AttemptGrant:
    place = place_to_grant(session, cast.ben, cast.enrolment.id)
    return grant_attempt(session, place, course.quizzes["m1"], reason=REASON, by=cast.ben, at=at)


def start(session: Session, cast: Cast, course: Catalogue, at: datetime) -> QuizAttempt:
    quiz = course.quizzes["m1"]
    return start_attempt(session, course.curriculum, quiz, seed=1, by=cast.ana, at=at)


def test_a_grant_gives_one_more_attempt(session: Session, cast: Cast, course: Catalogue) -> None:
    course = limited(course, attempts=1)
    make_result(session, course, "m1", cast.ana, right=False)
    with pytest.raises(AttemptsExhausted):
        start(session, cast, course, MONDAY)
    given = grant(session, cast, course)
    assert (given.reason, given.granted_by_id) == (REASON, cast.ben.id)
    assert entries(session, Act.ATTEMPT_GRANTED) == [
        {"enrolment": cast.enrolment.id, "attempts": 1}
    ]
    again = start(session, cast, course, MONDAY + HOUR)
    submit_attempt(session, again, by=cast.ana, at=MONDAY + HOUR)
    session.expire_all()
    with pytest.raises(AttemptsExhausted):
        start(session, cast, course, MONDAY + 2 * HOUR)


def test_a_second_press_gives_no_second_one_until_the_first_is_used(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    course = limited(course, attempts=1)
    make_result(session, course, "m1", cast.ana, right=False)
    first = grant(session, cast, course)
    assert grant(session, cast, course, MONDAY + HOUR) is first
    used = start(session, cast, course, MONDAY + 2 * HOUR)
    submit_attempt(session, used, by=cast.ana, at=MONDAY + 3 * HOUR)
    session.expire_all()
    assert grant(session, cast, course, MONDAY + 4 * HOUR) is not first
    assert len(entries(session, Act.ATTEMPT_GRANTED)) == 2


def test_a_grant_ends_the_pause(session: Session, cast: Cast, course: Catalogue) -> None:
    course = limited(course, failed_before_pause=1)
    make_result(session, course, "m1", cast.ana, right=False, at=MONDAY)
    with pytest.raises(AttemptPaused):
        start(session, cast, course, MONDAY + HOUR)
    session.expire_all()
    grant(session, cast, course, MONDAY + HOUR)
    assert start(session, cast, course, MONDAY + HOUR).number == 2


def test_who_may_try_anyhow_needs_no_grant(session: Session, cast: Cast, course: Catalogue) -> None:
    with pytest.raises(GrantNotNeeded):
        grant(session, cast, course)
    assert session.scalars(select(AttemptGrant)).all() == []


def test_a_grant_needs_a_reason_and_a_place_that_goes_on(
    session: Session, cast: Cast, quiz: Quiz
) -> None:
    place = cast.enrolment
    with pytest.raises(ReasonMissing):
        grant_attempt(session, place, quiz, reason="bo tak", by=cast.ben, at=MONDAY)
    place.state, place.ended_on = EnrolmentState.ENDED, date(2026, 11, 20)
    with pytest.raises(ParticipationOver):
        grant_attempt(session, place, quiz, reason=REASON, by=cast.ben, at=MONDAY)


# extra time


def timed(course: Catalogue) -> Catalogue:
    return limited(course, minutes=20)


def give(session: Session, cast: Cast, percent: int) -> None:
    place = place_to_give_time(session, cast.ben, cast.enrolment.id)
    give_extra_time(session, place, percent, by=cast.ben, at=MONDAY)


def minutes_of(session: Session, attempt: QuizAttempt) -> int:
    session.refresh(attempt)
    assert attempt.due_at is not None
    return int((attempt.due_at - attempt.started_at).total_seconds() // 60)


def test_extra_time_counts_at_once_and_never_takes_any_back(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    attempt = make_attempt(session, timed(course), "m1", cast.ana, at=MONDAY)
    give(session, cast, 50)
    assert minutes_of(session, attempt) == 30
    give(session, cast, 25)
    assert minutes_of(session, attempt) == 30
    give(session, cast, 25)
    assert entries(session, Act.EXTRA_TIME_GIVEN) == [
        {"percent": 50, "before": 0, "attempts": [attempt.id]},
        {"percent": 25, "before": 50, "attempts": []},
    ]
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY + timedelta(minutes=5))
    session.expire_all()
    later = make_attempt(session, timed(course), "m1", cast.ana, at=MONDAY + HOUR)
    assert minutes_of(session, later) == 25


def test_extra_time_opens_no_attempt_whose_time_was_over(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    at = MONDAY - timedelta(hours=1)
    attempt = make_attempt(session, timed(course), "m1", cast.ana, at=at)
    give(session, cast, 200)
    session.refresh(attempt)
    assert attempt.submitted_at == attempt.due_at


def test_what_is_over_or_has_no_limit_stays(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    over = make_attempt(session, timed(course), "m1", cast.ana, at=MONDAY)
    submit_attempt(session, over, by=cast.ana, at=MONDAY)
    endless = make_attempt(session, course, "m1", cast.ana, at=MONDAY)
    give(session, cast, 100)
    assert minutes_of(session, over) == 20
    assert endless.due_at is None


def test_extra_time_is_for_a_place_that_goes_on(session: Session, cast: Cast) -> None:
    cast.enrolment.state, cast.enrolment.ended_on = EnrolmentState.ENDED, date(2026, 11, 20)
    with pytest.raises(ParticipationOver):
        give_extra_time(session, cast.enrolment, 25, by=cast.carla, at=MONDAY)


def test_who_sets_extra_time(session: Session, cast: Cast) -> None:
    own = make_enrolment(session, cast.cohort, cast.ben)
    people = {"ana", "ben", "carla", "cyryl", "dov", "vera", "adam", "iga"}
    may = {n for n in people if may_give_time(session, getattr(cast, n), cast.enrolment)}
    assert may == {"ben", "carla", "cyryl"}
    assert not may_give_time(session, cast.ben, own)
    with pytest.raises(NotFound):
        place_to_give_time(session, cast.ben, own.id)


# the day of the answers


def test_the_day_of_the_answers_is_set_and_moved(session: Session, cast: Cast, quiz: Quiz) -> None:
    waits = replace(quiz, review=Review.AFTER_DATE)
    first, second = date(2026, 12, 1), date(2026, 12, 8)
    for day in (first, first, second):
        set_review_date(session, cast.cohort, waits, day, by=cast.ben, at=MONDAY)
        assert review_from(session, cast.enrolment.id, "m1") == day
    assert len(session.scalars(select(ReviewDate)).all()) == 1
    assert entries(session, Act.REVIEW_DATE_SET) == [
        {"cohort": cast.cohort.id, "shown_on": "2026-12-01", "before": None},
        {"cohort": cast.cohort.id, "shown_on": "2026-12-08", "before": "2026-12-01"},
    ]


def test_a_quiz_that_waits_for_no_day_gets_none(session: Session, cast: Cast, quiz: Quiz) -> None:
    with pytest.raises(RuleBroken):
        set_review_date(session, cast.cohort, quiz, date(2026, 12, 1), by=cast.ben, at=MONDAY)
