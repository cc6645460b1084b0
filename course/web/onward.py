"""Where to go after a deed: to a page of our own that was named, never to another site."""

from urllib.parse import urlsplit

from flask import request


def onward(otherwise: str) -> str:
    """The address named by `next` when it is a path of this service."""
    named = request.values.get("next", "")
    return named if is_own_path(named) else otherwise


def is_own_path(address: str) -> bool:
    """Whether an address stays here, however a browser may read it."""
    if not address.startswith("/") or address.startswith("//") or "\\" in address:
        return False
    if not address.isprintable():
        return False  # browsers drop tabs and line ends, and then "/\t/x" is "//x"
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return not parts.scheme and not parts.netloc
