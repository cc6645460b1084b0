"""The switch of the daily letter on a trainer's account."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.digest import choose_digest
from course.clock import now
from course.database import writing
from course.models import Person
from course.permissions import Permission
from course.sentences.mark import N_
from course.web.access import allow
from course.web.i18n import speaking
from course.web.people.blueprint import bp
from course.web.visitors import visitor


@bp.post("/account/digest")
@allow(Permission.MARK_SUBMISSIONS)
def switch_digest() -> ResponseReturnValue:
    """Get the daily letter, or no longer."""
    wanted = request.form.get("wanted") == "yes"
    with writing() as session:
        choose_digest(session.get_one(Person, visitor().id), wanted=wanted, at=now())
    told = N_("The daily letter is on.") if wanted else N_("The daily letter is off.")
    flash(speaking().gettext(told))
    return redirect(url_for(".account"), 303)
