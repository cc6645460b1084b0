"""Whose data for the funder a person may fill in, read or correct."""

from sqlalchemy import and_

from course.models import Enrolment, Person
from course.permissions import Permission
from course.terms import EnrolmentState
from course.visibility.places import Condition, enrolments_with

TOOK_PART = (EnrolmentState.ADMITTED, EnrolmentState.ENDED, EnrolmentState.WITHDRAWN)


def enrolments_told_by(person: Person) -> Condition:
    """One's own places; whoever left before the end is still asked what became of them."""
    return and_(Enrolment.person_id == person.id, Enrolment.state.in_(TOOK_PART))


def enrolments_recorded_by(person: Person) -> Condition:
    """Places of others whose data a coordinator types in and corrects."""
    return enrolments_with(person, Permission.KEEP_PARTICIPANTS)


def enrolments_read_by(person: Person) -> Condition:
    """Places of others whose data a coordinator or an auditor may read."""
    return enrolments_with(person, Permission.READ_PARTICIPANTS)
