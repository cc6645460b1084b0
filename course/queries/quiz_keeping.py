"""What trainers gave, marked, voided and set for quizzes."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, joinedload

from assessments.scoring import Marks
from course.models import (
    AttemptGrant,
    Cohort,
    Enrolment,
    EssayMark,
    QuestionVoid,
    QuizAttempt,
    ReviewDate,
)


def grants_of(session: Session, enrolment_id: int, quiz_slug: str) -> Sequence[AttemptGrant]:
    """Further attempts granted to a trainee at a quiz, first to last, with who granted them."""
    return session.scalars(
        select(AttemptGrant)
        .where(AttemptGrant.enrolment_id == enrolment_id, AttemptGrant.quiz_slug == quiz_slug)
        .options(joinedload(AttemptGrant.granted_by))
        .order_by(AttemptGrant.id)
    ).all()


def voided_in(session: Session, cohort_id: int, quiz_slug: str) -> frozenset[str]:
    """Questions of a quiz that count for nobody in a cohort."""
    return frozenset(
        session.scalars(
            select(QuestionVoid.question_id).where(
                QuestionVoid.cohort_id == cohort_id, QuestionVoid.quiz_slug == quiz_slug
            )
        )
    )


def voided_for(session: Session, attempt: QuizAttempt) -> frozenset[str]:
    """Questions that do not count in an attempt."""
    return frozenset(
        session.scalars(
            select(QuestionVoid.question_id)
            .join(Enrolment, Enrolment.cohort_id == QuestionVoid.cohort_id)
            .where(
                Enrolment.id == attempt.enrolment_id,
                QuestionVoid.quiz_slug == attempt.quiz_slug,
            )
        )
    )


def essay_marks_of(session: Session, attempt_id: int) -> Sequence[EssayMark]:
    """The marks of an attempt's essays that nothing supersedes, with who gave them."""
    marks = session.scalars(
        select(EssayMark)
        .where(EssayMark.attempt_id == attempt_id)
        .options(joinedload(EssayMark.marked_by))
        .order_by(EssayMark.id)
    ).all()
    superseded = {mark.supersedes_id for mark in marks}
    return [mark for mark in marks if mark.id not in superseded]


def marks_of(session: Session, attempt_id: int) -> Marks:
    """The levels of an attempt's essays, by question."""
    return {mark.question_id: mark.levels for mark in essay_marks_of(session, attempt_id)}


def review_from(session: Session, enrolment_id: int, quiz_slug: str) -> date:
    """From which day a trainee's cohort sees the right answers: as set, else its last day."""
    return session.scalars(
        select(func.coalesce(ReviewDate.shown_on, Cohort.ends_on))
        .select_from(Enrolment)
        .join(Cohort, Cohort.id == Enrolment.cohort_id)
        .outerjoin(
            ReviewDate,
            and_(ReviewDate.cohort_id == Cohort.id, ReviewDate.quiz_slug == quiz_slug),
        )
        .where(Enrolment.id == enrolment_id)
    ).one()
