"""The only table from what went wrong to an answer."""

from flask import Flask, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolExhausted
from werkzeug.exceptions import HTTPException

from course.errors import (
    ConsentsMissing,
    DomainError,
    FilesAway,
    FilesFull,
    Locked,
    NotAllowed,
    NotFound,
    RuleBroken,
    TooManyGuesses,
    Unreadable,
)
from course.uploads import FULL
from course.web.again import by_script, show_again
from course.web.i18n import speak_without_asking, speaking
from course.web.locks import lead_to_consents, show_lock

RETRY_SECONDS = 5
SAID = {403, 404, 405, 409, 413, 422, 429}
"""Refusals of the web itself that have a page of their own."""

STATUS: dict[type[DomainError], int] = {
    NotFound: 404,
    NotAllowed: 403,
    RuleBroken: 409,
    Unreadable: 422,
    TooManyGuesses: 429,
    FilesFull: 507,
    FilesAway: 503,
    DomainError: 400,
}


def attach(app: Flask) -> None:
    """Answer domain errors, lost tokens and the web's own errors in the visitor's language."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(ConsentsMissing, lead_to_consents)
    app.register_error_handler(Locked, show_lock)
    app.register_error_handler(CSRFError, _token_lost)
    app.register_error_handler(OperationalError, _busy)
    app.register_error_handler(PoolExhausted, _busy)
    app.register_error_handler(OSError, _disk_error)
    app.register_error_handler(HTTPException, _web_error)
    app.register_error_handler(Exception, _our_fault)


def status_of(error: DomainError) -> int:
    """The status of the nearest kind of error in the table."""
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def _domain_error(error: DomainError) -> ResponseReturnValue:
    status = status_of(error)
    sentence = speaking().error(error.code, error.facts)
    if by_script():
        return {"error": error.code, "sentence": sentence}, status
    return render_template(f"errors/{status}.html", sentence=sentence), status


def _token_lost(_error: CSRFError) -> ResponseReturnValue:
    if by_script():
        return {"error": "token"}, 400
    return show_again("token"), 400


def _busy(error: OperationalError | PoolExhausted) -> ResponseReturnValue:
    """The database is busy or away. Nothing that needs it may stand on these pages."""
    current_app.logger.error("database busy or away", exc_info=error)
    speak_without_asking()
    headers = {"Retry-After": str(RETRY_SECONDS)}
    sentence = speaking().gettext("The service is busy just now. Try again in a moment.")
    if by_script():
        return {"error": "busy", "sentence": sentence}, 503, headers
    if request.method == "POST":
        return show_again("busy"), 503, headers
    return render_template("errors/503.html", sentence=sentence), 503, headers


def _disk_error(error: OSError) -> ResponseReturnValue:
    """A full disk is nobody's mistake at the page, and it passes."""
    if error.errno not in FULL:
        return _our_fault(error)
    current_app.logger.error("the disk is full", exc_info=error)
    return _domain_error(FilesFull())


def _web_error(error: HTTPException) -> ResponseReturnValue:
    away = getattr(error, "original_exception", None)
    if isinstance(away, OperationalError | PoolExhausted):  # met while another error was answered
        return _busy(away)
    status = error.code or 500
    if status < 400:  # noqa: PLR2004 -- redirects made by the router
        return error.get_response()
    name = status if status in SAID else 500 if status >= 500 else 400  # noqa: PLR2004 -- as in HTTP
    return render_template(f"errors/{name}.html", sentence=None), status


def _our_fault(error: Exception) -> ResponseReturnValue:
    current_app.logger.error("unexpected", exc_info=error)
    speak_without_asking()  # what broke may be the database
    if request.method == "POST" and not by_script():
        return show_again("broken"), 500
    return render_template("errors/500.html"), 500
