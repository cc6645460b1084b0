"""Hostile JSON is refused before anything is made of it."""

import json

import pytest

from course.credentials.canonical import MOST_NAMELESS, canonical
from course.credentials.documents import (
    DEEPEST,
    LARGEST_BYTES,
    MOST_VALUES,
    BadDocument,
    Document,
    read_document,
    written,
)
from course.credentials.proof import unsigned
from tests.unit.course.credentials.test_published_vector import VECTOR

HOSTILE = {
    "nothing": b"",
    "no text": b"\xff\xfe{}",
    "no JSON": b"{",
    "no object": b"[]",
    "a number": b"5",
    "not a number": b'{"a": NaN}',
    "without end": b'{"a": -Infinity}',
    "too large a number": b'{"a": 1e999}',
    "thousands of digits": b'{"a": ' + b"9" * 5000 + b"}",
    "a key twice": b'{"a": 1, "a": 2}',
    "a key twice within": b'{"b": [{"a": 1, "\\u0061": 2}]}',
    "half a letter": b'{"a": "\\ud800"}',
    "half a letter as a key": b'{"\\udfff": 1}',
    "deep": b'{"a":' + b"[" * (DEEPEST + 1) + b"]" * (DEEPEST + 1) + b"}",
    "as deep as JSON goes": b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "wide": json.dumps({"a": list(range(MOST_VALUES))}).encode(),
    "large": b'{"a": "' + b"x" * LARGEST_BYTES + b'"}',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json_is_refused(content: bytes) -> None:
    with pytest.raises(BadDocument):
        read_document(content)


def test_a_document_reads_as_it_was_written() -> None:
    document: Document = {"a": "Zażółć gęślą jaźń", "b": [1, 2.5, True, {"c": "]]>"}]}
    assert read_document(written(document)) == document


NOTHING_LOST: dict[str, Document] = {
    "a word that no context knows": {"grade": "5"},
    "an unknown word within": {"issuer": {**VECTOR["issuer"], "rank": 1}},
    "a context of its own": {"issuer": {**VECTOR["issuer"], "@context": {"name": "x:y"}}},
    "an inline context": {"@context": [*VECTOR["@context"], {"grade": "x:grade"}]},
    "another context": {"@context": [*VECTOR["@context"], "https://evil.example/context"]},
    "the contexts in another order": {"@context": VECTOR["@context"][::-1]},
    "a context in text": {"@context": "https://www.w3.org/ns/credentials/v2"},
    "no context": {"@context": None},
    "a keyword": {"@graph": []},
    "a type that is no address": {"type": ["VerifiableCredential", "OpenBadgeCredential", "Best"]},
    "a name that is no address": {"issuer": {**VECTOR["issuer"], "id": "anybody"}},
    "a name of nothing": {"issuer": {**VECTOR["issuer"], "id": "_:b0"}},
    "an empty value": {"validUntil": None},
    "an empty list": {"evidence": []},
    "a type that is no text": {"type": [{"id": "x:y"}]},
    "an id that is no text": {"id": 5},
}


@pytest.mark.parametrize("change", NOTHING_LOST.values(), ids=NOTHING_LOST)
def test_what_json_ld_would_forget_in_silence_is_refused(change: Document) -> None:
    with pytest.raises(BadDocument):
        canonical({**unsigned(VECTOR), **change})


@pytest.mark.parametrize("beside", [5, 8, 200])
def test_a_poison_graph_is_refused_at_once(beside: int) -> None:
    poison = [{"type": ["Evidence"], "name": "x"}] * beside
    with pytest.raises(BadDocument, match="nameless"):
        canonical({**unsigned(VECTOR), "evidence": poison})


def test_nameless_things_are_counted_in_all() -> None:
    chain: Document = {"type": ["Evidence"], "name": "last"}
    for _ in range(MOST_NAMELESS):
        chain = {"type": ["Evidence"], "name": "x", "evidence": [chain]}
    with pytest.raises(BadDocument, match="nameless"):
        canonical({**unsigned(VECTOR), "evidence": [chain]})
