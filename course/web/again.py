"""Nothing typed is lost when a form arrives without a valid token or after the sign-in expired.

The page holds it and offers to send it again.
"""

from urllib.parse import urlsplit

from flask import render_template, request
from werkzeug.exceptions import HTTPException

WORTH_COPYING = 40
"""Letters from which on writing a text once more is work."""
FURNITURE = {"csrf_token", "request_key", "code", "pin", "next"}


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
    """The page that holds what was typed: `signed_out`, `token`, `busy` or `broken` says why."""
    typed = [(name, value) for name, value in _typed() if name != "csrf_token"]
    return render_template("errors/send_again.html", reason=reason, typed=typed)


def typed_words() -> list[str]:
    """The longer texts of a form that was refused, for a page on which they can be copied."""
    texts = (value.strip() for name, value in _typed() if not _is_furniture(name))
    return [text for text in dict.fromkeys(texts) if len(text) >= WORTH_COPYING]


def _typed() -> list[tuple[str, str]]:
    """What came with a form of our own; nothing when it cannot be read."""
    try:
        return list(request.form.items(multi=True)) if came_from_here() else []
    except HTTPException:  # larger than what is read at all
        return []


def _is_furniture(name: str) -> bool:
    return name in FURNITURE or "password" in name
