"""Pages that a browser may keep: it asks whether its copy is still true, and mostly hears yes."""

from hashlib import sha256

from flask import Response, current_app, request, session
from flask_wtf.csrf import generate_csrf

from course.permissions import open_grants
from course.web.i18n import language
from course.web.looks import look_here
from course.web.visitors import visitor

FOR_EVER = 365 * 24 * 3600


def tag_of(*facts: object) -> str:
    """What a page was made of, as a short name: its own facts, and the frame around them.

    On a shared phone no copy may be shown to another person, or with another person's token.
    """
    if "csrf_token" not in session:
        generate_csrf()  # the page will hold this session's token
    person = visitor()
    frame = (
        current_app.config["BUILD"],
        language().value,
        person.id,
        person.session_version,
        person.name,
        sorted((grant.role.value, grant.programme_id) for grant in open_grants(person)),
        session.get("csrf_token"),
        session.get("hat"),
        str(look_here()),
    )
    return sha256(repr((frame, facts)).encode()).hexdigest()[:32]


def is_kept(tag: str) -> bool:
    """Whether the browser has this very page, and nothing new waits to be said on it."""
    kept = {sent.partition(":")[0] for sent in request.if_none_match.as_set(include_weak=True)}
    return tag in kept and "_flashes" not in session


def not_modified(tag: str) -> Response:
    """The answer to a browser whose copy is still true."""
    response = Response(status=304)
    response.set_etag(tag)
    return response


def kept_for_ever(response: Response, build: str) -> Response:
    """What is the same for everybody, and stays as it is under the address of its build."""
    if build == current_app.config["BUILD"]:
        response.cache_control.public = True
        response.cache_control.max_age = FOR_EVER
        response.cache_control.immutable = True
    return response


def tagged(page: str, tag: str) -> Response:
    """A page that the browser may keep."""
    response = Response(page, mimetype="text/html")
    response.set_etag(tag)
    return response
