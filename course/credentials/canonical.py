"""The meaning of a JSON-LD document as sorted statements (RDFC-1.0): what signatures are made over.

JSON-LD forgets in silence what its contexts do not define. Here that is a fault: otherwise a line
could be added to a signed credential, and the signature would still hold.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any

from course.credentials.contexts import CONTEXTS, CREDENTIALS, OPEN_BADGES
from course.credentials.documents import BadDocument, Document

KNOWN_ORDERS = ([CREDENTIALS], [CREDENTIALS, OPEN_BADGES])
MOST_NAMELESS = 24
MOST_NAMELESS_BESIDE = 4
"""Nameless things beside each other are tried in every order: five would be 120 orders, ten
millions (“poison graphs”). No credential of ours has more than two."""

_NOWHERE = "nowhere://"
"""What incomplete addresses are completed with, so that they are noticed. (PyLD has its own.)"""
_ADDRESS = re.compile(r"(?!nowhere:)[a-z][a-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
_OPTIONS = {"algorithm": "URDNA2015", "format": "application/n-quads"}


def canonical(document: Document) -> bytes:
    """The statements that a document makes. Raises BadDocument where one would be lost."""
    if document.get("@context") not in KNOWN_ORDERS:
        raise BadDocument("unknown context")
    _refuse_hidden(document)
    try:
        expanded = pyld().expand(
            document,
            {"documentLoader": _load, "base": _NOWHERE},
            on_property_dropped=_refuse_dropped,
        )
        _refuse_relative(expanded)
        statements: str = pyld().normalize(expanded, {**_OPTIONS, "documentLoader": _load})
    except BadDocument:
        raise
    except Exception as wrong:  # PyLD answers odd input with whatever breaks first in it
        raise BadDocument("no JSON-LD") from wrong
    return statements.encode()


@cache
def pyld() -> ModuleType:
    """PyLD, loaded with its first use: servers start a third of a second sooner.

    Doors that will sign within a write ask for it before.
    """
    return import_module("pyld.jsonld")


def _load(address: str, _options: object) -> dict[str, Any]:
    """A context from the fixed list, which is all there is: the network is never asked."""
    return {
        "contextUrl": None,
        "contentType": "application/ld+json",
        "documentUrl": address,
        "document": CONTEXTS[address],
    }


def _objects(value: object) -> Iterator[Document]:
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from _objects(part)
    elif isinstance(value, list):
        for part in value:
            yield from _objects(part)


def _refuse_hidden(document: Document) -> None:
    """No contexts or keywords of its own within, nothing empty, and few nameless things."""
    nameless = 0
    for one in _objects(document):
        if any(key.startswith("@") for key in one if one is not document or key != "@context"):
            raise BadDocument("keyword")
        nameless += not _has_name(one)
        for value in one.values():
            values = value if isinstance(value, list) else [value]
            if not values or any(part in (None, {}, []) for part in values):
                raise BadDocument("empty")
            beside = [part for part in values if isinstance(part, dict) and not _has_name(part)]
            if len(beside) > MOST_NAMELESS_BESIDE:
                raise BadDocument("too many nameless things")
    if nameless > MOST_NAMELESS:
        raise BadDocument("too many nameless things")


def _has_name(thing: Document) -> bool:
    return isinstance(thing.get("id"), str)


def _refuse_dropped(name: str | None) -> None:
    raise BadDocument(f"unknown term {name}")


def _refuse_relative(expanded: object) -> None:
    """Names and types that are no whole addresses would be lost as well."""
    for thing in _objects(expanded):
        types = thing.get("@type", [])
        for address in [*(types if isinstance(types, list) else [types]), thing.get("@id", "x:")]:
            if not isinstance(address, str) or not _ADDRESS.fullmatch(address):
                raise BadDocument("no address")
