"""One's own data for the funder: filled in on a phone, read and corrected by whose they are."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from course.actions.participants import asked_until
from course.database import reading
from course.errors import ConsentsMissing
from course.models import Enrolment
from course.queries.participants import holding_record, own_records, place_to_tell
from course.queries.study import has_accepted
from course.terms import EnrolmentState, ReadingReason, RecordSource
from course.web.access import signed_in
from course.web.forms.participants import BY_PERSON, RecordForm
from course.web.i18n import speaking
from course.web.participants.blueprint import bp
from course.web.participants.filling import Door, opened, saved
from course.web.visitors import visitor

OWN = Door(place_to_tell, BY_PERSON, RecordSource.PERSON, ReadingReason.OWN_PAGE)


@bp.get("/enrolments/<int:enrolment_id>/my-data")
@signed_in
def own(enrolment_id: int) -> ResponseReturnValue:
    """What the funder asks, with what one has told already."""
    _check_told(OWN.place(enrolment_id))
    return _page(opened(OWN, enrolment_id), enrolment_id)


@bp.post("/enrolments/<int:enrolment_id>/my-data")
@signed_in
def keep_own(enrolment_id: int) -> ResponseReturnValue:
    """Save it, complete or not."""
    _check_told(OWN.place(enrolment_id))
    form, refusal, status = saved(OWN, enrolment_id)
    if status != 303:  # noqa: PLR2004 -- saved: on to the page
        return _page(form, enrolment_id, refusal), status
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".own", enrolment_id=enrolment_id), 303)


def _check_told(place: Enrolment) -> None:
    """Who studies has read why data are collected. Raises ConsentsMissing."""
    if place.state is EnrolmentState.ADMITTED and not has_accepted(reading(), place.id):
        raise ConsentsMissing


def _page(form: RecordForm, enrolment_id: int, refusal: str | None = None) -> str:
    place = OWN.place(enrolment_id)
    return render_template(
        "participants/own.html",
        form=form,
        place=place,
        record=holding_record(reading(), place.id),
        refusal=refusal,
        elsewhere=[
            one
            for one in own_records(reading(), visitor())
            if one.is_open and one.enrolment_id != place.id
        ],
        until=asked_until(place),
    )
