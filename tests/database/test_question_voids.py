"""A question that counts for nobody: who was asked it is counted anew without it."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.attempts import Drawn
from assessments.definitions import Quiz
from assessments.reading import digest
from course.actions.quizzes import start_attempt, submit_attempt
from course.actions.recounting import void_question
from course.catalogue import Catalogue
from course.errors import NotFound, NothingLeft, PreviewChanged
from course.models import (
    Person,
    QuestionVoid,
    QuizAttempt,
    QuizResult,
)
from course.queries.recounting import shown
from course.terms import Act, ResultCause
from tests.make import MONDAY, make_enrolment, make_trainer
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    acts,
    last_result,
    make_open,
    make_regraded,
    make_taken,
    percents,
    preview_void,
    rekeyed,
    with_small_quiz,
)
from tests.make_study import EARLIER, make_attempt
from tests.people import Cast

FIRST, SECOND, *_ = QUESTIONS


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    return with_small_quiz(authored_course)


def void(
    session: Session, cast: Cast, bank: Quiz, question: str, by: Person | None = None
) -> list[QuizResult]:
    by = by or cast.ben
    seen = shown(preview_void(session, by, cast.cohort, bank, question))
    return list(
        void_question(
            session, cast.cohort, bank, question, preview=seen, reason=REASON, by=by, at=MONDAY
        )
    )


def test_a_voided_question_counts_for_nobody(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz, taken: QuizAttempt
) -> None:
    [change] = preview_void(session, cast.ben, cast.cohort, bank, FIRST)
    assert [question.id for question in change.questions] == [FIRST]
    [result] = void(session, cast, bank, FIRST)
    assert percents(session, taken) == [75, 100]
    assert (int(result.points), int(result.max_points)) == (3, 3)
    assert result.cause == ResultCause.QUESTION_VOIDED
    assert result.key_digest == taken.version_digest
    [entry] = acts(session, Act.QUESTION_VOIDED)
    assert entry.subject_kind == "question_voids"
    assert entry.facts == {"question": FIRST, "results": [result.id]}
    drawn = start_attempt(session, course.curriculum, bank, seed=3, by=cast.ana, at=MONDAY).drawn
    assert FIRST not in Drawn.from_json(drawn).questions


def test_a_second_press_voids_nothing_more(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    void(session, cast, bank, FIRST)
    assert void(session, cast, bank, FIRST) == []
    assert percents(session, taken) == [75, 100]
    assert len(acts(session, Act.QUESTION_VOIDED)) == 1
    with pytest.raises(PreviewChanged):
        void_question(
            session,
            cast.cohort,
            bank,
            SECOND,
            preview="another",
            reason=REASON,
            by=cast.ben,
            at=MONDAY,
        )
    assert session.scalars(select(QuestionVoid.question_id)).all() == [FIRST]


def test_a_trainers_own_attempt_waits_for_another_trainer(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz
) -> None:
    own = make_enrolment(session, cast.cohort, cast.ben)
    make_open(session, course, own, cast.ben)
    attempt = make_taken(session, course, cast.ben, wrong=[FIRST])
    assert void(session, cast, bank, FIRST) == []
    assert percents(session, attempt) == [75]
    other = make_trainer(session, cast.cohort, "Ewa Lis")
    void(session, cast, bank, FIRST, by=other)
    assert percents(session, attempt) == [75, 100]
    assert len(session.scalars(select(QuestionVoid)).all()) == 1


def test_voiding_keeps_the_key_that_an_attempt_has(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    make_regraded(session, cast.ben, cast.cohort, rekeyed(bank, FIRST))
    void(session, cast, bank, SECOND)
    assert percents(session, taken) == [75, 100, 100]
    assert last_result(session, taken).key_digest == digest(rekeyed(bank, FIRST))


def test_the_last_question_that_counts_stays(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    for question in QUESTIONS[:-1]:
        void(session, cast, bank, question)
    with pytest.raises(NothingLeft):
        void(session, cast, bank, QUESTIONS[-1])
    assert len(percents(session, taken)) == len(QUESTIONS)


def test_a_question_that_the_bank_dropped_can_still_be_voided(
    session: Session, cast: Cast, bank: Quiz, taken: QuizAttempt
) -> None:
    shorter = replace(bank, questions=bank.questions[1:])
    void(session, cast, shorter, FIRST)
    assert percents(session, taken) == [75, 100]
    with pytest.raises(NotFound):
        void(session, cast, shorter, "never-asked")


def test_attempts_that_ended_later_see_the_void(
    session: Session, cast: Cast, course: Catalogue, bank: Quiz
) -> None:
    make_open(session, course, cast.enrolment, cast.ana)
    attempt = make_attempt(session, course, "m1", cast.ana)
    void(session, cast, bank, FIRST)
    result = submit_attempt(session, attempt, by=cast.ana, at=EARLIER)
    assert result.max_points == len(QUESTIONS) - 1
