"""Practice that a trainer types in for somebody, from paper or as it was told."""

import secrets

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.definitions.journal import CHANNEL
from assessments.fields import Fault
from assessments.journal import next_code, taken_over
from course.actions.fieldwork import Written, save_entry
from course.catalogue import catalogue
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import NotReady
from course.models import Enrolment
from course.permissions import Permission
from course.queries.claims import enrolment_written_for
from course.queries.fieldwork import codes_used
from course.queries.study import has_accepted
from course.terms import FieldEntryKind, WorkMedium
from course.web.access import allow
from course.web.fieldwork.blueprint import bp
from course.web.fieldwork.entering import faults_in, form_for, warn
from course.web.forms.journal import EntryForm, read_entry
from course.web.i18n import speaking
from course.web.visitors import visitor

NOT_ON_SCREEN = (WorkMedium.PAPER, WorkMedium.SPOKEN)


@bp.get("/practice/for/<int:enrolment_id>")
@allow(Permission.KEEP_FIELDWORK)
def kinds_for(enrolment_id: int) -> ResponseReturnValue:
    """What can be typed in for somebody."""
    enrolment = enrolment_written_for(reading(), visitor(), enrolment_id)
    return render_template(
        "fieldwork/kinds.html",
        enrolment=enrolment,
        kinds=list(FieldEntryKind),
        accepted=has_accepted(reading(), enrolment.id),
    )


@bp.get("/practice/for/<int:enrolment_id>/<kind>")
@allow(Permission.KEEP_FIELDWORK)
def new_for(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """The form, to be typed in for somebody."""
    form = form_for(kind)
    enrolment = enrolment_written_for(reading(), visitor(), enrolment_id)
    code = next_code(codes_used(reading(), enrolment.id)) if form.has(CHANNEL) else ""
    today = local_day(now())
    values = taken_over(form, {}, today, code)
    return _page(EntryForm(form, values, secrets.token_hex(16), today), enrolment)


@bp.post("/practice/for/<int:enrolment_id>/<kind>")
@allow(Permission.KEEP_FIELDWORK)
def enter_for(enrolment_id: int, kind: str) -> ResponseReturnValue:
    """Enter practice on somebody's behalf; it is marked as such, and both see it."""
    form = form_for(kind)
    enrolment = enrolment_written_for(reading(), visitor(), enrolment_id)
    values, key = read_entry(form, request.form), request.form.get("request_key", "")
    given = request.form.get("given_as", "")
    shown = EntryForm(form, values, key, local_day(now()))
    if not has_accepted(reading(), enrolment.id):
        return redirect(url_for(".kinds_for", enrolment_id=enrolment_id), 303)
    if given not in NOT_ON_SCREEN:
        return _page(shown, enrolment, given_fault=Fault("missing")), 422
    try:
        _save(enrolment_id, Written(catalogue().journal, form, values, key, WorkMedium(given)))
    except NotReady as not_ready:
        faults = faults_in(not_ready)
        again = EntryForm(form, values, key, local_day(now()), faults=faults)
        return _page(again, enrolment, given_as=given), 422
    flash(speaking().gettext("Saved. It waits for confirmation like any other entry."))
    warn(form, values)
    if request.form.get("go") == "next":
        return redirect(url_for(".new_for", enrolment_id=enrolment_id, kind=kind), 303)
    return redirect(url_for("cohorts.person", enrolment_id=enrolment_id), 303)


def _save(enrolment_id: int, written: Written) -> None:
    with writing() as session:
        place = enrolment_written_for(session, visitor(), enrolment_id)
        save_entry(session, place, written, revision=0, by=visitor(), at=now())


def _page(
    form: EntryForm,
    enrolment: Enrolment,
    *,
    given_as: str = WorkMedium.PAPER,
    given_fault: Fault | None = None,
) -> str:
    return render_template(
        "fieldwork/entry.html",
        form=form,
        enrolment=enrolment,
        entry=None,
        person=enrolment.person,
        given_as=given_as,
        given_fault=speaking().fault(given_fault.code, {}) if given_fault else None,
        media=[(one.value, speaking().word(one).capitalize()) for one in NOT_ON_SCREEN],
        versions=[],
    )
