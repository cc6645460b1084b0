"""What the issuer publishes about itself: who it is, and with which keys it signs."""

from urllib.parse import quote, urlsplit

from course.credentials.award import profile_of
from course.credentials.contexts import OPEN_BADGES
from course.credentials.documents import Document
from course.credentials.keys import Issuer, multikey

_DID = "https://www.w3.org/ns/did/v1"
_MULTIKEY = "https://w3id.org/security/multikey/v1"


def issuer_document(issuer: Issuer) -> Document:
    """Profile and controller document in one, at the address that each credential names.

    The context of DIDs comes first: verifiers know it by heart and load nothing for it.
    """
    return {
        "@context": [_DID, _MULTIKEY, OPEN_BADGES],
        **profile_of(issuer),
        **_methods(issuer, issuer.id),
    }


def did_document(issuer: Issuer) -> Document:
    """The same keys for verifiers who look issuers up as `did:web:…`."""
    did = f"did:web:{quote(urlsplit(issuer.base_url).netloc, safe='')}"
    return {
        "@context": [_DID, _MULTIKEY],
        "id": did,
        "alsoKnownAs": [issuer.id],
        **_methods(issuer, did),
    }


def _methods(issuer: Issuer, controller: str) -> Document:
    return {
        "verificationMethod": [
            {
                "id": f"{controller}#{name}",
                "type": "Multikey",
                "controller": controller,
                "publicKeyMultibase": multikey(key),
            }
            for name, key in sorted(issuer.public.items())
        ],
        "assertionMethod": [f"{controller}#{name}" for name in sorted(issuer.public)],
    }
