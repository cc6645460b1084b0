"""Who is to judge, on which day and where: a coordinator's part."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.panel_days import last_day_to_count, last_day_to_hold
from assessments.requirements import PanelHeld
from assessments.typed import clean
from course.actions.panels import call_panel, cancel_panel, change_panel
from course.clock import now
from course.database import reading, writing
from course.errors import JudgedBefore, MarksEntered, MayNotSit, PanelStands, SeatsWrong
from course.models import Enrolment, Panel
from course.permissions import Permission, may
from course.queries.panels import (
    candidates_for,
    enrolment_for_panel,
    institutions_to_name,
    panel_asked,
    panel_to_keep,
    people_to_judge,
    seats_of,
)
from course.web.access import allow
from course.web.forms.base import given
from course.web.forms.certificates import line_fault
from course.web.forms.panels import LONGEST_REASON, CallForm
from course.web.i18n import speaking
from course.web.panels.blueprint import bp
from course.web.panels.showing import asks_for_panels, panel_page
from course.web.visitors import visitor

CALLS = Permission.CALL_PANELS
REFUSALS = (MayNotSit, SeatsWrong, PanelStands, MarksEntered, JudgedBefore)
"""What may have changed while the form was filled in."""


@bp.get("/panels")
@allow(Permission.SEE_PROGRAMME)
def index() -> ResponseReturnValue:
    """People whose participation ended under a rule with a panel, and how far each of them is."""
    people = people_to_judge(reading(), visitor())
    rows = [row for row in people if asks_for_panels(row.enrolment.cohort.programme)]
    programmes = {row.enrolment.cohort.programme_id for row in rows}
    return render_template(
        "panels/index.html",
        rows=rows,
        kept={one for one in programmes if may(visitor(), CALLS, programme_id=one)},
    )


@bp.get("/enrolments/<int:enrolment_id>/panel")
@allow(Permission.CALL_PANELS)
def offer(enrolment_id: int) -> ResponseReturnValue:
    """The form for a panel about somebody."""
    place = enrolment_for_panel(reading(), visitor(), enrolment_id)
    asked = panel_asked(reading(), place.cohort.programme)
    return _call_page(place, CallForm.blank(seats_of(asked)))


@bp.post("/enrolments/<int:enrolment_id>/panel")
@allow(Permission.CALL_PANELS)
def call(enrolment_id: int) -> ResponseReturnValue:
    """Call it; members and the person are written to."""
    place = enrolment_for_panel(reading(), visitor(), enrolment_id)
    asked = panel_asked(reading(), place.cohort.programme)
    form = _read(place, asked)
    if form.faults:
        return _call_page(place, form), 422
    try:
        with writing() as session:
            place = enrolment_for_panel(session, visitor(), enrolment_id)
            panel = call_panel(
                session,
                place,
                asked,
                form.seated(),
                held_on=form.held_on,
                place=form.values["place"],
                by=visitor(),
                at=now(),
            )
            panel_id = panel.id
    except REFUSALS as refused:
        place = enrolment_for_panel(reading(), visitor(), enrolment_id)
        return _call_page(place, form, refused=_said(refused)), 409
    flash(speaking().gettext("The panel is called. Its members and the person get a letter."))
    return redirect(url_for(".show", panel_id=panel_id), 303)


@bp.get("/panels/<int:panel_id>/change")
@allow(Permission.CALL_PANELS)
def offer_change(panel_id: int) -> ResponseReturnValue:
    """The form with what is called now."""
    panel = panel_to_keep(reading(), visitor(), panel_id)
    asked = panel_asked(reading(), panel.enrolment.cohort.programme)
    return _call_page(panel.enrolment, CallForm.of_panel(seats_of(asked), panel), panel)


@bp.post("/panels/<int:panel_id>/change")
@allow(Permission.CALL_PANELS)
def change(panel_id: int) -> ResponseReturnValue:
    """Another day or place, or other members; whom it concerns is written to."""
    panel = panel_to_keep(reading(), visitor(), panel_id)
    asked = panel_asked(reading(), panel.enrolment.cohort.programme)
    form = _read(panel.enrolment, asked)
    if form.faults:
        return _call_page(panel.enrolment, form, panel), 422
    try:
        with writing() as session:
            change_panel(
                session,
                panel_to_keep(session, visitor(), panel_id),
                asked,
                form.seated(),
                held_on=form.held_on,
                place=form.values["place"],
                by=visitor(),
                at=now(),
            )
    except REFUSALS as refused:
        panel = panel_to_keep(reading(), visitor(), panel_id)
        return _call_page(panel.enrolment, form, panel, refused=_said(refused)), 409
    flash(speaking().gettext("Changed. Whom it concerns gets a letter."))
    return redirect(url_for(".show", panel_id=panel_id), 303)


@bp.post("/panels/<int:panel_id>/cancel")
@allow(Permission.CALL_PANELS)
def cancel(panel_id: int) -> ResponseReturnValue:
    """Cancel it, with a reason that the letters tell."""
    panel = panel_to_keep(reading(), visitor(), panel_id)
    why = clean(request.form.get("why", "")).strip()
    if fault := line_fault(why, LONGEST_REASON):
        return panel_page(panel, {"why": fault}), 422
    with writing() as session:
        panel = panel_to_keep(session, visitor(), panel_id)
        cancel_panel(session, panel, why=why, by=visitor(), at=now())
    flash(speaking().gettext("The panel is cancelled. Everybody gets a letter."))
    return redirect(url_for(".show", panel_id=panel_id), 303)


def _read(place: Enrolment, asked: PanelHeld) -> CallForm:
    return CallForm.read(
        seats_of(asked),
        request.form,
        ended_on=given(place.ended_on),
        candidates=candidates_for(reading(), place),
        institutions=[one.id for one in institutions_to_name(reading())],
    )


def _call_page(
    place: Enrolment, form: CallForm, panel: Panel | None = None, refused: str | None = None
) -> str:
    candidates = candidates_for(reading(), place)
    ended_on = given(place.ended_on)
    return render_template(
        "panels/call.html",
        enrolment=place,
        panel=panel,
        form=form,
        refused=refused,
        offered={
            seat: [
                (one.person.id, one.person.name) for one in candidates if not one.refused_on(seat)
            ]
            for seat in form.seats
        },
        left_out=[(one, one.refused) for one in candidates if one.refused],
        institutions=[(one.id, one.name) for one in institutions_to_name(reading())],
        ended_on=ended_on,
        in_time=last_day_to_hold(ended_on),
        last_day=last_day_to_count(ended_on),
    )


def _said(refused: MayNotSit | SeatsWrong | PanelStands | MarksEntered | JudgedBefore) -> str:
    if isinstance(refused, MarksEntered):
        return speaking().gettext(
            "Somebody whom you would replace has handed in their marks. Cancel this panel and"
            " call another one."
        )
    return speaking().error(refused.code, refused.facts)
