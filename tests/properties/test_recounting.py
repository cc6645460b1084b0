"""Whatever a trainer corrects, voids and accepts: results form one chain and none is changed."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.definitions import Quiz, SingleChoice
from course.actions.answers import save_answer
from course.actions.recounting import accept_late, void_question
from course.catalogue import Catalogue
from course.errors import NothingLeft
from course.models import Cohort, Person, QuizAttempt, QuizResult
from course.queries.quiz_deeds import attempt_to_amend, late_answers
from course.queries.recounting import shown
from tests.make import MONDAY
from tests.make_recounting import (
    QUESTIONS,
    REASON,
    make_open,
    make_regraded,
    make_taken,
    make_taker,
    percents,
    person_of,
    preview,
    preview_void,
    rekeyed,
    with_small_quiz,
    wrong_answer,
)
from tests.make_study import right_answer
from tests.people import Cast

HISTORIES = 300 if os.environ.get("FULL_SIZE") else 15

WRONG = st.lists(st.frozensets(st.sampled_from(QUESTIONS)), min_size=3, max_size=3)
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(("rekey", "rekey and leave", "void", "late")),
        st.integers(0, len(QUESTIONS) - 1),
    ),
    max_size=6,
)


class Desk:
    """A trainer, three trainees who took the small quiz, and the bank as it is written now."""

    def __init__(self, session: Session, course: Catalogue, cast: Cast) -> None:
        self.session, self.course = session, course
        self.ben: Person = cast.ben
        self.cohort: Cohort = cast.cohort
        self.bank: Quiz = course.quizzes["m1"]
        self.attempts: list[QuizAttempt] = []
        make_open(session, course, cast.enrolment, cast.ana)
        self.people = [cast.ana]
        for name in ("Zofia Żak", "Olek Sowa"):
            place = make_taker(session, course, cast.cohort, name)
            self.people.append(person_of(session, place))

    def take(self, wrong: list[frozenset[str]]) -> None:
        for person, missed in zip(self.people, wrong, strict=True):
            attempt = make_taken(self.session, self.course, person, wrong=missed)
            question = self.bank.questions[0]
            assert isinstance(question, SingleChoice)
            was_wrong = question.id in missed
            answer = right_answer(question) if was_wrong else wrong_answer(question)
            save_answer(
                self.session, attempt, question.id, answer, revision=1, request_key="l", at=MONDAY
            )
            self.attempts.append(attempt)

    def do(self, deed: str, number: int) -> None:
        question = QUESTIONS[number]
        if deed == "void":
            self.void(question)
        elif deed == "late":
            self.accept(self.attempts[number % len(self.attempts)])
        else:
            self.bank = rekeyed(self.bank, question)
            leave = deed.endswith("leave")
            make_regraded(self.session, self.ben, self.cohort, self.bank, leave_falling=leave)
            again = preview(self.session, self.ben, self.cohort, self.bank)
            assert [change for change in again if not (leave and change.falls)] == []

    def void(self, question: str) -> None:
        session, ben, cohort, bank = self.session, self.ben, self.cohort, self.bank
        seen = shown(preview_void(session, ben, cohort, bank, question))
        try:
            void_question(
                session, cohort, bank, question, preview=seen, reason=REASON, by=ben, at=MONDAY
            )
        except NothingLeft:
            return
        assert preview_void(session, ben, cohort, bank, question) == []

    def accept(self, attempt: QuizAttempt) -> None:
        self.session.expire_all()
        held = attempt_to_amend(self.session, self.ben, attempt.id)
        [late] = late_answers(held)
        accept_late(self.session, held, late.late.id, reason=REASON, by=self.ben, at=MONDAY)


def rows(session: Session) -> dict[int, tuple[object, ...]]:
    """Every result with all that it says."""
    session.expire_all()
    columns = QuizResult.__table__.columns
    found = session.execute(select(*columns).order_by(columns.id))
    return {row.id: tuple(row) for row in found}


@pytest.mark.usefixtures("app")
@settings(
    max_examples=HISTORIES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(wrong=WRONG, deeds=DEEDS)
def test_results_form_one_chain_and_none_is_ever_changed(
    session: Session,
    cast: Cast,
    authored_course: Catalogue,
    wrong: list[frozenset[str]],
    deeds: list[tuple[str, int]],
) -> None:
    course = with_small_quiz(authored_course)
    with session.begin_nested() as undone:
        desk = Desk(session, course, cast)
        desk.take(wrong)
        before = rows(session)
        for deed, number in deeds:
            desk.do(deed, number)
            after = rows(session)
            assert after.items() >= before.items()
            before = after
            for attempt in desk.attempts:
                assert all(0 <= percent <= 100 for percent in percents(session, attempt))
        undone.rollback()
    session.expire_all()
