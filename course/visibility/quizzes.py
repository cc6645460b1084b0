"""Goes at quizzes, and quizzes on paper."""

from sqlalchemy import ColumnElement, exists, or_, select

from course.models import Cohort, Enrolment, PaperTest, Person, QuizAttempt
from course.permissions import Permission
from course.visibility.places import (
    Condition,
    cohorts_taught_with,
    enrolments_followed_by,
    enrolments_taught_by,
    of_enrolment,
)


def attempts_of(person_id: ColumnElement[int]) -> Condition:
    """Goes at quizzes: nobody but their trainee opens them.

    It takes the id as an expression, for statements made once and told later whom they are about.
    """
    return of_enrolment(QuizAttempt.enrolment_id.expression, Enrolment.person_id == person_id)


def attempts_kept_by(person: Person) -> Condition:
    """Goes at quizzes within the cohorts that the person teaches, but never one's own."""
    return of_enrolment(
        QuizAttempt.enrolment_id.expression,
        enrolments_taught_by(person, Permission.KEEP_QUIZZES),
    )


def paper_tests_kept_by(person: Person) -> Condition:
    """Paper tests of the cohorts that the person teaches."""
    return exists(
        select(Cohort.id).where(
            Cohort.id == PaperTest.cohort_id, cohorts_taught_with(person, Permission.KEEP_QUIZZES)
        )
    ).correlate(PaperTest)


def attempts_visible_to(person: Person) -> Condition:
    """One's own; trainers see their cohorts', coordinators and auditors their programmes'."""
    return of_enrolment(
        QuizAttempt.enrolment_id.expression,
        or_(Enrolment.person_id == person.id, enrolments_followed_by(person)),
    )
