"""A trainee tells how they see their own competences: once a moment, and for good.

It is its own record, so no entry is made in the audit; nobody but the trainee makes it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from assessments.self_assessment import LEVELS, opened
from course.actions.audit import remember, take_turn
from course.actions.decisions import refuse_if_certified
from course.clock import local_day
from course.errors import (
    LevelsMissing,
    NotAllowed,
    SelfAssessmentEarly,
    SelfAssessmentKept,
)
from course.models import Enrolment, Person, SelfAssessment
from course.queries.self_assessments import course_time_of
from course.terms import SelfAssessmentMoment


def keep_self_assessment(
    session: Session,
    enrolment: Enrolment,
    moment: SelfAssessmentMoment,
    levels: Mapping[str, int],
    *,
    competences: Collection[str],
    by: Person,
    at: datetime,
) -> None:
    """Keep all levels of a moment. The cohort and its programme must be loaded.

    Raises NotAllowed about somebody else, LevelsMissing unless each competence has its level,
    SelfAssessmentEarly, SelfAssessmentKept, and AlreadyCertified.
    """
    take_turn(session)
    if enrolment.person_id != by.id:
        raise NotAllowed
    if levels.keys() != set(competences) or not all(one in LEVELS for one in levels.values()):
        raise LevelsMissing
    if moment not in opened(course_time_of(session, enrolment), local_day(at)):
        raise SelfAssessmentEarly
    _refuse_if_kept(session, enrolment, moment)
    refuse_if_certified(session, enrolment.person_id, enrolment.cohort.programme.standard_code)
    rows = [
        SelfAssessment(
            enrolment_id=enrolment.id, moment=moment, competence=code, level=level, recorded_at=at
        )
        for code, level in levels.items()
    ]
    try:
        with session.begin_nested():
            session.add_all(rows)
    except IntegrityError as lost:
        raise SelfAssessmentKept from lost
    remember(session, rows[0])


def _refuse_if_kept(session: Session, enrolment: Enrolment, moment: SelfAssessmentMoment) -> None:
    kept = exists().where(
        SelfAssessment.enrolment_id == enrolment.id, SelfAssessment.moment == moment
    )
    if session.scalar(select(kept)):
        raise SelfAssessmentKept
