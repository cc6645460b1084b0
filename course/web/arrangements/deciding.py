"""More time that was asked for: every open request, and a trainer's answer."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.arrangements import decide_extension
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.models import Extension
from course.permissions import Permission
from course.queries.arrangements import due_days, open_requests, request_to_decide
from course.web.access import allow
from course.web.arrangements.blueprint import bp
from course.web.drafts import authored
from course.web.forms.arrangements import TimeForm
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/marking/requests")
@allow(Permission.MARK_SUBMISSIONS)
def requests() -> ResponseReturnValue:
    """Every request that waits for this trainer."""
    return _page()


@bp.post("/extensions/<int:extension_id>/decision")
@allow(Permission.MARK_SUBMISSIONS)
def decide(extension_id: int) -> ResponseReturnValue:
    """Give more time, or refuse it with an answer."""
    found = request_to_decide(reading(), visitor(), extension_id)
    gives = request.form.get("decision") == "give"
    form = _read(found) if gives else TimeForm.of_refusal(request.form)
    if form.faults:
        return _page(extension_id, form), 422
    with writing() as session:
        held = request_to_decide(session, visitor(), extension_id)
        decide_extension(
            session,
            held,
            assignment=authored(held.assignment_slug),
            given_until=form.day if gives else None,
            answer=form.words,
            by=visitor(),
            at=now(),
        )
    flash(speaking().gettext("The answer is given. The trainee gets a letter."))
    return redirect(url_for(".requests"), 303)


def _read(asked: Extension) -> TimeForm:
    place = asked.enrolment_id, asked.assignment_slug
    due_on = due_days(reading(), [asked.enrolment_id]).get(place)
    return TimeForm.of_gift(request.form, due_on=due_on, today=local_day(now()))


def _page(faulty_id: int | None = None, faulty: TimeForm | None = None) -> str:
    found = open_requests(reading(), visitor())
    days = due_days(reading(), {one.enrolment_id for one in found})
    return render_template(
        "arrangements/requests.html",
        requests=[
            (
                one,
                days.get((one.enrolment_id, one.assignment_slug)),
                faulty if one.id == faulty_id else TimeForm(one.wanted_until.isoformat()),
            )
            for one in found
        ],
        assignments=catalogue().assignments,
    )
