"""Days, more time and talks for tests."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from course.actions.arrangements import (
    Plan,
    ask_extension,
    decide_extension,
    plan_assignment,
    record_talk,
)
from course.actions.entering import begin_entry
from course.catalogue import Catalogue
from course.models import Cohort, Enrolment, Extension, Person, Submission, WorkTalk
from course.terms import WorkMedium
from tests.make import MONDAY

DUE = date(2026, 12, 6)  # a Sunday
LATER = date(2026, 12, 13)


def make_plan(
    session: Session, cohort: Cohort, by: Person, slug: str = "z3", due_on: date | None = DUE
) -> None:
    """The day of an assignment in a cohort."""
    plan_assignment(session, cohort, slug, Plan(due_on=due_on), by=by, at=MONDAY)


def make_request(
    session: Session, place: Enrolment, by: Person, slug: str = "z3", **asked: Any
) -> Extension:
    """More time asked for."""
    asked = {"wanted_until": LATER, "why": "Choruje mi dziecko.", **asked}
    return ask_extension(session, place, slug, by=by, at=MONDAY, **asked)


def make_decision(
    session: Session,
    course: Catalogue,
    request: Extension,
    by: Person,
    given_until: date | None = LATER,
    **told: Any,
) -> None:
    """A trainer's answer to it."""
    decide_extension(
        session,
        request,
        assignment=course.assignments[request.assignment_slug],
        given_until=given_until,
        by=by,
        **{"answer": "Dobrze.", "at": MONDAY, **told},
    )


def make_talk(
    session: Session, course: Catalogue, place: Enrolment, by: Person, **told: Any
) -> WorkTalk:
    """The talk after the last return of Z3, which allows once more."""
    told = {
        "held_on": MONDAY.date(),
        "agreed": "Jeszcze raz, z R-15.",
        "another_time": True,
        "at": MONDAY,
        **told,
    }
    return record_talk(session, place, assignment=course.assignments["z3"], by=by, **told)


def make_entry(
    session: Session,
    course: Catalogue,
    place: Enrolment,
    by: Person,
    slug: str = "z3",
    given_as: WorkMedium = WorkMedium.PAPER,
) -> Submission:
    """A draft that a trainer types in on somebody's behalf."""
    return begin_entry(
        session, place, course.assignments[slug], given_as=given_as, by=by, at=MONDAY
    )
