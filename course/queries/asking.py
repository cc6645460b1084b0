"""Questions about lessons, as their people may read them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, select, update
from sqlalchemy.orm import Session, contains_eager, selectinload

from course.errors import NotFound
from course.models import Enrolment, LessonQuestion, LessonReply, Person
from course.visibility import questions_answerable_by, questions_asked_by, questions_shown_to


def own_questions(session: Session, person: Person, lesson_slug: str) -> Sequence[LessonQuestion]:
    """What a person asked at a lesson, the newest first, with every reply and who wrote it."""
    return session.scalars(
        _whole()
        .where(LessonQuestion.lesson_slug == lesson_slug, questions_asked_by(person))
        .order_by(LessonQuestion.id.desc())
    ).all()


def questions_shown(session: Session, person: Person, lesson_slug: str) -> Sequence[LessonQuestion]:
    """What others of one's cohorts asked at a lesson and a trainer showed, the oldest first."""
    return session.scalars(
        _whole()
        .where(
            LessonQuestion.lesson_slug == lesson_slug,
            questions_shown_to(person),
            Enrolment.person_id != person.id,
        )
        .order_by(LessonQuestion.shown_at, LessonQuestion.id)
    ).all()


def mark_read(session: Session, person: Person, lesson_slug: str) -> None:
    """Remember that a trainee opened the answers at a lesson."""
    session.execute(
        update(LessonQuestion)
        .where(
            LessonQuestion.lesson_slug == lesson_slug,
            LessonQuestion.unread,
            questions_asked_by(person),
        )
        .values(unread=False)
        .execution_options(synchronize_session=False)
    )


def question_by_key(session: Session, enrolment_id: int, request_key: str) -> LessonQuestion | None:
    """The question that came under a key, if it did."""
    return session.scalar(
        select(LessonQuestion).where(
            LessonQuestion.enrolment_id == enrolment_id, LessonQuestion.request_key == request_key
        )
    )


def own_question(session: Session, person: Person, question_id: int) -> LessonQuestion:
    """One's own question, held until the write ends. Raises NotFound."""
    return _one(session, _held(question_id, questions_asked_by(person)))


def question_for(session: Session, trainer: Person, question_id: int) -> LessonQuestion:
    """A question that a trainer may answer, with all that was written. Raises NotFound."""
    return _one(
        session,
        _whole().where(LessonQuestion.id == question_id, questions_answerable_by(trainer)),
    )


def question_to_answer(session: Session, trainer: Person, question_id: int) -> LessonQuestion:
    """The same, held until the write ends: two trainers write one after the other."""
    return _one(session, _held(question_id, questions_answerable_by(trainer)))


def questions_waiting(
    session: Session, trainer: Person, *, cohort_id: int | None = None, most: int
) -> Sequence[LessonQuestion]:
    """What waits for a trainer, the oldest first."""
    return session.scalars(
        _whole()
        .where(_waits_for(trainer, cohort_id))
        .order_by(LessonQuestion.waits_since, LessonQuestion.id)
        .limit(most)
    ).all()


def count_questions_waiting(
    session: Session,
    trainer: Person,
    *,
    cohort_id: int | None = None,
    before: datetime | None = None,
) -> int:
    """How many questions wait for a trainer; `before`: since before a moment."""
    waiting = (
        select(func.count(LessonQuestion.id))
        .join(LessonQuestion.enrolment)
        .where(_waits_for(trainer, cohort_id))
    )
    if before is not None:
        waiting = waiting.where(LessonQuestion.waits_since < before)
    return session.scalar(waiting) or 0


def questions_answered(
    session: Session, trainer: Person, *, cohort_id: int | None = None, most: int
) -> Sequence[LessonQuestion]:
    """What was answered in a trainer's cohorts, the newest first."""
    asked = [
        questions_answerable_by(trainer),
        LessonQuestion.waits_since.is_(None),
        LessonQuestion.withdrawn_at.is_(None),
    ]
    if cohort_id is not None:
        asked.append(Enrolment.cohort_id == cohort_id)
    return session.scalars(
        _whole().where(*asked).order_by(LessonQuestion.id.desc()).limit(most)
    ).all()


def has_answer(question: LessonQuestion) -> bool:
    """Whether a trainer has written in a question whose replies and place are loaded."""
    return answer_of(question) is not None


def answer_of(question: LessonQuestion) -> LessonReply | None:
    """The last word of a trainer: the answer that stands."""
    asker_id = question.enrolment.person_id
    said = [one for one in question.replies if one.written_by_id != asker_id]
    return said[-1] if said else None


def last_word_id(question: LessonQuestion) -> int:
    """What tells a page that something was written since; 0 where nobody has replied."""
    return question.replies[-1].id if question.replies else 0


def _waits_for(trainer: Person, cohort_id: int | None) -> ColumnElement[bool]:
    waits = and_(questions_answerable_by(trainer), LessonQuestion.waits_since.is_not(None))
    return waits if cohort_id is None else and_(waits, Enrolment.cohort_id == cohort_id)


def _whole() -> Select[LessonQuestion]:
    return (
        select(LessonQuestion)
        .join(LessonQuestion.enrolment)
        .join(Enrolment.person)
        .join(Enrolment.cohort)
        .options(
            contains_eager(LessonQuestion.enrolment).contains_eager(Enrolment.person),
            contains_eager(LessonQuestion.enrolment).contains_eager(Enrolment.cohort),
            selectinload(LessonQuestion.replies).joinedload(LessonReply.written_by),
        )
    )


def _held(question_id: int, condition: ColumnElement[bool]) -> Select[LessonQuestion]:
    return (
        _whole()
        .where(LessonQuestion.id == question_id, condition)
        .with_for_update(of=LessonQuestion)
        .execution_options(populate_existing=True)
    )


def _one(session: Session, statement: Select[LessonQuestion]) -> LessonQuestion:
    question = session.scalar(statement)
    if question is None:
        raise NotFound
    return question
