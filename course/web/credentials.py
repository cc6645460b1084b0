"""Doors for machines that verify credentials: public, JSON, open to pages of other origins."""

from hashlib import sha256

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from course.clock import now
from course.codes import read_code
from course.credentials.badge import PICTURE, badge_png, badge_svg
from course.credentials.documents import Document, written
from course.credentials.proof import signed_anew
from course.credentials.published import did_document, issuer_document
from course.credentials.status import status_list
from course.database import reading
from course.errors import NotFound
from course.issuer_keys import issuer_here
from course.queries.credentials import closed_in_list, credential_with_code
from course.web.access import public
from course.web.certificates.guessing import count_code
from course.web.freshness import is_kept, not_modified

bp = Blueprint("credentials", "course.web.credentials")
CREDENTIAL = "application/vc"
MINUTES_KEPT = 5
OPEN = {"Access-Control-Allow-Origin": "*"}
"""Verifiers are pages of somebody else; nothing here depends on who asks."""


@bp.get("/issuer")
@public
def issuer() -> ResponseReturnValue:
    """Who issues, and the keys to check it with."""
    return _kept(written(issuer_document(issuer_here())), "application/json")


@bp.get("/.well-known/did.json")
@public
def did() -> ResponseReturnValue:
    """The same keys, found by `did:web`."""
    return _kept(written(did_document(issuer_here())), "application/json")


@bp.get("/credentials/status/<int:number>")
@public
def status(number: int) -> ResponseReturnValue:
    """A list of 131,072 places, in which those of revoked and superseded certificates are set."""
    closed = closed_in_list(reading(), number)
    signed_list = status_list(
        closed.places, number=number, issuer=issuer_here(), changed_at=closed.changed_at
    )
    return _kept(written(signed_list), CREDENTIAL)


@bp.get("/badge.png")
@public
def badge() -> ResponseReturnValue:
    """The badge of nobody in particular, as wallets show it."""
    return _kept(PICTURE, "image/png")


@bp.get("/v/<code>/credential.json")
@public
def credential(code: str) -> ResponseReturnValue:
    """The credential as it was signed."""
    return _unkept(written(_credential(code)), CREDENTIAL)


@bp.get("/v/<code>/badge.svg")
@public
def drawing(code: str) -> ResponseReturnValue:
    """The badge as a drawing that carries the credential."""
    return _unkept(badge_svg(_credential(code)), "image/svg+xml")


@bp.get("/v/<code>/badge.png")
@public
def picture(code: str) -> ResponseReturnValue:
    """The badge as a picture that carries the credential."""
    return _unkept(badge_png(_credential(code)), "image/png")


def _credential(code: str) -> Document:
    """What was signed at issue; signed anew where the key of that day was withdrawn.

    A wrong code counts as on the page. Raises NotFound, TooManyGuesses.
    """
    plain = read_code(code)
    try:
        stored = credential_with_code(reading(), plain).credential
    except NotFound:
        stored = None
    count_code(plain, is_known=stored is not None)
    if stored is None:
        raise NotFound
    return signed_anew(stored, issuer=issuer_here(), at=now())


def _kept(content: bytes, media_type: str) -> Response:
    """What anybody may keep for minutes, and ask whether it is still so."""
    tag = sha256(content).hexdigest()[:32]
    response = not_modified(tag) if is_kept(tag) else Response(content, mimetype=media_type)
    response.headers.update(OPEN)
    response.cache_control.public, response.cache_control.max_age = True, MINUTES_KEPT * 60
    response.set_etag(tag)
    return response


def _unkept(content: bytes, media_type: str) -> Response:
    """What belongs to one person: whoever has the code sees it, and no search engine lists it."""
    headers = {**OPEN, "Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return Response(content, mimetype=media_type, headers=headers)
