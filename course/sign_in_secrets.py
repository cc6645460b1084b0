"""What opens the doors: how passwords, PINs, card codes and tokens of links are made and compared.

None is stored as it is. Keys are derived from the installation's secret by `settings.key`.
"""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from course.codes import ALPHABET, grouped, read_code
from course.models import Person, SignInLink

CODE_LENGTH = 8
PIN_DIGITS = 6

_TOKEN = re.compile(r"([1-9][0-9]{0,17})\.[0-9a-f]{64}")
_CALENDAR_TOKEN = re.compile(r"([1-9][0-9]{0,17})\.[0-9a-f]{40}")


@dataclass(frozen=True, slots=True)
class Card:
    """A printed card: what its holder types. Shown once, never stored."""

    code: str  # K7QF-2M9D
    pin: str  # six digits


@dataclass(frozen=True, slots=True)
class CardHashes:
    """What is stored of a card."""

    code_hash: str
    pin_hash: str


class Hasher:
    """Argon2id with OWASP's parameters; `cheap` lowers them, for tests only."""

    def __init__(self, *, cheap: bool) -> None:
        self._argon2 = (
            PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            if cheap
            else PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
        )
        self._nobody = self._argon2.hash(secrets.token_hex())

    def hash(self, secret: str) -> str:
        """The hash to store. Slow on purpose: call it outside a write."""
        return self._argon2.hash(secret)

    def matches(self, stored: str | None, secret: str) -> bool:
        """Whether a secret is the stored one. Where nothing is stored it takes the same time."""
        try:
            self._argon2.verify(stored or self._nobody, secret)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


@cache
def hasher(*, cheap: bool) -> Hasher:
    """The hasher of this process, made once."""
    return Hasher(cheap=cheap)


def subject_hash(key: bytes, subject: str) -> str:
    """Whose wrong tries are counted, so that the count names nobody."""
    return _keyed(key, f"subject:{subject}").hex()


def token_of(link: SignInLink, key: bytes) -> str:
    """The token of a link's address: its number, and what only the key's owner can add to it.

    It holds for whom, for what and when the link was made: after a backup is restored, numbers are
    given once more, and a letter from before must not open somebody else's link.
    """
    made = f"{link.person_id}:{link.purpose}:{int(link.created_at.timestamp())}"
    return f"{link.id}.{_keyed(key, f'link:{link.id}:{made}').hex()}"


def reminders_token(person: Person, key: bytes) -> str:
    """What lets whoever holds a person's letter switch reminders off, and do nothing else."""
    joined = int(person.joined_at.timestamp())
    return f"{person.id}.{_keyed(key, f'reminders:{person.id}:{joined}').hex()}"


def is_reminders_token(token: str, person: Person, key: bytes) -> bool:
    """Whether a token was made for this person with this key."""
    return hmac.compare_digest(token.encode(), reminders_token(person, key).encode())


def link_id_of(token: str) -> int | None:
    """The number that a token claims; none when it is no token at all."""
    found = _TOKEN.fullmatch(token)
    return int(found[1]) if found else None


def is_token_of(token: str, link: SignInLink, key: bytes) -> bool:
    """Whether a token was made for this link with this key."""
    return hmac.compare_digest(token.encode(), token_of(link, key).encode())


def calendar_token_of(person: Person, key: bytes) -> str:
    """What opens a person's calendar without a cookie; a new version makes another one.

    The moment of joining is part of it: after a backup is restored, numbers are given once more.
    It is known to a phone's calendar and to whom the calendar is shared with, and opens nothing
    else. Shorter than a link's: it may have to be copied by hand.
    """
    joined = int(person.joined_at.timestamp())
    made = _keyed(key, f"calendar:{person.id}:{joined}:{person.calendar_version}")
    return f"{person.id}.{made.hex()[:40]}"


def calendar_owner_id(token: str) -> int | None:
    """Whose calendar a token claims to open; none when it is no token at all."""
    found = _CALENDAR_TOKEN.fullmatch(token)
    return int(found[1]) if found else None


def is_calendar_token_of(token: str, person: Person, key: bytes) -> bool:
    """Whether a token was made for this person's calendar, and for its present address."""
    return hmac.compare_digest(token.encode(), calendar_token_of(person, key).encode())


def draw_batch() -> str:
    """A random name for cards made together."""
    return secrets.token_urlsafe(16)


def cards_of(batch: str, count: int, key: bytes) -> tuple[Card, ...]:
    """The cards of a batch, always the same: who holds the batch's name may show them once more."""
    return tuple(_card(_keyed(key, f"batch:{batch}:{place}")) for place in range(count))


def code_hash(code: str, key: bytes) -> str:
    """What is stored of a card's code, typed in any case, with or without the dash."""
    return _keyed(key, f"code:{read_code(code)}").hex()


def hash_card(card: Card, key: bytes, argon2: Hasher) -> CardHashes:
    """What is stored of a card. Slow on purpose: call it outside a write."""
    return CardHashes(code_hash=code_hash(card.code, key), pin_hash=argon2.hash(card.pin))


def spaced_code(typed: str) -> str:
    """A code as it stands on the card, whatever way it was typed."""
    return grouped(read_code(typed)[:CODE_LENGTH])


def _card(chance: bytes) -> Card:
    number = int.from_bytes(chance)
    signs = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[place])
    pin = number % 10**PIN_DIGITS
    return Card(code=spaced_code("".join(signs)), pin=f"{pin:0{PIN_DIGITS}d}")


def _keyed(key: bytes, words: str) -> bytes:
    return hmac.digest(key, words.encode(), hashlib.sha256)
