"""Tests on paper: frozen when printed, and typed in once for each person."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import Answer
from course.actions import paper_tests
from course.actions.paper_tests import enter_paper_test
from course.catalogue import Catalogue
from course.errors import (
    AttemptOpen,
    AttemptPaused,
    AttemptsExhausted,
    ConsentsMissing,
    DayBeforeStart,
    DayInFuture,
    NotAllowed,
    NotFound,
    ParticipationOver,
    SheetEntered,
)
from course.models import (
    AttemptGrant,
    AuditEntry,
    Enrolment,
    PaperTest,
    Person,
    QuestionVoid,
    QuizAttempt,
)
from course.queries.paper_tests import (
    paper_test_for,
    paper_tests_of,
    place_to_enter,
    quiz_on,
    sitters_of,
)
from course.queries.quiz_deeds import cohort_with_quizzes, keeps_quizzes
from course.queries.quizzes import answers_of, quiz_of, results_of, standing_answers
from course.terms import Act, EnrolmentState
from tests.make import MONDAY, add, make_cohort, make_enrolment, make_person
from tests.make_study import make_attempt, make_consents, make_read, right_answer
from tests.paper_pages import TEN_KINDS, TUESDAY, make_paper, ten_kinds_asked
from tests.people import Cast

Answers = Mapping[str, Answer]
RIGHT: Answers = {one.id: right_answer(one) for one in TEN_KINDS.questions}


@pytest.fixture(name="course")
def course_of_ten_kinds(prepared_app: Flask, authored_course: Catalogue) -> Iterator[Catalogue]:
    with ten_kinds_asked(prepared_app, authored_course) as course:
        yield course


@pytest.fixture
def paper(session: Session, cast: Cast) -> PaperTest:
    """A paper test of Ben's cohort, in which Ana accepted what is asked."""
    make_consents(session, cast.enrolment, cast.ana)
    return make_paper(session, cast.cohort, cast.ben)


def enter(
    session: Session,
    paper: PaperTest,
    place: Enrolment,
    by: Person,
    answers: Answers = RIGHT,
    **asked: object,
) -> QuizAttempt:
    facts: dict[str, object] = {"taken_on": TUESDAY, "request_key": "press", "at": MONDAY}
    return enter_paper_test(session, paper, place, answers=answers, by=by, **(facts | asked))  # type: ignore[arg-type]


def limited(session: Session, cast: Cast, **rules: int) -> list[PaperTest]:
    """Sheets enough of a quiz with these limits."""
    quiz = replace(TEN_KINDS, **rules)  # type: ignore[arg-type]
    return [make_paper(session, cast.cohort, cast.ben, quiz) for _ in range(4)]


def test_a_paper_test_is_frozen(session: Session, cast: Cast, paper: PaperTest) -> None:
    quiz = quiz_on(session, paper)
    assert {one.id for one in quiz.questions} == {one.id for one in TEN_KINDS.questions}
    assert set(paper.drawn["orders"]["single"]) == {"a", "b", "c"}
    assert (paper.made_by_id, paper.made_at) == (cast.ben.id, MONDAY)
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.PAPER_TEST_MADE))
    assert (entry.actor_id, entry.subject_id) == (cast.ben.id, paper.id)
    assert entry.facts == {"cohort": cast.cohort.id, "questions": 10}


def test_what_was_voided_is_not_asked(session: Session, cast: Cast) -> None:
    facts = {"cohort_id": cast.cohort.id, "quiz_slug": "m1", "question_id": "single"}
    by = {"voided_by_id": cast.ben.id, "voided_at": MONDAY, "reason": "Niejasne."}
    add(session, QuestionVoid(**facts, **by))
    paper = make_paper(session, cast.cohort, cast.ben)
    assert "single" not in paper.drawn["questions"]
    assert len(paper.drawn["questions"]) == 9


