"""Where to go after a deed: to a page of our own that was named, never to another site."""

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
