"""Somebody's data typed in from a signed paper, and corrected."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.participants import asked_until
from course.database import reading
from course.permissions import Permission
from course.queries.participants import holding_record, place_to_record
from course.terms import ReadingReason, RecordSource
from course.web.access import allow
from course.web.forms.participants import BY_COORDINATOR, RecordForm
from course.web.i18n import speaking
from course.web.participants.blueprint import bp
from course.web.participants.filling import Door, opened, saved

PAPER = Door(place_to_record, BY_COORDINATOR, RecordSource.PAPER, ReadingReason.CORRECTION)


@bp.get("/enrolments/<int:enrolment_id>/participant/form")
@allow(Permission.KEEP_PARTICIPANTS)
def record(enrolment_id: int) -> ResponseReturnValue:
    """A blank form; where data are there, they are opened by a deliberate step only."""
    known = holding_record(reading(), PAPER.place(enrolment_id).id)
    if known is None or known.sealed is None:
        return _page(opened(PAPER, enrolment_id), enrolment_id)
    return render_template(
        "participants/closed.html",
        place=PAPER.place(enrolment_id),
        field=_field_named(),
    )


@bp.post("/enrolments/<int:enrolment_id>/participant/correction")
@allow(Permission.KEEP_PARTICIPANTS)
def correct(enrolment_id: int) -> ResponseReturnValue:
    """Open what is there, to be corrected."""
    return _page(opened(PAPER, enrolment_id), enrolment_id)


@bp.post("/enrolments/<int:enrolment_id>/participant/form")
@allow(Permission.KEEP_PARTICIPANTS)
def keep(enrolment_id: int) -> ResponseReturnValue:
    """Save it, complete or not."""
    form, refusal, status = saved(PAPER, enrolment_id)
    if status != 303:  # noqa: PLR2004 -- saved: on to the page
        return _page(form, enrolment_id, refusal), status
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".show", enrolment_id=enrolment_id), 303)


def _field_named() -> str:
    """The question to which the page is to lead; nothing for what is none."""
    named = request.args.get("field", "")
    return named if named.replace("_", "").replace("-", "").isalnum() else ""


def _page(form: RecordForm, enrolment_id: int, refusal: str | None = None) -> str:
    place = PAPER.place(enrolment_id)
    return render_template(
        "participants/form.html",
        form=form,
        place=place,
        refusal=refusal,
        until=asked_until(place),
    )
