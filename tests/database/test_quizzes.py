"""Attempts: one open at a time, answers appended, nothing lost, scored once."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz
from course.actions.answers import clear_answer, save_answer
from course.actions.quizzes import start_attempt, submit_attempt
from course.catalogue import Catalogue
from course.errors import (
    AttemptOver,
    AttemptPaused,
    BlankAnswer,
    Locked,
    NotFound,
    ParticipationOver,
    StaleRevision,
)
from course.models import AuditEntry, QuizAttempt, QuizResult
from course.queries.quizzes import (
    answers_of,
    attempt_for,
    attempt_to_answer,
    quiz_of,
    standing_answers,
)
from course.terms import Act, EnrolmentState
from tests.make import MONDAY
from tests.make_study import (
    make_attempt,
    make_consents,
    make_result,
)
from tests.people import Cast
from tests.quiz_pages import rows

TRUE, FALSE = {"chosen": "true"}, {"chosen": "false"}


@pytest.fixture
def course(whole_banks: Catalogue) -> Catalogue:
    return whole_banks


def test_an_attempt_keeps_the_quiz_as_it_was(
    session: Session, attempt: QuizAttempt, quiz: Quiz
) -> None:
    assert quiz_of(session, attempt) == quiz
    assert attempt.drawn["questions"] == [one.id for one in quiz.questions]
    assert attempt.number == 1


def test_starting_again_comes_back_to_the_open_attempt(
    session: Session, cast: Cast, course: Catalogue, attempt: QuizAttempt
) -> None:
    assert make_attempt(session, course, "m1", cast.ana) == attempt


def test_a_lost_race_comes_back_to_the_open_attempt(
    session: Session,
    cast: Cast,
    course: Catalogue,
    attempt: QuizAttempt,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen = iter([[], [attempt]])
    monkeypatch.setattr("course.actions.quizzes.attempts_at", lambda *_: next(seen))
    assert make_attempt(session, course, "m1", cast.ana) == attempt
    assert session.scalars(select(QuizAttempt.id)).all() == [attempt.id]


def test_a_quiz_opens_after_its_lessons(session: Session, cast: Cast, course: Catalogue) -> None:
    make_consents(session, cast.enrolment, cast.ana)
    with pytest.raises(Locked) as locked:
        make_attempt(session, course, "m1", cast.ana)
    assert locked.value.facts == {"code": "lessons_first", "slug": "m1"}


def test_no_attempt_begins_after_the_end(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    with pytest.raises(ParticipationOver):
        make_attempt(session, course, quiz.slug, cast.ana)


def test_after_three_failures_comes_a_pause(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    for _ in range(3):
        make_result(session, course, "m1", cast.ana, right=False, at=MONDAY)
    with pytest.raises(AttemptPaused) as paused:
        make_attempt(session, course, "m1", cast.ana, at=MONDAY + timedelta(hours=23))
    assert paused.value.facts == {
        "until": MONDAY + timedelta(days=1),
        "lesson": quiz.questions[0].lesson,
    }
    make_attempt(session, course, "m1", cast.ana, at=MONDAY + timedelta(days=1))


def save(
    session: Session,
    attempt: QuizAttempt,
    question: str,
    answer: dict[str, str] | None,
    *,
    on: int,
    key: str,
) -> tuple[int, object, bool]:
    saved = save_answer(session, attempt, question, answer, revision=on, request_key=key, at=MONDAY)
    assert (saved.receipt is None) is (saved.answer is None)
    return saved.revision, saved.answer, saved.stale


def test_answers_are_appended(session: Session, attempt: QuizAttempt, question: str) -> None:
    assert save(session, attempt, question, TRUE, on=0, key="a") == (1, TRUE, False)
    assert save(session, attempt, question, FALSE, on=1, key="b") == (2, FALSE, False)
    assert rows(session) == [(1, TRUE), (2, FALSE)]
    assert standing_answers(answers_of(session, attempt.id)) == {question: FALSE}


def test_the_same_key_has_one_effect_and_one_reply(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    first = save(session, attempt, question, TRUE, on=0, key="a")
    save(session, attempt, question, FALSE, on=1, key="b")
    assert save(session, attempt, question, TRUE, on=0, key="a") == first
    assert rows(session) == [(1, TRUE), (2, FALSE)]


def test_the_same_key_with_another_answer_is_another_request(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    """Sent, changed after the back button, and sent again: the form still has its key."""
    save(session, attempt, question, TRUE, on=0, key="a")
    for _ in range(2):
        assert save(session, attempt, question, FALSE, on=0, key="a") == (1, TRUE, True)
    assert save(session, attempt, question, FALSE, on=1, key="b") == (2, FALSE, False)
    assert save(session, attempt, question, TRUE, on=0, key="a") == (1, TRUE, False)
    assert rows(session) == [(1, TRUE), (None, FALSE), (2, FALSE)]


def test_a_stale_answer_is_kept_and_does_not_count(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    save(session, attempt, question, TRUE, on=0, key="a")
    for _ in range(2):  # the same request again hears the same
        assert save(session, attempt, question, FALSE, on=0, key="b") == (1, TRUE, True)
    assert rows(session) == [(1, TRUE), (None, FALSE)]
    assert save(session, attempt, question, FALSE, on=1, key="c") == (2, FALSE, False)


def test_the_same_answer_from_an_older_page_is_no_conflict(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    save(session, attempt, question, TRUE, on=0, key="a")
    assert save(session, attempt, question, TRUE, on=0, key="b") == (1, TRUE, False)
    assert rows(session) == [(1, TRUE)]


def test_a_blank_never_replaces_an_answer(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    assert save(session, attempt, question, None, on=0, key="a") == (0, None, False)
    save(session, attempt, question, TRUE, on=0, key="b")
    with pytest.raises(BlankAnswer):
        save(session, attempt, question, None, on=1, key="c")
    assert rows(session) == [(1, TRUE)]


def test_clearing_is_a_deed_of_its_own(
    session: Session, attempt: QuizAttempt, question: str
) -> None:
    def clear(*, on: int, key: str) -> tuple[int, bool]:
        cleared = clear_answer(session, attempt, question, revision=on, request_key=key, at=MONDAY)
        return cleared.revision, cleared.stale

    assert clear(on=0, key="z") == (0, False)
    save(session, attempt, question, TRUE, on=0, key="a")
    assert clear(on=0, key="b") == (1, True)
    assert clear(on=1, key="c") == (2, False)
    assert clear(on=1, key="c") == (2, False)
    assert rows(session) == [(1, TRUE), (None, None), (2, None)]
    assert standing_answers(answers_of(session, attempt.id)) == {}
    assert save(session, attempt, question, None, on=2, key="d") == (2, None, False)


def test_a_lost_race_is_told_as_a_conflict(
    session: Session, attempt: QuizAttempt, question: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(session, attempt, question, TRUE, on=0, key="a")
    monkeypatch.setattr("course.actions.answers.saves_before", lambda *_, **__: [])
    with pytest.raises(StaleRevision):
        save(session, attempt, question, FALSE, on=0, key="b")


def test_the_end_scores_by_the_kept_version(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    result = make_result(session, course, "m1", cast.ana)
    assert (result.percent, result.passed, result.points) == (Decimal(100), True, quiz.max_points)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    assert (entry.act, entry.facts["passed"]) == (Act.QUIZ_SUBMITTED, True)


def test_an_attempt_ends_once(
    session: Session, cast: Cast, attempt: QuizAttempt, question: str
) -> None:
    first = submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    assert submit_attempt(session, attempt, by=cast.ana, at=MONDAY) == first
    assert len(session.scalars(select(QuizResult)).all()) == 1
    assert not first.passed


def test_a_save_acknowledged_before_the_end_is_acknowledged_after_it(
    session: Session, cast: Cast, attempt: QuizAttempt, question: str
) -> None:
    saved = save(session, attempt, question, TRUE, on=0, key="a")
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    assert save(session, attempt, question, TRUE, on=0, key="a") == saved


def test_two_ends_at_once_give_one_result(
    session: Session, cast: Cast, attempt: QuizAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    monkeypatch.setattr("course.actions.quizzes.results_of", lambda *_: [])
    with pytest.raises(AttemptOver):
        submit_attempt(session, attempt, by=cast.ana, at=MONDAY)


def test_nobody_else_finds_an_attempt(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    assert attempt_for(session, cast.ana, attempt.id) == attempt
    for stranger in (cast.ben, cast.carla, cast.dov, cast.vera, cast.adam, cast.iga):
        with pytest.raises(NotFound):
            attempt_for(session, stranger, attempt.id)
        with pytest.raises(NotFound):
            attempt_to_answer(session, stranger.id, attempt.id)


def test_nothing_is_answered_after_the_end_of_participation(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    cast.enrolment.state = EnrolmentState.ENDED
    session.flush()
    with pytest.raises(ParticipationOver):
        attempt_to_answer(session, cast.ana.id, attempt.id)
    assert attempt_for(session, cast.ana, attempt.id) == attempt


def test_different_seeds_show_different_orders(
    session: Session, cast: Cast, course: Catalogue, quiz: Quiz
) -> None:
    drawn = []
    for seed in range(3):
        attempt = start_attempt(session, course.curriculum, quiz, seed=seed, by=cast.ana, at=MONDAY)
        drawn.append(str(attempt.drawn))
        submit_attempt(session, attempt, by=cast.ana, at=MONDAY - timedelta(days=9))
    assert len(set(drawn)) == 3
