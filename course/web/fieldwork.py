"""Practice outside: the trainee's own pages, and the trainer's word on it."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.fieldwork import claim_entry, confirm_entry, refuse_entry, withdraw_entry
from course.clock import local_day, now
from course.database import reading, writing
from course.errors import ReasonMissing
from course.permissions import Permission
from course.queries.fieldwork import (
    claims_for,
    entries_of,
    entry_to_decide,
    own_entry,
    practice_so_far,
    recently_decided,
)
from course.queries.standing import standing_of
from course.queries.study import own_enrolment
from course.sentences import N_
from course.terms import FieldEntryKind
from course.web.access import allow, signed_in
from course.web.forms.base import given
from course.web.forms.fieldwork import EntryForm
from course.web.i18n import speaking
from course.web.visitors import visitor

bp = Blueprint("fieldwork", __name__)

DECIDED_SHOWN = timedelta(days=30)


@bp.get("/practice")
@signed_in
def index() -> ResponseReturnValue:
    """The trainee's own practice, and a form for more."""
    form = EntryForm(formdata=None, data={"done_on": local_day(now())})
    return _own_page(form)


@bp.post("/practice")
@signed_in
def claim() -> ResponseReturnValue:
    """Enter a piece of practice."""
    form = EntryForm()
    form.offer_kinds()
    if not form.validate():
        return _own_page(form), 422
    with writing() as session:
        standing_of(session, visitor()).check_consents()
        claim_entry(
            session,
            own_enrolment(session, visitor()),
            kind=FieldEntryKind(form.kind.data),
            done_on=given(form.done_on.data),
            minutes=given(form.minutes.data),
            what=given(form.what.data).strip(),
            at=now(),
        )
    flash(speaking().gettext("Saved. Your trainer will confirm it."))
    return redirect(url_for(".index"), 303)


@bp.post("/practice/<int:entry_id>/withdraw")
@signed_in
def withdraw(entry_id: int) -> ResponseReturnValue:
    """Take back one's own claim."""
    with writing() as session:
        entry = own_entry(session, visitor(), entry_id)
        withdraw_entry(session, entry, by=visitor(), at=now())
    flash(speaking().gettext("Withdrawn."))
    return redirect(url_for(".index"), 303)


@bp.get("/practice/claims")
@allow(Permission.KEEP_FIELDWORK)
def claims() -> ResponseReturnValue:
    """What waits for the trainer's word."""
    return _claims_page()


@bp.post("/practice/<int:entry_id>/decide")
@allow(Permission.KEEP_FIELDWORK)
def decide(entry_id: int) -> ResponseReturnValue:
    """Confirm or refuse one entry; a refusal needs its reason."""
    entry_to_decide(reading(), visitor(), entry_id)
    confirmed = request.form.get("decision") == "confirm"
    reason = request.form.get("reason", "")
    try:
        with writing() as session:
            entry = entry_to_decide(session, visitor(), entry_id)
            if confirmed:
                confirm_entry(session, entry, by=visitor(), at=now())
            else:
                refuse_entry(session, entry, reason=reason, by=visitor(), at=now())
    except ReasonMissing:
        return _claims_page(reason_missing=entry_id), 422
    said = N_("Confirmed.") if confirmed else N_("Refused, with the reason.")
    flash(speaking().gettext(said))
    return redirect(url_for(".claims"), 303)


def _own_page(form: EntryForm) -> str:
    session = reading()
    standing_of(session, visitor()).check_consents()
    enrolment = own_enrolment(session, visitor())
    form.offer_kinds()
    entries = entries_of(session, enrolment)
    return render_template(
        "fieldwork/index.html",
        form=form,
        entries=entries,
        so_far=practice_so_far(entries),
        enrolment=enrolment,
    )


def _claims_page(reason_missing: int | None = None) -> str:
    session = reading()
    return render_template(
        "fieldwork/claims.html",
        claims=claims_for(session, visitor()),
        decided=recently_decided(session, visitor(), since=local_day(now() - DECIDED_SHOWN)),
        reason_missing=reason_missing,
    )
