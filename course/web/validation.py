"""The validator's part: who waits for an assessment, their work, and the conclusion."""

from datetime import date, timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.counting import DAYS_TO_DECIDE
from course.actions.validation import record_assessment
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import StandardNotFrozen
from course.permissions import Permission
from course.queries.panels import panels_of_member
from course.queries.validation import (
    Portfolio,
    ToAssess,
    enrolment_to_assess,
    enrolments_to_assess,
    portfolio_of,
    qualification_of,
)
from course.terms import AssessmentOutcome
from course.web.access import allow
from course.web.checklist import Line, checklist, staff_ways
from course.web.forms.base import given
from course.web.forms.validation import AssessmentForm
from course.web.i18n import language, speaking
from course.web.panels.showing import asks_for_panels
from course.web.visitors import visitor

bp = Blueprint("validation", __name__)


@bp.get("/assessments")
@allow(Permission.ASSESS_TRAINEES)
def index() -> ResponseReturnValue:
    """Who waits for an assessment, and who was assessed."""
    found = enrolments_to_assess(reading(), visitor())
    people = [row for row in found if not asks_for_panels(row.enrolment.cohort.programme)]
    return render_template(
        "validation/index.html",
        waiting=[row for row in people if row.assessment is None],
        assessed=[row for row in people if row.assessment is not None],
        panels=panels_of_member(reading(), visitor()),
        days_to_decide=timedelta(days=DAYS_TO_DECIDE),
    )


@bp.get("/assessments/<int:enrolment_id>")
@allow(Permission.ASSESS_TRAINEES)
def show(enrolment_id: int) -> ResponseReturnValue:
    """The work of one person, and the form for the conclusion."""
    row = enrolment_to_assess(reading(), visitor(), enrolment_id)
    return _page(row, AssessmentForm())


@bp.post("/assessments/<int:enrolment_id>")
@allow(Permission.ASSESS_TRAINEES)
def record(enrolment_id: int) -> ResponseReturnValue:
    """Keep the conclusion."""
    row = enrolment_to_assess(reading(), visitor(), enrolment_id)
    ended_on = given(row.enrolment.ended_on)
    form = AssessmentForm.of(request.form, ended_on=ended_on, today=local_day(now()))
    if form.faults:
        return _page(row, form), 422
    with writing() as session:
        assessment = record_assessment(
            session,
            enrolment_to_assess(session, visitor(), enrolment_id).enrolment,
            held_on=date.fromisoformat(form.held_on),
            outcome=AssessmentOutcome(form.outcome),
            statement=form.statement,
            by=visitor(),
            at=now(),
        )
        said = {"number": assessment.protocol_number}
    flash(speaking().say("Recorded as protocol %(number)s.", **said))
    return redirect(url_for(".show", enrolment_id=enrolment_id), 303)


def _page(row: ToAssess, form: AssessmentForm) -> str:
    portfolio = portfolio_of(reading(), visitor(), row.enrolment.id)
    return render_template(
        "validation/show.html",
        enrolment=row.enrolment,
        is_own_trainee=row.trained_by_visitor,
        portfolio=portfolio,
        by_panel=asks_for_panels(row.enrolment.cohort.programme),
        lines=_lines(row, portfolio),
        assignments=catalogue().assignments,
        outcomes=[(outcome.value, speaking().word(outcome)) for outcome in AssessmentOutcome],
        form=form,
        today=local_day(now()),
    )


def _lines(row: ToAssess, portfolio: Portfolio) -> list[Line] | None:
    try:
        qualification = qualification_of(reading(), row.enrolment)
    except StandardNotFrozen:
        return None
    ways = staff_ways(row.enrolment.id, portfolio.submissions)
    return checklist(qualification, catalogue(), language(), ways)
