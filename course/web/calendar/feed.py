"""The file of a calendar: behind an address of its own that needs no cookie, and to take along."""

from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from course.clock import now
from course.database import reading
from course.errors import NotFound
from course.language import voice
from course.models import Person
from course.queries.calendar import calendar_of
from course.queries.people import person_here
from course.settings_here import settings_here
from course.sign_in_secrets import calendar_owner_id, calendar_token_of, is_calendar_token_of
from course.web.access import public, signed_in
from course.web.calendar.blueprint import bp
from course.web.calendar.ics import MEDIA_TYPE, calendar_file
from course.web.i18n import speaking
from course.web.visitors import visitor


@bp.get("/calendar/<token>.ics")
@public
def feed(token: str) -> ResponseReturnValue:
    """The calendar of whoever the token was made for, in their language, for their phone.

    Wrong, old and strange tokens look alike, and so does everybody who has left.
    """
    owner_id = calendar_owner_id(token)
    owner = person_here(reading(), owner_id) if owner_id else None
    if owner is None or not is_calendar_token_of(token, owner, key()):
        raise NotFound
    response = _file_of(owner, voice(owner.language).gettext("calendar"))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/calendar.ics")
@signed_in
def download() -> ResponseReturnValue:
    """The same file once, for calendars that cannot subscribe."""
    return _file_of(visitor(), speaking().gettext("calendar"), shown="attachment")


def key() -> bytes:
    """What makes the tokens of calendars, and nothing else."""
    return settings_here().key("calendar")


def token_of(person: Person) -> str:
    """The token of a person's present address."""
    return calendar_token_of(person, key())


def _file_of(person: Person, name: str, *, shown: str = "inline") -> Response:
    """Phones ask often and mostly hear that nothing changed."""
    content = calendar_file(calendar_of(reading(), person, at=now()), voice(person.language))
    response = Response(content, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f"{shown}; filename={name}.ics"
    response.set_etag(sha256(content).hexdigest()[:32])
    response.make_conditional(request)
    return response
