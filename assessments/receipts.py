"""A receipt: four signs by which a person and the service can tell what was saved."""

import json
from hashlib import sha256

# Crockford's digits: none can be taken for another when read aloud or from paper.
SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 4


def receipt(*said: object) -> str:
    """The signs for JSON-able facts: the same facts give the same signs."""
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = sha256(canonical.encode()).digest()
    return "".join(SIGNS[byte % len(SIGNS)] for byte in digest[:LENGTH])
