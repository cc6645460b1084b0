"""Written answers: which of them wait for a trainer, and how they are marked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, null, select
from sqlalchemy.orm import Session, aliased, joinedload

from assessments.definitions import Essay, Quiz
from content.languages import Text
from course.errors import NotFound
from course.models import (
    Cohort,
    Enrolment,
    EssayMark,
    Person,
    QuestionVoid,
    QuizAnswer,
    QuizAttempt,
    QuizResult,
)
from course.queries.quiz_keeping import essay_marks_of
from course.queries.quizzes import quiz_by_digest
from course.queries.results import nothing_supersedes
from course.visibility import attempts_kept_by


@dataclass(frozen=True, slots=True)
class EssayWaiting:
    """A written answer in the queue of a trainer."""

    attempt_id: int
    question_id: str
    who: str
    cohort: str
    title: Text
    since: datetime


def essays_waiting(session: Session, trainer: Person) -> Sequence[EssayWaiting]:
    """Written answers that wait for this trainer, the oldest first.

    One statement; which answers are essays is told by the versions of their quizzes, which are
    read once a process.
    """
    found = []
    for attempt_id, question_id, digest, since, who, cohort in session.execute(_waiting(trainer)):
        quiz = quiz_by_digest(session, digest)
        if isinstance(quiz.question(question_id), Essay):
            one = EssayWaiting(attempt_id, question_id, who, cohort, quiz.title, since)
            found.append(one)
    return found


def attempt_to_read(session: Session, trainer: Person, attempt_id: int) -> QuizAttempt:
    """An attempt that the trainer keeps, with its answers and whose it is. Raises NotFound."""
    statement = _kept(trainer, attempt_id).options(joinedload(QuizAttempt.answers))
    return _one(session, statement)


def attempt_to_mark(session: Session, trainer: Person, attempt_id: int) -> QuizAttempt:
    """The same, held until the write ends, so that two trainers mark one after the other."""
    return _one(session, _kept(trainer, attempt_id).with_for_update(of=QuizAttempt))


def essay_in(quiz: Quiz, question_id: str) -> Essay:
    """An essay that a quiz asks. Raises NotFound."""
    question = next((one for one in quiz.questions if one.id == question_id), None)
    if not isinstance(question, Essay):
        raise NotFound
    return question


def mark_of(session: Session, attempt_id: int, question_id: str) -> EssayMark | None:
    """The mark of an essay that nothing supersedes, with who gave it."""
    marks = essay_marks_of(session, attempt_id)
    return next((mark for mark in marks if mark.question_id == question_id), None)


def _waiting(trainer: Person) -> Select[int, str, str, datetime, str, str]:
    """Answers of attempts that wait for marks, unless marked, voided or blank."""
    return (
        select(
            QuizAttempt.id,
            QuizAnswer.question_id,
            QuizAttempt.version_digest,
            func.coalesce(QuizAttempt.submitted_at, QuizAttempt.started_at),
            Person.name,
            Cohort.title,
        )
        .join(QuizResult, QuizResult.attempt_id == QuizAttempt.id)
        .join(QuizAnswer, QuizAnswer.attempt_id == QuizAttempt.id)
        .join(Enrolment, Enrolment.id == QuizAttempt.enrolment_id)
        .join(Person, Person.id == Enrolment.person_id)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .where(
            attempts_kept_by(trainer),
            QuizResult.waits,
            nothing_supersedes(),
            _stands(),
            ~_marked(),
            ~_voided(),
        )
        .order_by(QuizAttempt.submitted_at, QuizAttempt.id, QuizAnswer.question_id)
    )


def _stands() -> ColumnElement[bool]:
    """The answer with the highest revision, where it is not blank."""
    later = aliased(QuizAnswer)
    newer = exists(
        select(later.id).where(
            later.attempt_id == QuizAnswer.attempt_id,
            later.question_id == QuizAnswer.question_id,
            later.revision > QuizAnswer.revision,
        )
    )
    return and_(QuizAnswer.revision.is_not(None), QuizAnswer.answer.is_not(null()), ~newer)


def _marked() -> ColumnElement[bool]:
    return exists(
        select(EssayMark.id).where(
            EssayMark.attempt_id == QuizAttempt.id,
            EssayMark.question_id == QuizAnswer.question_id,
        )
    )


def _voided() -> ColumnElement[bool]:
    return exists(
        select(QuestionVoid.id).where(
            QuestionVoid.cohort_id == Enrolment.cohort_id,
            QuestionVoid.quiz_slug == QuizAttempt.quiz_slug,
            QuestionVoid.question_id == QuizAnswer.question_id,
        )
    )


def _kept(trainer: Person, attempt_id: int) -> Select[QuizAttempt]:
    place = joinedload(QuizAttempt.enrolment, innerjoin=True)
    return (
        select(QuizAttempt)
        .where(QuizAttempt.id == attempt_id, attempts_kept_by(trainer))
        .options(
            place.joinedload(Enrolment.person, innerjoin=True),
            place.joinedload(Enrolment.cohort, innerjoin=True),
        )
    )


def _one(session: Session, statement: Select[QuizAttempt]) -> QuizAttempt:
    attempt = session.scalars(statement).unique().one_or_none()
    if attempt is None:
        raise NotFound
    return attempt
