"""What participants told the funder is sealed by keys that lie outside the database.

The first key seals, every key opens, so that a new one can be put in front of the old. What is
sealed says whose place and which revision it is: a row put in the place of another is noticed.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from assessments.participants.forms import Values
from course.errors import SealBroken


@dataclass(frozen=True, slots=True)
class Place:
    """Where sealed values belong: one revision of what is known about one place in a cohort."""

    enrolment_id: int
    revision: int


class Seals:
    """The keys of an installation at work."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._box = MultiFernet([Fernet(key) for key in keys])
        self._first = Fernet(keys[0])
        self._pesels = [_derived(key, "pesels") for key in keys]

    def seal(self, values: Values, *, of: Place) -> str:
        """The values as they are stored."""
        said = {"place": [of.enrolment_id, of.revision], "values": values}
        return self._first.encrypt(json.dumps(said, ensure_ascii=False).encode()).decode()

    def unseal(self, sealed: str, *, of: Place) -> Values:
        """What was sealed. Raises SealBroken without its key, or where it belongs elsewhere."""
        try:
            said = json.loads(self._box.decrypt(sealed))
        except InvalidToken as broken:
            raise SealBroken from broken
        if said["place"] != [of.enrolment_id, of.revision]:
            raise SealBroken
        return cast("Values", said["values"])

    def is_newest(self, sealed: str) -> bool:
        """Whether the first key sealed this."""
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return False
        return True

    def pesel_hashes(self, pesel: str) -> Sequence[str]:
        """What is stored of a PESEL, so that a second account of the same person is found.

        By each key, the first one first: what is stored may be older than the newest key.
        """
        return [hmac.digest(key, pesel.encode(), hashlib.sha256).hex() for key in self._pesels]


@cache
def seals_of(keys: tuple[str, ...]) -> Seals:
    """The keys at work, made once a process."""
    return Seals(keys)


def new_key() -> str:
    """A key drawn by chance, as DATA_KEYS takes it."""
    return Fernet.generate_key().decode()


def _derived(key: str, purpose: str) -> bytes:
    """A key of its own for each purpose."""
    return hmac.digest(urlsafe_b64decode(key), f"course:{purpose}".encode(), hashlib.sha256)
