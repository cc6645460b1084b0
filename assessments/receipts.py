"""A receipt: four signs by which a person and the service can tell what was saved."""

import json
from hashlib import sha256

# Crockford's digits: none can be taken for another when read aloud or from paper.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})


def receipt(*said: object) -> str:
    """The signs for JSON-able facts: the same facts give the same signs."""
    digest = sha256(_canonical(said)).digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])


def read_receipt(typed: str) -> str | None:
    """The receipt that was meant: small letters, spaces, dashes, O for 0, I or L for 1.

    None where it cannot be one.
    """
    signs = "".join(typed.replace("-", " ").split()).upper().translate(_MISREAD)
    return signs if len(signs) == LENGTH and set(signs) <= set(SIGNS) else None


def fingerprint(answer: object) -> str:
    """The SHA-256 of a JSON-able answer, in hexadecimal."""
    return sha256(_canonical(answer)).hexdigest()


def _canonical(said: object) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
