"""Counting what strangers type at the doors of certificates: call it before anything is told."""

from ipaddress import IPv4Address, ip_address, ip_network

from flask import request

from assessments.names import NameMatch
from course.actions.doors import count_guess
from course.clock import now
from course.database import writing
from course.terms import Door
from course.web.people.coming_in import subject_at

_HOUSEHOLD = 64
"""Bits of an IPv6 address that are one household's; it may use any of the rest."""


def count_code(code: str, *, is_known: bool, match: NameMatch | None = None) -> None:
    """Count a code for where it was typed, a name for its certificate. Raises TooManyGuesses.

    A write of its own: whatever was read before it has to be read by now.
    """
    at = now()
    with writing() as session:
        here = subject_at(Door.VERIFICATION, _network())
        count_guess(session, Door.VERIFICATION, subject_hash=here, right=is_known, at=at)
        if match is not None:
            whose = subject_at(Door.SURNAME, code)
            count_guess(session, Door.SURNAME, subject_hash=whose, right=match.agrees, at=at)


def _network() -> str:
    """Where the request came from, as far as one person may move about in it."""
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:  # a socket of the system
        return ""
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:  # a server that listens for both: these are not one household
        return str(address.ipv4_mapped)
    return str(ip_network((address, _HOUSEHOLD), strict=False))
