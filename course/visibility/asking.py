"""Questions about lessons: who reads them, who answers them, and what a cohort sees of them."""

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import aliased

from course.models import Enrolment, LessonQuestion, Person
from course.permissions import Permission
from course.visibility.places import (
    PLACES_HELD,
    Condition,
    enrolments_taught_by,
    of_enrolment,
    own_enrolments,
)


def questions_asked_by(person: Person) -> Condition:
    """One's own questions, from every place that one has or had."""
    return of_enrolment(LessonQuestion.enrolment_id.expression, own_enrolments(person))


def questions_answerable_by(person: Person) -> Condition:
    """What was asked in the cohorts that the person teaches, but never one's own.

    Coordinators, auditors and validators read none of it. Who left the course reads no answer any
    more, so theirs need none.
    """
    asking = and_(
        enrolments_taught_by(person, Permission.ANSWER_QUESTIONS),
        Enrolment.state.in_(PLACES_HELD),
    )
    return of_enrolment(LessonQuestion.enrolment_id.expression, asking)


def questions_shown_to(person: Person) -> Condition:
    """Answered questions that a trainer showed to a cohort in which the person studies or did."""
    asker, reader = aliased(Enrolment), aliased(Enrolment)
    together = (
        select(asker.id)
        .join(reader, reader.cohort_id == asker.cohort_id)
        .where(
            asker.id == LessonQuestion.enrolment_id,
            reader.person_id == person.id,
            reader.state.in_(PLACES_HELD),
        )
    )
    return and_(LessonQuestion.shown_at.is_not(None), exists(together.correlate(LessonQuestion)))
