"""One place of somebody, for whoever may see it, with what its pages tell of it."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from course.errors import NotFound
from course.models import Cohort, Enrolment, Programme

_PERSON = joinedload(Enrolment.person)
_PROGRAMME = joinedload(Enrolment.cohort).joinedload(Cohort.programme)


def place_where(
    session: Session, enrolment_id: int, *conditions: ColumnElement[bool], with_rule: bool = False
) -> Enrolment:
    """A place with its person, cohort and programme, and with the frozen rule. Raises NotFound."""
    programme = _PROGRAMME.joinedload(Programme.rule_version) if with_rule else _PROGRAMME
    found = session.scalar(
        select(Enrolment)
        .where(Enrolment.id == enrolment_id, *conditions)
        .options(_PERSON, programme)
    )
    if found is None:
        raise NotFound
    return found
