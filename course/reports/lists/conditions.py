"""The filter of a list of people as conditions of its statement."""

from collections.abc import Sequence

from course.models import Cohort, Enrolment, Person
from course.queries.lists.places import Condition
from course.queries.searching import name_has
from course.reports.lists.asked import Asked
from course.terms import EnrolmentState

PLACE_STATES = (EnrolmentState.ADMITTED, EnrolmentState.ENDED, EnrolmentState.WITHDRAWN)


def of_cohort(asked: Asked) -> list[Condition]:
    """Cohort and city, where the statement joins the cohort."""
    found: list[Condition] = []
    if asked.cohort_id is not None:
        found.append(Cohort.id == asked.cohort_id)
    if asked.city is not None:
        found.append(Cohort.city == asked.city)
    return found


def of_place(asked: Asked) -> Sequence[Condition]:
    """Name, cohort, city and the state of a place."""
    found = [*of_cohort(asked), *name_has(Person.name, asked.words)]
    if asked.state is not None:
        found.append(Enrolment.state == EnrolmentState(asked.state))
    return found
