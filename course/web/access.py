"""Does the door open? Each route says who may come in; a route that says nothing is refused.

The declaration stands right under the route. Which rows lie behind the door is told by
`course.visibility`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

from flask import Flask, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue

from course.errors import NotAllowed
from course.permissions import Permission, may_anywhere
from course.web.again import show_again
from course.web.i18n import language
from course.web.visitors import visitor_or_none
from course.web.writers import check_writer

View = TypeVar("View", bound=Callable[..., object])


class Audience(Enum):
    """Who may come in when no permission is asked for."""

    PUBLIC = auto()
    SIGNED_IN = auto()


_DECLARED = "course_access"


@dataclass(frozen=True, slots=True)
class Access:
    """A route's declaration: an audience, and the permission that its people need."""

    audience: Audience
    permission: Permission | None = None


def public(view: View) -> View:
    """Anybody may come in."""
    return _declare(view, Access(Audience.PUBLIC))


def signed_in(view: View) -> View:
    """Whoever signed in may come in; the view shows them what is theirs."""
    return _declare(view, Access(Audience.SIGNED_IN))


def allow(permission: Permission) -> Callable[[View], View]:
    """Whoever holds this permission in some programme may come in."""
    return lambda view: _declare(view, Access(Audience.SIGNED_IN, permission))


def access_of(endpoint: str) -> Access | None:
    """The declaration of an endpoint, if it has one."""
    view = current_app.view_functions.get(endpoint)
    return getattr(view, _DECLARED, None)


def attach(app: Flask) -> None:
    """Guard every route of the app; Flask's own static files are for anybody."""
    public(app.view_functions["static"])
    app.before_request(_guard)


def _declare(view: View, access: Access) -> View:
    setattr(view, _DECLARED, access)
    return view


def _guard() -> ResponseReturnValue | None:
    if request.endpoint is None:
        return None  # 404 and 405 answer for themselves
    access = access_of(request.endpoint)
    if access is None:
        raise NotAllowed
    if access.audience is Audience.PUBLIC:
        return None
    person = visitor_or_none()
    if person is None:
        return _ask_to_sign_in()
    language()  # found before a write makes the session forget the person
    if access.permission is not None and not may_anywhere(person, access.permission):
        raise NotAllowed
    check_writer(person)
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Pages wait behind the sign-in; typed words are shown again; autosave learns it from 401."""
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))
    if request.method == "PUT":
        return {"error": "signed_out"}, 401
    return show_again("signed_out"), 401
