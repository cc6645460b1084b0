"""A further attempt for one trainee."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.attempts import why_not_start
from course.actions.quiz_keeping import grant_attempt
from course.clock import now
from course.database import reading, writing
from course.permissions import Permission
from course.queries.quiz_deeds import place_at_quizzes, place_to_grant
from course.queries.quiz_keeping import grants_of
from course.queries.quizzes import attempts_at, finished_attempts, obstacle_before, standing_result
from course.terms import EnrolmentState
from course.web.access import allow
from course.web.forms.quiz_keeping import ReasonForm
from course.web.i18n import speaking
from course.web.quiz_keeping.blueprint import bp
from course.web.quizzes.attempting import quiz_here
from course.web.visitors import visitor


@bp.get("/enrolments/<int:enrolment_id>/quizzes/<slug>/grant")
@allow(Permission.KEEP_QUIZZES)
def offer_attempt(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """The attempts so far, what keeps from another one, and the form that grants it."""
    return _page(enrolment_id, slug, ReasonForm())


@bp.post("/enrolments/<int:enrolment_id>/quizzes/<slug>/grant")
@allow(Permission.KEEP_QUIZZES)
def grant(enrolment_id: int, slug: str) -> ResponseReturnValue:
    """Grant one more attempt."""
    quiz, form = quiz_here(slug), ReasonForm.of(request.form)
    if form.faults:
        return _page(enrolment_id, slug, form), 422
    with writing() as session:
        place = place_to_grant(session, visitor(), enrolment_id)
        grant_attempt(session, place, quiz, reason=form.reason, by=visitor(), at=now())
    flash(speaking().gettext("A further attempt is granted; it can begin at once."))
    return redirect(url_for(".offer_attempt", enrolment_id=enrolment_id, slug=slug), 303)


def _page(enrolment_id: int, slug: str, form: ReasonForm) -> str:
    session, quiz = reading(), quiz_here(slug)
    place = place_at_quizzes(session, visitor(), enrolment_id)
    attempts = attempts_at(session, enrolment_id, slug)
    grants = grants_of(session, enrolment_id, slug)
    granted, at = [grant.granted_at for grant in grants], now()
    obstacle = obstacle_before(session, quiz, attempts, granted=granted, at=at)
    needed = why_not_start(quiz, finished_attempts(attempts), at, granted=()) is not None
    return render_template(
        "keeping/grant.html",
        enrolment=place,
        quiz=quiz,
        attempts=[(attempt, standing_result(attempt.results)) for attempt in attempts],
        grants=grants,
        obstacle=obstacle,
        unused=needed and all(attempt.submitted_at for attempt in attempts),
        over=place.state is not EnrolmentState.ADMITTED,
        form=form,
    )