def test_a_sheet_becomes_an_attempt(session: Session, cast: Cast, paper: PaperTest) -> None:
    attempt = enter(session, paper, cast.enrolment, cast.ben)
    assert (attempt.entered_by_id, attempt.paper_test_id) == (cast.ben.id, paper.id)
    assert (attempt.version_digest, attempt.drawn) == (paper.version_digest, paper.drawn)
    assert (attempt.number, attempt.due_at) == (1, None)
    assert attempt.started_at == attempt.submitted_at
    assert attempt.submitted_at is not None
    assert attempt.submitted_at.date() == TUESDAY
    assert quiz_of(session, attempt) == quiz_on(session, paper)
    kept = answers_of(session, attempt.id)
    assert standing_answers(kept) == RIGHT
    assert {(one.received_at, one.late) for one in kept} == {(MONDAY, False)}
    [result] = results_of(session, attempt.id)
    assert (result.made_by_id, result.made_at, result.waits) == (cast.ben.id, MONDAY, True)
    assert result.points == TEN_KINDS.max_points - 3  # the essay waits
    [entry] = session.scalars(select(AuditEntry).where(AuditEntry.act == Act.QUIZ_SUBMITTED))
    assert (entry.actor_id, entry.at, entry.facts["paper_test"]) == (cast.ben.id, MONDAY, paper.id)


def test_blanks_stay_blank(session: Session, cast: Cast, paper: PaperTest) -> None:
    attempt = enter(session, paper, cast.enrolment, cast.ben, {"single": {"chosen": "b"}})
    assert standing_answers(answers_of(session, attempt.id)) == {"single": {"chosen": "b"}}
    [result] = results_of(session, attempt.id)
    assert (result.points, result.waits) == (Decimal(1), False)


@pytest.mark.parametrize("answers", [RIGHT, {}])
def test_one_press_twice_is_one_sheet(
    session: Session, cast: Cast, paper: PaperTest, answers: Answers
) -> None:
    first = enter(session, paper, cast.enrolment, cast.ben, answers)
    assert enter(session, paper, cast.enrolment, cast.ben, answers) == first
    assert session.scalars(select(QuizAttempt.id)).all() == [first.id]


@pytest.mark.parametrize(
    ("answers", "key"), [(RIGHT, "another"), ({}, "press"), ({"single": {"chosen": "a"}}, "press")]
)
def test_one_sheet_is_not_typed_in_twice(
    session: Session, cast: Cast, paper: PaperTest, answers: Answers, key: str
) -> None:
    enter(session, paper, cast.enrolment, cast.ben)
    with pytest.raises(SheetEntered) as refused:
        enter(session, paper, cast.enrolment, cast.ben, answers, request_key=key)
    assert refused.value.facts == {"number": paper.id}


def test_a_sheet_that_comes_back_with_other_words_is_not_said_to_be_kept(
    session: Session, cast: Cast, paper: PaperTest
) -> None:
    enter(session, paper, cast.enrolment, cast.ben)
    changed = {**RIGHT, "single": {"chosen": "a"}}
    with pytest.raises(SheetEntered):
        enter(session, paper, cast.enrolment, cast.ben, changed)
    with pytest.raises(SheetEntered):
        enter(session, paper, cast.enrolment, cast.ben, taken_on=TUESDAY - timedelta(days=1))


def test_one_test_may_be_copied_for_many(session: Session, cast: Cast, paper: PaperTest) -> None:
    person = make_person(session)
    place = make_enrolment(session, cast.cohort, person)
    make_consents(session, place, person)
    enter(session, paper, cast.enrolment, cast.ben)
    enter(session, paper, place, cast.ben)
    [row] = paper_tests_of(session, cast.cohort, "m1")
    assert (row.paper, row.entered) == (paper, 2)


def test_the_day_lies_between_the_start_and_today(
    session: Session, cast: Cast, paper: PaperTest
) -> None:
    place = cast.enrolment
    with pytest.raises(DayInFuture):
        enter(session, paper, place, cast.ben, taken_on=MONDAY.date() + timedelta(days=1))
    with pytest.raises(DayBeforeStart) as refused:
        enter(session, paper, place, cast.ben, taken_on=date(2026, 10, 4))
    assert refused.value.facts == {"started_on": date(2026, 10, 5)}
    early = MONDAY.replace(hour=7)
    attempt = enter(session, paper, place, cast.ben, taken_on=MONDAY.date(), at=early)
    assert attempt.submitted_at == early  # before noon, but never after now


def test_a_place_without_a_first_day(session: Session, cast: Cast, paper: PaperTest) -> None:
    cast.enrolment.started_on = None
    assert enter(session, paper, cast.enrolment, cast.ben, taken_on=date(2026, 1, 1)).id


def test_who_may_not_study_may_not_sit(session: Session, cast: Cast, paper: PaperTest) -> None:
    place = make_enrolment(session, cast.cohort)
    with pytest.raises(ConsentsMissing):
        enter(session, paper, place, cast.ben)
    place.state = EnrolmentState.ENDED
    with pytest.raises(ParticipationOver):
        enter(session, paper, place, cast.ben)


