"""Filters of a list, saved under a name."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from course.actions.views import remove_view, save_view
from course.clock import now
from course.database import reading, writing
from course.errors import Unreadable
from course.exporting import ListAsked
from course.queries.prepared import taken_by
from course.queries.views import own_view, views_for
from course.reports.lists.documents import say_filter
from course.web.access import signed_in
from course.web.forms.people import read_line
from course.web.i18n import speaking
from course.web.lists.blueprint import bp
from course.web.lists.here import list_here, listing_named, page_of
from course.web.visitors import visitor

LONGEST_NAME = 100


@bp.get("/lists/<kind>/views")
@signed_in
def views(kind: str) -> ResponseReturnValue:
    """The saved views of a list, and the filter in use to be saved as another one."""
    return _page(list_here(listing_named(kind)))


@bp.post("/lists/<kind>/views")
@signed_in
def save(kind: str) -> ResponseReturnValue:
    """Save the filter of a list, for oneself or for all who see the list."""
    listing = listing_named(kind)
    asked = list_here(listing)
    name = read_line(request.form.get("name", ""))[:LONGEST_NAME]
    if asked.form.faults:
        raise Unreadable
    if not name:
        return _page(asked, speaking().gettext("Give the view a name, then save it.")), 422
    programme_id, person_id = asked.looking.programme.id, asked.looking.by.id
    filtered, shared, at = asked.looking.asked.address(), "shared" in request.form, now()
    with writing() as session:
        programme, person = taken_by(session, programme_id, person_id)
        save_view(
            session,
            programme,
            listing.kind,
            filtered,
            name=name,
            shared=shared,
            by=person,
            at=at,
        )
    flash(speaking().say("The view “%(name)s” is saved.", name=name))
    return redirect(page_of(listing.kind, filtered), 303)


@bp.post("/views/<int:view_id>/remove")
@signed_in
def remove(view_id: int) -> ResponseReturnValue:
    """Remove a view of one's own."""
    person_id, kind = visitor().id, own_view(reading(), visitor(), view_id).list
    with writing() as session:
        programme_id = own_view(session, visitor(), view_id).programme_id
        programme, person = taken_by(session, programme_id, person_id)
        remove_view(session, own_view(session, person, view_id), programme, by=person, at=now())
    flash(speaking().gettext("The view is removed."))
    return redirect(page_of(kind, {}), 303)


def _page(asked: ListAsked, fault: str | None = None) -> str:
    """The page; `fault` is what is wrong with the name of a view that was not saved."""
    listing, programme, form = asked.listing, asked.looking.programme, asked.form
    found = views_for(reading(), visitor(), programme, listing.kind)
    return render_template(
        "lists/views.html",
        listing=listing,
        views=[(view, page_of(listing.kind, view.asked)) for view in found],
        used={} if form.faults else form.used,
        filtered=say_filter(listing, asked.looking.asked, form.choices, speaking()),
        list_href=page_of(listing.kind, form.used),
        fault=fault,
        shared="shared" in request.form,
    )
