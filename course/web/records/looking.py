"""A trainee looks at their own competences: at entry, in the middle, at exit."""

from collections.abc import Mapping

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.self_assessment import LEVELS, CourseTime, is_late, opened
from course.actions.self_assessments import keep_self_assessment
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotFound, SelfAssessmentEarly, SelfAssessmentKept
from course.models import Enrolment
from course.queries.self_assessments import Kept, course_time_of, self_assessments_of
from course.queries.standing import standing_of
from course.queries.study import own_enrolment
from course.terms import SelfAssessmentMoment
from course.web.access import signed_in
from course.web.i18n import speaking
from course.web.records.blueprint import bp
from course.web.visitors import visitor


@bp.get("/self-assessment")
@signed_in
def self_assessments() -> ResponseReturnValue:
    """The three moments: told, open, or still to come."""
    enrolment, time, kept = _own()
    today = local_day(now())
    come = opened(time, today)
    return render_template(
        "records/self_assessments.html",
        moments=[
            (one, kept.get(one), one in come, time.opens_on(one), is_late(time, one, today))
            for one in SelfAssessmentMoment
        ],
        enrolment=enrolment,
        competences=catalogue().curriculum.competences,
    )


@bp.get("/self-assessment/<moment>")
@signed_in
def self_assessment(moment: str) -> ResponseReturnValue:
    """The ten competences with their five levels."""
    return _page(_moment(moment), {}, {})


@bp.post("/self-assessment/<moment>")
@signed_in
def keep(moment: str) -> ResponseReturnValue:
    """Keep them all at once, for good."""
    found = _moment(moment)
    codes = [one.code for one in catalogue().curriculum.competences]
    chosen = {code: request.form.get(code, "") for code in codes}
    degrees = {str(level): level for level in LEVELS}
    faults = {code: Fault("choose_level") for code in codes if chosen[code] not in degrees}
    if faults:
        return _page(found, chosen, faults, status=422)
    try:
        with writing() as session:
            keep_self_assessment(
                session,
                own_enrolment(session, visitor()),
                found,
                {code: degrees[level] for code, level in chosen.items()},
                competences=codes,
                by=visitor(),
                at=now(),
            )
    except SelfAssessmentKept:
        flash(speaking().gettext("This self-assessment was sent already and stays as it is."))
        return redirect(url_for(".self_assessments"), 303)
    flash(speaking().gettext("Kept. You can look at it here at any time."))
    return redirect(url_for(".self_assessments"), 303)


def _moment(moment: str) -> SelfAssessmentMoment:
    if moment not in set(SelfAssessmentMoment):
        raise NotFound
    return SelfAssessmentMoment(moment)


def _own() -> tuple[Enrolment, CourseTime, Mapping[SelfAssessmentMoment, Kept]]:
    """The visitor's place, its time, and what they told. Raises ConsentsMissing."""
    session, me = reading(), visitor()
    standing_of(session, me).check_consents()
    enrolment = own_enrolment(session, me)
    return enrolment, course_time_of(session, enrolment), self_assessments_of(session, enrolment.id)


def _page(
    moment: SelfAssessmentMoment,
    chosen: Mapping[str, str],
    faults: Mapping[str, Fault],
    *,
    status: int = 200,
) -> ResponseReturnValue:
    """The form, or where it was sent already the way to what is kept. Raises too early."""
    _, time, kept = _own()
    today = local_day(now())
    if moment in kept:
        return redirect(url_for(".self_assessments", _anchor=moment.value), 303)
    if moment not in opened(time, today):
        raise SelfAssessmentEarly
    page = render_template(
        "records/self_assessment.html",
        moment=moment,
        competences=catalogue().curriculum.competences,
        chosen=chosen,
        faults=faults,
        is_late=is_late(time, moment, today),
    )
    return page, status
