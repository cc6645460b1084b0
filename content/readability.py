"""How hard a lesson is to read: words, sentences, and the fog index for Polish.

The index is Gunning's, 0.4 × (words per sentence + percent of hard words), about the years of
schooling that a reader needs. For Polish a hard word has four syllables or more, where English
counts three: W. Pisarek, „Jak mierzyć zrozumiałość tekstu?”, 1969.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

HARD_SYLLABLES = 4

_SOURCES = re.compile(r"^/{3} sources\s*$.*?^/{3}\s*$", re.MULTILINE | re.DOTALL)
_SLASHES = re.compile(r"^/{3}.*$", re.MULTILINE)
_FIGURE = re.compile(r"!\[([^\n]+)\]\(figure:[^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
_FACT = re.compile(r"\[\[[^\]\n]*\]\]")
_TABLE_RULE = re.compile(r"^\|[\s:|-]+\|\s*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_END = re.compile(r"[.!?…|]+|\n\s*\n|\n(?=\s*(?:[-*+]|[0-9]+[.)])\s)|\n(?=#)")
_VOWEL = re.compile(r"i(?![aąeęoóu])|[aąeęoóuy]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Readability:
    """What was counted in a text."""

    words: int
    sentences: int
    hard_words: int

    @property
    def fog(self) -> Decimal:
        """The fog index with one decimal; 0 where nothing is written."""
        if not self.words:
            return Decimal(0)
        per_sentence = Decimal(self.words) / self.sentences
        hard = Decimal(100 * self.hard_words) / self.words
        return (Decimal("0.4") * (per_sentence + hard)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def words_of(markdown: str) -> int:
    """Words of a lesson in either language as a reader meets them, without marks and addresses."""
    return len(_WORD.findall(_plain(markdown)))


def readability_of(markdown: str) -> Readability:
    """Count a Polish lesson without its sources; an item or a cell ends a sentence too."""
    prose = _plain(_SOURCES.sub("", markdown))
    sentences = [words for part in _END.split(prose) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    hard = sum(syllables(word) >= HARD_SYLLABLES for word in words)
    return Readability(len(words), len(sentences), hard)


def syllables(word: str) -> int:
    """Vowels of a Polish word; an `i` before another vowel only softens what stands before it."""
    return len(_VOWEL.findall(word))


def _plain(markdown: str) -> str:
    text = _SLASHES.sub("\n", markdown)
    text = _FIGURE.sub(r"\1\n", text)
    text = _LINK.sub(r"\1", text)
    text = _FACT.sub("fakt", text)
    text = _TABLE_RULE.sub("", text)
    return re.sub(r"[*_`]", "", text)
