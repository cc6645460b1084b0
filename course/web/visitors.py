"""Who makes this request."""

from dataclasses import dataclass

from flask import Flask, session
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from sqlalchemy import bindparam, inspect, select
from sqlalchemy.orm import joinedload

from course.database import reading
from course.models import Person

manager = LoginManager()

# Made once, because every request asks one of them.
_WITH_GRANTS = (
    select(Person).where(Person.id == bindparam("person_id")).options(joinedload(Person.grants))
)
_OF_COOKIE = _WITH_GRANTS.where(
    Person.session_version == bindparam("version"), Person.left_at.is_(None)
)


@dataclass(frozen=True, slots=True, eq=False)
class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A person as Flask-Login wants it; the cookie names the person and the session version."""

    person: Person

    def get_id(self) -> str:
        return f"{self.person.id}:{self.person.session_version}"


def attach(app: Flask) -> None:
    """Let Flask-Login recognise our people."""
    manager.session_protection = None  # phones change their address all the time
    manager.init_app(app, add_context_processor=False)  # pages for a lost database ask nobody


@manager.user_loader  # type: ignore[untyped-decorator]  # Flask-Login has no types
def _recognise(cookie: str) -> SignedIn | None:
    """The person of a cookie, unless disabled or signed out everywhere since."""
    person_id, _, version = cookie.partition(":")
    if not (person_id.isdecimal() and version.isdecimal()):
        return None
    named = {"person_id": int(person_id), "version": int(version)}
    person = reading().scalar(_OF_COOKIE, named)
    return SignedIn(person) if person else None


def visitor_or_none() -> Person | None:
    """The person who makes this request, if anybody signed in."""
    whoever = current_user._get_current_object()  # noqa: SLF001 -- werkzeug's name for the thing itself
    return _with_grants(whoever.person) if isinstance(whoever, SignedIn) else None


def visitor() -> Person:
    """The person who makes this request. For routes that nobody else can reach."""
    person = visitor_or_none()
    if person is None:
        message = "a route for signed-in people was reached by nobody: its declaration is wrong"
        raise RuntimeError(message)
    return person


def _with_grants(person: Person) -> Person:
    """The same person; a write makes the session forget what it had loaded, the grants as well."""
    if "grants" not in vars(person):
        (person_id,) = inspect(person).identity or (None,)
        anew = {"populate_existing": True}
        reading().scalar(_WITH_GRANTS, {"person_id": person_id}, execution_options=anew)
    return person


def sign_in(person: Person, *, for_long: bool) -> None:
    """Remember the person in this browser: for two weeks, or until it is closed."""
    kept = {name: session[name] for name in ("csrf_token",) if name in session}
    session.clear()  # nothing of whoever was here before
    session.update(kept)
    session.permanent = for_long
    login_user(SignedIn(person))


def stay_signed_in(person: Person) -> None:
    """Keep this browser signed in although every session of the person has just been ended."""
    login_user(SignedIn(person))


def sign_out() -> None:
    """Forget the person in this browser, with everything that the session held."""
    logout_user()
    session.clear()
