"""The page for strangers: whether a code opens one of our certificates, and what it is worth.

It tells no more than the paper. A known code and an unknown one cost the same work, and are told
only after they were counted: see `count_code`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from assessments.names import NameMatch, compare_names, initials
from course.clock import local_day, now
from course.codes import CERTIFICATE_SIGNS, grouped, read_code
from course.database import reading
from course.errors import TooManyGuesses
from course.models import Certificate
from course.queries.certificates import Known, certificate_by_code
from course.terms import CertificateState
from course.web.access import public
from course.web.certificates.blueprint import bp
from course.web.certificates.guessing import count_code
from course.web.errors import status_of
from course.web.forms.people import LONGEST_NAME
from course.web.i18n import language

# Nobody in between keeps it, and no search engine lists it.
HEADERS = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
NOBODY = "Nomen Nescio"
"""Compared where a code is unknown, so that it takes the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a stranger is told about a certificate: nothing that the paper does not say."""

    code: str  # the one that was asked about
    state: CertificateState
    number: str
    person: str  # the name, or the initials
    compares: bool  # whether the name may be compared instead of being read
    facts: Mapping[str, Any]
    minutes: int
    issued_at: datetime
    expires_on: date | None
    revoked_at: datetime | None
    signed: bool
    newer: "Newer | None"


@dataclass(frozen=True, slots=True)
class Newer:
    """The certificate that took the place of another; its code stays with its holder."""

    number: str
    issued_at: datetime
    state: CertificateState


@bp.get("/v")
@public
def verify_form() -> ResponseReturnValue:
    """Where a stranger types the code."""
    typed = request.args.get("code", "").strip()
    if typed:
        return redirect(url_for(".verify", code=read_code(typed) or "-"), 303)
    return _page()


@bp.get("/v/<code>")
@public
def verify(code: str) -> ResponseReturnValue:
    """What this code opens: valid, superseded, expired, revoked, or nothing that we know."""
    return _verdict(read_code(code), "")


@bp.post("/v/<code>")
@public
def compare(code: str) -> ResponseReturnValue:
    """Whether a name read on the paper is the holder's; for who sees only the initials."""
    return _verdict(read_code(code), request.form.get("name", "").strip()[:LONGEST_NAME])


def _verdict(code: str, typed: str) -> ResponseReturnValue:
    shown = grouped(code[:CERTIFICATE_SIGNS])
    known = certificate_by_code(reading(), code)
    told = _told(known) if known else None
    name = known.certificate.holder_name if known else NOBODY
    match = compare_names(typed, name) if typed else None
    language()  # found before a write makes the session forget the person
    try:
        count_code(code, is_known=told is not None, match=match)
    except TooManyGuesses as refusal:
        return _refused(refusal, shown)
    compared = match if told is not None and told.compares else None
    page = _page(asked=True, code=shown, told=told, typed_name=typed, match=compared)
    return page, 200 if told else 404, HEADERS


def _refused(refusal: TooManyGuesses, shown: str) -> ResponseReturnValue:
    seconds = (refusal.until - now()).total_seconds()
    headers = {**HEADERS, "Retry-After": str(max(ceil(seconds), 1))}
    return _page(code=shown, shut_until=refusal.until), status_of(refusal), headers


def _page(
    *,
    asked: bool = False,
    code: str = "",
    told: Told | None = None,
    typed_name: str = "",
    match: NameMatch | None = None,
    shut_until: datetime | None = None,
) -> str:
    return render_template(
        "certificates/verify.html",
        asked=asked,
        code=code,
        told=told,
        typed_name=typed_name,
        match=match,
        shut_until=shut_until,
    )


def _told(known: Known) -> Told:
    certificate, today = known.certificate, local_day(now())
    state = certificate.state_on(today)
    name, shown = certificate.holder_name, certificate.show_name
    return Told(
        code=certificate.code,
        state=state,
        number=certificate.number,
        person=name if shown else initials(name),
        compares=not shown and state is not CertificateState.REVOKED,
        facts=certificate.facts,
        minutes=sum(certificate.facts["minutes"].values()),
        issued_at=certificate.issued_at,
        expires_on=certificate.expires_on,
        revoked_at=certificate.revoked_at,
        signed=certificate.credential is not None,
        newer=_newer(known.successor, today),
    )


def _newer(successor: Certificate | None, today: date) -> Newer | None:
    if successor is None:
        return None
    return Newer(successor.number, successor.issued_at, successor.state_on(today))
