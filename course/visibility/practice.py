"""Practice, meetings and observations: who sees them, and who may decide about them."""

from sqlalchemy import and_, exists, or_, select

from course.models import Cohort, Enrolment, FieldEntry, Meeting, Observation, Person
from course.permissions import Permission
from course.visibility.places import (
    Condition,
    cohorts_taught_with,
    enrolments_assessable_by,
    enrolments_followed_by,
    enrolments_taught_by,
    of_enrolment,
)


def field_entries_decidable_by(person: Person) -> Condition:
    """Practice claimed within the cohorts that the person teaches, but never one's own."""
    return and_(
        FieldEntry.withdrawn_at.is_(None),
        of_enrolment(
            FieldEntry.enrolment_id.expression,
            enrolments_taught_by(person, Permission.KEEP_FIELDWORK),
        ),
    )


def meetings_kept_by(person: Person) -> Condition:
    """Meetings of the cohorts that the person teaches."""
    return exists(
        select(Cohort.id).where(
            Cohort.id == Meeting.cohort_id, cohorts_taught_with(person, Permission.KEEP_FIELDWORK)
        )
    ).correlate(Meeting)


def observations_visible_to(person: Person) -> Condition:
    """One's own; who follows the trainee sees them, and the validator who may assess them."""
    others = or_(enrolments_followed_by(person), enrolments_assessable_by(person))
    own = Enrolment.person_id == person.id
    return of_enrolment(Observation.enrolment_id.expression, or_(own, others))


def observations_kept_by(person: Person) -> Condition:
    """What stands about the trainees of cohorts that the person teaches, but never one's own."""
    taught = enrolments_taught_by(person, Permission.KEEP_FIELDWORK)
    return and_(
        Observation.withdrawn_at.is_(None),
        of_enrolment(Observation.enrolment_id.expression, taught),
    )


def witnesses_visible_to(person: Person) -> Condition:
    """Observations whose witness and scan only trainers of the cohort and the validator see."""
    taught = enrolments_taught_by(person, Permission.KEEP_FIELDWORK)
    asking = or_(taught, enrolments_assessable_by(person))
    return of_enrolment(Observation.enrolment_id.expression, asking)
