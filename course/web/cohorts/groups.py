"""The list of cohorts, a new one, and the group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.qualification import Qualification
from course.actions.cohorts import create_cohort
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import CohortCodeTaken, StandardNotFrozen
from course.models import Cohort, Enrolment
from course.permissions import Permission, may_anywhere
from course.queries.allocation import may_allocate
from course.queries.arrangements import may_plan
from course.queries.asking import count_questions_waiting
from course.queries.cohorts import (
    cohort_for,
    cohorts_of,
    enrolments_of,
    may_keep,
    trainers_of,
)
from course.queries.validation import qualifications_of
from course.web.access import allow
from course.web.cohorts.blueprint import bp
from course.web.forms.cohorts import CohortForm
from course.web.i18n import language, speaking
from course.web.programme_here import programme_here
from course.web.visitors import visitor

WAITING_CODES = frozenset({"assignment_waiting"})


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One person of a group, with how far they are; no figures without a frozen rule."""

    enrolment: Enrolment
    qualification: Qualification | None

    @property
    def met(self) -> int:
        """How many requirements are met."""
        return sum(judged.met for judged in self.qualification.judged) if self.qualification else 0

    @property
    def waiting(self) -> int:
        """How many pieces of work wait for marking."""
        judged = self.qualification.judged if self.qualification else ()
        return sum(one.code in WAITING_CODES for one in judged)


@bp.get("/cohorts")
@allow(Permission.SEE_COHORTS)
def index() -> ResponseReturnValue:
    """The cohorts that the visitor teaches or runs."""
    return render_template(
        "cohorts/index.html",
        rows=cohorts_of(reading(), visitor()),
        today=local_day(now()),
        may_keep=may_anywhere(visitor(), Permission.KEEP_COHORTS),
        gives_cards=may_anywhere(visitor(), Permission.ISSUE_CARDS),
    )


@bp.get("/cohorts/new")
@allow(Permission.KEEP_COHORTS)
def new() -> ResponseReturnValue:
    return _new_page(CohortForm({"language": language()}))


@bp.post("/cohorts/new")
@allow(Permission.KEEP_COHORTS)
def create() -> ResponseReturnValue:
    """Make a cohort in the programme that the visitor looks at."""
    form = CohortForm.of(request.form)
    if form.plan is None:
        return _new_page(form), 422
    try:
        with writing() as session:
            programme = programme_here(Permission.KEEP_COHORTS)
            cohort = create_cohort(session, programme, form.plan, by=visitor(), at=now())
            cohort_id = cohort.id
    except CohortCodeTaken as taken:
        return _new_page(CohortForm(form.values, {"code": Fault(taken.code)})), 409
    flash(speaking().gettext("The cohort is there. Appoint its trainers and enrol its people."))
    return redirect(url_for("cohorts.show", cohort_id=cohort_id), 303)


@bp.get("/cohorts/<int:cohort_id>")
@allow(Permission.SEE_COHORTS)
def show(cohort_id: int) -> ResponseReturnValue:
    """The group: who teaches it, who is in it, how far each of them is."""
    cohort = cohort_for(reading(), visitor(), cohort_id)
    return render_template(
        "cohorts/show.html",
        cohort=cohort,
        trainers=trainers_of(reading(), cohort),
        rows=_group(cohort, enrolments_of(reading(), cohort)),
        keeps=may_keep(reading(), visitor(), cohort),
        allocates=may_allocate(reading(), visitor(), cohort),
        plans=may_plan(reading(), visitor(), cohort),
        questions=count_questions_waiting(reading(), visitor(), cohort_id=cohort.id),
    )


def _new_page(form: CohortForm) -> str:
    return render_template(
        "cohorts/new.html", form=form, programme=programme_here(Permission.KEEP_COHORTS)
    )


def _group(cohort: Cohort, enrolments: Sequence[Enrolment]) -> list[GroupRow]:
    found: Mapping[int, Qualification] = {}
    try:
        ids = [enrolment.id for enrolment in enrolments]
        found = qualifications_of(reading(), cohort.programme_id, ids)
    except StandardNotFrozen:
        pass  # the page says so
    return [GroupRow(enrolment, found.get(enrolment.id)) for enrolment in enrolments]
