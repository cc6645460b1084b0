"""Nothing typed is lost when a form arrives without a valid token or after the sign-in expired.

The page holds it and offers to send it again.
"""

from urllib.parse import urlsplit

from flask import render_template, request


def came_from_here() -> bool:
    """Whether the form stood on our own page: another site must not make anybody resend it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(origin).netloc == request.host


def by_script() -> bool:
    """Whether a page's script asks and stays on its page: it is answered in JSON."""
    return request.method == "PUT" or request.accept_mimetypes.best == "application/json"


def show_again(reason: str) -> str:
    """The page that holds what was typed. `reason` is `signed_out`, `token` or `busy`."""
    typed = (
        [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
        if came_from_here()
        else []
    )
    return render_template("errors/send_again.html", reason=reason, typed=typed)
