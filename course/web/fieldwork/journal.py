"""The trainee's journal: how far it is, what was entered, what is to be done next."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.fieldwork import follow_up, withdraw_entry
from course.clock import local_day, now
from course.database import reading, writing
from course.queries.fieldwork import (
    PAGE,
    journal_page,
    minutes_by_day,
    next_steps,
    own_entry_held,
    practice_so_far,
)
from course.queries.records import record_of
from course.queries.standing import standing_of
from course.queries.study import own_enrolment
from course.terms import FieldEntryKind
from course.web.access import signed_in
from course.web.fieldwork.blueprint import bp
from course.web.fieldwork.progress import asked_of, weeks_of
from course.web.i18n import speaking
from course.web.numbers import page_number
from course.web.visitors import visitor


@bp.get("/practice")
@signed_in
def index() -> ResponseReturnValue:
    """The trainee's own journal."""
    session = reading()
    standing_of(session, visitor()).check_consents()
    enrolment = own_enrolment(session, visitor())
    number = page_number()
    page = journal_page(session, enrolment.id, number)
    return render_template(
        "fieldwork/index.html",
        enrolment=enrolment,
        page=page,
        number=number,
        more=number * PAGE < page.total,
        so_far=practice_so_far(session, enrolment.id),
        asked=asked_of(enrolment, record_of(session, enrolment.id)),
        steps=next_steps(session, enrolment.id),
        weeks=weeks_of(minutes_by_day(session, enrolment.id)),
        kinds=list(FieldEntryKind),
        today=local_day(now()),
    )


@bp.post("/practice/<int:entry_id>/withdraw")
@signed_in
def withdraw(entry_id: int) -> ResponseReturnValue:
    """Take back one's own claim."""
    with writing() as session:
        entry = own_entry_held(session, visitor(), entry_id)
        withdraw_entry(session, entry, by=visitor(), at=now())
    flash(speaking().gettext("Withdrawn."))
    return redirect(url_for(".index"), 303)


@bp.post("/practice/<int:entry_id>/next-step")
@signed_in
def step_done(entry_id: int) -> ResponseReturnValue:
    """Say with one tap that what was promised is done, or that it is not after all."""
    done = request.form.get("done", "yes") == "yes"
    with writing() as session:
        entry = own_entry_held(session, visitor(), entry_id)
        follow_up(session, entry, done=done, by=visitor(), at=now())
    flash(speaking().gettext("The next step is done.") if done else speaking().gettext("Undone."))
    return redirect(url_for(".index", _anchor="next-steps"), 303)
