"""The day from which a cohort sees the right answers of a quiz that waits for it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.definitions import Review
from assessments.faults import Fault
from course.actions.quiz_keeping import set_review_date
from course.clock import now
from course.database import reading, writing
from course.permissions import Permission
from course.queries.quiz_deeds import cohort_to_change, cohort_with_quizzes, review_date_of
from course.web.access import allow
from course.web.forms.cohorts import read_day
from course.web.i18n import speaking
from course.web.quiz_keeping.blueprint import bp
from course.web.quizzes.attempting import quiz_here
from course.web.visitors import visitor


@bp.get("/cohorts/<int:cohort_id>/quizzes/<slug>/review-date")
@allow(Permission.KEEP_QUIZZES)
def review_date(cohort_id: int, slug: str) -> ResponseReturnValue:
    """The day as it is set, else the last day of the cohort."""
    return _page(cohort_id, slug, None, None)


@bp.post("/cohorts/<int:cohort_id>/quizzes/<slug>/review-date")
@allow(Permission.KEEP_QUIZZES)
def set_day(cohort_id: int, slug: str) -> ResponseReturnValue:
    """Set another day."""
    quiz, typed = quiz_here(slug), request.form.get("shown_on", "")
    day = read_day(typed)
    if day is None:
        return _page(cohort_id, slug, typed, Fault("not_a_date")), 422
    with writing() as session:
        cohort = cohort_to_change(session, visitor(), cohort_id)
        set_review_date(session, cohort, quiz, day, by=visitor(), at=now())
    flash(speaking().gettext("The day is set."))
    return redirect(url_for(".review_date", cohort_id=cohort_id, slug=slug), 303)


def _page(cohort_id: int, slug: str, typed: str | None, fault: Fault | None) -> str:
    session, quiz = reading(), quiz_here(slug)
    cohort = cohort_with_quizzes(session, visitor(), cohort_id)
    known = review_date_of(session, cohort_id, slug)
    day = known.shown_on if known else cohort.ends_on
    return render_template(
        "keeping/review_date.html",
        cohort=cohort,
        quiz=quiz,
        waits=quiz.review is Review.AFTER_DATE,
        day=day,
        is_set=known is not None,
        typed=day.isoformat() if typed is None else typed,
        fault=fault,
    )
