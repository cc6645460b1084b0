"""Forgotten, new and changed passwords."""

from datetime import timedelta

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.doors import forget_tries
from course.actions.links import ask_for_link
from course.actions.passwords import change_password as set_password
from course.actions.passwords import refuse_weak
from course.clock import now
from course.database import writing
from course.errors import LockedOut, NotAllowed, PasswordTooWeak, WrongSecret
from course.terms import LinkPurpose
from course.web.access import public, signed_in
from course.web.forms.people import LONGEST_SECRET, read_email
from course.web.i18n import speaking
from course.web.people.account import account_page
from course.web.people.blueprint import bp
from course.web.people.coming_in import hasher_here, try_password
from course.web.visitors import stay_signed_in, visitor

# After an invitation or a reset, for this long, a password may be chosen without the old one.
PERMITTED = "password_until"
PERMITTED_FOR = timedelta(minutes=30)
ASKABLE = {purpose.value: purpose for purpose in (LinkPurpose.RESET, LinkPurpose.SIGN_IN)}


def may_choose_password_now() -> None:
    """Let the person who has just used a link choose a password."""
    session[PERMITTED] = (now() + PERMITTED_FOR).timestamp()


@bp.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    return render_template("people/forgotten.html", email="", fault=None)


@bp.post("/forgotten")
@public
def ask_for_letter() -> ResponseReturnValue:
    """The answer is the same whether anybody has this address or not."""
    email, fault = read_email(request.form.get("email", ""))
    if fault is not None:
        return render_template("people/forgotten.html", email=email, fault=fault), 422
    purpose = ASKABLE.get(request.form.get("purpose", ""), LinkPurpose.RESET)
    with writing() as rows:
        ask_for_link(rows, email, purpose, at=now())
    return render_template("people/asked.html", email=email, purpose=purpose)


@bp.get("/new-password")
@signed_in
def new_password() -> ResponseReturnValue:
    _refuse_unpermitted()
    return render_template("people/new_password.html", fault=None)


@bp.post("/new-password")
@signed_in
def choose_password() -> ResponseReturnValue:
    """Choose the first password, or a new one after a letter."""
    _refuse_unpermitted()
    try:
        hashed = _hash_new(request.form.get("new_password", ""))
    except PasswordTooWeak as weak:
        fault = Fault(weak.code)
        return render_template("people/new_password.html", fault=fault), 422
    with writing() as rows:
        set_password(rows, visitor(), password_hash=hashed, at=now())
    session.pop(PERMITTED, None)
    _stay()
    return redirect(url_for("pages.home"), 303)


@bp.post("/account/password")
@signed_in
def change_password() -> ResponseReturnValue:
    """Change a password that one knows. Wrong tries count as they do at the door."""
    person = visitor()
    if person.email is None or person.password_hash is None:
        raise NotAllowed
    try:
        hashed = _hash_new(request.form.get("new_password", ""))
        proof = try_password(
            person.email, request.form.get("current_password", "")[:LONGEST_SECRET]
        )
    except PasswordTooWeak as weak:
        return account_page({"new_password": Fault(weak.code)}), 422
    except WrongSecret as wrong:
        return account_page({"current_password": Fault("wrong_current", wrong.facts)}), 422
    except LockedOut as locked:
        return account_page({"current_password": Fault(locked.code, locked.facts)}), 409
    with writing() as rows:
        forget_tries(rows, proof.door, subject_hash=proof.subject_hash)
        set_password(rows, visitor(), password_hash=hashed, at=now())
    _stay()
    return redirect(url_for("people.account"), 303)


def _refuse_unpermitted() -> None:
    """Who holds a card needs a letter: whoever printed it must not choose a password with it."""
    person = visitor()
    first = person.password_hash is None and person.email is not None and person.card_hash is None
    if not (first or session.get(PERMITTED, 0) > now().timestamp()):
        raise NotAllowed


def _hash_new(password: str) -> str:
    """What will be stored of a password that is good enough. Raises PasswordTooWeak."""
    refuse_weak(password[:LONGEST_SECRET], person=visitor())
    return hasher_here().hash(password[:LONGEST_SECRET])


def _stay() -> None:
    """Every other session of the person has ended; this browser stays."""
    stay_signed_in(visitor())
    flash(speaking().gettext("Your password is saved. Everywhere else you have been signed out."))
