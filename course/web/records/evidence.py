"""The evidence behind each line of the checklist, for staff: one page for one person."""

from flask import render_template
from flask.typing import ResponseReturnValue

from course.catalogue import catalogue
from course.database import reading
from course.queries.evidence import attempts_ended, place_to_prove
from course.queries.exceptions import exceptions_of
from course.queries.observations import follows
from course.queries.self_assessments import self_assessments_of
from course.queries.stages import panels_about
from course.queries.study import consents_of
from course.queries.validation import portfolio_of
from course.reports.excepted import excepted_said
from course.terms import SelfAssessmentMoment
from course.web.access import signed_in
from course.web.i18n import language
from course.web.records.blueprint import bp
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/evidence")
@signed_in
def evidence(enrolment_id: int) -> ResponseReturnValue:
    """Declarations, quizzes, work, practice, meetings, observations, self-assessments."""
    session, me = reading(), visitor()
    enrolment = place_to_prove(session, me, enrolment_id)
    told = self_assessments_of(session, enrolment_id)
    return render_template(
        "records/evidence.html",
        enrolment=enrolment,
        follows=follows(session, me, enrolment_id),
        consents=consents_of(session, enrolment_id),
        attempts=attempts_ended(session, enrolment_id),
        portfolio=portfolio_of(session, me, enrolment_id),
        sittings=panels_about(session, enrolment_id),
        exceptions=exceptions_of(session, enrolment_id),
        told={moment: told[moment] for moment in SelfAssessmentMoment if moment in told},
        course=catalogue(),
        said=lambda requirement: excepted_said(requirement, catalogue().assignments, language()),
    )
