"""A trainee asks for more time, and reads what became of it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.arrangements import ask_extension
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import ExtensionOpen
from course.queries.arrangements import arrangements_of, own_place_held
from course.terms import SubmissionState
from course.web.access import signed_in
from course.web.arrangements.blueprint import bp
from course.web.drafts import authored, own_newest
from course.web.due import due_shown
from course.web.forms.arrangements import TimeForm
from course.web.forms.base import given
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/assignments/<slug>/time")
@signed_in
def time(slug: str) -> ResponseReturnValue:
    """Until when, what was asked and answered, and the form to ask."""
    return _page(slug, TimeForm())


@bp.post("/assignments/<slug>/time")
@signed_in
def ask(slug: str) -> ResponseReturnValue:
    """Ask for more time."""
    standing, _ = own_newest(slug)
    due_on = arrangements_of(reading(), standing.enrolment_id, slug).due_on
    form = TimeForm.of_request(request.form, due_on=due_on, today=local_day(now()))
    if form.faults:
        return _page(slug, form), 422
    try:
        with writing() as session:
            ask_extension(
                session,
                own_place_held(session, visitor(), standing.enrolment_id),
                slug,
                wanted_until=given(form.day),
                why=form.words,
                by=visitor(),
                at=now(),
            )
    except ExtensionOpen as asked:
        return _page(slug, form, refused=speaking().error(asked.code, asked.facts)), 409
    flash(speaking().gettext("Your trainer has your question. You will get a letter."))
    return redirect(url_for(".time", slug=slug), 303)


def _page(slug: str, form: TimeForm, *, refused: str | None = None) -> str:
    standing, newest = own_newest(slug)
    arranged = arrangements_of(reading(), standing.enrolment_id, slug)
    writes = newest is None or newest.state in {SubmissionState.DRAFT, SubmissionState.RETURNED}
    return render_template(
        "arrangements/time.html",
        assignment=authored(slug),
        arranged=arranged,
        due=due_shown(arranged.due_on, local_day(now())),
        may_ask=writes and not standing.over and arranged.due_on is not None,
        form=form,
        refused=refused,
    )
