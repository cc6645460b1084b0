"""What a trainer's deeds at quizzes begin with, fetched through what the trainer may touch."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from course.errors import NotFound
from course.models import (
    Cohort,
    Enrolment,
    Person,
    QuestionVoid,
    QuizAnswer,
    QuizAttempt,
    ReviewDate,
)
from course.permissions import Permission
from course.queries.quizzes import standing_rows
from course.visibility import (
    attempts_kept_by,
    cohorts_taught_with,
    enrolments_given_time_by,
    enrolments_taught_by,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAnswer:
    """An answer that came after the end of its attempt, beside the one that counts.

    `counts`: a trainer let it count.
    """

    late: QuizAnswer
    counted: QuizAnswer | None
    counts: bool


def cohort_with_quizzes(session: Session, trainer: Person, cohort_id: int) -> Cohort:
    """A cohort whose quizzes a trainer keeps. Raises NotFound."""
    return _cohort(session, _taught(trainer, cohort_id))


def keeps_quizzes(session: Session, person: Person, cohort_id: int) -> bool:
    """Whether a person keeps the quizzes of a cohort."""
    kept = cohorts_taught_with(person, Permission.KEEP_QUIZZES)
    return bool(
        session.scalar(select(exists(select(Cohort.id).where(Cohort.id == cohort_id, kept))))
    )


def cohort_to_change(session: Session, trainer: Person, cohort_id: int) -> Cohort:
    """The same, held until the write ends: two trainers change what counts one after the other.

    Raises NotFound.
    """
    return _cohort(session, _taught(trainer, cohort_id).with_for_update(key_share=True))


def place_at_quizzes(session: Session, trainer: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody whose quizzes a trainer keeps, with its person. Raises NotFound."""
    return _place(session, _one_place(trainer, enrolment_id))


def place_to_grant(session: Session, trainer: Person, enrolment_id: int) -> Enrolment:
    """The same, held until the write ends. Raises NotFound."""
    return _place(session, _held(_one_place(trainer, enrolment_id)))


def place_to_give_time(session: Session, person: Person, enrolment_id: int) -> Enrolment:
    """The place of somebody whose extra time a person sets, held likewise. Raises NotFound."""
    place = _places().where(Enrolment.id == enrolment_id, enrolments_given_time_by(person))
    return _place(session, _held(place))


def may_give_time(session: Session, person: Person, enrolment: Enrolment) -> bool:
    """Whether a person sets the extra time of a place."""
    given = select(Enrolment.id).where(
        Enrolment.id == enrolment.id, enrolments_given_time_by(person)
    )
    return session.scalar(given) is not None


def attempts_under_way(session: Session, enrolment_id: int) -> Sequence[QuizAttempt]:
    """Open attempts of a place whose end is fixed, held until the write ends."""
    return session.scalars(
        select(QuizAttempt)
        .where(
            QuizAttempt.enrolment_id == enrolment_id,
            QuizAttempt.submitted_at.is_(None),
            QuizAttempt.due_at.is_not(None),
        )
        .order_by(QuizAttempt.id)
        .with_for_update(key_share=True)
    ).all()


def void_of(
    session: Session, cohort_id: int, quiz_slug: str, question_id: str
) -> QuestionVoid | None:
    """Why a question does not count in a cohort, if it was voided."""
    return session.scalar(
        select(QuestionVoid).where(
            QuestionVoid.cohort_id == cohort_id,
            QuestionVoid.quiz_slug == quiz_slug,
            QuestionVoid.question_id == question_id,
        )
    )


def review_date_of(session: Session, cohort_id: int, quiz_slug: str) -> ReviewDate | None:
    """The day of the answers as it was set for a cohort."""
    return session.scalar(
        select(ReviewDate).where(
            ReviewDate.cohort_id == cohort_id, ReviewDate.quiz_slug == quiz_slug
        )
    )


def attempt_with_late(session: Session, trainer: Person, attempt_id: int) -> QuizAttempt:
    """An attempt that a trainer keeps, with person, answers and results. Raises NotFound."""
    return _attempt(session, _kept(trainer).where(QuizAttempt.id == attempt_id))


def attempt_to_amend(session: Session, trainer: Person, attempt_id: int) -> QuizAttempt:
    """The same, held until the write ends. Raises NotFound."""
    held = _kept(trainer).with_for_update(of=QuizAttempt, key_share=True)
    return _attempt(session, held.where(QuizAttempt.id == attempt_id))


def attempts_with_late(
    session: Session, trainer: Person, cohort_id: int, quiz_slug: str
) -> Sequence[QuizAttempt]:
    """Attempts of a cohort that are over and got answers that nobody let count yet, by person."""
    late = select(QuizAnswer.id).where(
        QuizAnswer.attempt_id == QuizAttempt.id, QuizAnswer.late.is_(True)
    )
    attempts = session.scalars(
        _kept(trainer)
        .where(
            Enrolment.cohort_id == cohort_id,
            QuizAttempt.quiz_slug == quiz_slug,
            QuizAttempt.submitted_at.is_not(None),
            exists(late),
        )
        .order_by(Person.sort_name, QuizAttempt.id)
    )
    return [one for one in attempts if not all(late.counts for late in late_answers(one))]


def late_answers(attempt: QuizAttempt) -> Sequence[LateAnswer]:
    """What came after the end of an attempt, first to last. Its answers must be loaded."""
    counted = standing_rows(attempt.answers)
    keys = {answer.request_key for answer in attempt.answers}
    return [
        LateAnswer(
            late=answer,
            counted=counted.get(answer.question_id),
            counts=late_key(answer) in keys,
        )
        for answer in attempt.answers
        if answer.late
    ]


def late_key(late: QuizAnswer) -> str:
    """The request key of a late answer as it is added again to count: there can be only one."""
    return f"late:{late.id}"


def _taught(trainer: Person, cohort_id: int) -> Select[Cohort]:
    return select(Cohort).where(
        Cohort.id == cohort_id, cohorts_taught_with(trainer, Permission.KEEP_QUIZZES)
    )


def _cohort(session: Session, statement: Select[Cohort]) -> Cohort:
    cohort = session.scalar(statement)
    if cohort is None:
        raise NotFound
    return cohort


def _places() -> Select[Enrolment]:
    return select(Enrolment).options(joinedload(Enrolment.person), joinedload(Enrolment.cohort))


def _one_place(trainer: Person, enrolment_id: int) -> Select[Enrolment]:
    kept = enrolments_taught_by(trainer, Permission.KEEP_QUIZZES)
    return _places().where(Enrolment.id == enrolment_id, kept)


def _held(places: Select[Enrolment]) -> Select[Enrolment]:
    return places.with_for_update(of=Enrolment, key_share=True)


def _place(session: Session, statement: Select[Enrolment]) -> Enrolment:
    place = session.scalar(statement)
    if place is None:
        raise NotFound
    return place


def _kept(trainer: Person) -> Select[QuizAttempt]:
    return (
        select(QuizAttempt)
        .join(QuizAttempt.enrolment)
        .join(Enrolment.person)
        .where(attempts_kept_by(trainer))
        .options(
            contains_eager(QuizAttempt.enrolment).contains_eager(Enrolment.person),
            selectinload(QuizAttempt.answers),
            selectinload(QuizAttempt.results),
        )
    )


def _attempt(session: Session, statement: Select[QuizAttempt]) -> QuizAttempt:
    attempt = session.scalar(statement)
    if attempt is None:
        raise NotFound
    return attempt
