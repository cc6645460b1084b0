"""The record of an attempt, and the save behind a receipt."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from assessments.receipts import fingerprint, receipt
from course.actions.quizzes import submit_attempt
from course.actions.recounting import accept_late
from course.errors import NotFound
from course.models import Person, QuizAttempt
from course.queries import quiz_following
from course.queries.quiz_deeds import attempt_to_amend
from course.queries.quiz_following import attempt_to_follow
from course.reports.attempt_record import SaveState, look_up, save_lines
from tests.authored import make_quiz, make_single, make_true_false
from tests.make import MONDAY, make_enrolment
from tests.make_quizzes import make_begun, make_sat, make_save
from tests.people import Cast

QUIZ = make_quiz(make_single(id="one"), make_true_false(id="two"))
A, B = {"chosen": "a"}, {"chosen": "b"}


@pytest.fixture
def attempt(session: Session, cast: Cast) -> QuizAttempt:
    return make_begun(session, cast.enrolment, QUIZ)


def states(session: Session, cast: Cast, attempt: QuizAttempt) -> list[tuple[int, SaveState]]:
    session.expire_all()
    followed = attempt_to_follow(session, cast.ben, attempt.id)
    return [(line.place, line.state) for line in save_lines(followed, QUIZ)]


def test_every_save_has_its_state(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    make_save(session, attempt, "two", {"chosen": "true"})
    make_save(session, attempt, "one", A)
    make_save(session, attempt, "one", None, revision=2)
    make_save(session, attempt, "one", B, revision=None)
    make_save(session, attempt, "one", B, revision=3)
    make_save(session, attempt, "two", {"chosen": "false"}, revision=None, late=True)
    assert states(session, cast, attempt) == [
        (2, SaveState.COUNTS),
        (1, SaveState.REPLACED),
        (1, SaveState.CLEARED),
        (1, SaveState.STALE),
        (1, SaveState.COUNTS),
        (2, SaveState.LATE),
    ]


def test_a_late_save_may_count(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    make_save(session, attempt, "one", A)
    submit_attempt(session, attempt, by=cast.ana, at=MONDAY)
    late = make_save(session, attempt, "one", B, revision=None, late=True)
    assert states(session, cast, attempt) == [(1, SaveState.COUNTS), (1, SaveState.LATE)]
    held = attempt_to_amend(session, cast.ben, attempt.id)
    reason = "Zasięg zniknął w tunelu."
    accept_late(session, held, late.id, reason=reason, by=cast.ben, at=MONDAY)
    assert states(session, cast, attempt) == [
        (1, SaveState.REPLACED),
        (1, SaveState.LET_COUNT),
        (1, SaveState.COUNTS),
    ]


def test_a_save_has_its_receipt_and_its_fingerprint(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    make_save(session, attempt, "one", A)
    make_save(session, attempt, "one", None, revision=2)
    followed = attempt_to_follow(session, cast.ben, attempt.id)
    told = [(line.receipt, line.fingerprint) for line in save_lines(followed, QUIZ)]
    assert told == [(receipt(attempt.id, "one", 1, A), fingerprint(A)), (None, None)]


def test_who_may_follow_an_attempt(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    for person in (cast.ana, cast.ben, cast.carla, cast.cyryl, cast.adam):
        assert attempt_to_follow(session, person, attempt.id) is attempt
    for person in (cast.dov, cast.vera, cast.iga):
        with pytest.raises(NotFound):
            attempt_to_follow(session, person, attempt.id)


def found(session: Session, person: Person, code: str) -> list[int]:
    saves, _ = look_up(session, person, code)
    return [one.line.save.id for one in saves]


def test_a_receipt_leads_to_its_save(session: Session, cast: Cast, attempt: QuizAttempt) -> None:
    first = make_save(session, attempt, "one", A)
    second = make_save(session, attempt, "one", B, revision=None)
    make_save(session, attempt, "one", None, revision=2)
    for save in (first, second):
        code = receipt(attempt.id, "one", save.revision, save.answer)
        assert found(session, cast.ben, code) == [save.id]
    [one], whole = look_up(session, cast.ben, receipt(attempt.id, "one", 1, A))
    assert (one.attempt, one.quiz, one.line.place, whole) == (attempt, QUIZ, 1, True)
    assert one.attempt.enrolment.person is cast.ana
    assert one.attempt.enrolment.cohort is cast.cohort
    assert found(session, cast.ben, "UUUU") == []


def test_only_who_teaches_finds_a_save_and_nobody_their_own(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    make_save(session, attempt, "one", A)
    code = receipt(attempt.id, "one", 1, A)
    everybody = (cast.ana, cast.carla, cast.cyryl, cast.adam, cast.dov, cast.vera, cast.iga)
    assert [found(session, person, code) for person in everybody] == [[]] * len(everybody)
    own = make_begun(session, make_enrolment(session, cast.cohort, cast.ben), QUIZ)
    make_save(session, own, "one", A)
    assert found(session, cast.ben, receipt(own.id, "one", 1, A)) == []


def test_only_the_newest_saves_are_looked_through(
    session: Session, cast: Cast, attempt: QuizAttempt, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiz_following, "MOST_SAVES", 2)
    make_save(session, attempt, "one", A)
    make_save(session, attempt, "one", B, revision=2)
    code = receipt(attempt.id, "one", 1, A)
    assert look_up(session, cast.ben, code)[1]
    make_save(session, attempt, "two", A, revision=1)
    assert look_up(session, cast.ben, code) == ([], False)


def test_saves_of_two_attempts_are_told_apart(
    session: Session, cast: Cast, attempt: QuizAttempt
) -> None:
    tomorrow = MONDAY + timedelta(days=1)
    other = make_sat(session, cast.enrolment, QUIZ, {"one": A}, number=2, at=tomorrow)
    make_save(session, attempt, "one", A)
    codes = [receipt(one.id, "one", 1, A) for one in (attempt, other)]
    assert [len(found(session, cast.ben, code)) for code in codes] == [1, 1]
