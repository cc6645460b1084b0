"""Status lists: 131,072 bits, the first one the most significant, small when packed."""

import gzip
from base64 import urlsafe_b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.credentials.documents import BadDocument
from course.credentials.proof import holds
from course.credentials.status import (
    BYTES,
    PLACES,
    decode,
    encode,
    list_of,
    status_entry,
    status_list,
)
from tests.make_credentials import ISSUED_AT, make_issuer

PLACE = st.integers(min_value=0, max_value=PLACES - 1)


@given(st.frozensets(PLACE, max_size=50))
def test_the_places_come_back(places: frozenset[int]) -> None:
    assert decode(encode(places)) == places


def test_the_first_bit_is_the_most_significant() -> None:
    assert encode([0]) != encode([7])
    packed = urlsafe_b64encode(gzip.compress(b"\x80" + bytes(BYTES - 1))).decode().rstrip("=")
    assert decode(f"u{packed}") == {0}


def test_a_full_list_is_full_and_an_empty_one_is_short() -> None:
    assert len(decode(encode(range(PLACES)))) == PLACES
    assert len(encode([])) < 100


def _packed(content: bytes) -> str:
    return "u" + urlsafe_b64encode(gzip.compress(content)).decode().rstrip("=")


HOSTILE = {
    "nothing": "",
    "only its mark": "u",
    "without its mark": encode([1])[1:],
    "another base": "z" + encode([1])[1:],
    "not packed": "u" + urlsafe_b64encode(bytes(BYTES)).decode(),
    "too short": _packed(bytes(BYTES - 1)),
    "too long": _packed(bytes(BYTES + 1)),
    "a bomb": _packed(bytes(50 * 1024 * 1024)),
    "cut": encode([1])[:-12],
    "odd letters": "uż",
}


@pytest.mark.parametrize("encoded", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_list_is_refused(encoded: str) -> None:
    with pytest.raises(BadDocument):
        decode(encoded)


@pytest.mark.parametrize(
    ("index", "number", "place"),
    [(0, 1, "0"), (PLACES - 1, 1, "131071"), (PLACES, 2, "0"), (3 * PLACES + 7, 4, "7")],
)
def test_an_index_lies_in_a_list_at_a_place(index: int, number: int, place: str) -> None:
    entry = status_entry("https://a.example", index)
    assert list_of(index) == number
    assert entry == {
        "id": f"https://a.example/credentials/status/{number}#{place}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": place,
        "statusListCredential": f"https://a.example/credentials/status/{number}",
    }


def test_the_same_register_gives_the_same_signed_list() -> None:
    issuer = make_issuer()
    first, second = (
        status_list({5, 70_000}, number=1, issuer=issuer, changed_at=ISSUED_AT) for _ in range(2)
    )
    assert first == second
    assert holds(first, issuer.public_keys())
    assert decode(first["credentialSubject"]["encodedList"]) == {5, 70_000}
