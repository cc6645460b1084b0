"""Signing in with a card, a password or a one-time link."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from course.actions.doors import let_in
from course.actions.links import use_link as spend_link
from course.clock import now
from course.database import reading, writing
from course.errors import DomainError, LinkSpent, LockedOut, WrongSecret
from course.models import SignInLink
from course.queries.people import link_with_id
from course.settings_here import settings_here
from course.sign_in_secrets import is_token_of, link_id_of, spaced_code
from course.terms import Door, LinkPurpose
from course.web.access import public
from course.web.again import by_script
from course.web.errors import status_of
from course.web.forms.people import DoorForm
from course.web.looks import bring_look
from course.web.onward import onward
from course.web.people.blueprint import bp
from course.web.people.coming_in import Proof, come_in, subject_at, try_card, try_password
from course.web.people.in_place import faults_told, who_is_here
from course.web.people.passwords import may_choose_password_now
from course.web.visitors import sign_in as remember
from course.web.visitors import visitor_or_none


@bp.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Both doors on one page: the card first, the e-mail address below."""
    if by_script():
        return who_is_here(visitor_or_none())
    if visitor_or_none() is not None:
        return redirect(onward(url_for("pages.home")))
    return _page(DoorForm(shared=True))


@bp.get("/k/<code>")
@public
def card(code: str) -> ResponseReturnValue:
    """Where the QR code of a card leads: the code is filled in, the PIN is not."""
    return _page(DoorForm(code=spaced_code(code), shared=True))


@bp.post("/sign-in/card")
@public
def enter_with_card() -> ResponseReturnValue:
    form = DoorForm.of_card(request.form)
    if form.faults:
        return _shown(form), 422
    try:
        proof = try_card(form.code, form.pin)
    except (WrongSecret, LockedOut) as refusal:
        return _refused(form, "pin", refusal)
    return _let_in(proof, form)


@bp.post("/sign-in/password")
@public
def enter_with_password() -> ResponseReturnValue:
    form = DoorForm.of_password(request.form)
    if form.faults:
        return _shown(form), 422
    try:
        proof = try_password(form.email, form.password)
    except (WrongSecret, LockedOut) as refusal:
        return _refused(form, "password", refusal)
    return _let_in(proof, form)


@bp.get("/link/<token>")
@public
def open_link(token: str) -> ResponseReturnValue:
    """One button. Mail programs open links on their own, so opening spends nothing."""
    link = _link_of(token)
    if link is None or link.used_at is not None or link.expires_at <= now():
        return _spent()
    return render_template("people/link.html", token=token, purpose=link.purpose)


@bp.post("/link/<token>")
@public
def use_link(token: str) -> ResponseReturnValue:
    """Press the button: sign in, once."""
    try:
        link = _spend(token)
    except LinkSpent:
        return _spent()
    remember(link.person, for_long="shared" not in request.form)
    if link.purpose is LinkPurpose.SIGN_IN:
        return redirect(url_for("pages.home"), 303)
    may_choose_password_now()
    return redirect(url_for("people.new_password"), 303)


def _link_of(token: str) -> SignInLink | None:
    """The link of a right token.

    Forged ones are not counted: none is ever guessed, and whoever sent ten of them would shut the
    link of somebody else.
    """
    link = link_with_id(reading(), link_id_of(token) or 0)
    right = link is not None and is_token_of(token, link, settings_here().key("links"))
    return link if right else None


def _spend(token: str) -> SignInLink:
    """The link of a right token, spent now. Raises LinkSpent."""
    known = _link_of(token)
    if known is None:
        raise LinkSpent
    link_id = known.id
    with writing() as session:
        link = spend_link(session, link_id, at=now())
        counted = subject_at(Door.LINK, str(link_id))
        let_in(session, link.person, Door.LINK, subject_hash=counted, at=now())
        bring_look(session, link.person)
    return link


def _spent() -> ResponseReturnValue:
    return render_template("people/link_spent.html"), status_of(LinkSpent())


def _refused(form: DoorForm, field: str, refusal: DomainError) -> ResponseReturnValue:
    """The page again, with how many tries are left, or until when the door stays shut."""
    code = f"wrong_{field}" if isinstance(refusal, WrongSecret) else refusal.code
    return _shown(form.faulty({field: Fault(code, refusal.facts)})), status_of(refusal)


def _let_in(proof: Proof, form: DoorForm) -> ResponseReturnValue:
    come_in(proof, shared=form.shared)
    if by_script():
        return who_is_here(proof.person)
    return redirect(onward(url_for("pages.home")), 303)


def _shown(form: DoorForm) -> str | dict[str, object]:
    return faults_told(form) if by_script() else _page(form)


def _page(form: DoorForm) -> str:
    return render_template("people/sign_in.html", form=form, onward=onward(""))
