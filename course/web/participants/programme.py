"""Which form a programme asks its participants by, and whose data are missing."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from assessments.reading import digest
from course.actions.participants import choose_form
from course.catalogue import catalogue
from course.clock import now
from course.database import reading, writing
from course.permissions import Permission
from course.queries.participant_forms import participant_form_of
from course.queries.participants import count_gaps, count_places, gaps_of
from course.web.access import allow
from course.web.i18n import speaking
from course.web.participants.blueprint import bp
from course.web.participants.gaps import shown
from course.web.programme_here import programme_here
from course.web.visitors import visitor

GAPS_SHOWN = 50


@bp.get("/programme/participants")
@allow(Permission.KEEP_PARTICIPANTS)
def programme() -> ResponseReturnValue:
    """The form that is chosen, those that could be, and the people to whom something is missing."""
    return _page(None)


@bp.post("/programme/participants")
@allow(Permission.KEEP_PARTICIPANTS)
def choose() -> ResponseReturnValue:
    """Ask by another form, or by a newer version of the same, from now on."""
    form = catalogue().participant_forms.get(request.form.get("form", ""))
    if form is None:
        return _page(Fault("unknown_choice")), 422
    with writing() as session:
        chosen = programme_here(Permission.KEEP_PARTICIPANTS)
        choose_form(session, chosen, form, by=visitor(), at=now())
        code = chosen.code
    flash(speaking().gettext("Saved."))
    return redirect(url_for(".programme", programme=code), 303)


def _page(fault: Fault | None) -> str:
    session, here = reading(), programme_here(Permission.KEEP_PARTICIPANTS)
    chosen = participant_form_of(session, here.id)
    known = catalogue().participant_forms
    offered = known.get(chosen.slug) if chosen else None
    return render_template(
        "participants/programme.html",
        programme=here,
        chosen=chosen,
        is_newest=offered is None or digest(offered) == here.participant_form_digest,
        forms=list(known.values()),
        fault=fault,
        gaps=[shown(session, gap) for gap in gaps_of(session, here, most=GAPS_SHOWN)],
        lacking=count_gaps(session, here),
        places=count_places(session, here),
    )
