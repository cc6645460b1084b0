"""When a cohort hands in what, how much of it is marked twice, when markings are told."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from assessments.definitions import Assignment
from course.actions.arrangements import Plan, plan_assignment
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.models import Cohort
from course.permissions import Permission
from course.queries.arrangements import (
    cohort_to_plan,
    cohort_to_plan_held,
    marked_twice,
    plans_of,
    works_asked,
)
from course.web.access import allow
from course.web.arrangements.blueprint import bp
from course.web.forms.arrangements import PlanForm
from course.web.i18n import language, speaking
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/assignments")
@allow(Permission.PLAN_ASSIGNMENTS)
def plans(cohort_id: int) -> ResponseReturnValue:
    """Every assignment that the programme asks for, with its plan."""
    cohort = cohort_to_plan(reading(), visitor(), cohort_id)
    stored = plans_of(reading(), cohort.id)
    lines = [
        PlanForm.stored(one.slug, Plan.stored(stored.get(one.slug)))
        for one in assignments_asked(reading(), cohort)
    ]
    return _page(cohort, lines)


@bp.post("/cohorts/<int:cohort_id>/assignments")
@allow(Permission.PLAN_ASSIGNMENTS)
def plan(cohort_id: int) -> ResponseReturnValue:
    """Write every line that somebody changed."""
    cohort = cohort_to_plan(reading(), visitor(), cohort_id)
    lines = [PlanForm.of(one.slug, request.form) for one in assignments_asked(reading(), cohort)]
    if any(line.faults for line in lines):
        return _page(cohort, lines), 422
    with writing() as session:
        held = cohort_to_plan_held(session, visitor(), cohort_id)
        for line in lines:
            if line.changed:
                plan_assignment(session, held, line.slug, line.plan(), by=visitor(), at=now())
    flash(speaking().gettext("The plan is saved."))
    return redirect(url_for(".plans", cohort_id=cohort_id), 303)


def assignments_asked(session: Session, cohort: Cohort) -> list[Assignment]:
    """What the programme asks for; the whole course while its rule is not frozen."""
    works = works_asked(session, cohort)
    found = [one for one in catalogue().assignments.values() if works is None or one.slug in works]
    return sorted(found, key=lambda one: one.number)


def _page(cohort: Cohort, lines: Sequence[PlanForm]) -> str:
    assignments, speak = catalogue().assignments, speaking()
    faults = [
        (f"{name}-{line.slug}", f"{_title(line.slug)}: {speak.fault(fault.code, fault.facts)}")
        for line in lines
        for name, fault in line.faults.items()
    ]
    return render_template(
        "arrangements/plans.html",
        cohort=cohort,
        lines=[(assignments[line.slug], line) for line in lines],
        twice=marked_twice(reading(), cohort.programme_id),
        faults=faults,
    )


def _title(slug: str) -> str:
    return catalogue().assignments[slug].title.in_language(language())
