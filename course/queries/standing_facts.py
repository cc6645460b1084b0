"""The facts of a trainee's standing as one statement, made once: each of their pages asks it."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, aliased

from course.models import (
    Consent,
    Enrolment,
    FieldEntry,
    LessonProgress,
    QuizAttempt,
    QuizResult,
    Submission,
)
from course.models.types import Instant
from course.queries.study import NEWEST_ADMITTED
from course.terms import FieldEntryState
from course.visibility import enrolments_of


class Fact(StrEnum):
    PLACE = "place"
    CONSENT = "consent"
    LESSON = "lesson"
    QUIZ = "quiz"
    SUBMISSION = "submission"
    CLAIM = "claim"


class QuizState(StrEnum):
    BEGUN = "begun"
    PASSED = "passed"
    FAILED = "failed"


class FactRow(NamedTuple):
    enrolment_id: int
    slug: str
    state: str
    first_at: datetime | None
    second_at: datetime | None


_Column = ColumnElement[Any] | InstrumentedAttribute[Any]


def _facts() -> CompoundSelect[Any]:
    place = (
        select(Enrolment.id, Enrolment.state)
        .where(enrolments_of(bindparam("person_id")))
        .order_by(*NEWEST_ADMITTED)
        .limit(1)
        .cte("place")
    )
    return union_all(  # lessons first: the first part tells the types of all
        _lessons(place),
        _line(Fact.PLACE, place, state=place.c.state),
        _line(Fact.CONSENT, place, slug=Consent.kind)
        .join(Consent, Consent.enrolment_id == place.c.id)
        .where(Consent.withdrawn_at.is_(None)),
        _quizzes(place),
        _submissions(place),
        _claims(place),
    )


def _line(
    fact: Fact,
    place: CTE,
    *,
    slug: _Column | None = None,
    state: _Column | None = None,
    first_at: _Column | None = None,
    second_at: _Column | None = None,
) -> Select[Any]:
    """One kind of fact as a part of the union; joins follow."""
    return select(
        literal(fact.value, String),
        place.c.id,
        literal("") if slug is None else cast(slug, String),
        literal("") if state is None else cast(state, String),
        cast(null(), Instant) if first_at is None else first_at,
        cast(null(), Instant) if second_at is None else second_at,
    ).select_from(place)


def _lessons(place: CTE) -> Select[Any]:
    return _line(
        Fact.LESSON,
        place,
        slug=LessonProgress.lesson_slug,
        first_at=LessonProgress.opened_at,
        second_at=LessonProgress.completed_at,
    ).join(LessonProgress, LessonProgress.enrolment_id == place.c.id)


def _quizzes(place: CTE) -> Select[Any]:
    """Attempts with the results that nothing supersedes."""
    later = aliased(QuizResult)
    state = case(
        (QuizAttempt.submitted_at.is_(None), QuizState.BEGUN.value),
        (QuizResult.passed, QuizState.PASSED.value),
        else_=QuizState.FAILED.value,
    )
    return (
        _line(
            Fact.QUIZ,
            place,
            slug=QuizAttempt.quiz_slug,
            state=state,
            first_at=QuizAttempt.submitted_at,
        )
        .join(QuizAttempt, QuizAttempt.enrolment_id == place.c.id)
        .outerjoin(
            QuizResult,
            and_(
                QuizResult.attempt_id == QuizAttempt.id,
                ~exists(select(later.id).where(later.supersedes_id == QuizResult.id)),
            ),
        )
    )


def _submissions(place: CTE) -> Select[Any]:
    """The last piece of work for each assignment."""
    later = aliased(Submission)
    newer = select(later.id).where(
        later.enrolment_id == Submission.enrolment_id,
        later.assignment_slug == Submission.assignment_slug,
        later.number > Submission.number,
    )
    return (
        _line(
            Fact.SUBMISSION,
            place,
            slug=Submission.assignment_slug,
            state=Submission.state,
            first_at=Submission.handed_in_at,
        )
        .join(Submission, Submission.enrolment_id == place.c.id)
        .where(~exists(newer))
    )


def _claims(place: CTE) -> Select[Any]:
    """Since when the oldest claimed practice waits."""
    return (
        _line(Fact.CLAIM, place, first_at=func.min(FieldEntry.claimed_at))
        .join(FieldEntry, FieldEntry.enrolment_id == place.c.id)
        .where(
            FieldEntry.state == FieldEntryState.CLAIMED,
            FieldEntry.withdrawn_at.is_(None),
        )
        .group_by(place.c.id)
    )


STANDING = _facts()
