"""One's own account: language, roles, signing out."""

from collections.abc import Mapping

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.faults import Fault
from content.languages import Language
from course.actions.people import choose_language as keep_language
from course.clock import now
from course.database import reading, writing
from course.errors import NotAllowed
from course.permissions import Permission, may_anywhere
from course.queries.people import grants_of, is_trainee
from course.queries.study import own_enrolment
from course.terms import Role
from course.web.access import public, signed_in
from course.web.i18n import choose_language as speak
from course.web.looks import forget as forget_look
from course.web.navigation import first_place, hat_here, hats_of
from course.web.navigation import wear as put_on
from course.web.onward import onward
from course.web.people.blueprint import bp
from course.web.visitors import sign_out as forget
from course.web.visitors import visitor, visitor_or_none


@bp.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    return account_page({})


@bp.post("/language")
@public
def choose_language() -> ResponseReturnValue:
    """Read on in another language, in this browser and, for whoever signed in, in letters too."""
    named = request.form.get("language", "")
    if named in set(Language):
        language = Language(named)
        speak(language)
        person = visitor_or_none()
        if person is not None and person.language is not language:
            with writing() as session:
                keep_language(session, person, language, at=now())
    return redirect(onward(url_for("pages.home")), 303)


@bp.post("/hat")
@signed_in
def wear() -> ResponseReturnValue:
    """Act in another of one's roles; none of them means being a trainee."""
    named = request.form.get("hat", "")
    hat = Role(named) if named in set(Role) else None
    if hat not in _hats() or (hat is None and named):
        raise NotAllowed
    put_on(hat)
    return redirect(url_for(first_place(hat)), 303)


@bp.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Forget the person here: also what their pages kept, and what the back button would show."""
    forget()
    answer = current_app.make_response(redirect(url_for("people.sign_in"), 303))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    answer.delete_cookie("here")  # who is here, as pages without network remember it
    return forget_look(answer)


def account_page(faults: Mapping[str, Fault]) -> str:
    """The account of the visitor, with what was wrong with a password typed there."""
    person = visitor()
    return render_template(
        "people/account.html",
        person=person,
        grants=grants_of(reading(), person),
        hats=_hats(),
        extra_percent=_extra_time(),
        hat_here=hat_here(person),
        digest=person.email is not None and may_anywhere(person, Permission.MARK_SUBMISSIONS),
        reminded=person.email is not None and is_trainee(reading(), person),
        faults=faults,
    )


def _extra_time() -> int:
    """How much more time the visitor has in quizzes, in percent; none for who takes no course."""
    person = visitor()
    if not is_trainee(reading(), person):
        return 0
    return own_enrolment(reading(), person).extra_time_percent


def _hats() -> list[Role | None]:
    """What the visitor can act as: each role held, and a trainee who has a place in a cohort."""
    person = visitor()
    hats = hats_of(person)
    if None not in hats and is_trainee(reading(), person):
        hats.append(None)
    return hats
