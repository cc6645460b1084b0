"""Answers that came too late, which a trainer may let count; and who may do such things."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.definitions import Review, SingleChoice
from course.actions.answers import close_question, save_answer
from course.actions.quiz_keeping import give_extra_time
from course.actions.quizzes import submit_attempt
from course.actions.recounting import accept_late
from course.catalogue import Catalogue
from course.errors import (
    AnswerFinal,
    AttemptOpen,
    NotFound,
    ReasonMissing,
)
from course.models import (
    AuditEntry,
    Enrolment,
    Person,
    QuizAnswer,
    QuizAttempt,
    QuizResult,
)
from course.queries.quiz_deeds import (
    attempt_to_amend,
    attempt_with_late,
    attempts_with_late,
    cohort_to_change,
    cohort_with_quizzes,
    late_answers,
    place_at_quizzes,
    place_to_give_time,
    place_to_grant,
)
from course.queries.quizzes import receipt_for, standing_rows
from course.terms import Act, ResultCause
from tests.make import MONDAY, make_enrolment
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    last_result,
    make_open,
    make_taken,
    percents,
    with_quiz,
    with_small_quiz,
    wrong_answer,
)
from tests.make_study import EARLIER, make_attempt, right_answer
from tests.people import Cast, make_neighbours

FIRST, SECOND, *_ = QUESTIONS
HOUR = timedelta(hours=1)


@pytest.fixture
def course(authored_course: Catalogue) -> Catalogue:
    return with_small_quiz(authored_course)


@pytest.fixture(autouse=True)
def _open(session: Session, course: Catalogue, cast: Cast) -> None:
    make_open(session, course, cast.enrolment, cast.ana)


def entries(session: Session, act: Act) -> list[dict[str, object]]:
    return list(session.scalars(select(AuditEntry.facts).where(AuditEntry.act == act)))


def limited(course: Catalogue, **rules: object) -> Catalogue:
    return with_quiz(course, replace(course.quizzes["m1"], **rules))  # type: ignore[arg-type]


def give(session: Session, cast: Cast, percent: int) -> None:
    place = place_to_give_time(session, cast.ben, cast.enrolment.id)
    give_extra_time(session, place, percent, by=cast.ben, at=MONDAY)


@pytest.fixture
def late(session: Session, cast: Cast, course: Catalogue) -> tuple[QuizAttempt, QuizAnswer]:
    """Ana answered two of four in time, and one more an hour later."""
    return make_late(session, cast, course, SECOND)


def make_late(
    session: Session, cast: Cast, course: Catalogue, question: str, answer: Answer | None = None
) -> tuple[QuizAttempt, QuizAnswer]:
    attempt = make_taken(session, course, cast.ana, wrong=[FIRST, SECOND])
    asked = course.quizzes["m1"].question(question)
    save_answer(
        session,
        attempt,
        question,
        answer or right_answer(asked),
        revision=1,
        request_key="too-late",
        at=EARLIER + HOUR,
    )
    row = session.scalars(select(QuizAnswer).where(QuizAnswer.late.is_(True))).one()
    return attempt, row


def accept(
    session: Session, cast: Cast, attempt: QuizAttempt, answer_id: int, reason: str = REASON
) -> QuizResult:
    session.expire_all()
    held = attempt_to_amend(session, cast.ben, attempt.id)
    return accept_late(session, held, answer_id, reason=reason, by=cast.ben, at=MONDAY)


def test_a_late_answer_can_be_let_count(
    session: Session, cast: Cast, late: tuple[QuizAttempt, QuizAnswer]
) -> None:
    attempt, row = late
    receipt = receipt_for(row)
    [waits] = late_answers(attempt_with_late(session, cast.ben, attempt.id))
    assert (waits.late.id, waits.counts) == (row.id, False)
    result = accept(session, cast, attempt, row.id)
    assert percents(session, attempt) == [50, 75]
    assert (result.cause, result.reason) == (ResultCause.LATE_ACCEPTED, REASON)
    session.expire_all()
    read = attempt_with_late(session, cast.ben, attempt.id)
    assert standing_rows(read.answers)[SECOND].revision == 2
    assert (row.revision, row.late, receipt_for(row)) == (None, True, receipt)
    [counted] = late_answers(read)
    assert counted.counts
    [facts] = entries(session, Act.LATE_ANSWER_ACCEPTED)
    assert (facts["answer"], facts["result"]) == (row.id, result.id)


def test_a_second_press_lets_nothing_more_count(
    session: Session, cast: Cast, late: tuple[QuizAttempt, QuizAnswer]
) -> None:
    attempt, row = late
    first = accept(session, cast, attempt, row.id)
    assert accept(session, cast, attempt, row.id).id == first.id
    assert percents(session, attempt) == [50, 75]


def test_a_late_answer_to_a_blank_question_is_its_first(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    attempt = make_attempt(session, course, "m1", cast.ana)
    submit_attempt(session, attempt, by=cast.ana, at=EARLIER)
    answer = right_answer(course.quizzes["m1"].question(FIRST))
    save_answer(session, attempt, FIRST, answer, revision=0, request_key="k", at=EARLIER + HOUR)
    row = session.scalars(select(QuizAnswer)).one()
    accept(session, cast, attempt, row.id)
    assert percents(session, attempt) == [0, 25]


def test_what_was_not_late_and_what_is_not_over_is_refused(
    session: Session, cast: Cast, late: tuple[QuizAttempt, QuizAnswer]
) -> None:
    attempt, row = late
    in_time = session.scalars(select(QuizAnswer.id).where(QuizAnswer.late.is_(False))).first()
    with pytest.raises(NotFound):
        accept(session, cast, attempt, in_time or 0)
    with pytest.raises(ReasonMissing):
        accept(session, cast, attempt, row.id, "krótko")
    assert percents(session, attempt) == [50]


def test_nothing_is_let_count_before_the_attempt_has_ended(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    attempt = make_attempt(session, limited(course, minutes=20), "m1", cast.ana, at=MONDAY)
    answer = right_answer(course.quizzes["m1"].question(FIRST))
    save_answer(session, attempt, FIRST, answer, revision=0, request_key="k", at=MONDAY + HOUR)
    row = session.scalars(select(QuizAnswer)).one()
    assert row.late
    with pytest.raises(AttemptOpen):
        accept(session, cast, attempt, row.id)
    assert attempts_with_late(session, cast.ben, cast.cohort.id, "m1") == []


def test_who_had_looked_at_the_right_answer_cannot_answer_late(
    session: Session, cast: Cast, course: Catalogue
) -> None:
    course = limited(course, review=Review.AT_ONCE)
    attempt = make_attempt(session, course, "m1", cast.ana)
    question = course.quizzes["m1"].question(FIRST)
    assert isinstance(question, SingleChoice)
    typed = wrong_answer(question)
    save_answer(session, attempt, FIRST, typed, revision=0, request_key="a", at=EARLIER)
    close_question(session, attempt, FIRST, request_key="b", at=EARLIER)
    submit_attempt(session, attempt, by=cast.ana, at=EARLIER)
    answer = right_answer(question)
    save_answer(session, attempt, FIRST, answer, revision=2, request_key="c", at=EARLIER + HOUR)
    row = session.scalars(select(QuizAnswer).where(QuizAnswer.late.is_(True))).one()
    with pytest.raises(AnswerFinal):
        accept(session, cast, attempt, row.id)
    assert last_result(session, attempt).percent == 0


def test_the_list_of_late_answers_holds_what_waits(
    session: Session, cast: Cast, late: tuple[QuizAttempt, QuizAnswer]
) -> None:
    attempt, row = late
    waiting = attempts_with_late(session, cast.ben, cast.cohort.id, "m1")
    assert [one.id for one in waiting] == [attempt.id]
    assert attempts_with_late(session, cast.carla, cast.cohort.id, "m1") == []
    accept(session, cast, attempt, row.id)
    session.expire_all()
    assert attempts_with_late(session, cast.ben, cast.cohort.id, "m1") == []


# who may


def test_only_trainers_of_the_cohort_and_never_with_their_own_place(
    session: Session, cast: Cast, late: tuple[QuizAttempt, QuizAnswer]
) -> None:
    near = make_neighbours(session, cast)
    own = make_enrolment(session, cast.cohort, cast.ben)
    attempt, _ = late
    assert cohort_with_quizzes(session, cast.ben, cast.cohort.id) is cast.cohort
    assert cohort_to_change(session, cast.ben, cast.cohort.id) is cast.cohort
    assert place_at_quizzes(session, cast.ben, cast.enrolment.id) is cast.enrolment
    for stranger in (cast.ana, cast.carla, cast.adam, near.ewa, near.mira):
        for found in refusals(session, stranger, cast.enrolment, attempt):
            assert found is NotFound
    for found in refusals(session, cast.ben, own, attempt)[2:4]:
        assert found is NotFound


def refusals(
    session: Session, person: Person, place: Enrolment, attempt: QuizAttempt
) -> list[type[Exception] | None]:
    """What each fetch says to a person."""
    return [
        _refusal(lambda: cohort_with_quizzes(session, person, place.cohort_id)),
        _refusal(lambda: cohort_to_change(session, person, place.cohort_id)),
        _refusal(lambda: place_at_quizzes(session, person, place.id)),
        _refusal(lambda: place_to_grant(session, person, place.id)),
        _refusal(lambda: attempt_with_late(session, person, attempt.id)),
        _refusal(lambda: attempt_to_amend(session, person, attempt.id)),
    ]


def _refusal(fetch: Callable[[], object]) -> type[Exception] | None:
    try:
        fetch()
    except NotFound:
        return NotFound
    return None
