"""The end of an attempt as the database keeps it, in the nights when clocks are changed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.deadlines import GRACE, TimeState
from course.actions.answers import Saved, save_answer
from course.catalogue import Catalogue
from course.models import QuizAnswer, QuizAttempt
from tests.make_recounting import QUESTIONS, make_open, with_small_quiz
from tests.make_study import make_attempt
from tests.nights import MINUTES, NIGHTS
from tests.people import Cast

QUESTION, *_ = QUESTIONS
MILLISECOND = timedelta(milliseconds=1)
BEGUN = {due: started_at for started_at, due, *_ in NIGHTS}
"""By their ends: two instants that bear the same name on the wall are equal to Python."""


def begin(session: Session, cast: Cast, course: Catalogue, started_at: datetime) -> QuizAttempt:
    """An attempt of ninety minutes, as the database has it."""
    timed = with_small_quiz(course, minutes=MINUTES)
    make_open(session, timed, cast.enrolment, cast.ana)
    attempt = make_attempt(session, timed, "m1", cast.ana, at=started_at)
    session.flush()
    session.expire_all()
    return attempt


def save(
    session: Session, attempt: QuizAttempt, at: datetime, choice: str = "a", *, on: int = 0
) -> Saved:
    answer = {"chosen": choice}
    saved = save_answer(
        session, attempt, QUESTION, answer, revision=on, request_key=f"{at} {choice}", at=at
    )
    session.flush()
    session.expire_all()
    return saved


@pytest.mark.parametrize(("started_at", "due", "at", "state"), NIGHTS)
def test_a_save_counts_by_the_end_that_was_kept(
    session: Session,
    cast: Cast,
    course: Catalogue,
    started_at: datetime,
    due: str,
    at: str,
    state: TimeState,
) -> None:
    attempt = begin(session, cast, course, started_at)
    assert attempt.due_at == datetime.fromisoformat(due).replace(tzinfo=UTC)
    assert attempt.due_at - attempt.started_at == timedelta(minutes=MINUTES)
    came = datetime.fromisoformat(at).astimezone(UTC)
    assert save(session, attempt, came).late is (state is TimeState.OVER)
    kept = session.scalars(select(QuizAnswer)).one()
    assert (kept.received_at, kept.late) == (came, state is TimeState.OVER)
    assert kept.revision == (None if kept.late else 1)


@pytest.mark.parametrize("started_at", BEGUN.values(), ids=BEGUN)
def test_each_save_until_the_last_millisecond_of_the_grace_counts(
    session: Session, cast: Cast, course: Catalogue, started_at: datetime
) -> None:
    attempt = begin(session, cast, course, started_at)
    assert attempt.due_at is not None
    end = attempt.due_at
    moments = (end - MILLISECOND, end, end + GRACE, end + GRACE + MILLISECOND)
    told = [
        save(session, attempt, at, choice, on=number)
        for number, (at, choice) in enumerate(zip(moments, "abca", strict=True))
    ]
    assert [one.late for one in told] == [False, False, False, True]
    rows = session.scalars(select(QuizAnswer).order_by(QuizAnswer.id)).all()
    assert [(row.received_at, row.revision) for row in rows] == list(
        zip(moments, (1, 2, 3, None), strict=True)
    )
