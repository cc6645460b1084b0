"""A small quiz whose key can be corrected, and trainees who took it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from assessments.answers import Answer
from assessments.definitions import Quiz, SingleChoice
from course.actions.answers import save_answer
from course.actions.quizzes import submit_attempt
from course.actions.recounting import regrade
from course.catalogue import Catalogue
from course.models import AuditEntry, Cohort, Enrolment, Person, QuizAttempt, QuizResult
from course.queries.quiz_keeping import voided_in
from course.queries.quizzes import quiz_of, results_of, standing_result
from course.queries.recounting import (
    Change,
    attempts_to_preview,
    changes_by_key,
    changes_by_void,
    shown,
)
from course.terms import Act
from tests.make import MONDAY, make_enrolment, make_person
from tests.make_study import EARLIER, make_attempt, make_consents, make_read, right_answer

QUESTIONS = ("who-chooses", "rail-by-the-door", "back-from-the-visit", "thick-notebook")
REASON = "Klucz wskazywał złą odpowiedź."


def with_quiz(course: Catalogue, quiz: Quiz) -> Catalogue:
    """The course with another quiz of module 1."""
    return replace(course, quizzes={**course.quizzes, "m1": quiz})


def with_small_quiz(course: Catalogue, **rules: object) -> Catalogue:
    """The course with four questions of one choice in module 1: three must be right."""
    quiz = course.quizzes["m1"]
    questions = tuple(quiz.question(one) for one in QUESTIONS)
    rules = {"draw": None, "shuffle": False, **rules}
    return with_quiz(course, replace(quiz, questions=questions, **rules))  # type: ignore[arg-type]


def rekeyed(quiz: Quiz, question_id: str) -> Quiz:
    """The quiz with another choice of a question right: what `wrong_answer` gave."""
    questions = tuple(
        replace(
            question,
            choices=tuple(
                replace(choice, right=choice.id == wrong_answer(question)["chosen"])
                for choice in question.choices
            ),
        )
        if isinstance(question, SingleChoice) and question.id == question_id
        else question
        for question in quiz.questions
    )
    return replace(quiz, questions=questions)


def wrong_answer(question: SingleChoice) -> Answer:
    return {"chosen": [choice.id for choice in question.choices if not choice.right][-1]}


def make_taker(session: Session, course: Catalogue, cohort: Cohort, name: str) -> Enrolment:
    """Somebody in a cohort to whom the quiz of module 1 is open."""
    person = make_person(session, name)
    place = make_enrolment(session, cohort, person)
    make_open(session, course, place, person)
    return place


def make_open(session: Session, course: Catalogue, place: Enrolment, person: Person) -> None:
    make_consents(session, place, person)
    make_read(session, course, "m1", person)


def make_taken(
    session: Session,
    course: Catalogue,
    person: Person,
    *,
    wrong: Collection[str] = (),
    at: datetime = EARLIER,
) -> QuizAttempt:
    """An attempt at the small quiz that is over."""
    attempt = make_attempt(session, course, "m1", person, at=at)
    for question in quiz_of(session, attempt).questions:
        assert isinstance(question, SingleChoice)
        answer = wrong_answer(question) if question.id in wrong else right_answer(question)
        save_answer(
            session, attempt, question.id, answer, revision=0, request_key=question.id, at=at
        )
    submit_attempt(session, attempt, by=person, at=at)
    return attempt


def person_of(session: Session, place: Enrolment) -> Person:
    return session.get_one(Person, place.person_id)


def preview(session: Session, by: Person, cohort: Cohort, bank: Quiz) -> Sequence[Change]:
    """Whose result a bank would change."""
    session.expire_all()
    attempts = attempts_to_preview(session, by, cohort.id, bank.slug)
    voided = voided_in(session, cohort.id, bank.slug)
    return changes_by_key(session, attempts, bank, voided=voided)


def preview_void(
    session: Session, by: Person, cohort: Cohort, bank: Quiz, question: str
) -> Sequence[Change]:
    """Whose result a voided question would change."""
    session.expire_all()
    attempts = attempts_to_preview(session, by, cohort.id, bank.slug)
    voided = voided_in(session, cohort.id, bank.slug)
    return changes_by_void(session, attempts, question, voided=voided)


def make_regraded(
    session: Session, by: Person, cohort: Cohort, bank: Quiz, *, leave_falling: bool = False
) -> Sequence[QuizResult]:
    """Look, and do what was shown."""
    return regrade(
        session,
        cohort,
        bank,
        preview=shown(preview(session, by, cohort, bank)),
        leave_falling=leave_falling,
        reason=REASON,
        by=by,
        at=MONDAY,
    )


def percents(session: Session, attempt: QuizAttempt) -> list[int]:
    """The results of an attempt, first to last; they form one chain."""
    results = results_of(session, attempt.id)
    chain = [result.supersedes_id for result in results]
    assert chain == [None, *(result.id for result in results[:-1])]
    return [int(result.percent) for result in results]


def last_result(session: Session, attempt: QuizAttempt) -> QuizResult:
    result = standing_result(results_of(session, attempt.id))
    assert result is not None
    return result


def acts(session: Session, act: Act) -> Sequence[AuditEntry]:
    """What was noted of one kind of deed."""
    return session.scalars(select(AuditEntry).where(AuditEntry.act == act)).all()


def ana(session: Session) -> Person:
    return session.scalars(select(Person).where(Person.name == "Ana Ćwikła")).one()
