"""Exceptions and the four stages: who enters them, who approves, who reads of them."""

from sqlalchemy import and_, or_

from course.models import Enrolment, Person, RecordException
from course.permissions import Permission
from course.visibility.places import (
    Condition,
    enrolments_assessable_by,
    enrolments_followed_by,
    enrolments_taught_by,
    enrolments_with,
    of_enrolment,
    own_enrolments,
)


def enrolments_excepted_by(person: Person) -> Condition:
    """Places about which the person enters exceptions: of cohorts taught, and those kept."""
    return or_(
        enrolments_taught_by(person, Permission.ENTER_EXCEPTIONS),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def exceptions_decidable_by(person: Person) -> Condition:
    """Exceptions of which the person may be the second, but never about oneself."""
    return and_(
        RecordException.entered_by_id != person.id,
        of_enrolment(
            RecordException.enrolment_id.expression,
            enrolments_with(person, Permission.APPROVE_EXCEPTIONS),
        ),
    )


def exceptions_withdrawable_by(person: Person) -> Condition:
    """Exceptions that the person entered, while they may enter them about this place."""
    return and_(
        RecordException.entered_by_id == person.id,
        of_enrolment(RecordException.enrolment_id.expression, enrolments_excepted_by(person)),
    )


def enrolments_proved_to(person: Person) -> Condition:
    """Places of others whose evidence the person reads: who follows them, and who assesses them."""
    return or_(enrolments_followed_by(person), enrolments_assessable_by(person))


def enrolments_recorded_for(person: Person) -> Condition:
    """Places whose four stages the person sees: one's own, of the programme, to be assessed."""
    return or_(
        own_enrolments(person),
        and_(
            Enrolment.person_id != person.id,
            or_(
                enrolments_with(person, Permission.SEE_PROGRAMME), enrolments_assessable_by(person)
            ),
        ),
    )
