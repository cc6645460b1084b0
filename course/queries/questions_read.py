"""Questions about lessons that a person may read, with as much of each as is shown to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from course.models import LessonQuestion, Person
from course.queries.asking import answer_of
from course.visibility import questions_answerable_by, questions_asked_by, questions_shown_to


class Asker(Enum):
    """Who asked, as far as the reader knows it."""

    ONESELF = auto()
    ONES_GROUP = auto()
    TRAINEE = auto()


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """A question in the words that this reader sees, and what was said to it."""

    question_id: int
    lesson_slug: str
    asker: Asker
    text: str
    replies: tuple[str, ...]


def questions_read_by(session: Session, person: Person, *, most: int) -> Sequence[QuestionRead]:
    """One's own, those that trainers showed to one's cohort, and those that one may answer.

    The newest first. Nobody's name is told. What was shown is told as it was shown: in the
    trainer's words, with the answer that stands.
    """
    own, taught = questions_asked_by(person), questions_answerable_by(person)
    rows = session.execute(
        select(LessonQuestion, own, taught)
        .join(LessonQuestion.enrolment)
        .where(
            LessonQuestion.withdrawn_at.is_(None),
            or_(own, taught, questions_shown_to(person)),
        )
        .options(contains_eager(LessonQuestion.enrolment), selectinload(LessonQuestion.replies))
        .order_by(LessonQuestion.id.desc())
        .limit(most)
    )
    return [
        _whole(question, Asker.ONESELF if is_own else Asker.TRAINEE)
        if is_own or is_taught
        else _shown(question)
        for question, is_own, is_taught in rows
    ]


def _whole(question: LessonQuestion, asker: Asker) -> QuestionRead:
    replies = tuple(reply.text for reply in question.replies)
    return QuestionRead(question.id, question.lesson_slug, asker, question.text, replies)


def _shown(question: LessonQuestion) -> QuestionRead:
    answer = answer_of(question)
    return QuestionRead(
        question.id,
        question.lesson_slug,
        Asker.ONES_GROUP,
        question.shown_text or "",
        (answer.text,) if answer else (),
    )
