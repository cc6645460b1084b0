"""How far people have come: what they read, and when they were last seen at work."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select, union_all
from sqlalchemy.orm import InstrumentedAttribute, Session

from course.clock import local_day
from course.models import (
    Attendance,
    Cohort,
    Enrolment,
    FieldEntry,
    LessonProgress,
    Meeting,
    Person,
    QuizAttempt,
    Standing,
    Submission,
)
from course.models.types import Instant
from course.queries.counting import TOOK_PART
from course.queries.lists.places import Condition
from course.terms import CertificationState, FieldEntryState
from course.visibility import enrolments_reported_to


def lessons_read(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, frozenset[str]]:
    """The lessons that each of these places finished."""
    found: dict[int, set[str]] = {enrolment_id: set() for enrolment_id in enrolment_ids}
    for enrolment_id, slug in session.execute(
        select(LessonProgress.enrolment_id, LessonProgress.lesson_slug).where(
            LessonProgress.enrolment_id.in_(enrolment_ids),
            LessonProgress.completed_at.is_not(None),
        )
    ):
        found[enrolment_id].add(slug)
    return {enrolment_id: frozenset(slugs) for enrolment_id, slugs in found.items()}


def last_signs(session: Session, enrolment_ids: Collection[int]) -> Mapping[int, date]:
    """The day on which each of these places last did something: read, sat, wrote, claimed, came.

    What a trainer typed in for somebody is no sign of them.
    """
    signs = union_all(
        _signs(LessonProgress.enrolment_id, LessonProgress.opened_at, enrolment_ids),
        _signs(LessonProgress.enrolment_id, LessonProgress.completed_at, enrolment_ids),
        _signs(
            QuizAttempt.enrolment_id,
            func.coalesce(QuizAttempt.submitted_at, QuizAttempt.started_at),
            enrolment_ids,
        ).where(QuizAttempt.entered_by_id.is_(None)),
        _signs(Submission.enrolment_id, Submission.saved_at, enrolment_ids).where(
            Submission.entered_by_id.is_(None)
        ),
        _signs(FieldEntry.enrolment_id, FieldEntry.claimed_at, enrolment_ids).where(
            FieldEntry.entered_by_id.is_(None)
        ),
        _signs(Attendance.enrolment_id, Meeting.starts_at, enrolment_ids)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.minutes_present > 0),
    ).subquery()
    place_id, at = signs.c
    rows = session.execute(select(place_id, func.max(at, type_=Instant)).group_by(place_id))
    return {enrolment_id: local_day(last) for enrolment_id, last in rows if last is not None}


@dataclass(frozen=True, slots=True)
class CohortTotals:
    """How far a cohort has come as a whole; minutes of practice are the confirmed ones."""

    cohort_id: int
    cohort: str
    people: int
    met: int
    asked: int
    certified: int
    counted: int
    practice: int


def cohort_totals(
    session: Session, reader: Person, programme_id: int, *conditions: Condition
) -> Sequence[CohortTotals]:
    """The totals of each cohort in which somebody is asked for, in the order of titles."""
    practised = (
        select(func.sum(FieldEntry.minutes))
        .where(
            FieldEntry.enrolment_id == Enrolment.id,
            FieldEntry.state == FieldEntryState.CONFIRMED,
            FieldEntry.withdrawn_at.is_(None),
        )
        .correlate(Enrolment)
        .scalar_subquery()
    )
    certified = Standing.state.in_((CertificationState.CERTIFIED, CertificationState.COUNTED))
    rows = session.execute(
        select(
            Cohort.id,
            Cohort.title,
            func.count(Enrolment.id),
            func.coalesce(func.sum(Standing.met), 0),
            func.coalesce(func.sum(Standing.asked), 0),
            func.sum(case((certified, 1), else_=0)),
            func.sum(case((Standing.state == CertificationState.COUNTED, 1), else_=0)),
            func.coalesce(func.sum(practised), 0),
        )
        .join(Enrolment, Enrolment.cohort_id == Cohort.id)
        .join(Enrolment.person)
        .outerjoin(Standing, Standing.enrolment_id == Enrolment.id)
        .where(
            enrolments_reported_to(reader),
            Cohort.programme_id == programme_id,
            Enrolment.state.in_(TOOK_PART),
            *conditions,
        )
        .group_by(Cohort.id, Cohort.title)
        .order_by(Cohort.title, Cohort.id)
    )
    return [CohortTotals(*row[:2], *map(int, row[2:])) for row in rows]


def _signs(
    enrolment_id: InstrumentedAttribute[int],
    at: ColumnElement[Any] | InstrumentedAttribute[Any],
    ids: Collection[int],
) -> Select[Any]:
    return select(enrolment_id, at).where(enrolment_id.in_(ids))
