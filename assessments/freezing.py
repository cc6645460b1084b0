"""Frozen figures as text: the same bytes and the same SHA-256 wherever and whenever.

What is frozen is made of texts, whole numbers, yes and no, nothing, lists and mappings. It names
people and institutions by number, never by name, so that a claim can be proved without telling
who is in it.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

Figures = Mapping[str, Any]

FORM = 1
"""The form in which figures are frozen; a change of it gets the next number."""

OF_THE_DEED = ("taken_at", "audit")
"""What says when figures were frozen, not what they are."""


def canonical(figures: Figures) -> bytes:
    """UTF-8 JSON with sorted keys and no spaces: what the digest is of, and what is downloaded."""
    text = json.dumps(figures, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest_of(figures: Figures) -> str:
    """SHA-256 of the canonical text, hexadecimal."""
    return hashlib.sha256(canonical(figures)).hexdigest()


def print_of(figures: Figures) -> str:
    """The digest of what was counted alone: the same for a look and for the deed after it."""
    return digest_of({name: figures[name] for name in figures if name not in OF_THE_DEED})


def same_evidence(one: Figures, other: Figures) -> bool:
    """Whether both count and leave out the same, on the same evidence."""
    return _evidence(one) == _evidence(other)


def _evidence(figures: Figures) -> Figures:
    return {
        name: (told["counted"], told["left_out"]) for name, told in figures["indicators"].items()
    }
