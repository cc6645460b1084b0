"""Headers that keep a page to itself, and cookies that stay ours."""

from datetime import timedelta

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from flask_wtf.csrf import CSRFProtect

from course.clock import now
from course.settings import Settings

csrf = CSRFProtect()

HEADERS = {
    # No inline script or style anywhere, so no nonces are needed.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
}


class _Cookies(SecureCookieSessionInterface):
    """What is the same for everybody carries nobody's cookie, and is kept whatever theirs is."""

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if not response.cache_control.public:
            super().save_session(app, session, response)


def attach(app: Flask, settings: Settings) -> None:
    """Set cookies, tokens and headers."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-session" if settings.production else "session",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=14),
        SESSION_REFRESH_EACH_REQUEST=False,  # `_sign_daily` does it
        WTF_CSRF_TIME_LIMIT=None,  # an essay takes longer than an hour
        WTF_CSRF_SSL_STRICT=False,  # phones behind proxies strip the referrer; the token suffices
        MAX_CONTENT_LENGTH=25 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=5000,
    )
    app.session_interface = _Cookies()
    csrf.init_app(app)
    app.before_request(_sign_daily)
    strict = {"Strict-Transport-Security": "max-age=31536000"} if settings.production else {}

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in (HEADERS | strict).items():
            response.headers.setdefault(name, value)  # a file of somebody has a stricter policy
        if request.endpoint != "static" and not response.cache_control.public:
            # A shared phone must not show one person's page to another.
            response.headers.setdefault("Cache-Control", "private, no-cache")
            response.vary.add("Cookie")
        return response


def _sign_daily() -> None:
    """Sign a lasting cookie anew once a day, so that it ends two weeks after the last visit."""
    if request.blueprint == "offline":
        return  # what is kept on a phone comes without a cookie
    today = now().date().isoformat()
    if session.permanent and session.get("day") != today:
        session["day"] = today
