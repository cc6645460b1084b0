"""How one wishes to read: the colours, the size of the text, the spacing."""

from enum import StrEnum
from typing import TypeVar

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from course.actions.people import choose_look as keep_look
from course.database import writing
from course.models import Person
from course.web.access import public
from course.web.looks import Colours, Look, Spacing, TextSize, keep, look_here
from course.web.onward import came_from, onward
from course.web.people.blueprint import bp
from course.web.visitors import visitor_or_none

Choice = TypeVar("Choice", bound=StrEnum)


@bp.get("/look")
@public
def look() -> ResponseReturnValue:
    """Every choice on one small form, each shown as it would look."""
    here = url_for(".look")
    before = came_from()
    back = onward("" if before.partition("?")[0] == here else before)
    return render_template("people/look.html", look=look_here(), back=back)


@bp.post("/look")
@public
def choose_look() -> ResponseReturnValue:
    """Read on like this: in this browser and, for whoever signed in, on every other device."""
    chosen = Look() if "usual" in request.form else _chosen(look_here())
    person = visitor_or_none()
    if person is not None and person.look != str(chosen):
        with writing() as session:
            keep_look(session, session.get_one(Person, person.id), str(chosen))
    return keep(current_app.make_response(redirect(onward(url_for(".look")), 303)), chosen)


def _chosen(present: Look) -> Look:
    """What the form says; what it does not say stays as it is."""
    return Look(
        _named(Colours, "colours", present.colours),
        _named(TextSize, "size", present.size),
        _named(Spacing, "spacing", present.spacing),
    )


def _named(kind: type[Choice], name: str, otherwise: Choice) -> Choice:
    try:
        return kind(request.form.get(name, ""))
    except ValueError:
        return otherwise
