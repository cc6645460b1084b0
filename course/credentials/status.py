"""W3C Bitstring Status Lists: one bit for each certificate tells whether it still counts.

A list holds 131,072 places, so that asking for it does not tell whom one asks about. Bit 0 is the
most significant bit of the first byte; compressed, an almost empty list is 76 characters long.
"""

import binascii
import gzip
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from datetime import datetime

from course.credentials.contexts import CREDENTIALS
from course.credentials.documents import BadDocument, Document
from course.credentials.keys import Issuer
from course.credentials.proof import instant, signed

PLACES = 131_072
BYTES = PLACES // 8
PURPOSE = "revocation"


def list_address(base_url: str, number: int) -> str:
    """Where a list is read; lists are numbered from one."""
    return f"{base_url}/credentials/status/{number}"


def list_of(index: int) -> int:
    """The number of the list that a certificate's index lies in."""
    return index // PLACES + 1


def status_entry(base_url: str, index: int) -> Document:
    """Where a credential's own bit stands."""
    address = list_address(base_url, list_of(index))
    place = str(index % PLACES)
    return {
        "id": f"{address}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": PURPOSE,
        "statusListIndex": place,
        "statusListCredential": address,
    }


def status_list(
    closed: Iterable[int], *, number: int, issuer: Issuer, changed_at: datetime
) -> Document:
    """The signed list in which the places of closed certificates are set.

    It follows from the register alone: the same certificates give the same bytes.
    """
    address = list_address(issuer.base_url, number)
    unsigned = {
        "@context": [CREDENTIALS],
        "id": address,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.id,
        "validFrom": instant(changed_at),
        "credentialSubject": {
            "id": f"{address}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encode(closed),
        },
    }
    return signed(unsigned, issuer=issuer, at=changed_at)


def encode(places: Iterable[int]) -> str:
    """A list in which these places are set, compressed: `u` and base64url without padding."""
    bits = bytearray(BYTES)
    for place in places:
        bits[place // 8] |= 0x80 >> place % 8
    packed = gzip.compress(bytes(bits), compresslevel=9, mtime=0)
    return f"u{urlsafe_b64encode(packed).decode().rstrip('=')}"


def decode(encoded: str) -> frozenset[int]:
    """The places that are set. Raises BadDocument; a list may not unfold beyond its size."""
    try:
        packed = urlsafe_b64decode(f"{encoded[1:]}{'=' * (-len(encoded[1:]) % 4)}")
        unfold = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        bits = unfold.decompress(packed, BYTES + 1)
    except (ValueError, binascii.Error, zlib.error) as wrong:
        raise BadDocument("no status list") from wrong
    if not encoded.startswith("u") or len(bits) != BYTES or not unfold.eof:
        raise BadDocument("no status list")
    return frozenset(
        at * 8 + bit
        for at, byte in enumerate(bits)
        if byte
        for bit in range(8)
        if byte << bit & 128
    )
