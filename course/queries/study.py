"""Where a trainee stands: their place in a cohort, and what they read, passed and began."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Cohort, Enrolment, Person, Programme
from course.terms import EnrolmentState
from course.visibility import own_enrolments


def own_enrolment(session: Session, person: Person) -> Enrolment:
    """The place that a person studies in: the newest admitted one, else the newest that has ended.

    Cohort, programme and the programme's frozen rule are loaded. Raises NotFound for who has none.
    """
    enrolment = session.scalar(
        select(Enrolment)
        .where(own_enrolments(person))
        .options(
            joinedload(Enrolment.cohort)
            .joinedload(Cohort.programme)
            .joinedload(Programme.rule_version)
        )
        .order_by((Enrolment.state == EnrolmentState.ADMITTED).desc(), Enrolment.id.desc())
        .limit(1)
    )
    if enrolment is None:
        raise NotFound
    return enrolment
