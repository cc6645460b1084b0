"""From which Polish text an English file was made.

Polish is the original. An English file says so in its first three lines, which no reader sees:

---
translation_of: 3f9a0c2d51b7e846
---
"""

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

_MARK = re.compile(r"---\ntranslation_of: *([^\n]*?) *\n---\n")
_DIGITS = 16


class Translation(StrEnum):
    """How an English text stands to its Polish original."""

    CURRENT = "current"
    OLDER = "older"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class English:
    """An English file taken apart: the digest that it names, its text, and the lines before it."""

    made_from: str
    text: str
    lines_before: int

    def stands(self, polish: str) -> Translation:
        """Whether the Polish text is still the one that this was made from."""
        current = self.made_from == polish_digest(polish)
        return Translation.CURRENT if current else Translation.OLDER


def polish_digest(polish: str) -> str:
    """Sixteen hexadecimal digits of SHA-256; white space at the ends does not count."""
    return hashlib.sha256(polish.strip().encode()).hexdigest()[:_DIGITS]


def read_english(written: str) -> English:
    """Take an English file apart; one without its mark names nothing."""
    mark = _MARK.match(written)
    if mark is None:
        return English("", written, 0)
    return English(mark[1], written[mark.end() :], mark[0].count("\n"))


def mark_translation(written: str, polish: str) -> str:
    """The English file, saying that it was made from this Polish text."""
    return f"---\ntranslation_of: {polish_digest(polish)}\n---\n{read_english(written).text}"
