"""A quiz with a time limit: the server's clock alone decides, and nothing written is lost."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.catalogue import Catalogue
from course.jobs.worker import end_overdue_attempts
from course.models import AuditEntry, Person, QuizAnswer, QuizResult
from course.terms import Act, ResultCause
from tests.make import MONDAY
from tests.make_study import make_consents, make_read
from tests.pages import PageClient
from tests.people import Cast
from tests.quiz_pages import at, begin, put

pytestmark = pytest.mark.usefixtures("monday")

SignIn = Callable[[Person], PageClient]
Given = Callable[..., Quiz]
HOUR = timedelta(hours=1)


@pytest.fixture
def ana(session: Session, course: Catalogue, signed_in_as: SignIn, cast: Cast) -> PageClient:
    """Ana, who has read the module."""
    make_consents(session, cast.enrolment, cast.ana)
    make_read(session, course, "m1", cast.ana)
    return signed_in_as(cast.ana)


def test_a_time_limit_with_extra_time_is_told_and_fixed_at_the_start(
    session: Session, ana: PageClient, cast: Cast, given: Given
) -> None:
    given(minutes=20)
    cast.enrolment.extra_time_percent = 50
    session.flush()
    page = ana.page("/quizzes/m1").text
    assert "30 minut" in page
    assert "Masz o 50% więcej czasu" in page
    attempt = begin(session, ana)
    assert attempt.due_at == MONDAY + timedelta(minutes=30)
    with at(timedelta(minutes=10)):
        assert "Czas do 12:33" in ana.page(f"/attempts/{attempt.id}/1").text
    with at(timedelta(minutes=29, seconds=30)):
        assert "została mniej niż minuta" in ana.page(f"/attempts/{attempt.id}/1").text


def test_in_the_grace_no_question_opens_but_what_was_begun_is_saved(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(minutes=20)
    attempt = begin(session, ana)
    with at(timedelta(minutes=21)):
        opened = ana.get(f"/attempts/{attempt.id}/1")
        assert opened.location == f"/attempts/{attempt.id}/review"
        assert "Czas minął" in ana.page(f"/attempts/{attempt.id}/review").text
        assert put(ana, attempt, "single", {"chosen": "b"}).status_code == 200
        assert ana.post(f"/attempts/{attempt.id}/submit").status_code == 303  # asks nothing more
    assert session.scalars(select(QuizResult.cause)).all() == [ResultCause.SUBMITTED]


def test_after_the_grace_an_answer_is_kept_and_the_attempt_ends_when_it_was_due(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(minutes=20)
    attempt = begin(session, ana)
    put(ana, attempt, "single", {"chosen": "b"})
    with at(timedelta(minutes=21, seconds=31)):
        late = put(ana, attempt, "number", {"text": "20"}, key="late")
        assert (late.status_code, late.get_json()["kept"]) == (409, True)
        page = ana.get(f"/attempts/{attempt.id}/2")
        assert page.location == f"/attempts/{attempt.id}"
        assert "Czas minął" in ana.page(page.location).text
    session.expire_all()
    assert attempt.submitted_at == MONDAY + timedelta(minutes=20)
    [result] = session.scalars(select(QuizResult)).all()
    assert (result.cause, result.points) == (ResultCause.TIME_OVER, Decimal(1))
    kept = session.scalars(select(QuizAnswer).where(QuizAnswer.late)).one()
    assert (kept.revision, kept.answer) == (None, {"text": "20"})


def test_the_worker_ends_what_nobody_looks_at(
    app: Flask, session: Session, ana: PageClient, given: Given
) -> None:
    given(minutes=20)
    attempt = begin(session, ana)
    with app.app_context():
        for minutes, ended in ((21, 0), (22, 1), (23, 0)):
            now = MONDAY + timedelta(minutes=minutes)
            assert end_overdue_attempts(clock=lambda now=now: now) == ended  # type: ignore[misc]
    session.expire_all()
    assert attempt.submitted_at == MONDAY + timedelta(minutes=20)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.QUIZ_SUBMITTED)).one()
    assert (entry.actor_id, entry.facts["cause"]) == (None, "time_over")


def test_starting_again_first_ends_what_is_over(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(minutes=20)
    first = begin(session, ana)
    with at(HOUR):
        second = begin(session, ana)
    assert (first.number, second.number) == (1, 2)
    session.expire_all()
    assert first.submitted_at == MONDAY + timedelta(minutes=20)


def test_a_clock_that_was_set_back_gives_no_time(
    session: Session, ana: PageClient, given: Given
) -> None:
    given(minutes=20)
    attempt = begin(session, ana)
    with at(timedelta(minutes=21)):
        put(ana, attempt, "single", {"chosen": "b"})
    with at(-HOUR):
        put(ana, attempt, "number", {"text": "20"}, key="second")
    last = session.scalars(select(QuizAnswer).order_by(QuizAnswer.id.desc())).first()
    assert last is not None
    assert last.received_at == MONDAY + timedelta(minutes=21)
