"""The close-out pack: what lies in it, and the worker that makes it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from course.actions.prepared import Wanted, ask_for_file
from course.clock import local_day, now
from course.closeout.parts import SECTION_TEXTS
from course.database import writing
from course.permissions import Permission
from course.queries.prepared import taken_by
from course.terms import ListKind
from course.web.access import allow
from course.web.i18n import language, speaking
from course.web.lists.blueprint import bp
from course.web.programme_here import programme_here
from course.web.visitors import visitor

ENDING = "zip"


@bp.get("/closeout")
@allow(Permission.EXPORT_LISTS)
def closeout() -> ResponseReturnValue:
    """What the pack holds and what it is for."""
    return render_template(
        "lists/closeout.html",
        programme=programme_here(Permission.EXPORT_LISTS),
        sections=list(SECTION_TEXTS.values()),
    )


@bp.post("/closeout")
@allow(Permission.EXPORT_LISTS)
def pack() -> ResponseReturnValue:
    """Leave the pack to the worker; the person gets a letter when it is ready."""
    programme_id, at = programme_here(Permission.EXPORT_LISTS).id, now()
    name, speech = speaking().gettext("closeout"), language()
    with writing() as session:
        programme, person = taken_by(session, programme_id, visitor().id)
        ask_for_file(
            session,
            programme,
            Wanted(ListKind.CLOSEOUT, ENDING, {}, speech),
            file_name=f"{name}-{programme.code}-{local_day(at)}.{ENDING}",
            rows=None,
            facts={},
            by=person,
            at=at,
        )
    return redirect(url_for(".files"), 303)
