"""Programmes, cohorts and the places in them: the grounds on which everything else is seen."""

from sqlalchemy import ColumnElement, and_, exists, literal, or_, select

from course.models import Cohort, CohortTrainer, Enrolment, Person, Programme, RoleGrant
from course.permissions import Permission, roles_with
from course.terms import EnrolmentState

Condition = ColumnElement[bool]

PLACES_HELD = (EnrolmentState.ADMITTED, EnrolmentState.ENDED)
"""Who has such a place reads the course and what is theirs in it."""
Id = int | ColumnElement[int]


def granted(person: Person, permission: Permission, programme_id: ColumnElement[int]) -> Condition:
    """The person holds an open grant with this permission in the programme of the row."""
    return granted_to(person.id, permission, programme_id)


def granted_to(person_id: Id, permission: Permission, programme_id: Id) -> Condition:
    """The same for people who are rows themselves."""
    return exists(
        select(RoleGrant.id).where(
            RoleGrant.person_id == person_id,
            RoleGrant.programme_id == programme_id,
            RoleGrant.role.in_(roles_with(permission)),
            RoleGrant.ended_at.is_(None),
        )
    )


def programmes_with(person: Person, permission: Permission) -> Condition:
    """Programmes in which the person holds a permission."""
    return granted(person, permission, Programme.id.expression)


def teaches(person_id: Id, cohort_id: Id) -> Condition:
    """The person is appointed to the cohort, whatever their role allows there."""
    return exists(
        select(CohortTrainer.id).where(
            CohortTrainer.cohort_id == cohort_id,
            CohortTrainer.person_id == person_id,
            CohortTrainer.ended_on.is_(None),
        )
    )


def cohorts_taught_with(person: Person, permission: Permission) -> Condition:
    """Cohorts to which the person is appointed, in a programme where its role allows the deed."""
    return and_(
        teaches(person.id, Cohort.id.expression),
        granted(person, permission, Cohort.programme_id.expression),
    )


def cohorts_kept_by(person: Person) -> Condition:
    """Cohorts whose people and trainers the person may change."""
    return granted(person, Permission.KEEP_COHORTS, Cohort.programme_id.expression)


def cohorts_planned_by(person: Person) -> Condition:
    """Cohorts for whose assignments the person sets a day: those taught, and those kept."""
    return or_(cohorts_taught_with(person, Permission.PLAN_ASSIGNMENTS), cohorts_kept_by(person))


def cohorts_visible_to(person: Person) -> Condition:
    """Trainers see the cohorts they teach; coordinators and auditors, their programmes'."""
    return or_(
        cohorts_taught_with(person, Permission.SEE_COHORTS),
        granted(person, Permission.SEE_PROGRAMME, Cohort.programme_id.expression),
    )


def in_cohort(cohort_condition: Condition) -> Condition:
    return exists(
        select(Cohort.id).where(Cohort.id == Enrolment.cohort_id, cohort_condition)
    ).correlate(Enrolment)


def of_enrolment(enrolment_id: ColumnElement[int], condition: Condition) -> Condition:
    found = select(Enrolment.id).where(Enrolment.id == enrolment_id, condition)
    return exists(found.correlate_except(Enrolment))  # also where the query joins enrolments itself


def own_enrolments(person: Person) -> Condition:
    """Places that the person has or had in cohorts."""
    return enrolments_of(literal(person.id))


def enrolments_of(person_id: ColumnElement[int]) -> Condition:
    """The same for statements that are made once and told later whom they are about."""
    return and_(
        Enrolment.person_id == person_id,
        Enrolment.state.in_(PLACES_HELD),
    )


def enrolments_assessable_by(person: Person) -> Condition:
    """Ended places in programmes where the person is a validator, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        Enrolment.ended_on.is_not(None),
        Enrolment.state == EnrolmentState.ENDED,
        in_cohort(granted(person, Permission.ASSESS_TRAINEES, Cohort.programme_id.expression)),
    )


def enrolments_with(person: Person, permission: Permission) -> Condition:
    """Places in programmes where the person holds a permission, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        in_cohort(granted(person, permission, Cohort.programme_id.expression)),
    )


def enrolments_taught_by(person: Person, permission: Permission) -> Condition:
    """Places in the cohorts that the person teaches, but never one's own place."""
    return and_(
        Enrolment.person_id != person.id,
        in_cohort(cohorts_taught_with(person, permission)),
    )


def enrolments_followed_by(person: Person) -> Condition:
    """Places of others: trainers follow their cohorts', coordinators and auditors all of them."""
    return or_(
        enrolments_taught_by(person, Permission.SEE_COHORTS),
        enrolments_with(person, Permission.SEE_PROGRAMME),
    )


def enrolments_given_cards_by(person: Person) -> Condition:
    """Places whose people get their cards from this person; never one's own place."""
    return or_(
        enrolments_taught_by(person, Permission.ISSUE_CARDS),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def enrolments_given_time_by(person: Person) -> Condition:
    """Places whose extra time this person sets; never one's own place."""
    return or_(
        enrolments_taught_by(person, Permission.GIVE_EXTRA_TIME),
        enrolments_with(person, Permission.KEEP_COHORTS),
    )


def enrolments_reported_to(person: Person) -> Condition:
    """Places in programmes whose figures the person may see; a list of all shows one's own too."""
    return in_cohort(granted(person, Permission.SEE_PROGRAMME, Cohort.programme_id.expression))
