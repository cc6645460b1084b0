"""What a row says, as one short word: equal as long as nobody changed it."""

import json
from collections.abc import Iterable
from hashlib import sha256

_LENGTH = 16


def fingerprint(row: object, names: Iterable[str]) -> str:
    """Sixteen signs that tell whether any of these columns changed since a page showed them."""
    said = {name: getattr(row, name) for name in names}
    return sha256(json.dumps(said, sort_keys=True, default=str).encode()).hexdigest()[:_LENGTH]
