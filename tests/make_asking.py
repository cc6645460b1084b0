"""Questions about lessons for tests, made by the deeds themselves."""

from datetime import datetime
from itertools import count

from sqlalchemy.orm import Session

from course.actions.asking import Words, answer_question, ask_question, show_to_cohort
from course.models import Enrolment, LessonQuestion, LessonReply, Person
from course.queries.asking import last_word_id, question_to_answer
from tests.make import MONDAY

LESSON = "m3/2-questions"
QUESTION = "Co robić, gdy rozmówca milczy?"
ANSWER = "Policz w myślach do dziesięciu. Cisza też jest odpowiedzią."
_numbers = count(1)


def words(text: str, key: str | None = None) -> Words:
    """Words from a page of their own."""
    return Words(text, key or f"key-of-test-{next(_numbers)}")


def make_question(
    session: Session,
    place: Enrolment,
    by: Person,
    text: str = QUESTION,
    *,
    lesson: str = LESSON,
    wants_letter: bool = True,
    at: datetime = MONDAY,
) -> LessonQuestion:
    """A question that waits."""
    return ask_question(
        session, place, lesson, words(text), wants_letter=wants_letter, by=by, at=at
    )


def make_answer(
    session: Session,
    question: LessonQuestion,
    by: Person,
    text: str = ANSWER,
    *,
    at: datetime = MONDAY,
) -> LessonReply:
    """A trainer's answer to it."""
    held = question_to_answer(session, by, question.id)
    return answer_question(
        session,
        held,
        words(text),
        seen=last_word_id(held),
        lesson_title="Pytania",
        by=by,
        at=at,
    )


def make_shown(
    session: Session, question: LessonQuestion, by: Person, text: str = QUESTION
) -> None:
    """Show an answered question to the cohort."""
    show_to_cohort(session, question_to_answer(session, by, question.id), text, by=by, at=MONDAY)


def of_questions(session: Session, place: Enrolment, person: Person, trainer: Person) -> int:
    """For the scene: a question that is shown, one that waits, and one that was answered."""
    shown = make_question(session, place, person, f"{QUESTION} ({person.name})")
    make_answer(session, shown, trainer)
    make_shown(session, shown, trainer)
    make_question(session, place, person, "A gdy mówi za dużo?")
    answered = make_question(session, place, person, "A gdy płacze?")
    make_answer(session, answered, trainer)
    return answered.id
