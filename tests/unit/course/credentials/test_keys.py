"""How keys and signatures are written: in one way, and read in that way only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.credentials.documents import BadDocument
from course.credentials.keys import key_of_multikey, multibase, multikey, read_multibase
from tests.make_credentials import make_issuer


@given(st.binary(min_size=1, max_size=80))
def test_bytes_come_back(content: bytes) -> None:
    assert read_multibase(multibase(content), len(content)) == content


@given(st.text(max_size=60))
def test_whatever_is_read_is_written_the_same(text: str) -> None:
    try:
        content = read_multibase(text, 34)
    except BadDocument:
        return
    assert multibase(content) == text


@pytest.mark.parametrize("text", ["", "z", "u6Mk", "z0OIl", "z1", "z" + "z" * 60, "z" * 10_000])
def test_odd_text_is_no_key(text: str) -> None:
    with pytest.raises(BadDocument):
        key_of_multikey(text)


def test_another_kind_of_key_is_refused() -> None:
    with pytest.raises(BadDocument, match="Ed25519"):
        key_of_multikey(multibase(b"\x80\x24" + b"\1" * 32))


def test_older_keys_verify_beside_the_newest() -> None:
    old = make_issuer("key-2025", seed=5)
    issuer = make_issuer("key-2026", old=old)
    assert list(issuer.public_keys()) == [
        "http://localhost/issuer#key-2025",
        "http://localhost/issuer#key-2026",
    ]
    assert multikey(issuer.public["key-2025"]) == multikey(old.private.public_key())
    assert issuer.method == "http://localhost/issuer#key-2026"
