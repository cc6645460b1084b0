"""JSON that a stranger hands in, read with suspicion: small, flat, unambiguous."""

import json
import math
from collections.abc import Iterator
from typing import Any

Document = dict[str, Any]

LARGEST_BYTES = 256 * 1024
DEEPEST = 24
MOST_VALUES = 2_000


class BadDocument(Exception):
    """Not a document that could be a credential; the message is for developers only."""


def read_document(content: bytes) -> Document:
    """A JSON object. Raises BadDocument.

    Refused are twins of a key (readers disagree which one counts), numbers that JSON does not
    know, halves of letters, and whatever is larger or deeper than any credential.
    """
    if len(content) > LARGEST_BYTES:
        raise BadDocument("too large")
    try:
        found = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_without_twins,
            parse_constant=_no_number,
            parse_float=_number,
        )
    except (ValueError, RecursionError) as wrong:
        raise BadDocument("no JSON") from wrong
    if not isinstance(found, dict):
        raise BadDocument("no object")
    refuse_if_odd(found)
    return found


def refuse_if_odd(document: Document) -> None:
    """Raise BadDocument for one that is too deep, too wide, or holds broken text."""
    for count, (depth, value) in enumerate(_values(document)):
        if depth > DEEPEST or count > MOST_VALUES:
            raise BadDocument("too deep or too wide")
        if isinstance(value, str) and not _is_whole(value):
            raise BadDocument("half a letter")


def written(document: Document) -> bytes:
    """A document as it is sent and attached: readable, letters as letters."""
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False).encode()


def _values(document: Document) -> Iterator[tuple[int, object]]:
    """Every key and value with its depth. Walks without recursion, so that depth cannot hurt."""
    waiting: list[tuple[int, object]] = [(0, document)]
    while waiting:
        depth, value = waiting.pop()
        yield depth, value
        if isinstance(value, dict):
            waiting.extend((depth + 1, part) for pair in value.items() for part in pair)
        elif isinstance(value, list):
            waiting.extend((depth + 1, part) for part in value)


def _without_twins(pairs: list[tuple[str, object]]) -> Document:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise BadDocument("a key twice")
    return found


def _no_number(word: str) -> None:
    raise BadDocument(word)


def _number(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise BadDocument("no number")
    return number


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
