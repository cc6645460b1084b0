"""Names as people type them: without Polish marks, in any order, with or without hyphens."""

import re
import unicodedata
from enum import StrEnum

_MARKS = re.compile("[\u0300-\u036f]")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u2212.,;/]+")
_DROPPED = re.compile("['`\u00b4\u02bc\u2018\u2019]")
_AROUND_HYPHEN = re.compile(r"\s*[\-\u2010-\u2015\u2212]\s*")
# Letters that no rule takes apart.
_PLAIN = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "\u0131": "i"}
)


class NameMatch(StrEnum):
    """How far a typed name agrees with the one on a certificate."""

    WHOLE = "whole"
    SURNAME = "surname"
    PART_OF_SURNAME = "part_of_surname"
    OTHER_FIRST_NAME = "other_first_name"
    DIFFERENT = "different"

    @property
    def agrees(self) -> bool:
        """Whether the surname, and everything else that was typed, is on the certificate."""
        return self in {NameMatch.WHOLE, NameMatch.SURNAME}


def plain_words(name: str) -> list[str]:
    """The words of a name without marks and case; a hyphen parts words, an apostrophe does not.

    The page of the exported register does the same: change both together.
    """
    taken_apart = unicodedata.normalize("NFKD", _DROPPED.sub("", name.lower()))
    plain = _MARKS.sub("", taken_apart).translate(_PLAIN)
    return [word for word in _BETWEEN.split(plain) if word]


def plain_name(name: str) -> str:
    """All words of a name in one order: equal for every way to write the same name."""
    return " ".join(sorted(plain_words(name)))


def surname_of(name: str) -> str:
    """The last word of a name; `Nowak - Sowa` is one word as well."""
    return (_AROUND_HYPHEN.sub("-", name).split() or [""])[-1]


def initials(name: str) -> str:
    """`Ł. Ć.`, `A. N.-S.`: what a stranger sees of a holder who did not agree to more."""
    words = _AROUND_HYPHEN.sub("-", name).split()
    return " ".join("-".join(f"{part[0]}." for part in word.split("-") if part) for word in words)


def compare_names(typed: str, name: str) -> NameMatch:
    """How far what somebody read from a paper agrees with the name of its holder.

    A first name alone never agrees: it would only help to guess whose certificate this is.
    """
    said, known = plain_words(typed), plain_words(name)
    if sorted(said) == sorted(known):
        return NameMatch.WHOLE
    surname = plain_words(surname_of(name))
    rest = _without(said, surname)
    found = len(said) - len(rest)
    first_names_agree = all(_is_one_of(word, _without(known, surname)) for word in rest)
    if found and found == len(surname):
        return NameMatch.SURNAME if first_names_agree else NameMatch.OTHER_FIRST_NAME
    return NameMatch.PART_OF_SURNAME if found and first_names_agree else NameMatch.DIFFERENT


def _without(words: list[str], taken: list[str]) -> list[str]:
    """The words that are left when each of the others is taken away once."""
    left = list(words)
    for word in taken:
        if word in left:
            left.remove(word)
    return left


def _is_one_of(word: str, names: list[str]) -> bool:
    """Whether this is one of the names, or the initial of one."""
    return any(name == word or (len(word) == 1 and name.startswith(word)) for name in names)