def test_nobody_types_in_their_own(session: Session, cast: Cast, paper: PaperTest) -> None:
    own = make_enrolment(session, cast.cohort, cast.ben)
    with pytest.raises(NotAllowed):
        enter(session, paper, own, cast.ben)
    with pytest.raises(NotFound):
        place_to_enter(session, cast.ben, paper, own.id)
    assert own.id not in {one.place.id for one in sitters_of(session, cast.ben, paper, at=MONDAY)}


def test_limits_hold_on_paper(session: Session, cast: Cast, paper: PaperTest) -> None:
    first, second, third, _ = limited(session, cast, attempts=1)
    enter(session, first, cast.enrolment, cast.ben)
    with pytest.raises(AttemptsExhausted):
        enter(session, second, cast.enrolment, cast.ben)
    grant(session, cast)
    assert enter(session, third, cast.enrolment, cast.ben).number == 2


def test_pauses_hold_on_paper(session: Session, cast: Cast, paper: PaperTest) -> None:
    first, second, third, fourth = limited(session, cast, failed_before_pause=1)
    enter(session, first, cast.enrolment, cast.ben, {})
    with pytest.raises(AttemptPaused):
        enter(session, second, cast.enrolment, cast.ben, {})
    day_after = TUESDAY + timedelta(days=1)
    enter(session, third, cast.enrolment, cast.ben, {}, taken_on=day_after)
    grant(session, cast)
    assert enter(session, fourth, cast.enrolment, cast.ben, taken_on=day_after).number == 3


def grant(session: Session, cast: Cast) -> None:
    place = {"enrolment_id": cast.enrolment.id, "quiz_slug": "m1"}
    by = {"granted_by_id": cast.ben.id, "granted_at": MONDAY, "reason": "Awaria prądu."}
    add(session, AttemptGrant(**place, **by))


def test_what_is_open_on_the_screen_ends_first(
    session: Session, cast: Cast, course: Catalogue, paper: PaperTest
) -> None:
    make_read(session, course, "m1", cast.ana)
    begun = make_attempt(session, course, "m1", cast.ana)
    with pytest.raises(AttemptOpen):
        enter(session, paper, cast.enrolment, cast.ben)
    begun.due_at = MONDAY - timedelta(hours=1)  # its time is over, which nobody has noticed
    assert enter(session, paper, cast.enrolment, cast.ben).number == 2
    assert begun.submitted_at is not None


def test_a_start_on_the_screen_in_the_same_moment_wins(
    session: Session,
    cast: Cast,
    course: Catalogue,
    paper: PaperTest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_read(session, course, "m1", cast.ana)
    make_attempt(session, course, "m1", cast.ana)
    monkeypatch.setattr(paper_tests, "attempts_now", lambda *_, **__: [])
    with pytest.raises(AttemptOpen):
        enter(session, paper, cast.enrolment, cast.ben)


def test_only_the_trainer_of_the_cohort(session: Session, cast: Cast, paper: PaperTest) -> None:
    assert paper_test_for(session, cast.ben, paper.id) == paper
    assert cohort_with_quizzes(session, cast.ben, cast.cohort.id) == cast.cohort
    assert keeps_quizzes(session, cast.ben, cast.cohort.id)
    for person in (cast.ana, cast.carla, cast.dov, cast.vera):
        assert not keeps_quizzes(session, person, cast.cohort.id)
        with pytest.raises(NotFound):
            paper_test_for(session, person, paper.id)
        with pytest.raises(NotFound):
            cohort_with_quizzes(session, person, cast.cohort.id)
    elsewhere = make_enrolment(session, make_cohort(session, cast.programme))
    with pytest.raises(NotFound):
        place_to_enter(session, cast.ben, paper, elsewhere.id)
    assert place_to_enter(session, cast.ben, paper, cast.enrolment.id) == cast.enrolment


def test_who_may_have_sat(session: Session, cast: Cast, paper: PaperTest) -> None:
    make_enrolment(session, cast.cohort, state=EnrolmentState.WITHDRAWN)
    make_enrolment(session, cast.cohort, make_person(session, "Olek Sowa"))
    attempt = enter(session, paper, cast.enrolment, cast.ben)
    sitters = sitters_of(session, cast.ben, paper, at=MONDAY)
    found = [(one.place.person.name, one.entered) for one in sitters]
    assert found == [(cast.ana.name, attempt.id), ("Olek Sowa", None)]
