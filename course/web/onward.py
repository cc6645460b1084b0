"""Where to go after a deed: to a page of our own that was named, never to another site."""

from urllib.parse import urlsplit

from flask import request


def onward(otherwise: str) -> str:
    """The address named by `next` when it is a path of this service."""
    named = request.values.get("next", "")
    return named if is_own_path(named) else otherwise


def is_own_path(address: str) -> bool:
    """Whether an address stays here, however a browser may read it.

    Browsers read a backslash as a slash and drop tabs and line ends: to them a tab between two
    slashes is nothing, and what follows another site.
    """
    return (
        address.startswith("/")
        and not address.startswith("//")
        and "\\" not in address
        and address.isprintable()
    )


def came_from() -> str:
    """The page of ours on which a link or a form was pressed; empty when it is not known.

    For a way back that is only offered: the header may be missing, and it proves nothing.
    """
    before = urlsplit(request.referrer or "")
    own = before.netloc == request.host and is_own_path(before.path)
    return before._replace(scheme="", netloc="", fragment="").geturl() if own else ""
