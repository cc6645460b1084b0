"""The switch of reminders: on a trainee's account, and by the address in each letter."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.reminding import choose_reminders
from course.clock import now
from course.database import reading, writing
from course.errors import NotFound
from course.models import Person
from course.sentences.mark import N_
from course.settings_here import settings_here
from course.sign_in_secrets import is_reminders_token, link_id_of
from course.web.access import public, signed_in
from course.web.i18n import speaking
from course.web.people.blueprint import bp
from course.web.visitors import visitor


@bp.post("/account/reminders")
@signed_in
def switch_reminders() -> ResponseReturnValue:
    """Get letters that remind, or no longer."""
    wanted = request.form.get("wanted") == "yes"
    with writing() as session:
        choose_reminders(session.get_one(Person, visitor().id), wanted=wanted, at=now())
    told = N_("Reminders are on.") if wanted else N_("Reminders are off.")
    flash(speaking().gettext(told))
    return redirect(url_for(".account"), 303)


@bp.get("/reminders/<reminders_token>")
@public
def offer_reminders_off(reminders_token: str) -> ResponseReturnValue:
    """One button. Mail programs open links on their own, so opening switches nothing."""
    person = _person_of(reminders_token)
    return _page(reminders_token, is_off=person.reminders_off_at is not None)


@bp.post("/reminders/<reminders_token>")
@public
def stop_reminders(reminders_token: str) -> ResponseReturnValue:
    """Press the button: no more reminders. It signs nobody in and says nobody's name."""
    person_id = _person_of(reminders_token).id
    with writing() as session:
        choose_reminders(session.get_one(Person, person_id), wanted=False, at=now())
    return _page(reminders_token, is_off=True)


def _person_of(token: str) -> Person:
    """Whose letter a right token stood in. Raises NotFound."""
    person = reading().get(Person, link_id_of(token) or 0)
    if person is None or not is_reminders_token(token, person, settings_here().key("reminders")):
        raise NotFound
    return person


def _page(token: str, *, is_off: bool) -> str:
    return render_template("people/reminders_off.html", token=token, is_off=is_off)
