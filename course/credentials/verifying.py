"""Does a credential hold? Answered by a cause, which the doors turn into a sentence."""

from datetime import datetime
from enum import StrEnum

from course.credentials.documents import BadDocument, Document, refuse_if_odd
from course.credentials.keys import PublicKeys
from course.credentials.proof import UnknownKey, holds
from course.credentials.status import PLACES, PURPOSE, decode


class Cause(StrEnum):
    """Why a credential does not hold."""

    UNREADABLE = "unreadable"  # no Open Badge with a proof of our kind
    UNKNOWN_KEY = "unknown_key"
    CHANGED = "changed"
    NOT_YET_VALID = "not_yet_valid"
    EXPIRED = "expired"
    STATUS_UNKNOWN = "status_unknown"  # the list given is not the one named, or does not hold
    CLOSED = "closed"  # revoked or superseded; the register says which


def verify(
    document: Document, *, keys: PublicKeys, at: datetime, status_list: Document
) -> Cause | None:
    """The first cause against a credential at an instant, in the order of Open Badges 3.0.

    The proof comes before anything that the document says about itself.
    """
    cause = proof_cause(document, keys)
    return cause or _time_cause(document, at) or _status_cause(document, keys, status_list)


def proof_cause(document: Document, keys: PublicKeys) -> Cause | None:
    """Whether one of the keys signed this Open Badge as it stands."""
    try:
        refuse_if_odd(document)
        if not _is_badge(document):
            return Cause.UNREADABLE
        return None if holds(document, keys) else Cause.CHANGED
    except UnknownKey:
        return Cause.UNKNOWN_KEY
    except BadDocument:
        return Cause.UNREADABLE


def _is_badge(document: Document) -> bool:
    types, subject = document.get("type"), document.get("credentialSubject")
    return (
        isinstance(types, list)
        and {"VerifiableCredential", "OpenBadgeCredential"} <= {str(one) for one in types}
        and isinstance(subject, dict)
        and bool(subject.get("id") or subject.get("identifier"))
    )


def _time_cause(document: Document, at: datetime) -> Cause | None:
    try:
        begins = datetime.fromisoformat(document["validFrom"])
        ends = document.get("validUntil")
        if at < begins:
            return Cause.NOT_YET_VALID
        return Cause.EXPIRED if ends is not None and at > datetime.fromisoformat(ends) else None
    except (KeyError, TypeError, ValueError):
        return Cause.UNREADABLE


def _status_cause(document: Document, keys: PublicKeys, status_list: Document) -> Cause | None:
    entry, listed = document.get("credentialStatus"), status_list.get("credentialSubject")
    try:
        refuse_if_odd(status_list)
        if not isinstance(entry, dict) or not isinstance(listed, dict):
            return Cause.STATUS_UNKNOWN
        place = int(entry["statusListIndex"])
        named = entry["statusListCredential"] == status_list.get("id")
        about = {entry["statusPurpose"], listed["statusPurpose"]} == {PURPOSE}
        if not (named and about and 0 <= place < PLACES and holds(status_list, keys)):
            return Cause.STATUS_UNKNOWN
        return Cause.CLOSED if place in decode(listed["encodedList"]) else None
    except (BadDocument, UnknownKey, KeyError, TypeError, ValueError):
        return Cause.STATUS_UNKNOWN
