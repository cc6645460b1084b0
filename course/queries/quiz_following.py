"""Attempts as those see them who follow trainees: by cohort, by attempt, by receipt."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload, selectinload

from assessments.receipts import receipt
from course.errors import NotFound
from course.models import (
    AttemptGrant,
    Enrolment,
    Person,
    QuizAnswer,
    QuizAttempt,
    QuizResult,
)
from course.queries.results import nothing_supersedes
from course.terms import EnrolmentState
from course.visibility import attempts_kept_by, attempts_visible_to

MOST_SAVES = 20_000
"""Saves that a look-up of a receipt goes through, the newest first."""

_TAKING_PART = (EnrolmentState.ADMITTED, EnrolmentState.ENDED, EnrolmentState.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Somebody's place in a cohort with their attempts, first to last of each quiz.

    Each with the result that stands; an open attempt has none.
    """

    place: Enrolment
    attempts: Sequence[tuple[QuizAttempt, QuizResult | None]]


@dataclass(frozen=True, slots=True)
class Found:
    """Saves with one receipt; `whole`: every save was looked through."""

    saves: Sequence[tuple[int, int]]  # ids of an attempt and of a save in it
    whole: bool


def places_with_attempts(
    session: Session, person: Person, cohort_id: int, quiz_slug: str | None = None
) -> Sequence[PlaceRow]:
    """Everybody of a cohort with the attempts that a person may see, of one quiz or of all.

    By name in Polish order; who withdrew stands last.
    """
    attempt = and_(
        QuizAttempt.enrolment_id == Enrolment.id,
        attempts_visible_to(person),
        *([] if quiz_slug is None else [QuizAttempt.quiz_slug == quiz_slug]),
    )
    result = and_(QuizResult.attempt_id == QuizAttempt.id, nothing_supersedes())
    rows = session.execute(
        select(Enrolment, QuizAttempt, QuizResult)
        .join(Enrolment.person)
        .outerjoin(QuizAttempt, attempt)
        .outerjoin(QuizResult, result)
        .where(Enrolment.cohort_id == cohort_id, Enrolment.state.in_(_TAKING_PART))
        .options(contains_eager(Enrolment.person), defer(QuizAttempt.drawn))
        .order_by(
            Enrolment.state == EnrolmentState.WITHDRAWN,
            Person.sort_name,
            Enrolment.id,
            QuizAttempt.quiz_slug,
            QuizAttempt.number,
        )
    )
    found: dict[Enrolment, list[tuple[QuizAttempt, QuizResult | None]]] = {}
    for place, one, ended in rows:
        attempts = found.setdefault(place, [])
        if one is not None:
            attempts.append((one, ended))
    return [PlaceRow(place, attempts) for place, attempts in found.items()]


def grants_in(session: Session, cohort_id: int) -> Mapping[tuple[int, str], Sequence[datetime]]:
    """When further attempts were granted in a cohort, by place and quiz."""
    rows = session.execute(
        select(AttemptGrant.enrolment_id, AttemptGrant.quiz_slug, AttemptGrant.granted_at)
        .join(Enrolment, Enrolment.id == AttemptGrant.enrolment_id)
        .where(Enrolment.cohort_id == cohort_id)
        .order_by(AttemptGrant.id)
    )
    found: dict[tuple[int, str], list[datetime]] = defaultdict(list)
    for enrolment_id, slug, granted_at in rows:
        found[enrolment_id, slug].append(granted_at)
    return found


def attempt_to_follow(session: Session, person: Person, attempt_id: int) -> QuizAttempt:
    """An attempt that a person may look at, with its trainee, answers and results.

    Who changed a result, and who typed answers in, is loaded too. Raises NotFound.
    """
    attempt = session.scalar(
        select(QuizAttempt)
        .where(QuizAttempt.id == attempt_id, attempts_visible_to(person))
        .options(
            joinedload(QuizAttempt.enrolment).joinedload(Enrolment.person),
            joinedload(QuizAttempt.entered_by),
            selectinload(QuizAttempt.answers),
            selectinload(QuizAttempt.results).joinedload(QuizResult.made_by),
        )
    )
    if attempt is None:
        raise NotFound
    return attempt


def saves_with_receipt(session: Session, person: Person, code: str) -> Found:
    """Saves within the cohorts that a person teaches whose receipt is this code, newest first.

    Receipts are stored nowhere, so each save is read and its receipt worked out: about half a
    second for as many as one look-up goes through, which is what fifty people save in the whole
    course. Four signs are not unique: of 10,000 saves one in a hundred codes has a second owner.
    """
    saves = session.execute(
        select(
            QuizAnswer.id,
            QuizAnswer.attempt_id,
            QuizAnswer.question_id,
            QuizAnswer.revision,
            QuizAnswer.answer,
        )
        .join(QuizAttempt, QuizAttempt.id == QuizAnswer.attempt_id)
        .where(attempts_kept_by(person), QuizAnswer.answer.is_not(None))
        .order_by(QuizAnswer.id.desc())
        .limit(MOST_SAVES + 1)
    ).all()
    found = [
        (attempt_id, save_id)
        for save_id, attempt_id, question, revision, answer in saves[:MOST_SAVES]
        if receipt(attempt_id, question, revision, answer) == code
    ]
    return Found(found, whole=len(saves) <= MOST_SAVES)


def attempts_kept(
    session: Session, person: Person, attempt_ids: Sequence[int]
) -> Mapping[int, QuizAttempt]:
    """Attempts of trainees whom a person teaches, with trainee, cohort and answers, by id."""
    attempts = session.scalars(
        select(QuizAttempt)
        .where(QuizAttempt.id.in_(attempt_ids), attempts_kept_by(person))
        .options(
            joinedload(QuizAttempt.enrolment).joinedload(Enrolment.person),
            joinedload(QuizAttempt.enrolment).joinedload(Enrolment.cohort),
            selectinload(QuizAttempt.answers),
        )
    )
    return {attempt.id: attempt for attempt in attempts}
