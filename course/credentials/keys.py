"""The issuer's keys, named by their year, and how public keys are written (Multikey)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from course.credentials.documents import BadDocument, Document

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
"""The multicodec of an Ed25519 public key."""
PUBLIC_BYTES = 32

PublicKeys = Mapping[str, Ed25519PublicKey]
"""By the whole address of each: `https://…/issuer#key-2026`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Who signs. `signing` is the name of the newest key; older ones only verify."""

    base_url: str
    signing: str
    private: Ed25519PrivateKey
    public: Mapping[str, Ed25519PublicKey]  # by name

    @property
    def id(self) -> str:
        """The address of the issuer, where the keys are published."""
        return f"{self.base_url}/issuer"

    @property
    def method(self) -> str:
        """The address of the key that signs today."""
        return f"{self.id}#{self.signing}"

    def public_keys(self) -> PublicKeys:
        """Every key that our signatures may be checked with, by its address."""
        return {f"{self.id}#{name}": key for name, key in self.public.items()}

    def at_home_of(self, document: Document) -> "Issuer":
        """The same issuer at the address that a document names, should we have moved since."""
        named = document.get("issuer")
        address = named.get("id") if isinstance(named, dict) else None
        if not isinstance(address, str) or not address.endswith("/issuer"):
            return self
        return replace(self, base_url=address.removesuffix("/issuer"))


def multikey(key: Ed25519PublicKey) -> str:
    """A public key as `z6Mk…`."""
    return multibase(_ED25519 + key.public_bytes_raw())


def key_of_multikey(text: str) -> Ed25519PublicKey:
    """The key that `z6Mk…` writes. Raises BadDocument."""
    content = read_multibase(text, len(_ED25519) + PUBLIC_BYTES)
    if not content.startswith(_ED25519):
        raise BadDocument("no Ed25519 key")
    return Ed25519PublicKey.from_public_bytes(content.removeprefix(_ED25519))


def multibase(content: bytes) -> str:
    """Bytes in base 58 of Bitcoin, marked with `z`."""
    number, signs = int.from_bytes(content, "big"), ""
    while number:
        number, place = divmod(number, len(_BASE58))
        signs = _BASE58[place] + signs
    zeros = len(content) - len(content.lstrip(b"\0"))
    return f"z{_BASE58[0] * zeros}{signs}"


def read_multibase(text: str, length: int) -> bytes:
    """So many bytes from base 58, in the one way to write them. Raises BadDocument."""
    if not text.startswith("z") or len(text) > 2 * length + 1 or not set(text[1:]) <= set(_BASE58):
        raise BadDocument("no base 58")
    number = 0
    for sign in text[1:]:
        number = number * len(_BASE58) + _BASE58.index(sign)
    try:
        content = number.to_bytes(length, "big")
    except OverflowError as wrong:
        raise BadDocument("too long") from wrong
    if multibase(content) != text:
        raise BadDocument("wrong length")
    return content
